"""States of pages: what the archive knows of one before it is asked again, and which are due."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from archive.identity import page_id
from archive.timestamps import from_iso, to_iso
from archive.types import PageRef, PageState

_STATE = """
    SELECT p.url, coalesce(s.url, p.url) AS fetch_url, p.role, p.portal, p.section, p.title, p.listed_on,
        p.etag, p.last_modified, p.snapshot, p.document, s.fetched_at AS changed_at, p.next_due_at, p.missing_since,
        p.gone_at,
        p.role <> 'detail' OR p.http_status IS NULL
            OR (p.document IS NOT NULL AND (s.cleaner_version IS NOT NULL OR s.document IS NOT NULL))
            OR EXISTS (SELECT 1 FROM snapshots x JOIN problems b ON b.snapshot = x.id
                WHERE x.page = p.id AND (s.id IS NULL OR x.fetched_at >= s.fetched_at)) AS is_settled
    FROM pages p LEFT JOIN snapshots s ON s.id = p.snapshot
"""


def page_state(db: sqlite3.Connection, url: str) -> PageState | None:
    """What is known of the page with this canonical URL."""
    row = db.execute(f"{_STATE} WHERE p.id = ?", [page_id(url)]).fetchone()
    return _state(row) if row else None


def due_pages(db: sqlite3.Connection, portal: str, until: datetime) -> Iterator[PageState]:
    """The detail pages of *portal* that are due before *until*, the longest due first."""
    rows = db.execute(
        f"{_STATE} WHERE p.portal = ? AND p.role = 'detail' AND p.next_due_at <= ? ORDER BY p.next_due_at, p.id",
        [portal, to_iso(until)],
    ).fetchall()
    yield from map(_state, rows)


def set_due(db: sqlite3.Connection, url: str, due_at: datetime) -> None:
    """Write when the page is asked again."""
    db.execute("UPDATE pages SET next_due_at = ? WHERE id = ?", [to_iso(due_at), page_id(url)])


def put_unfetched(db: sqlite3.Connection, page: PageRef, now: str) -> None:
    """Write that a page exists which may not be fetched (robots.txt); nothing is known of its content."""
    db.execute(
        """
        INSERT INTO pages (id, url, portal, role, section, title, listed_on, first_seen_at, last_seen_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at
        """,
        [page_id(page.url), page.url, page.portal, page.role, page.section, page.title, page.listed_on, now, now],
    )


def _state(row: sqlite3.Row) -> PageState:
    moments = ("changed_at", "next_due_at", "missing_since", "gone_at")
    read = {name: from_iso(row[name]) if row[name] else None for name in moments}
    return PageState(**{**dict(row), **read, "is_settled": bool(row["is_settled"])})
