"""Moments that have not come yet: the clock was ahead when they were written, or is behind now."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.timestamps import to_iso

_TOLERANCE = timedelta(days=1)  # of clocks that nobody sets; chosen

DETAIL = (
    "{pages} pages and {runs} runs are of moments that have not come yet, up to {day}: "
    "the clock was ahead, or is behind"
)


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many rows are of moments after now, and the last day of those."""

    pages: int
    runs: int
    day: str

    def words(self) -> str:
        """Say it in a sentence."""
        return DETAIL.format(pages=self.pages, runs=self.runs, day=self.day)


def find_ahead(db: sqlite3.Connection, now: datetime) -> Ahead | None:
    """Return what lies more than a day after *now*; None if nothing does."""
    limit = to_iso(now + _TOLERANCE)
    pages, seen = db.execute("SELECT count(*), max(last_seen_at) FROM pages WHERE last_seen_at > ?", [limit]).fetchone()
    runs, run = db.execute("SELECT count(*), max(started_at) FROM runs WHERE started_at > ?", [limit]).fetchone()
    return Ahead(pages, runs, max(seen or "", run or "")[:10]) if pages or runs else None


def bring_back(db: sqlite3.Connection, now: datetime) -> None:
    """Let pages that were seen after *now* be seen now and due at once: else nobody asks for them until then.

    Snapshots keep their moments, as their records have them.
    """
    db.execute(
        "UPDATE pages SET last_seen_at = :now, next_due_at = iif(next_due_at IS NULL, NULL, :now),"
        " first_seen_at = min(first_seen_at, :now) WHERE last_seen_at > :limit",
        {"now": to_iso(now), "limit": to_iso(now + _TOLERANCE)},
    )
