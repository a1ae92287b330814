"""Walks: which lists were read to their end, and when; listings: which rows they showed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import asdict

from archive.identity import page_id
from archive.types import Listing


def put_walk(db: sqlite3.Connection, run: str, url: str, pages: int, rows: int, is_complete: bool, now: str) -> None:
    """Write that the list whose first page is *url* was walked; only a complete walk moves ``complete_at``.

    A walk is complete when it came to the list's end, or to a page on which everything was known from a
    walk that was complete.
    """
    db.execute(
        """
        INSERT INTO walks (page, run, walked_at, complete_at, pages, rows) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (page) DO UPDATE SET run = excluded.run, walked_at = excluded.walked_at,
            complete_at = coalesce(excluded.complete_at, complete_at),
            pages = iif(excluded.complete_at IS NULL, pages, max(pages, excluded.pages)),
            rows = iif(excluded.complete_at IS NULL, rows, max(rows, excluded.rows))
        """,
        [page_id(url), run, now, now if is_complete else None, pages, rows],
    )


def put_listings(db: sqlite3.Connection, listings: Iterable[Listing], now: str) -> None:
    """Write that lists show these rows now."""
    db.executemany(
        """
        INSERT INTO listings (url, portal, section, list_url, listed_as, title, first_seen_at, last_seen_at)
        VALUES (:url, :portal, :section, :list_url, :listed_as, :title, :now, :now)
        ON CONFLICT (url, list_url, listed_as) DO UPDATE SET
            section = excluded.section, title = excluded.title, last_seen_at = excluded.last_seen_at
        """,
        [asdict(listing) | {"now": now} for listing in listings],
    )


def is_complete(db: sqlite3.Connection, url: str) -> bool:
    """Whether the list whose first page is *url* has ever been read to its end."""
    row = db.execute("SELECT complete_at FROM walks WHERE page = ?", [page_id(url)]).fetchone()
    return row is not None and row["complete_at"] is not None


def ended_well(db: sqlite3.Connection, url: str) -> bool:
    """Whether the last walk through the list whose first page is *url* came to its end."""
    row = db.execute("SELECT complete_at = walked_at FROM walks WHERE page = ?", [page_id(url)]).fetchone()
    return row is not None and bool(row[0])
