"""Rows of attachments: the files that pages offer, and what was fetched of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from archive.identity import page_id
from cleaners.article import Attachment


def put_offered(db: sqlite3.Connection, page: str, offered: Iterable[Attachment]) -> None:
    """Write the files that *page* offers; what is known of their contents stays."""
    for attachment in offered:
        db.execute(
            """
            INSERT INTO attachments (page, url, name) VALUES (?, ?, ?)
            ON CONFLICT (page, url) DO UPDATE SET name = coalesce(excluded.name, name)
            """,
            [page, attachment.url, attachment.name],
        )


def without_file(db: sqlite3.Connection, page_url: str) -> list[tuple[str, str | None]]:
    """Address and name of the files that the page offers and that nothing is held of."""
    rows = db.execute(
        "SELECT url, name FROM attachments WHERE page = ? AND snapshot IS NULL ORDER BY rowid", [page_id(page_url)]
    )
    return [(row["url"], row["name"]) for row in rows]


def put_file(db: sqlite3.Connection, page_url: str, url: str, snapshot: str) -> bool:
    """Write what *snapshot* shows of the file *url*, and return whether the page at *page_url* offers it.

    Raises LookupError if there is no such snapshot.
    """
    shown = db.execute(
        "SELECT media_type, payload_digest, size_bytes FROM snapshots WHERE id = ?", [snapshot]
    ).fetchone()
    if shown is None:
        raise LookupError(f"no snapshot {snapshot}; keep() gives its id")
    written = db.execute(
        """
        UPDATE attachments SET media_type = ?, digest = ?, size_bytes = ?, snapshot = ? WHERE page = ? AND url = ?
        """,
        [*shown, snapshot, page_id(page_url), url],
    )
    return written.rowcount > 0


def to_connect(db: sqlite3.Connection, living: str | None) -> list[tuple[str, str]]:
    """Page and address of files without a snapshot, if runs that were ended (not *living*) left files unconnected."""
    left = db.execute(
        """
        SELECT 1 FROM runs r CROSS JOIN snapshots s ON s.run = r.id JOIN pages p ON p.id = s.page
        WHERE r.reason IS NOT 'finished' AND r.id IS NOT ? AND p.role = 'attachment' AND s.status BETWEEN 200 AND 299
            AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.snapshot = s.id)
            AND NOT EXISTS (SELECT 1 FROM problems b WHERE b.snapshot = s.id)
        LIMIT 1
        """,
        [living],
    )
    if left.fetchone() is None:
        return []
    sql = (
        "SELECT p.url, a.url FROM attachments a JOIN pages p ON p.id = a.page WHERE a.snapshot IS NULL ORDER BY a.rowid"
    )
    return [(row[0], row[1]) for row in db.execute(sql)]
