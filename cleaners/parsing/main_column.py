"""Main column: the part of the tree worth walking, around a known container, or the whole body.

Menus, banners and footers are three quarters of the elements of a portal page.  Where a platform
names the element of the main text, the walk can stay near it; the parser answers all questions
that this needs without leaving C.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaners.parsing.known_containers import SELECTOR

_FOOTER = re.compile("ICP|公网安备|版权所有|网站标识码|主办单位|技术支持|网站地图|友情链接")
_PATH = re.compile("位置|首\\s*页[\\s\xa0]*[>＞»/-]")
_HEAD = re.compile("索[\\s\xa0]*引[\\s\xa0]*号|发文字号|发文机关|发布机构")
_TABS = re.compile("[正原全]文.{0,60}(?:解读|图解|读懂)|(?:解读|图解|读懂).{0,60}[正原全]文", re.DOTALL)
_MAX_TABS_CHARS = 60  # of an element that holds the labels of tabs (chosen)
_MAX_PATH_CHARS = 400  # of an element that is a breadcrumb (chosen)
_MAX_HEAD_CHARS = 800  # of an element that is a head table (chosen)
_MIN_CONTAINER_CHARS = 80  # an emptier known container is not the one of the text (chosen)
_MAX_SIBLINGS = 6  # above the column that are looked at for a head table or a breadcrumb (chosen)
_NOTE = re.compile(r"附件|发布时间|发布日期|\.(?:docx?|pdf|xlsx?|wps|zip|rar|ofd)\b", re.IGNORECASE)
_UNSEEN = frozenset(("script", "style", "link", "meta", "noscript"))
_ROOTS = frozenset(("body", "html", "-document"))


def nodes_to_walk(parser: LexborHTMLParser) -> list[LexborNode]:
    """The elements to flatten, in page order: widest column without a footer, short blocks around it; or body."""
    body = parser.body or parser.root
    if body is None:
        return []
    known = [node for node in parser.css(SELECTOR) if len(node.text(strip=True)) > _MIN_CONTAINER_CHARS]
    if not known:
        return [body]
    top = _column(known[0])
    if any(not _is_inside(node, top) for node in known[1:]):
        return [body]
    return [*_heads_above(top), top, *_notes_below(top)]


def _column(node: LexborNode) -> LexborNode:
    """The highest ancestor of *node* below the body that holds no footer."""
    top = node
    while (parent := top.parent) is not None and parent.tag not in _ROOTS:
        if _has_footer_beside(top):
            break
        top = parent
    return top


def _has_footer_beside(node: LexborNode) -> bool:
    """Whether an element before or after *node* in its parent holds words of a footer."""
    beside = chain(_elements(node, forward=True), _elements(node, forward=False))
    return any(_FOOTER.search(sibling.text()) for sibling in beside)


def _is_inside(node: LexborNode, top: LexborNode) -> bool:
    wanted = top.mem_id
    step: LexborNode | None = node
    while step is not None:
        if step.mem_id == wanted:
            return True
        step = step.parent
    return False


def _heads_above(top: LexborNode) -> Sequence[LexborNode]:
    """The elements before *top*, or before those around it, that may say what the text is; in page order.

    A breadcrumb, which ends the search, a head table, and short blocks that are no menu: a title, an info line.
    """
    found: list[LexborNode] = []
    step: LexborNode | None = top
    has_path = False
    while step is not None and step.tag != "body" and not has_path:
        for sibling in islice(_elements(step, forward=False), _MAX_SIBLINGS):
            text = sibling.text(strip=True)
            if not text or len(text) >= _MAX_HEAD_CHARS:
                continue
            is_path = len(text) < _MAX_PATH_CHARS and _PATH.search(text) is not None
            if is_path or _HEAD.search(text) or not (_FOOTER.search(text) or _is_menu(sibling, text)):
                found.insert(0, sibling)
            has_path = has_path or is_path
        step = step.parent
    return found


def _notes_below(top: LexborNode) -> Sequence[LexborNode]:
    """The short elements right below *top*, above a footer, that offer files or name what the page is."""
    found: list[LexborNode] = []
    for sibling in islice(_elements(top, forward=True), _MAX_SIBLINGS):
        text = sibling.text(strip=True)
        if _FOOTER.search(text):
            break
        if 0 < len(text) < _MAX_HEAD_CHARS and (_NOTE.search(text) or not _is_menu(sibling, text)):
            found.append(sibling)
    return found


def _elements(node: LexborNode, *, forward: bool) -> Iterator[LexborNode]:
    """The elements after or before *node* in its parent, the nearest first."""
    sibling = node.next if forward else node.prev
    while sibling is not None:
        if sibling.is_element_node and sibling.tag not in _UNSEEN:
            yield sibling
        sibling = sibling.next if forward else sibling.prev


def _is_menu(node: LexborNode, text: str) -> bool:
    """Whether most of the *text* of *node* stands inside links; labels of tabs may be links and are no menu."""
    if len(text) < _MAX_TABS_CHARS and _TABS.search(text):
        return False
    linked = sum(len(link.text(strip=True)) for link in node.css("a"))
    return linked * 2 > len(text)
