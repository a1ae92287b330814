"""Times of day and time zones as pages print them behind a date: ``下午3:12``, ``T20:30:00Z``, ``10时5分``.

For patterns on folded text (see dates.py), in which digits and colons are half-width.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_CHINA = timedelta(hours=8)
_MORNING = ("上午", "早上", "早晨", "清晨", "凌晨", "am")
_AFTERNOON = ("下午", "傍晚", "pm")
_EVENING = ("晚上", "晚间", "夜间", "晚")
_HALF = (
    "(?:"
    + "|".join((*_MORNING, "中午", *_AFTERNOON, *_EVENING)).replace("am", r"a\.?m\b\.?").replace("pm", r"p\.?m\b\.?")
    + ")"
)
# A bare minus parts a span of hours (10:05-11:30), unless seconds stand before it.
_ZONE = (
    r"z(?![a-z])|(?:utc|gmt)\s?[+-]\d{1,2}(?::?\d\d)?(?!\d)|\+\d\d(?::?\d\d)?(?!\d)|(?<=:\d\d:\d\d)-0\d:?00(?!\d)"
    r"|utc|gmt|cst|北京时间"
)
# Groups H, M, S (or S2), half (or half2), zone; the minutes may lack behind 时 or 点 alone.
TIME_OF_DAY = (
    rf"(?P<half>{_HALF})?\s{{0,2}}(?P<H>[01]?\d|2[0-4])\s{{0,2}}"
    r"(?::\s{0,2}(?P<M>[0-5]?\d)(?!\d)(?:\s{0,2}:\s{0,2}(?P<S>[0-5]?\d)(?!\d)(?:[.,]\d{1,9})?)?"
    r"|[时點点](?![击擊赞评])(?:\s{0,2}(?P<M2>[0-5]?\d)\s{0,2}分?(?:\s{0,2}(?P<S2>[0-5]?\d)\s{0,2}秒|\s{0,2}:\s{0,2}(?P<S3>[0-5]\d))?)?)"
    rf"(?:\s{{0,2}}(?P<half2>{_HALF}))?(?:\s{{0,2}}\(?(?P<zone>{_ZONE}))?"
)
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)?$")


def in_china(day: str, found: re.Match[str]) -> tuple[str, str | None, bool]:
    """The day and the time of day in China of a match that holds the groups of TIME_OF_DAY and was printed for *day*.

    No time where the printed one is none of that day (24:00, 晚上12点); the last tells a dummy midnight, printed or
    converted.
    """
    hour = _hour(int(found["H"]), (found["half"] or found["half2"] or "").replace(".", ""))
    if hour is None:
        return day, None, False
    minute, second = int(found["M"] or found["M2"] or 0), int(found["S"] or found["S2"] or found["S3"] or 0)
    printed = datetime.fromisoformat(day) + timedelta(hours=hour, minutes=minute, seconds=second)
    try:
        moment = printed + _CHINA - _offset(found["zone"]) if found["zone"] else printed
    except OverflowError:
        return day, None, False
    is_midnight = any(each.hour == each.minute == each.second == 0 for each in (printed, moment))
    return moment.date().isoformat(), f"{moment:%H:%M:%S}", is_midnight


def _hour(hour: int, half: str) -> int | None:
    """The hour from 0 to 23; None where it belongs to another day or to none."""
    if hour > 23:
        return None
    if half in _EVENING:  # 晚上12点 and 晚上1点 may be those of the next day
        return hour + 12 if 5 <= hour < 12 else (hour if hour > 12 else None)
    if half in _AFTERNOON and hour < 12:
        return hour + 12
    if half == "中午" and hour < 4:
        return hour + 12
    return 0 if half in ("am", "凌晨") and hour == 12 else hour


def _offset(zone: str) -> timedelta:
    """How far a printed *zone* is ahead of UTC; CST is China's here."""
    if found := _OFFSET.search(zone):
        size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return size if found[1] == "+" else -size
    return _CHINA if zone in ("cst", "北京时间") else timedelta()
