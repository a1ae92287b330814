"""Versions: which document a page showed when; rows of versions and locations, and the page's present document."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.twins.stored_reports import change


@dataclass(frozen=True, slots=True)
class Sighting:
    """A snapshot with what is known of its page."""

    snapshot: str
    page: str
    url: str  # canonical
    portal: str | None
    section: str | None
    title: str | None
    fetched_at: str
    document: str | None  # what the snapshot was found to hold; None if it was not cleaned
    cleaner_version: str | None
    shown: str | None  # the document that the page shows at present
    is_current: bool  # this snapshot is what the page shows at present


def sighting(db: sqlite3.Connection, snapshot: str) -> Sighting:
    """What the rows say of *snapshot*.

    Raises LookupError if there is no such snapshot.
    """
    row = db.execute(
        """
        SELECT s.id AS snapshot, s.page, p.url, p.portal, p.section, p.title, s.fetched_at, s.document,
            s.cleaner_version, p.document AS shown, p.snapshot IS s.id AS is_current
        FROM snapshots s JOIN pages p ON p.id = s.page WHERE s.id = ?
        """,
        [snapshot],
    ).fetchone()
    if row is None:
        raise LookupError(f"no snapshot {snapshot}; keep() gives its id")
    return Sighting(**{**dict(row), "is_current": bool(row["is_current"])})


def shown_before(db: sqlite3.Connection, sight: Sighting) -> str | None:
    """The document that the page showed before this snapshot; None if it showed none."""
    if sight.is_current:
        return sight.shown
    row = db.execute(
        """
        SELECT document FROM snapshots WHERE page = ? AND fetched_at < ? AND document IS NOT NULL
        ORDER BY fetched_at DESC LIMIT 1
        """,
        [sight.page, sight.fetched_at],
    ).fetchone()
    return row["document"] if row else None


def show(db: sqlite3.Connection, sight: Sighting, document: str) -> str | None:
    """Write that the page showed *document* at this snapshot: location, version, present document.

    Returns what became of the page, see archive.twins.stored_reports.change; None if it shows what it showed.
    A capture that is older than what the page shows now is put between its neighbours in time.
    """
    put_location(db, sight, document, sight.fetched_at)
    before = shown_before(db, sight)
    found = None
    if before is not None and before != document:
        found = _put_version(db, sight.page, before, document, sight.fetched_at, sight.snapshot)
    if sight.is_current:
        db.execute("UPDATE pages SET document = ? WHERE id = ?", [document, sight.page])
        return found
    after = db.execute(
        """
        SELECT id, document, fetched_at FROM snapshots WHERE page = ? AND fetched_at > ? AND document IS NOT NULL
        ORDER BY fetched_at LIMIT 1
        """,
        [sight.page, sight.fetched_at],
    ).fetchone()
    if after is not None:
        db.execute("DELETE FROM versions WHERE page = ? AND seen_at = ?", [sight.page, after["fetched_at"]])
        if after["document"] != document:
            _put_version(db, sight.page, document, after["document"], after["fetched_at"], after["id"])
    return found


def shows_same_words(db: sqlite3.Connection, sight: Sighting, document: str) -> bool:
    """Whether *document*, which the page shows since this snapshot, has the very words of the one before."""
    row = db.execute(
        """
        SELECT 1 FROM versions v JOIN documents b ON b.id = v.before JOIN documents a ON a.id = v.after
        WHERE v.page = ? AND v.snapshot = ? AND a.id = ? AND a.words_digest = b.words_digest
        """,
        [sight.page, sight.snapshot, document],
    ).fetchone()
    return row is not None


def judge(db: sqlite3.Connection, document: str) -> None:
    """Write anew what became of the pages where *document* came or went, after its text or its places changed."""
    rows = db.execute("SELECT page, seen_at, before, after FROM versions WHERE before = ? OR after = ?", [document] * 2)
    for row in rows.fetchall():
        db.execute(
            "UPDATE versions SET change = ? WHERE page = ? AND seen_at = ?",
            [change(db, row["before"], row["after"]), row["page"], row["seen_at"]],
        )


def see_again(db: sqlite3.Connection, held: sqlite3.Row, seen_at: str) -> tuple[str, ...]:
    """Write that a page showed the snapshot *held* again: its location, and a version if it showed another between.

    Returns the documents that the page shows or does not show since; none if it shows what it showed.
    """
    if held["document"] is None:
        return ()
    sight = sighting(db, held["id"])
    put_location(db, sight, held["document"], seen_at)
    newest = db.execute("SELECT last_seen_at FROM pages WHERE id = ?", [sight.page]).fetchone()
    if newest["last_seen_at"] > seen_at or sight.shown in (None, held["document"]):
        return ()
    _put_version(db, sight.page, str(sight.shown), held["document"], seen_at, held["id"])
    db.execute("UPDATE pages SET document = ? WHERE id = ?", [held["document"], sight.page])
    return str(sight.shown), held["document"]


def put_location(db: sqlite3.Connection, sight: Sighting, document: str, seen_at: str) -> None:
    """Write that *document* was at the page at *seen_at*."""
    db.execute(
        """
        INSERT INTO locations (document, page, portal, title, section, first_seen_at, last_seen_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (document, page) DO UPDATE SET
            portal = coalesce(excluded.portal, portal),
            title = coalesce(excluded.title, title),
            section = coalesce(excluded.section, section),
            first_seen_at = min(first_seen_at, excluded.first_seen_at),
            last_seen_at = max(last_seen_at, excluded.last_seen_at)
        """,
        [document, sight.page, sight.portal, sight.title, sight.section, seen_at, seen_at],
    )


def _put_version(db: sqlite3.Connection, page: str, before: str, after: str, seen_at: str, snapshot: str) -> str:
    found = change(db, before, after)
    # Two changes of one page within a second would be a loop in the portal's cache: the first stands.
    db.execute(
        "INSERT OR IGNORE INTO versions (page, before, after, seen_at, snapshot, change) VALUES (?, ?, ?, ?, ?, ?)",
        [page, before, after, seen_at, snapshot, found],
    )
    return found
