"""Dates as Chinese pages, lists and answers print them, read as China time: the one reader, with all patterns.

A day is ``YYYY-MM-DD``, a moment ``YYYY-MM-DDTHH:MM:SS+08:00``.  None where there is no date, or none of the calendar.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

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
# The date of a signature, on text as printed: 2023年11月30日, 二○一一年四月八日, 2024年3月
SIGNED_DAY = (
    rf"(?P<y>[二2２]{_DIGIT}{{3}})\s*年\s*(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*月"
    rf"(?:\s*(?P<d>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*[日号])?"
)
_SIGNED_DAY = re.compile(SIGNED_DAY)
_CHINESE_YEAR = re.compile(r"二[〇○零ОOΟ0][一二三四五六七八九〇○零]{2}年")
_PLAIN_DAY = r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
DAY_AT_END = re.compile(rf"[\s\[(（]+{_PLAIN_DAY}[\])）]?$")  # of the text of a link
_BRACKETED_DAY = re.compile(rf"[（(]({_PLAIN_DAY})[)）]$")
_ONLY_A_DATE = re.compile(
    r"^\W*(?:发布(?:时间|日期)|日期|时间)?\W*(?:\d{4}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"(?:\s*\d{1,2}\s*:\s*\d\d(?:\s*:\s*\d\d)?)?\W*$"
)
# A line that is a date and nothing else; under a title one in round brackets, written out, is the document's own:
# （2025年1月8日）
TIMESTAMP_LINE = re.compile(
    r"^(?![（(]\d{4}年)[\[（(]?(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
    r"(?:\s+\d{1,2}\s?[:：]\s?\d\d(?:[:：]\d\d)?)?[\]）)]?(?:\s*[|｜].{0,40})?$"
)
_EPOCH_SECONDS = range(631_152_000, 4_102_444_800)  # 1990 to 2100
_CHINA = timedelta(hours=8)
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


def read_day(text: str) -> str | None:
    """The first whole date in *text*, in which any blanks may stand between the digits; a day without its year is none.

    >>> read_day("[2025年 3月4日]"), read_day("03-28")
    ('2025-03-04', None)
    """
    moments = MOMENT.finditer(" ".join(text.split()))
    return next((day for found in moments if (day := _day(found["y"], found["m"], found["d"]))), None)


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
    found = _SIGNED_DAY.match(text.translate(_ZEROS))
    if found is None:
        return None
    year = found["y"].translate(_NUMERALS).replace("二", "2")
    month, day = _number(found["m"]), found["d"]
    if day is None:
        return f"{year}-{month:02d}" if year.isdigit() and 1 <= month <= 12 else None
    return _day(year, month, _number(day))


def read_chinese_year(text: str) -> int | None:
    """The first year in *text* that is written in Chinese numerals.

    >>> read_chinese_year("二〇二三年度报告")
    2023
    """
    found = _CHINESE_YEAR.search(text)
    digits = found[0][:-1].translate(_NUMERALS) if found else ""
    return int(digits) if digits.isdigit() else None


def bracketed_day(line: str) -> str | None:
    """The day in brackets that *line* ends with."""
    found = _BRACKETED_DAY.search(line)
    return read_moment(found[1]) if found else None


def is_only_a_date(text: str) -> bool:
    """Whether *text* is a date, whole or without its year, and nothing else.

    >>> is_only_a_date("[03-28]"), is_only_a_date("3-28号文件")
    (True, False)
    """
    return _ONLY_A_DATE.match(text) is not None


def china_day(value: object) -> str | None:
    """The day, in China, of a moment in an answer of a service: text, or seconds or milliseconds since 1970.

    >>> china_day(1737338400), china_day("2025-03-04T17:00:00.000Z")
    ('2025-01-20', '2025-03-05')
    """
    if isinstance(value, str) and not value.isdecimal():
        return _day_of_utc(value) if value.endswith("Z") and "T" in value else read_day(value)
    seconds = int(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else 0
    seconds = seconds if seconds in _EPOCH_SECONDS else seconds // 1000
    return (datetime.fromtimestamp(seconds, UTC) + _CHINA).date().isoformat() if seconds in _EPOCH_SECONDS else None


def _day_of_utc(text: str) -> str | None:
    try:
        return (datetime.fromisoformat(text) + _CHINA).date().isoformat()
    except ValueError:
        return None


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
