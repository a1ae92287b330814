"""What a text is by its shape: markup of a page, style sheet, script, data, robots.txt, or prose."""

from __future__ import annotations

import re
from typing import Literal

from cleaners.parsing.decode import Decoded, is_json

TextKind = Literal["page", "style sheet", "script", "data", "robots.txt", "prose"]

_HEAD = 65_536  # characters that are looked at; chosen
_LEAD = re.compile(r"(?:\ufeff|\s|<\?xml[^>]{0,200}\?>|<!--(?s:.{0,4000}?)-->|<!--\[if[^>]{0,80}>)*")
_PAGE_TAG = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|link|base|script|style|div|table|tbody|tr|td|p|br|center|span|font"
    r"|h[1-6]|ul|ol|li|dl|a|img|b|strong|em|section|article|main|header|nav|form|iframe|frameset|pre|blockquote|o:p)\b)",
    re.IGNORECASE,
)
_DATA_TAG = re.compile(r"<(?!!doctype\s+html|html)[\w:!?]", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:html|body|div|p|table|td|tr|span|li|h[1-6]|title|font|center|section|article)\s*>", re.I)
_MIN_CLOSED = 3  # closing tags in a text that does not begin with one; prose has none (chosen)
_ROBOTS = re.compile(r"(?:#[^\n]{0,300}\n|\s)*(?:user-agent|sitemap|disallow|allow)\s{0,3}:", re.IGNORECASE)
_RULE = re.compile(r"[.#@\w\]):>*,\s-]{1,120}\{[^{}]{0,400}[\w-]{2,30}\s?:[^{};]{1,200}[;}]")
_SCRIPT = re.compile(
    r"\bfunction\b\s{0,3}\w{0,60}\s{0,3}\(|=>\s?[{(\w]|\b(?:var|let|const)\s+[\w$]{1,60}\s?=|\bdocument\.\w|\bwindow\.\w"
    r"|\$\(|\breturn\b[^\n]{0,80};|\bthis\.\w"
)
_MARKS = re.compile(r"[{};=()\[\]<>]")
_MIN_MARKS = 0.04  # of the characters of a script or a style sheet; prose has less than half of that (chosen)
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def text_kind(text: str) -> TextKind:
    """Return what *text* is; names and media types are not looked at.

    >>> text_kind("<ul><li>法治政府建设</li></ul>"), text_kind("法治政府建设。"), text_kind("a{color:red}")
    ('page', 'prose', 'style sheet')
    """
    head = text[:_HEAD]
    lead = _LEAD.match(head)
    start = head[lead.end() :] if lead else head
    if _PAGE_TAG.match(start):
        return "page"
    if start.startswith("<") and _DATA_TAG.match(start):
        return "data"
    if _ROBOTS.match(head):
        return "robots.txt"
    if start[:1] in "{[" and is_json(text):
        return "data"
    code = _code(start)
    if code is None and len(_CLOSED.findall(head)) >= _MIN_CLOSED:
        return "page"
    return code or "prose"


def is_page(decoded: Decoded) -> bool:
    """Return whether a text is the markup of a page, whatever type it was sent with."""
    return text_kind(decoded.text) == "page"


def chinese_chars(text: str) -> int:
    """Return how many Chinese characters the head of *text* has."""
    return len(_CHINESE.findall(text[:_HEAD]))


def _code(text: str) -> TextKind | None:
    """The code that *text* is, by its punctuation and a word of its language; None for prose."""
    if len(_MARKS.findall(text)) < _MIN_MARKS * len(text):
        return None
    if _SCRIPT.search(text):
        return "script"
    return "style sheet" if _RULE.search(text) else None
