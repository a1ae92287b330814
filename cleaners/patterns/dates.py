"""Dates as Chinese pages print them, read as China time."""

from __future__ import annotations

import re
from datetime import date

_ZEROS = str.maketrans("〇○ОOoＯ零Ο◯０１２３４５６７８９", "000000000" + "0123456789")
_NUMERALS = str.maketrans("〇○ОOoＯ零Ο◯一二三四五六七八九", "000000000" + "123456789")
_DIGIT = "[\\d〇○ОOoＯ零Ο◯一二三四五六七八九]"
MOMENT = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s{0,2}(?:年|[-/.．－—])\s{0,2}(?P<m>\d{1,2})\s{0,2}(?:月|[-/.．－—])\s{0,2}(?P<d>\d{1,2})(?!\d)"
    r"\s{0,2}日?(?:\s{0,9}T?(?P<H>[01]?\d|2[0-4])\s{0,2}[:：时]\s{0,2}(?P<M>[0-5]\d)\s{0,2}分?(?:\s{0,2}[:：]\s{0,2}(?P<S>[0-5]\d))?)?"
)
_AMERICAN = re.compile(
    r"^(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>(?:19|20)\d\d)(?:\s+(?P<H>\d{1,2}):(?P<M>\d\d)(?::(?P<S>\d\d))?\s*(?P<half>[AP]M)?)?"
)
_WORDS = re.compile(
    rf"(?P<y>[二2]{_DIGIT}{{3}})\s*年\s*(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*月"
    rf"(?:\s*(?P<d>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*[日号])?"
)
_IN_URL = (
    re.compile(r"/t(20\d\d)(\d\d)(\d\d)_\d+"),
    re.compile(r"/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})/"),
    re.compile(r"/(20\d\d)[/-]?(\d\d)[/-]?(\d\d)[/_]"),
)


def read_moment(text: str) -> str | None:
    """The first date in *text*: ``YYYY-MM-DD``, or ``YYYY-MM-DDTHH:MM:SS+08:00`` where a time of day follows."""
    for found in MOMENT.finditer(text):
        if day := _day(found["y"], found["m"], found["d"]):
            if found["H"] is None or int(found["H"]) > 23:
                return day
            return f"{day}T{int(found['H']):02d}:{found['M']}:{found['S'] or '00'}+08:00"
    return _american(text)


def _american(text: str) -> str | None:
    """``9/17/2004 5:54:13 AM``, as old ASP.NET pages print it: the month comes first."""
    found = _AMERICAN.match(text.strip())
    if found is None or (day := _day(found["y"], found["m"], found["d"])) is None:
        return None
    if found["H"] is None:
        return day
    hour = int(found["H"]) % 12 + 12 * (found["half"] == "PM") if found["half"] else int(found["H"])
    return f"{day}T{hour:02d}:{found['M']}:{found['S'] or '00'}+08:00" if hour < 24 else day


def read_signed_day(text: str) -> str | None:
    """The date that *text* begins with: ``YYYY-MM-DD``, or ``YYYY-MM`` without a day; Chinese numerals are read."""
    found = _WORDS.match(text.translate(_ZEROS))
    if found is None:
        return None
    year = found["y"].translate(_NUMERALS).replace("二", "2")
    month, day = _number(found["m"]), found["d"]
    if day is None:
        return f"{year}-{month:02d}" if year.isdigit() and 1 <= month <= 12 else None
    return _day(year, month, _number(day))


def read_shown_moment(text: str) -> str | None:
    """As ``read_moment``, but only the day where the time of day is the dummy 00:00."""
    moment = read_moment(text)
    return moment[:10] if moment and has_midnight(text) else moment


def has_midnight(text: str) -> bool:
    """Whether the time of day in *text* is the dummy 00:00:00 that a template writes when it knows none."""
    found = MOMENT.search(text)
    return found is not None and found["H"] in ("0", "00") and found["M"] == "00" and found["S"] in (None, "00")


def day_in_url(url: str) -> str | None:
    """The day in the path of *url*: when the record was made, which may differ from the printed date."""
    for pattern in _IN_URL:
        if (found := pattern.search(url)) and (day := _day(*found.groups())):
            return day
    return None


def _day(year: str, month: str | int, day: str | int) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _number(text: str) -> int:
    """The value of ``3``, ``十``, ``十二``, ``二十`` or ``三十一``."""
    if text.isdigit():
        return int(text)
    tens, mark, ones = text.rpartition("十")
    value = int(ones.translate(_NUMERALS)) if ones else 0
    if mark:
        value += 10 * (int(tens.translate(_NUMERALS)) if tens else 1)
    return value
