"""Dates as programs write them into a value or a tag: ``20250120``, ``Mon Jan 20 15:12:00 CST 2025``, ``1737338400``.

Each holds for a value that begins with it; anywhere else such digits are numbers of something.
All patterns are for folded text (dates.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from cleaners.patterns.times_of_day import TIME_OF_DAY, in_china

_CHINA = timedelta(hours=8)
_EPOCH_SECONDS = range(631_152_000, 4_102_444_800)  # 1990 to 2100
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,2})?"
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_TIME = rf"(?:,?\s{{1,3}}(?:at\s)?{TIME_OF_DAY})?"
_CLOCK = r"(?P<H>[01]\d|2[0-3])(?P<M>[0-5]\d)(?P<S>[0-5]\d)?(?!\d)"
_FORMS: Mapping[str, re.Pattern[str]] = {
    # 20250120, 20250120100500, 20250120T100500Z
    "compact day": re.compile(rf"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)\s{{1,3}}{TIME_OF_DAY}"),
    "compact": re.compile(rf"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:t?{_CLOCK}(?P<zone>z)?|(?!\d))"),
    # 9/17/2004 5:54:13 AM: old ASP.NET pages put the month first
    "american": re.compile(rf"(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})/{_YEAR}(?:\s{{1,3}}{TIME_OF_DAY})?"),
    # Mon Jan 20 15:12:00 CST 2025
    "java": re.compile(rf"{_WEEKDAY}{_MONTH}\s{{1,2}}(?P<d>\d{{1,2}})\s{{1,2}}{TIME_OF_DAY}\s{{1,2}}{_YEAR}"),
    # Jan 20, 2025 3:12:00 PM; Mon Jan 20 2025 10:05:00 GMT+0800
    "month first": re.compile(rf"{_WEEKDAY}{_MONTH}\s{{0,2}}(?P<d>\d{{1,2}}),?\s{{1,2}}{_YEAR}{_TIME}"),
    # Mon, 20 Jan 2025 15:12:00 +0800
    "day first": re.compile(rf"{_WEEKDAY}(?P<d>\d{{1,2}})[\s-]{_MONTH},?[\s-]{_YEAR}{_TIME}"),
    # 25年1月20日, 25-01-20: with 年, or in two digits each with dashes or points; with slashes the month may be first
    "short year": re.compile(
        rf"'?(?P<yy>\d\d)(?:年\s?(?P<m>\d{{1,2}})月\s?(?P<d>\d{{1,2}})[日号]?|([-.])(?P<m2>\d\d)\4(?P<d2>\d\d)(?!\d))"
        rf"(?:\s{{0,3}}{TIME_OF_DAY})?"
    ),
}  # fmt: skip
_FIRST = re.compile(r"[\d'a-z]")
_EPOCH = re.compile(r"(\d{10})(\d{3})?(?!\d)(?!\s?[-年/])")
_LAST_SHORT_YEAR = 49  # 49 is 2049, 50 is 1950 (chosen)
Read = tuple[str, str | None, bool]  # as in_china() gives it


def read_machine_date(folded: str) -> Read | None:
    """The day, time of day and dummy midnight that *folded*, a value in lower case, begins with."""
    if not _FIRST.match(folded):
        return None
    if (found := _EPOCH.match(folded)) and (moment := epoch_moment(int(found[1]))):
        return moment.date().isoformat(), f"{moment:%H:%M:%S}", f"{moment:%H%M%S}" == "000000"
    for name, pattern in _FORMS.items():
        if (found := pattern.match(folded)) and (day := _READERS.get(name, _day)(found)):
            groups = found.groupdict()
            if not groups.get("H"):
                return day, None, False
            return _compact(day, found) if name == "compact" else in_china(day, found)
    return None


def epoch_moment(number: int) -> datetime | None:
    """The moment in China, without zone, of seconds or milliseconds since 1970; None outside of 1990 to 2100."""
    seconds = number if number in _EPOCH_SECONDS else number // 1000
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None) + _CHINA if seconds in _EPOCH_SECONDS else None


def calendar_day(year: str | int, month: str | int, day: str | int) -> str | None:
    """``YYYY-MM-DD``, or None where the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _day(found: re.Match[str]) -> str | None:
    return calendar_day(found["y"], found["m"], found["d"])


def _named_month(found: re.Match[str]) -> str | None:
    return calendar_day(found["y"], _MONTHS.index(found["month"]) + 1, found["d"])


def _short_year(found: re.Match[str]) -> str | None:
    year = int(found["yy"])
    return calendar_day(
        year + (2000 if year <= _LAST_SHORT_YEAR else 1900), found["m"] or found["m2"], found["d"] or found["d2"]
    )


def _compact(day: str, found: re.Match[str]) -> Read:
    printed = datetime.fromisoformat(f"{day}T{found['H']}:{found['M']}:{found['S'] or '00'}")
    moment = printed + _CHINA if found["zone"] else printed
    return moment.date().isoformat(), f"{moment:%H:%M:%S}", f"{moment:%H%M%S}" == "000000"


_READERS: Mapping[str, Callable[[re.Match[str]], str | None]] = {
    "java": _named_month,
    "month first": _named_month,
    "day first": _named_month,
    "short year": _short_year,
}
