"""Tables drawn with rules on a page: which characters stand in which cell.

A printed table is lines and characters.  Rules that touch make a grid; where a rule between two
fields of the grid is missing, they are one cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cleaners.files.layout.glyphs import Glyph, Line, make_lines
from cleaners.files.result import join_cells, join_words

_NEAR = 2.0  # points: rules this close are one
_MOST_RULES = 1_500  # a map or a drawing, no table
_MOST_FIELDS = 20_000
_LONGEST_ROW = 100_000


class Rule(NamedTuple):
    """A straight rule, level (y0 == y1) or upright (x0 == x1); y grows downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


def as_rule(x0: float, y0: float, x1: float, y1: float) -> Rule | None:
    """The rule along the box with these corners; None if the box is no thin one."""
    left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    if bottom - top <= _NEAR and right - left > 2 * _NEAR:
        return Rule(left, (top + bottom) / 2, right, (top + bottom) / 2)
    if right - left <= _NEAR and bottom - top > 2 * _NEAR:
        return Rule((left + right) / 2, top, (left + right) / 2, bottom)
    return None


def take_tables(glyphs: list[Glyph], rules: Sequence[Rule]) -> tuple[list[Line], list[Glyph]]:
    """The tables as one Line each, and the glyphs that stand in none of them."""
    tables: list[Line] = []
    if len(rules) > _MOST_RULES:
        return tables, glyphs
    for group in _groups(rules):
        grid = _Grid.of(group)
        if grid is None:
            continue
        inside = [glyph for glyph in glyphs if grid.holds(glyph)]
        rows = grid.rows_of_text(inside)
        if len([row for row in rows if "\t" in row]) > 0:
            taken = set(map(id, inside))
            glyphs = [glyph for glyph in glyphs if id(glyph) not in taken]
            size = inside[0].size
            tables.append(Line("", grid.xs[0], grid.xs[-1], grid.ys[0] + size, size, 0.0, tuple(rows)))
    return tables, glyphs


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch one another, directly or through others."""
    groups: list[tuple[list[float], list[Rule]]] = []
    for rule in sorted(rules, key=lambda one: one.y0):
        box = [rule.x0 - _NEAR, rule.y0 - _NEAR, rule.x1 + _NEAR, rule.y1 + _NEAR]
        together = [rule]
        apart = []
        for other_box, others in groups:
            if _touch(box, other_box) and any(_touch(box, _box(other)) for other in others):
                together += others
                box = [*map(min, box[:2], other_box[:2]), *map(max, box[2:], other_box[2:])]
            else:
                apart.append((other_box, others))
        groups = [*apart, (box, together)]
    return [group for _, group in groups]


def _box(rule: Rule) -> list[float]:
    return [rule.x0 - _NEAR, rule.y0 - _NEAR, rule.x1 + _NEAR, rule.y1 + _NEAR]


def _touch(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _places(values: Iterable[float]) -> list[float]:
    """The distinct values, near ones as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > 2 * _NEAR:
            places.append(value)
    return places


@dataclass(frozen=True, slots=True)
class _Grid:
    xs: list[float]
    ys: list[float]
    rules: list[Rule]

    @classmethod
    def of(cls, rules: list[Rule]) -> _Grid | None:
        """The grid of *rules*; None if it has fewer than two fields."""
        ys = _places(rule.y0 for rule in rules if rule.is_level)
        xs = _places(rule.x0 for rule in rules if not rule.is_level)
        fields = (len(xs) - 1) * (len(ys) - 1)
        return cls(xs, ys, rules) if len(xs) > 2 and len(ys) > 1 and fields <= _MOST_FIELDS else None

    def holds(self, glyph: Glyph) -> bool:
        x, y = _middle(glyph)
        return self.xs[0] < x < self.xs[-1] and self.ys[0] < y < self.ys[-1]

    def rows_of_text(self, glyphs: list[Glyph]) -> list[str]:
        """One line a row; a cell over several columns stands once, one over several rows in the first."""
        fields: dict[tuple[int, int], list[Glyph]] = {}
        owners: dict[tuple[int, int], tuple[int, int]] = {}
        for glyph in glyphs:
            x, y = _middle(glyph)
            field = _band(self.ys, y), _band(self.xs, x)
            if field not in owners:
                owners[field] = self._owner(*field)
            fields.setdefault(owners[field], []).append(glyph)
        rows = []
        for row in range(len(self.ys) - 1):
            columns = [column for column in range(len(self.xs) - 1) if self._begins(row, column)]
            cells = [_text(fields.get((row, column), [])) for column in columns]
            if any(cells):
                rows.append(join_cells(cells, _LONGEST_ROW))
        return rows

    def _owner(self, row: int, column: int) -> tuple[int, int]:
        """The upper left field of the cell that the field belongs to."""
        while row > 0 and not self._is_ruled_above(row, column):
            row -= 1
        while column > 0 and not self._is_ruled_left(row, column):
            column -= 1
        return row, column

    def _begins(self, row: int, column: int) -> bool:
        return column == 0 or self._is_ruled_left(row, column)

    def _is_ruled_above(self, row: int, column: int) -> bool:
        y, x = self.ys[row], (self.xs[column] + self.xs[column + 1]) / 2
        return any(r.is_level and abs(r.y0 - y) <= 2 * _NEAR and r.x0 <= x <= r.x1 for r in self.rules)

    def _is_ruled_left(self, row: int, column: int) -> bool:
        x, y = self.xs[column], (self.ys[row] + self.ys[row + 1]) / 2
        return any(not r.is_level and abs(r.x0 - x) <= 2 * _NEAR and r.y0 <= y <= r.y1 for r in self.rules)


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.x0 + glyph.x1) / 2, glyph.y - 0.35 * glyph.size


def _band(places: Sequence[float], value: float) -> int:
    return max(0, sum(place < value for place in places) - 1)


def _text(glyphs: list[Glyph]) -> str:
    return join_words(line.text for line in make_lines(glyphs))
