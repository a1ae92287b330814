"""Values and titles that a script or an image prints: ``来源：<script>document.write('县水利局')</script>``."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaners.metadata.placed_title import is_site_name
from cleaners.metadata.titles import is_report_title
from cleaners.patterns.han import count_han
from cleaners.patterns.label_words import spaced

_MAX_IMAGES = 200  # of a page that are looked at (chosen)
_MAX_PLACES = 20  # of a label in a page (chosen)
_MIN_TITLE_CHARS, _MAX_TITLE_CHARS = 6, 150  # chosen
_WRITTEN = re.compile(r"\s{0,60}(?:[\w.$]{1,40}\(\s{0,8}){1,3}(?P<quote>[\"'])(?P<value>[^\"'<>]{2,60})(?P=quote)")


def unprinted_value(label: str, page_text: str, tree: LexborHTMLParser | None) -> str | None:
    """What the page gives for *label* right behind it: the text that a script writes, or that stands for an image.

    *page_text* is the text of the page with its scripts.
    """
    for n, found in enumerate(re.finditer(rf"{spaced([label])}\s{{0,9}}[】\]]?[:：]", page_text)):
        if n == _MAX_PLACES:
            break
        if written := _WRITTEN.match(page_text, found.end()):
            return written["value"].strip()
    for image in tree.css("img[alt]")[:_MAX_IMAGES] if tree else ():
        text = (image.attrs.get("alt") or "").strip()
        if text and "".join(_text_before(image).split()).rstrip("】]:：").endswith(label):
            return text
    return None


def image_title(tree: LexborHTMLParser | None) -> str | None:
    """The title that stands for an image: in a heading element, or that of a report or another document."""
    for image in tree.css("img[alt]")[:_MAX_IMAGES] if tree else ():
        text = " ".join((image.attrs.get("alt") or "").split())
        if _MIN_TITLE_CHARS <= len(text) <= _MAX_TITLE_CHARS and (is_report_title(text) or _is_in_heading(image)):
            return text if count_han(text) * 2 > len(text) and not is_site_name(text) else None
    return None


def _is_in_heading(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag in ("h1", "h2", "h3")


def _text_before(image: LexborNode) -> str:
    """The text of what stands before *image* in its element."""
    before = image.prev
    while before is not None and not before.text(strip=True):
        before = before.prev
    return before.text() if before is not None else ""
