"""Pages of a long text: where each begins and ends, so that what is set and sent at once is bounded.

A page ends with a line; a line that is longer than a page is cut.  Nearly all reports are one page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

# What stands on one page: its characters, and so many more for each paragraph and each cell of a table, which cost as
# much to set as so many characters (measured: 400 paragraphs of 100 characters are set in 40 ms of CPU time).
PAGE_WEIGHT = 30_000
WEIGHT_OF_A_LINE = 60


class TextPage(NamedTuple):
    """text[start:end], and how many lines that are not empty begin before it."""

    start: int
    end: int
    lines_before: int


@dataclass(frozen=True, slots=True)
class TextPages:
    """The pages of a text, and where its lines that are not empty begin."""

    pages: list[TextPage]
    line_starts: list[int]

    def page_of(self, place: int) -> int:
        """Return the number, from 1, of the page on which the character at *place* stands."""
        return max(1, bisect_right(self.pages, place, key=lambda page: page.start))

    def line_of(self, place: int) -> int:
        """Return the number, from 1, of the line on which the character at *place* stands; empty ones do not count."""
        return max(1, bisect_right(self.line_starts, place))


def text_pages(text: str) -> TextPages:
    """Return the pages of *text*: one even if it is empty.  One walk over its lines."""
    pages: list[TextPage] = []
    line_starts: list[int] = []
    start = weight = lines_before = position = 0
    for line in text.split("\n"):
        end = position + len(line)
        is_shown = bool(line) and not line.isspace()
        for piece_end, piece_weight in _pieces(line, position) if is_shown else ():
            if weight and weight + piece_weight > PAGE_WEIGHT:
                pages.append(TextPage(start, position, lines_before))
                start, weight, lines_before = position, 0, len(line_starts)
            if position == end - len(line):
                line_starts.append(position)
            weight += piece_weight
            position = piece_end
        position = end + 1
    pages.append(TextPage(start, len(text), lines_before))
    return TextPages(pages, line_starts)


def _pieces(line: str, position: int) -> Iterator[tuple[int, int]]:
    """Yield where the pieces of the line that begins at *position* end, and what each weighs; mostly it is one."""
    cells = 1 + line.count("\t")
    weight = len(line) + WEIGHT_OF_A_LINE * cells
    if weight <= PAGE_WEIGHT:
        yield position + len(line), weight
        return
    length = max(1, PAGE_WEIGHT // 2 * len(line) // weight)
    for begin in range(0, len(line), length):
        piece = line[begin : begin + length]
        yield position + begin + len(piece), len(piece) + WEIGHT_OF_A_LINE * (1 + piece.count("\t"))
