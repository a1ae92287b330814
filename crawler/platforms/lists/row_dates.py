"""The day of a row, as lists and answers print it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

# Digits may be split by blanks: "2026-\n 01-\n 23" (Hanweb).
_DATE = re.compile(r"(?<!\d)(20\d\d|19\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_ALONE = re.compile(
    r"^\W*(?:发布(?:时间|日期)|日期|时间)?\W*(?:\d{4}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"(?:\s*\d{1,2}\s*:\s*\d\d(?:\s*:\s*\d\d)?)?\W*$"
)
_EPOCH = range(631_152_000, 4_102_444_800)  # 1990 to 2100, in seconds
_CHINA = timedelta(hours=8)


def date_in(text: str) -> str | None:
    """Return the first whole date in *text* as YYYY-MM-DD; a day without its year is none.

    >>> date_in("[2025年 3月4日]")
    '2025-03-04'
    """
    match = _DATE.search(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def is_only_a_date(text: str) -> bool:
    """Whether *text* is a date, whole or without its year, and nothing else.

    >>> is_only_a_date("[03-28]"), is_only_a_date("3-28号文件")
    (True, False)
    """
    return _ALONE.match(text) is not None


def china_date(value: Any) -> str | None:
    """Return the day, in China, of a moment in an answer: text, or seconds or milliseconds since 1970.

    >>> china_date(1737338400), china_date("2025-03-04T17:00:00.000Z")
    ('2025-01-20', '2025-03-05')
    """
    if isinstance(value, str) and not value.isdecimal():
        return _day_of_text(value)
    seconds = int(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else 0
    seconds = seconds if seconds in _EPOCH else seconds // 1000
    if seconds not in _EPOCH:
        return None
    return (datetime.fromtimestamp(seconds, UTC) + _CHINA).date().isoformat()


def _day_of_text(text: str) -> str | None:
    if text.endswith("Z") and "T" in text:
        try:
            return (datetime.fromisoformat(text) + _CHINA).date().isoformat()
        except ValueError:
            return None
    return date_in(text)
