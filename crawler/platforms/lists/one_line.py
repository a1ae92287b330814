"""Text off a page, as one line."""

from __future__ import annotations

import re
from html import unescape

# Without a bound on comments, many that do not end would take minutes.
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.{0,1000}?-->", re.S)
BLANKS = re.compile(r"[\s\u3000\xa0]+")


def plain(markup: str) -> str:
    """Return *markup* as one line of text; what stands in angle brackets (关于印发<…办法>的通知) is no tag."""
    return one_line(_TAG.sub("", unescape(markup) if "&" in markup else markup))


def one_line(text: str) -> str:
    """Return *text*, which is no markup, as one line; marks before it are left out."""
    return BLANKS.sub(" ", text).strip(" ·•")
