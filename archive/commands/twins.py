"""`fazhi twins`: which documents are one report; with --rebuild, found out anew."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path

from archive.database.connection import archive_errors, connect_writer, require_file
from archive.database.lock import WriterLock
from archive.reader import open_reader
from archive.timestamps import to_iso, utcnow
from archive.twins.rebuild import has_other_algorithm, sign_missing, unsign_all

_CLUSTERS = """
    SELECT t.*, d.title, d.issuer, d.report_year FROM twins t JOIN documents d ON d.id = t.canonical
    ORDER BY t.canonical, t.document
"""


def add_twins_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to look for twins again."""
    parser.add_argument(
        "--rebuild", action="store_true", help="sign what has no signature of today's algorithm, and find its twins"
    )


def main_twins(args: argparse.Namespace) -> int:
    """Write a JSON line for each report that several documents hold, after --rebuild their number; return 0."""
    if args.rebuild:
        sys.stderr.write(f"{rebuild(Path(args.archive))} documents signed\n")
        return 0
    with open_reader(args.archive) as reader:
        for line in clusters(reader.db):
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


def rebuild(path: Path) -> int:
    """Make signatures and pointers anew where they are not of today's algorithm; how many documents that were.

    May be stopped and goes on where it was.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew, ArchiveLocked, DiskFull.
    """
    require_file(path)
    with archive_errors(path), WriterLock(path), closing(connect_writer(path)) as db:
        if has_other_algorithm(db):
            unsign_all(db)
        return sign_missing(db, to_iso(utcnow()))


def clusters(db: sqlite3.Connection) -> Iterator[dict[str, object]]:
    """Each report that several documents hold: the one that stands for it, and the others with what was found."""
    for canonical, rows in groupby(db.execute(_CLUSTERS), key=lambda row: str(row["canonical"])):
        twins = list(rows)
        named = ("document", "judgement", "reason", "resemblance", "containment", "decided_by")
        yield {
            "canonical": canonical,
            "title": twins[0]["title"],
            "issuer": twins[0]["issuer"],
            "report_year": twins[0]["report_year"],
            "twins": [{name: twin[name] for name in named} for twin in twins],
        }
