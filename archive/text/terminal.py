"""Terminal text, where a Chinese character takes two places: its width, a table, two texts side by side."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

_COLUMN = 56  # places; two of them and a rule fit 120
_GAP = "  "  # between two columns of a table
_LONGEST_WORD = 24  # places; what is longer (an address) may be broken anywhere
_NARROWEST_TABLE = 40  # places; a narrower terminal breaks lines itself
# What a line may be broken behind: a word with the blank that follows it, or one Chinese character.
_PIECES = re.compile(r"[!-~]+ ?|.", re.DOTALL)
_BETWEEN_BLANKS = re.compile(r"\S+ *|\s")
_NAME = 20  # places; names of most organs take no more
_NUMBER = re.compile(r"[-+]?\d[\d.]*%?")


def places(text: str) -> int:
    """How many places of a terminal *text* takes."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def terminal_width() -> int:
    """Return how many places a line of the terminal has; 80 where nothing tells."""
    return max(_NARROWEST_TABLE, shutil.get_terminal_size((80, 24)).columns)


def table(head: Sequence[str], rows: Iterable[Sequence[object]], width: int = 80, total: bool = False) -> str:
    """Return rows below their *head*, numbers to the right; cells are wrapped so that a line takes *width* places.

    None is an empty cell.  With *total*, the last row is parted from the others.  Words without a blank stay whole
    up to 24 places, so many columns of them may need more than *width*.

    >>> print(table(["division", "reports"], [["澄洲市澜汀区", 28], ["砚泽县", None]]))
    division      reports
    ---------------------
    澄洲市澜汀区       28
    砚泽县
    """
    cells = [[_cell(value) for value in row] for row in rows]
    widths = _widths([list(head), *cells], width - len(_GAP) * (len(head) - 1))
    is_number = [
        all(_NUMBER.fullmatch(row[column]) for row in cells if row[column]) and any(row[column] for row in cells)
        for column in range(len(head))
    ]
    lines = [_lines(row, widths, is_number) for row in (list(head), *cells)]
    rule = ["-" * (sum(widths) + len(_GAP) * (len(widths) - 1))]
    blocks = [lines[0], rule, *lines[1:-1], rule, lines[-1]] if total and cells else [lines[0], rule, *lines[1:]]
    return "\n".join(line for block in blocks for line in block)


def _cell(value: object) -> str:
    return "" if value is None else _printable(str(value))


def _widths(rows: Sequence[Sequence[str]], most: int) -> list[int]:
    """Return a width for each column: what its cells take, the widest narrowed until all of them take *most*."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(places, column)) for column in columns]
    least = [max(places(word) for cell in column for word in _words(cell)) for column in columns]
    while sum(widths) > most and (wide := [one for one, width in enumerate(widths) if width > least[one]]):
        widest = max(wide, key=lambda one: widths[one])
        # Down to the next narrower column at once: titles may be long.
        others = [widths[one] for one in wide if widths[one] < widths[widest]]
        goal = max(least[widest], widths[widest] - (sum(widths) - most), max(others, default=1) - 1)
        widths[widest] = min(goal, widths[widest] - 1)
    return widths


def _words(cell: str) -> list[str]:
    """Return what a cell cannot be narrower than; at least one word."""
    return [piece.rstrip()[:_LONGEST_WORD] for piece in _PIECES.findall(cell)] or [""]


def _lines(row: Sequence[str], widths: Sequence[int], is_number: Sequence[bool]) -> list[str]:
    """Return the lines of one row."""
    wrapped = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    return [
        _GAP.join(_aligned(*each) for each in zip(line, widths, is_number, strict=True)).rstrip()
        for line in zip_longest(*wrapped, fillvalue="")
    ]


def _aligned(text: str, width: int, is_right: bool) -> str:
    blanks = " " * (width - places(text))
    return blanks + text if is_right else text + blanks


def side_by_side(rows: Iterable[tuple[str, str]], width: int = _COLUMN) -> Iterator[str]:
    """Yield lines with the left and the right text of each row, wrapped at *width* places.

    >>> list(side_by_side([("甲乙丙", "x")], width=4))
    ['甲乙 | x', '丙   |']
    """
    for left, right in rows:
        wrapped = (_wrapped(_printable(left), width), _wrapped(_printable(right), width))
        for one, other in zip_longest(*wrapped, fillvalue=""):
            yield f"{one}{' ' * (width - places(one))} | {other}".rstrip()


def _wrapped(text: str, width: int) -> list[str]:
    """Return *text* in lines of at most *width* places, broken behind words where that can be."""
    lines = [""]
    for word in _BETWEEN_BLANKS.findall(text):
        size = places(word.rstrip())
        is_whole = size <= min(width, _NAME)  # a name goes to the next line rather than in two
        if lines[-1] and places(lines[-1]) + size > width and is_whole:
            lines.append("")
        for piece in [word] if is_whole else _PIECES.findall(word):
            _append(lines, piece, width)
    return [line.rstrip() for line in lines]


def _append(lines: list[str], piece: str, width: int) -> None:
    """Put *piece* at the end of the last line, or where it does not fit, on lines of its own."""
    if lines[-1] and places(lines[-1]) + places(piece.rstrip()) > width:
        lines.append("")
    while places(piece.rstrip()) > width:  # a word longer than a line
        lines[-1], piece = piece[:width], piece[width:]
        lines.append("")
    lines[-1] += piece


def _printable(text: str) -> str:
    """Return *text* without what would move the cursor."""
    return "".join(character if character.isprintable() else " " for character in text)
