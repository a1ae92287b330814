"""`fazhi compact`: the archive in as little space as it needs."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing
from pathlib import Path

from archive.database import search_index
from archive.database.connection import archive_errors, connect_writer, require_file
from archive.database.lock import WriterLock


def add_compact_arguments(parser: argparse.ArgumentParser) -> None:
    """`fazhi compact` takes the archive alone."""


def main_compact(args: argparse.Namespace) -> int:
    """Compact the archive and write its size before and after as a JSON line; return 0."""
    path = Path(args.archive)
    before, after = compact(path)
    sys.stdout.write(json.dumps({"archive": str(path), "bytes_before": before, "bytes_after": after}) + "\n")
    return 0


def compact(path: Path) -> tuple[int, int]:
    """Write the archive anew without gaps, its search index in one piece; the sizes before and after.

    Needs as much free space as the archive has.  Nobody may write meanwhile; readers may read.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew, ArchiveLocked, DiskFull.
    """
    require_file(path)
    with archive_errors(path), WriterLock(path), closing(connect_writer(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = path.stat().st_size
        search_index.optimize(db)
        db.execute("VACUUM")
        db.execute("PRAGMA optimize")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return before, path.stat().st_size
