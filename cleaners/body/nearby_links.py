"""Links near a text: the files that belong to it without standing in it, and where its page ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from selectolax.lexbor import LexborNode

from cleaners.metadata.attachments import leads_to_file
from cleaners.parsing.page_lines import Page
from cleaners.patterns import boilerplate

LINK_ID = 7  # lexbor's number for <a>
_NEAR_LINES = 12  # below a text; further away files need a caption (chosen)
_CAPTION_LINES = 4  # above a file, among which its caption stands (chosen)
_FARTHEST_LINES = 60  # below a text, beyond which no file belongs to it (chosen)
_CAPTION = re.compile("附件|附表|附：|文件下载")


@dataclass(frozen=True, slots=True)
class Span:
    """The lines [first, end) of a page that its text stands on."""

    first: int
    end: int


def end_of_content(texts: Sequence[str], after: int) -> int:
    """The line on which related lists or the footer begin, at or below the line *after*; the last one plus one."""
    for i in range(after, min(len(texts), after + _FARTHEST_LINES)):
        if boilerplate.is_end(texts[i]) and not boilerplate.is_neighbour(texts[i]) and "附件" not in texts[i]:
            return i
    return min(len(texts), after + _FARTHEST_LINES)


def links_near(page: Page, span: Span) -> list[LexborNode]:
    """The links in the text of *span* and right below it."""
    return [node for line, node in _links(page, span.first, span.end + _NEAR_LINES)]


def files_around(page: Page, span: Span) -> list[LexborNode]:
    """The links to files in the text of *span*, below it up to related lists or the footer, above it under a caption.

    Far below a caption is needed too: portals put lists of other files there.
    """
    nodes, below = [], -1
    first, end = min(page.start, span.first), span.end + _FARTHEST_LINES
    captioned = cache(lambda: _below_captions(page.texts, first, end))  # most pages have no link so far away
    for line, node in _links(page, first, end):
        is_inside = span.first <= line < span.end
        is_near = is_inside or span.end <= line < span.end + _NEAR_LINES or line in captioned()
        if not is_near or not leads_to_file(node):  # the place is the cheaper question
            continue
        if not is_inside:
            below = end_of_content(page.texts, span.end) if below < 0 else below
            if line > below or (line == below and node.text(strip=True)):
                continue
        nodes.append(node)
    return nodes


def _links(page: Page, first: int, end: int) -> Iterator[tuple[int, LexborNode]]:
    """The links on the lines [first, end), those of lists of links too."""
    for line, node in page.links:
        if first <= line < end:
            if node.tag_id == LINK_ID:
                yield line, node
            else:
                yield from ((line, link) for link in node.css("a"))


def _below_captions(texts: Sequence[str], first: int, end: int) -> set[int]:
    """The lines of captions for files, and those right below them, from line *first* to *end*."""
    start = max(0, first - _CAPTION_LINES)
    captions = (i for i, text in enumerate(texts[start:end], start) if _CAPTION.search(text))
    return {line for i in captions for line in range(i, i + _CAPTION_LINES + 1)}
