"""Timestamps as the archive writes them: UTC, ISO 8601, whole seconds, with Z."""

from __future__ import annotations

from datetime import UTC, datetime


def utcnow() -> datetime:
    """The present moment, aware; the one clock that is not an argument."""
    return datetime.now(UTC)


def to_iso(moment: datetime) -> str:
    """*moment* as ``2026-03-01T08:00:00Z``.

    Raises ValueError for a naive moment: the archive does not guess an offset.

    >>> to_iso(datetime(2026, 3, 1, 8, tzinfo=UTC))
    '2026-03-01T08:00:00Z'
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no offset from UTC; give an aware datetime")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_iso(text: str) -> datetime:
    """The aware moment that to_iso wrote as *text*; fractions of seconds may follow."""
    return datetime.fromisoformat(text)
