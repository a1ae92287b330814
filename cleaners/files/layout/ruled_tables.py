"""Tables drawn with rules on a page: which characters stand in which cell.

A printed table is lines and characters.  Rules that touch make a grid; where a rule between two
fields of the grid is missing, they are one cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from cleaners.files.layout.glyphs import Glyph, Line, make_lines
from cleaners.files.result import join_cells, join_words

_NEAR = 2.0  # points: rules this close are one
MOST_RULES = 1_500  # a map or a drawing, no table
_MOST_FIELDS = 20_000
_MOST_WORK = 1_000_000  # characters looked at and fields of grids, of a page; tables of 288 small grids take 5,000
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


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a page as one Line each, and the glyphs that stand in none of them."""

    tables: list[Line]
    rest: list[Glyph]
    is_cut: bool = False  # looking for more was given up: it had cost too much


def take_tables(glyphs: list[Glyph], rules: Sequence[Rule]) -> Tables:
    """The tables that *rules* draw around *glyphs*, found within bounded work."""
    tables: list[Line] = []
    if len(rules) > MOST_RULES:
        return Tables(tables, glyphs)
    work = 0
    glyphs = sorted(glyphs, key=_height)
    for group in _groups(rules):
        grid = _Grid.of(group)
        if grid is None:
            continue
        near = slice(bisect_right(glyphs, grid.ys[0], key=_height), bisect_left(glyphs, grid.ys[-1], key=_height))
        work += near.stop - near.start + (len(grid.xs) - 1) * (len(grid.ys) - 1)
        if work > _MOST_WORK:
            return Tables(tables, glyphs, is_cut=True)
        inside = [glyph for glyph in glyphs[near] if grid.xs[0] < _middle(glyph)[0] < grid.xs[-1]]
        rows = grid.rows_of_text(inside)
        if any("\t" in row for row in rows):
            taken = set(map(id, inside))
            glyphs[near] = [glyph for glyph in glyphs[near] if id(glyph) not in taken]
            size = inside[0].size
            tables.append(Line("", grid.xs[0], grid.xs[-1], grid.ys[0] + size, size, 0.0, tuple(rows)))
    return Tables(tables, glyphs)


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch one another, directly or through others; the group whose last rule lies lowest comes last."""
    ordered = sorted(rules, key=lambda one: one.y0)
    group_of = list(range(len(ordered)))

    def root(number: int) -> int:
        while group_of[number] != number:
            group_of[number] = number = group_of[group_of[number]]
        return number

    boxes = [_box(rule) for rule in ordered]
    open_boxes: list[int] = []  # that reach down to the rule that is looked at
    for number, box in enumerate(boxes):
        open_boxes = [other for other in open_boxes if boxes[other][3] >= box[1]]
        for other in open_boxes:
            if _touch(box, boxes[other]):
                group_of[root(other)] = root(number)
        open_boxes.append(number)
    groups: dict[int, list[int]] = {}
    for number in range(len(ordered)):
        groups.setdefault(root(number), []).append(number)
    return [[ordered[one] for one in group] for group in sorted(groups.values(), key=max)]


def _box(rule: Rule) -> tuple[float, float, float, float]:
    return rule.x0 - _NEAR, rule.y0 - _NEAR, rule.x1 + _NEAR, rule.y1 + _NEAR


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

    def rows_of_text(self, glyphs: list[Glyph]) -> list[str]:
        """One line a row; a cell over several columns stands once, one over several rows in the first."""
        above, left = self._ruled()
        owners = _owners(above, left)
        fields: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in glyphs:
            x, y = _middle(glyph)
            fields.setdefault(owners[_band(self.ys, y)][_band(self.xs, x)], []).append(glyph)
        rows = []
        for row in range(len(self.ys) - 1):
            columns = [column for column in range(len(self.xs) - 1) if column == 0 or left[row][column]]
            cells = [_text(fields.get((row, column), [])) for column in columns]
            if any(cells):
                rows.append(join_cells(cells, _LONGEST_ROW))
        return rows

    def _ruled(self) -> tuple[list[bytearray], list[bytearray]]:
        """For each field, by row and column, whether a rule runs above it, and whether one runs left of it."""
        middles_x = [(one + other) / 2 for one, other in pairwise(self.xs)]
        middles_y = [(one + other) / 2 for one, other in pairwise(self.ys)]
        above = [bytearray(len(middles_x)) for _ in middles_y]
        left = [bytearray(len(middles_y)) for _ in middles_x]
        for rule in self.rules:
            places, middles, marks = (self.ys, middles_x, above) if rule.is_level else (self.xs, middles_y, left)
            at, start, end = (rule.y0, rule.x0, rule.x1) if rule.is_level else (rule.x0, rule.y0, rule.y1)
            first, last = bisect_left(middles, start), bisect_right(middles, end)
            for band in range(bisect_left(places, at - 2 * _NEAR), bisect_right(places, at + 2 * _NEAR)):
                if band < len(marks) and first < last:
                    marks[band][first:last] = b"\1" * (last - first)
        return above, [bytearray(column) for column in zip(*left, strict=True)]


def _owners(above: list[bytearray], left: list[bytearray]) -> list[list[tuple[int, int]]]:
    """For each field the upper left field of the cell that it belongs to."""
    tops: list[list[int]] = []
    for row, ruled in enumerate(above):
        tops.append([tops[-1][column] if row and not mark else row for column, mark in enumerate(ruled)])
    starts: list[list[int]] = []  # the first column of the cell, row by row
    for ruled in left:
        start = 0
        starts.append([start := column if mark or not column else start for column, mark in enumerate(ruled)])
    return [[(top, starts[top][column]) for column, top in enumerate(row)] for row in tops]


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.x0 + glyph.x1) / 2, _height(glyph)


def _height(glyph: Glyph) -> float:
    """The middle of a character, from the top of the page."""
    return glyph.y - 0.35 * glyph.size


def _band(places: Sequence[float], value: float) -> int:
    return max(0, bisect_left(places, value) - 1)


def _text(glyphs: list[Glyph]) -> str:
    return join_words(line.text for line in make_lines(glyphs))
