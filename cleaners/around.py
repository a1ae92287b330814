"""What belongs to a text without standing in it: the lines above it, and the files beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from cleaners import chrome
from cleaners.flat import Page

_NEAR = 12  # so far below a text files need no caption
_CAPTION_REACH = 4
_FARTHEST = 60
_CAPTIONS = ("附件", "附表", "附：", "文件下载")


@dataclass(frozen=True, slots=True)
class Span:
    """The lines [first, end) of a page that its text stands on."""

    first: int
    end: int


def end_of_content(texts: Sequence[str], after: int) -> int:
    """The line on which related lists or the footer begin, at or below the line *after*; the last one plus one."""
    for i in range(after, min(len(texts), after + _FARTHEST)):
        if chrome.is_end(texts[i]) and not chrome.is_neighbour(texts[i]) and "附件" not in texts[i]:
            return i
    return min(len(texts), after + _FARTHEST)


def links_around(page: Page, span: Span) -> list[LexborNode]:
    """The links in the text of *span*, below it as far as its files may stand, and those above it under a caption."""
    below = end_of_content(page.texts, span.end)
    nodes = [
        node
        for line, node in page.links
        if span.first <= line < min(below, span.end + _NEAR)
        or (page.start <= line < below and _has_caption(page.texts, line))
    ]
    return [link for node in nodes for link in ([node] if node.tag == "a" else node.css("a"))]


def _has_caption(texts: Sequence[str], line: int) -> bool:
    near = texts[max(0, line - _CAPTION_REACH) : line + 1]
    return any(caption in text for text in near for caption in _CAPTIONS)
