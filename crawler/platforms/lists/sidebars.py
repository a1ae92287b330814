"""What stands beside a list: hot articles, recommendations, the latest news of other columns.

Their links look like rows, so they are told by what stands around them: a heading (热点文章, 点击排行), the name of
a class (``sidebar``), an ``<aside>``.  Such a block is left out where something else is left; a heading or a
class that a list itself may have (最新公开, ``hot``) counts only beside a list that is at least as long.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import islice
from typing import Any

from parsel import Selector

_HEADING = re.compile(r"热点|热门|热文|推荐|相关|排行|点击[率量榜]|猜你|图片新闻")
_WEAK_HEADING = re.compile(r"最新|更新|要闻")
_NAME = re.compile(r"(?:^|[-_\s])(?:side|sidebar|aside|hot|hotnews|rank|ranking|recommend|related)(?:$|[-_\s])", re.I)
_MAX_HEADING_CHARS = 16  # with 更多 beside it; a paragraph before a list is longer
_MAX_HEADING_PARTS = 100  # texts in its elements, blank ones as well
_MAX_HEADING_BLANKS = 2000  # characters, blanks included
_ROWS = frozenset(["li", "tr", "dl", "dd"])
_MIXED = object()  # stands for more than one place


def without_asides(links: Sequence[tuple[Selector, Hashable]]) -> set[Any]:
    """Return the elements of those *links* that stand in no aside; each comes with the place of its row."""
    blocks = _blocks(links)
    around = [[each for each in link.root.iterancestors() if blocks[each] == place] for link, place in links]
    whole = [(place, own[-1] if own else link.root) for (link, place), own in zip(links, around, strict=True)]
    counts = Counter(whole)
    sizes = Counter(each for own in around for each in own)
    last = dict(zip(whole, around, strict=True))
    marks = {block: next(_marks(_above_row(own, blocks, sizes)), "") for block, own in last.items()}
    lists = Counter(place for place, root in whole if not marks[place, root])
    longest = max(lists.values(), default=0)
    out = {
        block for block, mark in marks.items() if mark and longest and (mark == "strong" or counts[block] <= longest)
    }
    return {link.root for (link, _), block in zip(links, whole, strict=True) if block not in out}


def _blocks(links: Sequence[tuple[Selector, Hashable]]) -> dict[Any, Hashable]:
    """For each element around links the place that they all have, or _MIXED."""
    blocks: dict[Any, Hashable] = {}
    for link, place in links:
        for element in link.root.iterancestors():
            blocks[element] = place if blocks.get(element, place) == place else _MIXED
    return blocks


def _marks(around: Sequence[Any]) -> Iterator[str]:
    """What tells of an aside, in the elements *around* a row up to its whole block; strong marks first."""
    headings = [_heading(each) for each in around]
    if any(each.tag == "aside" for each in around) or any(map(_HEADING.search, headings)):
        yield "strong"
    if any(map(_WEAK_HEADING.search, headings)) or any(
        _NAME.search(f"{each.get('class', '')} {each.get('id', '')}") for each in around
    ):
        yield "weak"


def _above_row(around: Sequence[Any], blocks: dict[Any, Hashable], sizes: Counter[Any]) -> Sequence[Any]:
    """The elements *around* a link above its row, or all of them if it is the only row; *sizes* count the links.

    Inside of a row what stands before the link is a number or a subject, and before the row stands another one.
    """
    if not around or sizes[around[-1]] == 1:
        return around
    inside = [each for each in around if sizes[each] == 1]
    named = next((each for each in around[:-1] if each.tag in _ROWS), None)
    like = next((each for each in around if _is_beside_its_like(each, blocks)), None)
    rows = [each for each in (*inside, named, like) if each is not None]
    return around[max(map(around.index, rows), default=-1) + 1 :]


def _is_beside_its_like(element: Any, blocks: dict[Any, Hashable]) -> bool:
    """Whether the element right before or after *element* holds rows of the same place."""
    beside = (element.getprevious(), element.getnext())
    return any(other is not None and blocks.get(other) == blocks[element] for other in beside)


def _heading(element: Any) -> str:
    """The short text right before *element*; empty if there is none."""
    before = element.getprevious()
    if before is None or not isinstance(before.tag, str):
        return ""
    parts = list(islice(before.itertext(), _MAX_HEADING_PARTS + 1))
    if len(parts) > _MAX_HEADING_PARTS or sum(map(len, parts)) > _MAX_HEADING_BLANKS:
        return ""
    text = "".join("".join(parts).split())
    return text if len(text) <= _MAX_HEADING_CHARS else ""
