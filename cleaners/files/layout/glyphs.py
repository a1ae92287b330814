"""Characters at their places on a page, and the lines that they make.

PDF and OFD say where each character stands, not what belongs together, and not in reading order:
quotation marks set in another font come last.  So a line is sorted by x.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

OPENING = "（《〈“‘【〔「『([{"
CLOSING = "，。、；：！？）》〉”’】〕」』％%,.;:!?)]}"
_SAME_LINE = 0.5  # of the size: superscripts stay in their line, the next line is 1.2 away at least
_WORD_GAP = 0.17  # of the size: between Latin words, where the file holds no blank; narrow fonts have blanks of 0.22
_WIDE_GAP = 1.0  # of the size: no justified line is stretched so far
_CELL_GAP = 2.0  # of the size: columns of a table without rules


class Glyph(NamedTuple):
    """One printed character; y grows downwards and is that of the base line."""

    char: str
    x0: float
    x1: float
    y: float
    size: float  # of a full-width character


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or a table as one block; a table has *rows* and no text."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    head: float = 0.0  # width of what cannot be parted from the first character
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page from top to bottom."""

    width: float
    height: float
    lines: tuple[Line, ...]


def is_wide(char: str) -> bool:
    """Whether *char* takes a full square of the line."""
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’…—"


def make_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that *glyphs* make, from top to bottom; lines of blanks are left out."""
    lines = (_line(row) for row in _rows(glyphs))
    return [line for line in lines if line is not None]


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: one.y):
        if row and glyph.y - row[0].y > _SAME_LINE * max(glyph.size, row[0].size):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph]) -> Line | None:
    glyphs = _without_copies(sorted(row, key=lambda one: one.x0))
    printed = [glyph for glyph in glyphs if not glyph.char.isspace()]
    if not printed:
        return None
    # digits know their height only, and that depends on the font
    size = median(glyph.size for glyph in ([one for one in printed if is_wide(one.char)] or printed))
    y = median(glyph.y for glyph in printed)
    text = "".join(_with_gaps(glyphs, size))
    return Line(text, printed[0].x0, printed[-1].x1, y, size, _head(printed))


def _without_copies(glyphs: list[Glyph]) -> list[Glyph]:
    """*glyphs* without those printed a second time, a hair beside, to look bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        if not any(_is_copy(glyph, one) for one in kept[-3:]):
            kept.append(glyph)
    return kept


def _is_copy(glyph: Glyph, other: Glyph) -> bool:
    if glyph.char in "—…" and glyph.x0 == other.x0:
        return False  # —— and …… may be one shape; both characters then have its place
    return glyph.char == other.char and glyph.x0 - other.x0 < 0.25 * glyph.size


def _with_gaps(glyphs: list[Glyph], size: float) -> Iterator[str]:
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None and not glyph.char.isspace() and not before.char.isspace():
            gap = glyph.x0 - before.x1
            latin = not is_wide(glyph.char) and not is_wide(before.char)
            if gap > _CELL_GAP * size:
                yield "\t"
            elif gap > (_WORD_GAP if latin else _WIDE_GAP) * size:
                yield " "
        yield glyph.char
        before = glyph


def _head(printed: list[Glyph]) -> float:
    """The width of the first character with what must stay beside it: the rest of a number, marks."""
    end = 1
    while end < len(printed) and printed[end - 1].char in OPENING:
        end += 1
    if not is_wide(printed[end - 1].char):
        while end < len(printed) and not is_wide(printed[end].char):
            end += 1
    while end < len(printed) and printed[end].char in CLOSING:
        end += 1
    return printed[end - 1].x1 - printed[0].x0
