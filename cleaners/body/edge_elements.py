"""Elements at the edges of a text: short lines that stand in other elements than its paragraphs are furniture.

Editors write ``<p>``; what a template prints inside the same box, above and below, stands in ``<div>``, ``<li>`` or
others.  What a document has there in such elements is known by what it says: titles, numbers, organs, days, annexes.
"""

from __future__ import annotations

import re

from cleaners.parsing.page_lines import Box, Page
from cleaners.patterns.dates import read_signed_day
from cleaners.patterns.line_starts import is_body
from cleaners.patterns.organ_endings import is_organ_name

_OTHERS = frozenset(("div", "li", "ul", "dl", "dd", "dt", "section", "span", "form", "menu", "center", "nav", "aside"))
_MIN_PARAGRAPHS = 2  # of the text (chosen)
_MIN_SHARE = 0.6  # of the characters of the text that stand in them (chosen)
_MAX_CHARS = 40  # of a line of furniture (chosen)
_MAX_LINES = 12  # of it at one edge (chosen)
_OWN = re.compile(
    r"^(?:附|注|抄[送报]|主送|目\s{0,9}录|[（(].{1,60}[)）]$|[-—–―])|[〔\[【（(]\d{4}[〕\]】）)]|联系|电话|[网地]址|邮|编者|，|@|https?:|www\."
    r"|[。；！？…”]$|\.\w{2,5}$|[书表函令]$|(?:通知|公告|名单|目录|清单|办法|规定|细则|方案|报告|意见)$"
)


def without_other_elements(page: Page, box: Box, remaining: list[int]) -> list[int]:
    """*remaining*, lines of *box*, without short ones in other elements above its first or below its last paragraph."""
    tags = page.tags
    if not remaining or tags[box.first + remaining[0]] == tags[box.first + remaining[-1]] == "p":
        return remaining
    paragraphs = [n for n, i in enumerate(remaining) if tags[box.first + i] == "p"]
    if len(paragraphs) < _MIN_PARAGRAPHS or len(paragraphs) == len(remaining):
        return remaining
    first, last = paragraphs[0], paragraphs[-1]
    edges = [*remaining[:first], *remaining[last + 1 :]]
    if not edges or first > _MAX_LINES or len(remaining) - last - 1 > _MAX_LINES:
        return remaining
    sizes = [len(page.texts[box.first + i]) for i in remaining]
    if sum(sizes[n] for n in paragraphs) < _MIN_SHARE * sum(sizes):
        return remaining
    cut = {
        remaining[n]
        for n in (*range(first), *range(last + 1, len(remaining)))
        if _is_other(page, box.first + remaining[n])
    }
    return [i for i in remaining if i not in cut] if cut else remaining


def _is_other(page: Page, i: int) -> bool:
    """Whether line *i* is short, in an element of another kind, and says nothing that a document has at its edges."""
    line = page.texts[i]
    if len(line) > _MAX_CHARS or page.tags[i] not in _OTHERS or i in page.rows or _OWN.search(line):
        return False
    return not (is_body(line) or read_signed_day(line) or is_organ_name("".join(line.split())))
