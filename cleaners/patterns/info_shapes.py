"""Shapes of lines above a text that have no label: info lines, paths of columns, the weather, values of a head table.

An info line is a date and short pieces beside it, parted by blanks, bars or brackets:
``县水利局 | 2025-01-20 | 阅读 168``, ``某县人民政府网　www.example.gov.cn　2025-01-20``
"""

from __future__ import annotations

import re

from cleaners.patterns.dates import Moment, find_moment

_SEPARATORS = " \t\u3000\xa0|｜丨/／·•,，;；【】[]()（）<>"
_PIECES = re.compile(r"[\s|｜丨/／·•,，;；【】\[\]()（）<>]+")
_BARS = re.compile("[|｜丨]")
_NAME_ALONE = re.compile(r"[\u4e00-\u9fff]{2,10}(?<![间期止日午])$")
_CLOCK_AT_END = re.compile(r"\d{1,2}[-/.月]\d{1,2}日?\s{1,3}\d{1,2}:\d\d(?::\d\d)?$")
_MAX_PIECE_CHARS = 24  # of a name in such a line (chosen)
_MAX_LINE_CHARS = 90  # chosen
# What tells an info line: an address, a counter, a tool, the name of a site
_TELLING = re.compile(
    r"^(?:https?:)?(?:www\.)?[\w-]{1,40}(?:\.[\w-]{1,30}){1,4}$|^\d{1,9}(?:次|人)(?:浏览|阅读|访问|点击|观看)?$"
    r"|^(?:浏览|阅读|点击|访问|人气|打印|字号|大|中|小|分享|收藏|关闭|原创)$|^(?:发表|发布)于"
    r"|^(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?[:：]?\d{0,9}次?$|(?:网|网站|门户|平台|客户端|公众号)$"
)
_STEP = r"[\u4e00-\u9fff][\u4e00-\u9fff\w（）()《》、·-]{1,40}"
_PATH = re.compile(rf"^[\W\d]{{0,3}}{_STEP}(?:\s{{0,4}}[>＞»›]{{1,2}}\s{{0,4}}{_STEP}){{1,9}}\s{{0,4}}[>＞»›]{{0,2}}$")
_MAX_PATH_CHARS = 120  # of a path of columns without a label (chosen)
_WEATHER = re.compile(
    r"\d\s?(?:℃|°C)|(?:晴|阴|多云|[小中大阵]雨|[小中大]雪|雾|霾)(?:转\S{1,3})?\s.{0,12}(?:风|级|湿度|空气|AQI|PM2)"
)
_MAX_WEATHER_CHARS = 40  # of the weather of the day (chosen)
_VALUE = re.compile(
    r"^[【\[（(]?(?:主动公开|依申请公开|不予公开|(?:现行|长期|继续)?有效|已?失效|已?废止|(?:全部|部分)(?:有效|废止|失效)|长期公开)[】\]）)]?$"
)


def is_path(line: str) -> bool:
    """Whether *line* is a path of columns without a label: ``政务公开 > 法定主动公开内容 > 法治政府建设``."""
    if not (">" in line or "＞" in line or "»" in line or "›" in line) or len(line) > _MAX_PATH_CHARS:
        return False
    return _PATH.match(line) is not None


def is_weather(line: str) -> bool:
    """Whether *line* is the weather that a site prints in its head: ``澜屿县 今天 晴 8~15℃ 东北风3级``."""
    return len(line) <= _MAX_WEATHER_CHARS and "。" not in line and _WEATHER.search(line) is not None


def is_value_alone(line: str) -> bool:
    """Whether *line* is a value of the head table that stands there without its label: ``主动公开``, ``有效``."""
    return _VALUE.match(line) is not None


def is_bare_info(line: str) -> bool:
    """Whether *line* is a date among short pieces of which one, or a bar, tells that this is no line of a text."""
    if len(line) > _MAX_LINE_CHARS or "。" in line or (found := find_moment(line)) is None:
        return False
    if not is_apart(line, found):
        return False
    rest = pieces_beside(line, found)
    if len(rest) == 1 and _NAME_ALONE.match(rest[0]) and _CLOCK_AT_END.search(line):
        return True
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
