"""Shape of an info line without labels: a date and short pieces beside it, parted by blanks, bars or brackets.

``县水利局 | 2025-01-20 | 阅读 168``, ``某县人民政府网　www.example.gov.cn　2025-01-20``
"""

from __future__ import annotations

import re

from cleaners.patterns.dates import Moment, find_moment

_SEPARATORS = " \t\u3000\xa0|｜丨/／·•,，;；【】[]()（）<>"
_PIECES = re.compile(r"[\s|｜丨/／·•,，;；【】\[\]()（）<>]+")
_BARS = re.compile("[|｜丨]")
_MAX_PIECE_CHARS = 24  # of a name in such a line (chosen)
_MAX_LINE_CHARS = 90  # chosen
# What tells an info line: an address, a counter, a tool, the name of a site
_TELLING = re.compile(
    r"^(?:https?:)?(?:www\.)?[\w-]{1,40}(?:\.[\w-]{1,30}){1,4}$|^\d{1,9}(?:次|人)(?:浏览|阅读|访问|点击|观看)?$"
    r"|^(?:浏览|阅读|点击|访问|人气|打印|字号|大|中|小|分享|收藏|关闭)$"
    r"|^(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?[:：]?\d{0,9}次?$|(?:网|网站|门户|平台|客户端|公众号)$"
)


def is_bare_info(line: str) -> bool:
    """Whether *line* is a date among short pieces of which one, or a bar, tells that this is no line of a text."""
    if len(line) > _MAX_LINE_CHARS or "。" in line or (found := find_moment(line)) is None:
        return False
    if not is_apart(line, found):
        return False
    rest = pieces_beside(line, found)
    return has_short_pieces(rest) and (_BARS.search(line) is not None or any(map(_TELLING.search, rest)))


def is_apart(line: str, found: Moment) -> bool:
    """Whether the date *found* in *line* is a piece of its own."""
    before = line[found.start - 1] if found.start else " "
    return before in _SEPARATORS and (found.end == len(line) or line[found.end] in _SEPARATORS)


def pieces_beside(line: str, found: Moment) -> list[str]:
    """The pieces of *line* without its date *found*."""
    return [piece for part in (line[: found.start], line[found.end :]) for piece in _PIECES.split(part) if piece]


def has_short_pieces(pieces: list[str]) -> bool:
    """Whether each of *pieces* may be a name, a counter or a tool."""
    return all(len(piece) <= _MAX_PIECE_CHARS for piece in pieces)
