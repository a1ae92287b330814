"""Main column: the part of the tree worth walking, around a known container, or the whole body.

Menus, banners and footers are three quarters of the elements of a portal page.  Where a platform
names the element of the main text, the walk can stay near it; the parser answers all questions
that this needs without leaving C.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaners.parsing.known_containers import SELECTOR

_FOOTER = re.compile("ICP|公网安备|版权所有|网站标识码|主办单位|技术支持|网站地图|友情链接")
_PATH = re.compile("位置|首\\s*页[\\s\xa0]*[>＞»/-]")
_HEAD = re.compile("索[\\s\xa0]*引[\\s\xa0]*号|发文字号|发文机关|发布机构")
_MAX_PATH_CHARS = 400  # of an element that is a breadcrumb (chosen)
_MAX_HEAD_CHARS = 800  # of an element that is a head table (chosen)
_MIN_CONTAINER_CHARS = 80  # an emptier known container is not the one of the text (chosen)
_MAX_SIBLINGS = 6  # above the column that are looked at for a head table or a breadcrumb (chosen)
_ROOTS = frozenset(("body", "html", "-document"))


def nodes_to_walk(parser: LexborHTMLParser) -> list[LexborNode]:
    """The elements to flatten, in page order: breadcrumb, head table, widest column without a footer; or the body."""
    body = parser.body or parser.root
    if body is None:
        return []
    known = [node for node in parser.css(SELECTOR) if len(node.text(strip=True)) > _MIN_CONTAINER_CHARS]
    if not known:
        return [body]
    top = _column(known[0])
    if any(not _is_inside(node, top) for node in known[1:]):
        return [body]
    return [*_heads_above(top), top]


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
    sibling = node.next
    while sibling is not None:
        if sibling.is_element_node and _FOOTER.search(sibling.text()):
            return True
        sibling = sibling.next
    sibling = node.prev
    while sibling is not None:
        if sibling.is_element_node and _FOOTER.search(sibling.text()):
            return True
        sibling = sibling.prev
    return False


def _is_inside(node: LexborNode, top: LexborNode) -> bool:
    wanted = top.mem_id
    step: LexborNode | None = node
    while step is not None:
        if step.mem_id == wanted:
            return True
        step = step.parent
    return False


def _heads_above(top: LexborNode) -> Sequence[LexborNode]:
    """The elements before *top*, or before those around it, that are a breadcrumb or a head table; in page order."""
    found: list[LexborNode] = []
    step: LexborNode | None = top
    has_path = False
    while step is not None and step.tag != "body" and not has_path:
        sibling = step.prev
        for _ in range(_MAX_SIBLINGS):
            if sibling is None:
                break
            if sibling.is_element_node:
                text = sibling.text(strip=True)
                is_path = len(text) < _MAX_PATH_CHARS and _PATH.search(text) is not None
                if is_path or (len(text) < _MAX_HEAD_CHARS and _HEAD.search(text)):
                    found.insert(0, sibling)
                has_path = has_path or is_path
            sibling = sibling.prev
        step = step.parent
    return found
