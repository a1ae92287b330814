"""Paragraphs out of printed lines, by the rules of Chinese typesetting.

A line is broken by the program where the next character does not fit, and by the author where a
paragraph ends.  So a line after which the beginning of the next would have fitted ends a paragraph;
and a line that begins further right than its neighbours begins one (首行缩进, two characters).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from cleaners.files.layout.glyphs import CLOSING, Line, Page

_PAGE_NUMBER = re.compile(
    r"[-—–―－_·.~\s]*(?:第\s{0,9})?\d{1,4}(?:\s{0,9}页)?(?:\s{0,9}[/，,]?\s{0,9}(?:共\s{0,9})?\d{1,4}\s{0,9}页?)?[-—–―－_·.~\s]*"
)
_ROMAN_NUMBER = re.compile(r"[-—–\s]*[ivxIVXⅠ-ⅻ]{1,5}[-—–\s]*")
_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十百零〇]{1,4}(?:[、.．]|章|节|条|部分)|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|[（(]\d{1,2}[)）]|\d{1,2}[、.．](?!\d)|[①-⑳])"
)
_ENDS_SENTENCE = "。；：！？;:!?”）)"
_EDGE = 0.12  # of the page: heads and numbers stand in the outer eighth
_FITS = 0.35  # of a character: justified lines end within that of the margin
_INDENT = 1.2  # characters; 首行缩进 is two
_LARGER = 1.12  # a title is set at least one step (号) larger: 小三 to 三号 is 1.07, 三号 to 二号 1.37
_SPACED = 1.3  # of the usual distance of lines: paragraphs set apart (段后 6 磅) have 1.35 and more
_MANY = 0.1
_FEW_LINES = 8
_WIDEST_MARGIN = 0.2  # of the page


def make_paragraphs(pages: Sequence[Page]) -> Iterator[str]:
    """The paragraphs and table rows of *pages*, without page numbers and running heads."""
    waiting: list[Line] = []  # the lines of the paragraph that may go on
    body = _body_size(pages)
    trimmed = list(_without_furniture(pages))
    frames = _frames(trimmed, body)
    for (_, lines), frame in zip(trimmed, frames, strict=True):
        for line in lines:
            if waiting and (line.rows or waiting[-1].rows or frame.begins_paragraph(waiting[-1], line)):
                yield from _joined(waiting)
                waiting = []
            waiting.append(line)
    yield from _joined(waiting)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where lines begin and end on a page."""

    left: float
    right: float
    spacing: float  # between base lines, in sizes
    body: float  # the size of the text

    @classmethod
    def of(cls, width: float, lines: Sequence[Line], body: float, shared: _Frame | None = None) -> _Frame:
        """The frame of *lines*; where they do not show it, *shared*, that of all pages of this *width*."""
        text = [line for line in lines if not line.rows]
        gaps = [(after.y - before.y) / after.size for before, after in pairwise(text) if after.y > before.y]
        left = _margin([line.x0 for line in text], 2, body)
        ends = [width - line.x1 for line in text if line.text.rstrip()[-1:] not in CLOSING]  # these may hang out
        right = _margin(ends, 3, body)
        if left is None:
            left = shared.left if shared else min((line.x0 for line in text), default=0.0)
        if right is None and shared:
            right = width - shared.right
        elif right is None:  # a short letter has no full lines to go by: as on the left, or as the longest line
            right = min(min(left, _WIDEST_MARGIN * width) + body, *(width - line.x1 for line in text), width)
        return cls(left, width - right, median(gaps) if gaps else 0.0, body)

    def begins_paragraph(self, last: Line, line: Line) -> bool:
        """Whether *line* begins a new paragraph, *last* being the line before it."""
        if "\t" in line.text or "\t" in last.text:  # rows of a table without rules
            return True
        if max(last.size, line.size) > _LARGER * min(last.size, line.size):
            return True
        if line.y - last.y > _SPACED * self.spacing * line.size > 0:
            return True
        if self._is_title(last) and self._is_title(line):  # its lines are broken where the sense allows
            return False
        if self.right - last.x1 > line.head + _FITS * line.size:
            return True
        if line.x0 - self.left > _INDENT * line.size:
            return True
        return bool(_HEADING.match(line.text)) and last.text.rstrip().endswith(tuple(_ENDS_SENTENCE))

    def _is_title(self, line: Line) -> bool:
        """Whether *line* belongs to a title: larger than the text, and in the middle."""
        off_centre = abs((line.x0 - self.left) - (self.right - line.x1))
        return line.size > _LARGER * self.body and off_centre < 2 * line.size


def _frames(pages: Sequence[tuple[Page, list[Line]]], body: float) -> Iterator[_Frame]:
    """The frame of each page: its own, or, where it has few lines, that of all pages of its width."""
    together: dict[int, list[Line]] = {}
    for page, lines in pages:
        together.setdefault(round(page.width), []).extend(lines)
    frames = {width: _Frame.of(width, lines, body) for width, lines in together.items()}
    for page, lines in pages:
        shared = frames[round(page.width)]
        yield _Frame.of(page.width, lines, body, shared) if len(lines) >= _FEW_LINES else shared


def _margin(places: Sequence[float], least: int, size: float) -> float | None:
    """The outermost place where a fair share of the lines, and *least* of them, begin; None if there is none."""
    places = sorted(places)
    wanted = max(least, math.ceil(_MANY * len(places)))
    for number, place in enumerate(places):
        if bisect_right(places, place + 0.6 * size) - number >= wanted:
            return place
    return None


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _without_furniture(pages: Sequence[Page]) -> Iterator[tuple[Page, list[Line]]]:
    """Each page with its lines, page numbers and running heads taken off the top and the bottom."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _edge_lines(page)})
    often = max(2, len(pages) // 3)
    running = {key for key, times in seen.items() if times >= often}
    for page in pages:
        furniture = {id(line) for line in _edge_lines(page) if _is_page_number(line) or _key(line) in running}
        yield page, [line for line in page.lines if id(line) not in furniture]


def _edge_lines(page: Page) -> list[Line]:
    """The first and last two lines, as far as they stand at the edge of the page."""
    ends = {id(line): line for line in (*page.lines[:2], *page.lines[-2:]) if not line.rows}
    edge = _EDGE * page.height
    return [line for line in ends.values() if line.y < edge or line.y > page.height - edge]


def _is_page_number(line: Line) -> bool:
    text = line.text.strip()
    return bool(_PAGE_NUMBER.fullmatch(text) or _ROMAN_NUMBER.fullmatch(text))


def _key(line: Line) -> tuple[str, int]:
    """What a running head has in common from page to page: words and place."""
    return re.sub(r"\d+", "0", line.text.strip()), round(line.y / max(line.size, 1) * 2)


def _joined(lines: Sequence[Line]) -> Iterator[str]:
    """The text of *lines*; the end of a line parts Latin words, not characters and numbers."""
    if lines and lines[0].rows:
        yield from lines[0].rows
    elif lines:
        pieces = [lines[0].text]
        for line in lines[1:]:
            pieces[-1] = pieces[-1].rstrip()
            before, after = pieces[-1][-1:], line.text.lstrip()[:1]
            if before.isascii() and before.isalpha() and after.isascii() and after.isalpha():
                pieces.append(" ")
            pieces.append(line.text.lstrip())
        yield "".join(pieces)
