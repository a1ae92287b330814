"""Upgrade: bring an archive of an older version to the schema of this one."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive.database.connection import (
    archive_errors,
    check_is_ours,
    connect_writer,
    copy_before,
    migration_names,
    require_archive,
)
from archive.database.lock import WriterLock


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did: the newest migrations before and after, equal if none was due, and where the copy lies."""

    schema_before: str
    schema_now: str
    documents: int
    copy: Path | None  # None: nothing was due, so nothing was copied


def upgrade(path: Path) -> Upgraded:
    """Apply the migrations that are due, after a copy was left beside the archive.

    Whatever writes does the same when it opens an archive.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew, ArchiveLocked, DiskFull.
    """
    require_archive(path)
    names = migration_names()
    with archive_errors(path), WriterLock(path):
        seen = check_is_ours(path)
        due = [name for name in names if name not in seen]
        with closing(connect_writer(path)) as db:
            (documents,) = db.execute("SELECT count(*) FROM documents").fetchone()
    if not due:
        return Upgraded(names[-1], names[-1], documents, None)
    return Upgraded(names[names.index(due[0]) - 1], names[-1], documents, copy_before(due[0], path))
