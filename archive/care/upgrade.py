"""Upgrade: bring an archive of an older version to the schema of this one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from archive.database.connection import archive_errors, connect_writer, require_file
from archive.database.lock import WriterLock


def upgrade(path: Path) -> None:
    """Apply the migrations that are due, after a copy was left beside the archive.

    Whatever writes does the same when it opens an archive.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew, ArchiveLocked, DiskFull.
    """
    require_file(path)
    with archive_errors(path), WriterLock(path), closing(connect_writer(path)):
        pass
