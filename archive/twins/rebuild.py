"""MinHashes and pointers made anew, when the algorithm has changed or an old archive has none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from archive.database import stopping
from archive.database.connection import archive_errors, connect_writer, require_archive, transaction
from archive.database.lock import WriterLock
from archive.timestamps import to_iso, utcnow
from archive.twins import candidates, clusters
from archive.twins.minhash import ALGORITHM

_BATCH_DOCUMENTS = 100  # a transaction; whoever reads meanwhile sees the state between two batches

_MISSING = """
    SELECT d.id, d.seq FROM documents d LEFT JOIN minhashes m ON m.seq = d.seq
    WHERE m.algorithm IS NOT ? AND d.seq > ? ORDER BY d.seq LIMIT ?
"""


def rebuild(path: Path) -> int:
    """Make MinHashes and pointers anew where they are not of today's algorithm; how many documents that were.

    May be stopped and goes on where it was.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew, ArchiveLocked, DiskFull.
    """
    require_archive(path)
    with archive_errors(path), WriterLock(path), closing(connect_writer(path)) as db, stopping.stops_between_steps():
        if has_other_algorithm(db):
            take_out_all(db)
        return make_missing(db, to_iso(utcnow()))


def count_missing(db: sqlite3.Connection) -> int:
    """How many documents have no MinHash of today's algorithm, and so are not found as twins."""
    (missing,) = db.execute(
        "SELECT (SELECT count(*) FROM documents) - (SELECT count(*) FROM minhashes WHERE algorithm = ?)", [ALGORITHM]
    ).fetchone()
    return int(missing)


def has_other_algorithm(db: sqlite3.Connection) -> bool:
    """Whether there are MinHashes of an algorithm that is not today's."""
    return db.execute("SELECT 1 FROM minhashes WHERE algorithm <> ? LIMIT 1", [ALGORITHM]).fetchone() is not None


def make_missing(db: sqlite3.Connection, now: str) -> int:
    """Make the MinHash of every document that has none of today's algorithm, and find its twins; how many there were.

    May be stopped at any time, and goes on where it was.  What rules decided of these documents is
    decided again; what a person decided stays.
    """
    made = last = 0
    while True:
        stopping.check()
        with transaction(db):
            rows = db.execute(_MISSING, [ALGORITHM, last, _BATCH_DOCUMENTS]).fetchall()
            for row in rows:
                clusters.renew(db, row["id"], now)
                last = row["seq"]
        made += len(rows)
        if len(rows) < _BATCH_DOCUMENTS:
            return made


def take_out_all(db: sqlite3.Connection) -> None:
    """Remove all MinHashes, and all pointers that rules have set; to be followed by make_missing()."""
    with transaction(db):
        candidates.take_out_all(db)
        db.execute("DELETE FROM review WHERE verdict IS NULL")
        db.execute("DELETE FROM twins WHERE decided_by = ?", [clusters.RULES])
