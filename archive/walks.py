"""Walks: which lists were read to their end, and when."""

from __future__ import annotations

import sqlite3

from archive.identity import page_id


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


def is_complete(db: sqlite3.Connection, url: str) -> bool:
    """Whether the list whose first page is *url* has ever been read to its end."""
    row = db.execute("SELECT complete_at FROM walks WHERE page = ?", [page_id(url)]).fetchone()
    return row is not None and row["complete_at"] is not None
