"""`fazhi upgrade`: bring an archive of an older version to the schema of this one."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from archive.database.connection import archive_errors, connect_writer, require_file
from archive.database.lock import WriterLock


def add_upgrade_arguments(parser: argparse.ArgumentParser) -> None:
    """`fazhi upgrade` takes the archive alone."""


def main_upgrade(args: argparse.Namespace) -> int:
    """Apply the migrations that are due, after a copy was left beside the archive; return 0.

    Whatever writes does the same when it opens an archive.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew, ArchiveLocked, DiskFull.
    """
    path = Path(args.archive)
    require_file(path)
    with archive_errors(path), WriterLock(path), closing(connect_writer(path)):
        return 0
