"""Markup of word processors in a page: the settings of a pasted document, which are no text.

``<xml><w:WordDocument>…`` holds settings; ``<o:p>``, ``<st1:…>`` and ``<w:sdt>`` stand around text.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_WITH_TEXT = ("p", "smarttag", "sdt", "ole")  # beginnings of local names that stand around text: o:p, w:sdtcontent
_SETTING_SPACES = ("w", "o", "x")  # prefixes: Word, Office, Excel
# The same where an editor took the tags off and left their text, or printed the tags as text.
_RESIDUE = re.compile(
    r"^(?:Normal\s*0?|/\*\s*Style Definitions\s*\*/.*|[^\u4e00-\u9fff]*\bmso-[a-z-]{1,60}\s{0,3}:.*"
    r"|(?:[^\u4e00-\u9fff]|磅)*MicrosoftInternetExplorer\d.*|<!--\s*\[if [^\]]*\]>.*|\[if [^\]]*\](?:>|$).*"
    r"|.*<!\[endif\]-*->?|@font-face\s*\{.*|@page\s?\w*\s*\{.*|st\d\\:\*\s*\{.*)$"
)
_MARKS = ("mso", "MicrosoftInternetExplorer", "[if ", "<![endif]", "@font-face")


def is_setting(node: LexborNode) -> bool:
    """Whether the element *node*, whose name has a prefix, holds settings of an office document and no text.

    One that nobody closed stands around the text that follows: it has sentences or elements of HTML, and is none.
    """
    prefix, _, name = (node.tag or "").partition(":")
    if prefix not in _SETTING_SPACES or not name or name.startswith(_WITH_TEXT):
        return False
    if "。" in node.text():
        return False
    return node.css_first("p, div, table, span, br") is None


def has_residue(text: str) -> bool:
    """Whether the text of a page may hold lines that is_residue() knows; one look a page."""
    return any(mark in text for mark in _MARKS)


def is_residue(line: str) -> bool:
    """Whether *line*, of a page that has_residue() speaks of, is left of a word processor's settings and styles."""
    return len(line) < 4_000 and _RESIDUE.match(line) is not None
