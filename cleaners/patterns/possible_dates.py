"""Possible dates of a page: none before its organs were, none after its fetch, none that stands for no date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from cleaners.patterns.dates import read_moment

_FIRST_DAY = "1949-10-01"  # before it no organ of these has written anything
_DUMMIES = frozenset(("1969-12-31", "1970-01-01", "1970-01-02"))  # 0 in an epoch, in one zone or another
_CHINA = timedelta(hours=8)
_SLACK = timedelta(days=1)  # for clocks that are wrong (chosen)


def answered_at(headers: Mapping[str, str] | None) -> datetime | None:
    """The moment of an answer, aware, that the Date of its *headers* gives; None without one."""
    printed = next((value for name, value in (headers or {}).items() if name.lower() == "date"), "")
    moment = read_moment(printed)
    return datetime.fromisoformat(moment) if moment and "T" in moment else None


def latest_day(fetched_at: datetime | None) -> str | None:
    """The last day, YYYY-MM-DD in China, that a page may be of which was fetched at *fetched_at* (aware)."""
    return (fetched_at.astimezone(UTC) + _CHINA + _SLACK).date().isoformat() if fetched_at else None


def is_possible(moment: str, latest: str | None) -> bool:
    """Whether a page may be of *moment* (YYYY-MM and more), *latest* being the last day that it may be of."""
    day = moment[:10]
    return _FIRST_DAY[: len(day)] <= day and day not in _DUMMIES and (latest is None or day <= latest[: len(day)])
