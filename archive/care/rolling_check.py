"""Rolling check of evidence: a share of the WARC files with each look at the health, all of them within a month."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from archive.database.connection import archive_errors, connect_writer, is_read_only, transaction
from archive.database.lock import WriterLock
from archive.errors import ArchiveError
from archive.evidence.unknown_files import warc_folder
from archive.evidence.verify import file_disagreements
from archive.timestamps import from_iso, to_iso

ROUND_DAYS = 28  # in which every file is looked at once; chosen: a month, with days to spare
_MAX_FAULT_CHARS = 500

# Files with a fault come first, each time: what was restored is seen at once.
_FILES = """
    SELECT name, size_bytes, checked_at, fault FROM warc_files WHERE closed_at IS NOT NULL
    ORDER BY fault IS NULL, checked_at IS NOT NULL, checked_at, name
"""


def check_share(path: Path, now: datetime) -> list[str]:
    """Compare the files whose turn it is with their digests and snapshots, and write what was found; their names.

    As many bytes as belong to the days since the last check, a round taking ROUND_DAYS.  Nothing is done where
    somebody writes, or this user may not: the next look makes up for it, and `findings` say when a round is overdue.
    """
    with suppress(ArchiveError):
        if is_read_only(path):
            return []
        with archive_errors(path), WriterLock(path), closing(connect_writer(path)) as db:
            names = _due(db, now)
            for name in names:
                faults = list(file_disagreements(db, warc_folder(path), name))
                with transaction(db):
                    db.execute(
                        "UPDATE warc_files SET checked_at = ?, fault = ? WHERE name = ?",
                        [to_iso(now), _sentence(faults), name],
                    )
            return names
    return []


def _sentence(faults: list[str]) -> str | None:
    if not faults:
        return None
    more = f" (and {len(faults) - 1} more; `fazhi verify` names them)" if len(faults) > 1 else ""
    return f"{faults[0][:_MAX_FAULT_CHARS]}{more}"


def _due(db: sqlite3.Connection, now: datetime) -> list[str]:
    """The names of the files whose turn it is: those with a fault, then the share of the time since the last check."""
    files = db.execute(_FILES).fetchall()
    last = max((row["checked_at"] for row in files if row["checked_at"]), default=None)
    days = max(1.0, (now - from_iso(last)) / timedelta(days=1)) if last else 1.0
    share = sum(row["size_bytes"] for row in files) * min(1.0, days / ROUND_DAYS)
    names, taken = [], 0
    for row in files:
        if row["fault"] is None:
            if taken >= share or (row["checked_at"] and from_iso(row["checked_at"]) > now - timedelta(hours=12)):
                continue
            taken += row["size_bytes"]
        names.append(row["name"])
    return names
