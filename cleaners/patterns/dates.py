"""Dates as Chinese pages, lists and answers print them, read as China time: the one reader, with all patterns.

A day is ``YYYY-MM-DD``, a moment ``YYYY-MM-DDTHH:MM:SS+08:00``.  None where there is no date, or none of the calendar.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaners.patterns.machine_dates import calendar_day, epoch_moment, read_machine_date
from cleaners.patterns.times_of_day import TIME_OF_DAY, in_china

# Each character for one, so that positions stay.
_FOLD = str.maketrans(
    {chr(code): chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("\u2236\ufe55", ":")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u30fb\u2022\u2027", "\u00b7")
    | dict.fromkeys("\u3000\xa0\u2002\u2003\u2009", " ")
)
_ZEROS = str.maketrans("〇○ОOoＯ零Ο◯０１２３４５６７８９", "000000000" + "0123456789")
_NUMERALS = str.maketrans("〇○ОOoＯ零Ο◯一二三四五六七八九", "000000000" + "123456789")
_NUMERAL = "[0〇○ОOo零Ο◯一二三四五六七八九]"
_DIGIT = "[\\d〇○ОOoＯ零Ο◯一二三四五六七八九]"
_MONTH_NUMBER = r"\d{1,2}|元|[一二三四五六七八九十]{1,2}"
_DAY_NUMBER = r"\d{1,2}|[一二三四五六七八九十廿卅]{1,3}"
# Between a day and its time of day: the weekday, the day of the moon's calendar.
_BESIDE = (
    r"(?:\s{0,3}\(?(?:(?:星期|周|礼拜)\s?[一二三四五六日天]|(?:农历|农曆|阴历)[\u4e00-\u9fff]{2,12}"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})\)?){0,3}"
)
# A day as pages write it anywhere, and the time of day behind it; on folded text.
_MOMENT = re.compile(
    rf"(?<![\d〇一二三四五六七八九])(?P<y>(?:19|20)\d\d|[一二]{_NUMERAL}{{3}}(?=\s?年))\s{{0,2}}(?:年|[-/.·])\s{{0,2}}"
    rf"(?P<m>{_MONTH_NUMBER})\s{{0,2}}(?:月|[-/.·])\s{{0,2}}初?"
    # 2025-01-2010:05:00 is glued: two digits of a day and two of an hour
    rf"(?:(?P<d>{_DAY_NUMBER})(?![\d十])|(?P<glued>[0-3]\d)(?=[0-2]\d:[0-5]\d))(?:\s{{0,2}}[日号號])?"
    rf"(?:{_BESIDE}[\s,|]{{0,9}}t?\s{{0,2}}{TIME_OF_DAY})?"
)
_YEAR_LIKE = re.compile(
    "[12１２一二](?:(?<=[12１２])[09０９][0-9０-９]{2}|(?<=[一二])[〇○零ОOoＯ0０Ο◯九])"
)  # a cheap look before the text is folded
# The date of a signature, on text as printed: 2023年11月30日, 二○一一年四月八日, 2024年3月, ２０２５年元月20日
SIGNED_DAY = (
    rf"(?P<y>[二2２]{_DIGIT}{{3}})\s{{0,9}}年\s{{0,9}}(?P<m>{_MONTH_NUMBER})\s{{0,9}}月"
    rf"(?:\s{{0,9}}初?(?P<d>{_DAY_NUMBER})\s{{0,9}}[日号])?"
)
_SIGNED_DAY = re.compile(SIGNED_DAY)
_CHINESE_YEAR = re.compile(r"二[〇○零ОOΟ0][一二三四五六七八九〇○零]{2}年")
_PLAIN_DAY = r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
DAY_AT_END = re.compile(rf"[\s\[(（]{{1,9}}{_PLAIN_DAY}[\])）]?$")  # of the text of a link
_BRACKETED_DAY = re.compile(rf"[（(]({_PLAIN_DAY})[)）]$")
_ONLY_A_DATE = re.compile(
    r"^\W{0,20}(?:发布(?:时间|日期)|日期|时间)?\W{0,20}(?:\d{4}\s{0,9}[-/.年]\s{0,9})?\d{1,2}\s{0,9}[-/.月]\s{0,9}\d{1,2}\s{0,9}日?"
    r"(?:\s{0,9}\d{1,2}\s{0,9}:\s{0,9}\d\d(?:\s{0,9}:\s{0,9}\d\d)?)?\W{0,20}$"
)
# What may stand around a date that is a line of its own
_BEFORE_STAMP = re.compile(r"[\[(]?\s?$")
_AFTER_STAMP = re.compile(r"\s?[\])]?(?:\s{0,3}\|.{0,40})?$")
_MAX_STAMP_CHARS = 100  # chosen
_IN_URL = (
    re.compile(r"/t(20\d\d)(\d\d)(\d\d)_\d+"),
    re.compile(r"/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})/"),
    re.compile(r"/(20\d\d)[/-]?(\d\d)[/-]?(\d\d)[/_]"),
)


class Moment(NamedTuple):
    """A date as it was found in a text: from *start* to *end*.

    *time* is the time of day in China, None if there is none; *is_midnight* tells the dummy 00:00:00 that a template
    writes when it knows none, in China or in the zone that it writes.
    """

    day: str
    time: str | None
    is_midnight: bool
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.day}T{self.time}+08:00" if self.time else self.day

    @property
    def shown(self) -> str:
        """The moment, but only its day where the time of day is the dummy 00:00."""
        return self.day if self.is_midnight else str(self)


def has_year(text: str) -> bool:
    """Whether *text* has what may be the year of a date; a cheap look before it is folded."""
    return _YEAR_LIKE.search(text) is not None


def find_moment(text: str) -> Moment | None:
    """The first date that stands anywhere in *text*, converted to China time where a zone is printed."""
    if not has_year(text):
        return None
    for found in _MOMENT.finditer(_half_width(text)):
        day = calendar_day(_digits(found["y"]), _number(found["m"]), _number(found["d"] or found["glued"]))
        if day and found["H"] is None:
            return Moment(day, None, False, *found.span())
        if day:
            return Moment(*in_china(day, found), *found.span())
    return None


def find_value_moment(value: str) -> Moment | None:
    """As ``find_moment``, for the value of a label or tag: it may also begin with a date as programs write them."""
    if found := find_moment(value):
        return found
    stripped = value.strip("[【(（《 \t\u3000")
    machine = read_machine_date(_half_width(stripped))
    return Moment(*machine, 0, len(value)) if machine else None


def read_moment(text: str) -> str | None:
    """The date of the value *text*: ``YYYY-MM-DD``, or ``YYYY-MM-DDTHH:MM:SS+08:00`` where a time of day follows.

    >>> read_moment("2025年1月20日 下午3:12"), read_moment("2025-01-19T20:30:00Z")
    ('2025-01-20T15:12:00+08:00', '2025-01-20T04:30:00+08:00')
    """
    found = find_value_moment(text)
    return str(found) if found else None


def read_shown_moment(text: str) -> str | None:
    """As ``read_moment``, but only the day where the time of day is the dummy 00:00."""
    found = find_value_moment(text)
    return found.shown if found else None


def read_day(text: str) -> str | None:
    """The first whole date in *text*, in which any blanks may stand between the digits; a day without its year is none.

    >>> read_day("[2025年 3月4日]"), read_day("03-28")
    ('2025-03-04', None)
    """
    found = find_moment(" ".join(text.split()))
    return found.day if found else None


def _half_width(text: str) -> str:
    """*text* in lower case with half-width digits, signs and blanks; as long as it was."""
    folded = text.translate(_FOLD)
    lower = folded.lower()
    return lower if len(lower) == len(folded) else folded


def is_timestamp(line: str) -> bool:
    """Whether *line* is a date and nothing else but what a bar parts from it.

    Under a title a day in round brackets, written out, is the document's own: （2025年1月8日）.
    """
    if len(line) > _MAX_STAMP_CHARS or (line.startswith(("（", "(")) and "年" in line[:7]):
        return False
    if (found := find_moment(line)) is None:
        return False
    folded = _half_width(line)
    return bool(_BEFORE_STAMP.match(folded[: found.start]) and _AFTER_STAMP.match(folded[found.end :]))


def read_signed_day(text: str) -> str | None:
    """The date that *text* begins with: ``YYYY-MM-DD``, or ``YYYY-MM`` without a day; Chinese numerals are read."""
    found = _SIGNED_DAY.match(text.translate(_ZEROS))
    if found is None:
        return None
    year, month, day = _digits(found["y"]), _number(found["m"]), found["d"]
    if day is None:
        return f"{year}-{month:02d}" if year.isdigit() and 1 <= month <= 12 else None
    return calendar_day(year, month, _number(day)) if year.isdigit() else None


def read_chinese_year(text: str) -> int | None:
    """The first year in *text* that is written in Chinese numerals.

    >>> read_chinese_year("二〇二三年度报告")
    2023
    """
    found = _CHINESE_YEAR.search(text)
    digits = found[0][:-1].translate(_NUMERALS) if found else ""
    return int(digits) if digits.isdigit() else None


def with_years_in_digits(text: str) -> str:
    """*text* with the years that are written in Chinese numerals in digits.

    >>> with_years_in_digits("某局二〇二三年度报告")
    '某局2023年度报告'
    """
    return _CHINESE_YEAR.sub(lambda year: year[0].translate(_NUMERALS), text)


def bracketed_day(line: str) -> str | None:
    """The day in brackets that *line* ends with."""
    found = _BRACKETED_DAY.search(line)
    return read_moment(found[1]) if found else None


def is_only_a_date(text: str) -> bool:
    """Whether *text* is a date, whole or without its year, and nothing else.

    >>> is_only_a_date("[03-28]"), is_only_a_date("3-28号文件")
    (True, False)
    """
    return _ONLY_A_DATE.match(text) is not None or (bool(text) and is_timestamp(text))


def china_day(value: object) -> str | None:
    """The day, in China, of a moment in an answer of a service: text, or seconds or milliseconds since 1970.

    >>> china_day(1737338400), china_day("2025-03-04T17:00:00.000Z")
    ('2025-01-20', '2025-03-05')
    """
    if isinstance(value, str):
        found = find_value_moment(" ".join(value.split()))
        return found.day if found else None
    moment = epoch_moment(int(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None
    return moment.date().isoformat() if moment else None


def day_in_url(url: str) -> str | None:
    """The day in the path of *url*: when the record was made, which may differ from the printed date."""
    for pattern in _IN_URL:
        if (found := pattern.search(url)) and (day := calendar_day(*found.groups())):
            return day
    return None


def _digits(year: str) -> str:
    """The digits of a *year* that may be written in Chinese numerals."""
    return year.translate(_NUMERALS)


def _number(text: str) -> int:
    """The value of ``3``, ``元``, ``十``, ``十二``, ``二十``, ``廿一`` or ``三十一``; 0 of what is no number."""
    if text.isdigit():
        return int(text)
    text = text.replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    tens, mark, ones = text.rpartition("十")
    digits = tens.translate(_NUMERALS), ones.translate(_NUMERALS)
    if any(len(each) > 1 or (each and not each.isdigit()) for each in digits):
        return 0
    return int(digits[1] or 0) + 10 * (int(digits[0] or 1) if mark else 0)
