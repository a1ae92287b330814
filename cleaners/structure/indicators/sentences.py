"""Sentences of a text that hold figures or words for nothing, each with the heading above it; a table is one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaners.structure.indicators.numbers import Figure, read_figures
from cleaners.structure.indicators.zeros import find_nothing
from cleaners.structure.outline import Heading

_END = re.compile(r"[。!?]+[”’)]?")
_TABLE_ROW = re.compile(r"\t[^\n]*")
_MAX_SENTENCE_CHARS = 2_000  # what is longer is no sentence; cut, so that no input takes minutes


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a table, in the folded text."""

    start: int
    end: int
    line_start: int
    heading: Heading | None  # above it
    year: int | None  # of the whole text
    is_table: bool


def sentences(
    folded: str, nodes: Sequence[Heading], year: int | None
) -> Iterator[tuple[Sentence, list[Figure], list[re.Match[str]]]]:
    """The sentences outside of the plans that hold figures or words for nothing, with these; a table is one."""
    starts = [node.start for node in nodes]
    marks: list[tuple[int, Figure | re.Match[str]]] = [(each.start, each) for each in read_figures(folded)]
    marks += [(match.start(), match) for match in [*find_nothing(folded), *_TABLE_ROW.finditer(folded)]]
    marks.sort(key=lambda mark: mark[0])
    index = 0
    while index < len(marks):
        sentence = _sentence_at(folded, marks[index][0], nodes, starts, year)
        last = index
        while last < len(marks) and marks[last][0] < sentence.end:
            last += 1
        here = [mark for _, mark in marks[index:last]]
        index = max(last, index + 1)
        if sentence.heading and sentence.heading.part == "plans":
            continue
        figures = [mark for mark in here if isinstance(mark, Figure)]
        yield sentence, figures, [mark for mark in here if not isinstance(mark, Figure) and mark.re is not _TABLE_ROW]


def _sentence_at(
    folded: str, place: int, nodes: Sequence[Heading], starts: Sequence[int], year: int | None
) -> Sentence:
    """The sentence, cut if it is too long to be one, or the table, that holds *place*."""
    line_start = folded.rfind("\n", 0, place) + 1
    line_end = folded.find("\n", place)
    line_end = len(folded) if line_end < 0 else line_end
    if folded.find("\t", line_start, line_end) >= 0:
        start, end = _table_around(folded, line_start, line_end)
        return Sentence(start, end, start, _above(nodes, starts, end), year, True)
    start = max(line_start, *(folded.rfind(mark, line_start, place) + 1 for mark in "。!?"))
    if line_start < start < place and folded[start] in "”’)":
        start += 1
    ended = _END.search(folded, place, line_end)
    end = ended.end() if ended else line_end
    start += (place - start) // _MAX_SENTENCE_CHARS * _MAX_SENTENCE_CHARS
    end = min(end, start + _MAX_SENTENCE_CHARS)
    return Sentence(start, end, line_start, _above(nodes, starts, end), year, False)


def _above(nodes: Sequence[Heading], starts: Sequence[int], place: int) -> Heading | None:
    index = bisect_right(starts, place - 1) - 1
    return nodes[index] if index >= 0 else None


def _table_around(folded: str, start: int, end: int) -> tuple[int, int]:
    """The lines with tabs around the line from *start* to *end*."""
    while start > 0:
        before = folded.rfind("\n", 0, start - 1) + 1
        if folded.find("\t", before, start) < 0:
            break
        start = before
    while end < len(folded):
        after = folded.find("\n", end + 1)
        after = len(folded) if after < 0 else after
        if folded.find("\t", end, after) < 0:
            break
        end = after
    return start, end
