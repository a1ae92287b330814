"""Compact an archive: bring it into as little space as it needs."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from archive.database import search_index
from archive.database.connection import archive_errors, connect_writer, require_archive, transaction
from archive.database.lock import WriterLock


def compact(path: Path) -> tuple[int, int]:
    """Write the archive anew without gaps, its search index in one piece; the sizes before and after.

    Needs as much free space as the archive has.  Nobody may write meanwhile; readers may read.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew, ArchiveLocked, DiskFull.
    """
    require_archive(path)
    with archive_errors(path), WriterLock(path), closing(connect_writer(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = path.stat().st_size
        with transaction(db):
            search_index.optimize(db)
        db.execute("VACUUM")
        db.execute("PRAGMA optimize")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return before, path.stat().st_size
