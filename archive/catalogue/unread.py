"""Snapshots that nobody has read: a run was ended between keeping a page and adding what it says."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from archive.database.lock import is_being_written
from archive.rows import Row, rows
from cleaners.problem_kinds import ProblemKind

# What a run leaves that came to its end was left on purpose, such as with the pipeline switched off.  Of a page as
# served that a browser rendered, the rendering is read.
_UNREAD = """
    FROM runs r CROSS JOIN snapshots s ON s.run = r.id JOIN pages p ON p.id = s.page
    WHERE s.cleaner_version IS NULL AND p.role = 'detail' AND s.rendered_as IS NULL
        AND (s.status IS NULL OR s.status BETWEEN 200 AND 299)
        AND r.reason IS NOT 'finished' AND r.id IS NOT :living
        AND NOT EXISTS (SELECT 1 FROM problems b WHERE b.snapshot = s.id)
"""

DETAIL = "kept when its run was ended, and read by nobody since; the next crawl, ingest or reclean reads it"


def unread_snapshots(db: sqlite3.Connection, living: str | None = None) -> list[str]:
    """Return the ids of snapshots that wait to be read, oldest first; *living*: the run that is under way."""
    found = db.execute(f"SELECT s.id {_UNREAD} ORDER BY s.fetched_at, s.rowid", {"living": living})
    return [row[0] for row in found]


def unread_by_portal(db: sqlite3.Connection, living: str | None = None) -> list[tuple[str | None, int]]:
    """Return how many pages of each portal wait to be read."""
    found = db.execute(f"SELECT p.portal, count(*) {_UNREAD} GROUP BY p.portal ORDER BY p.portal", {"living": living})
    return [(row[0], row[1]) for row in found]


def unread_problems(db: sqlite3.Connection, run: str | None, living: str | None = None) -> list[Row]:
    """Return what waits to be read as problems, of *run* or of all: rows of no table, gone when it has been read."""
    sql = f"""
        SELECT NULL AS id, s.run, p.portal, s.url, '{ProblemKind.KEPT_UNREAD}' AS kind, '{DETAIL}' AS detail,
            s.id AS snapshot, s.fetched_at AS seen_at {_UNREAD} AND (:run IS NULL OR s.run = :run)
        ORDER BY s.fetched_at, s.rowid
    """
    return rows(db, sql, {"living": living, "run": run})


def living_run(db: sqlite3.Connection) -> str | None:
    """Return the run that is under way in the archive that *db* reads; None if nobody writes."""
    path = db.execute("PRAGMA database_list").fetchone()[2]
    found = db.execute("SELECT max(id) FROM runs WHERE finished_at IS NULL").fetchone()[0]
    return str(found) if found and path and is_being_written(Path(path)) else None
