"""Verification: snapshots, WARC records, WARC files, their digests and the CDXJ index compared with the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from archive.errors import DamagedRecord
from archive.evidence.cdxj import index_faults
from archive.evidence.copies import bad_name
from archive.evidence.unknown_files import run_of, unknown_files, waiting_files
from archive.evidence.warc_digests import wrong_digests
from archive.evidence.warc_files import RecordSpan, read_record_at
from archive.evidence.warc_records import one_line
from archive.identity import payload_digest
from archive.timestamps import to_iso

_NAMES = "SELECT name FROM warc_files UNION SELECT DISTINCT warc_file FROM snapshots ORDER BY 1"
_SNAPSHOTS = """
    SELECT id, url, fetched_at, payload_digest, warc_file, warc_offset, warc_length FROM snapshots
    WHERE warc_file = ? ORDER BY warc_offset
"""


def disagreements(db: sqlite3.Connection, folder: Path) -> Iterator[str]:
    """What the database says of the WARC files in *folder* and is not so."""
    for (name,) in db.execute(_NAMES).fetchall():
        yield from file_disagreements(db, folder, name)
    yield from _unknown_files(db, folder)
    yield from index_faults(db, folder)


def file_disagreements(db: sqlite3.Connection, folder: Path, name: str) -> Iterator[str]:
    """What the database says of one WARC file and is not so: its size, its records, the snapshots in it."""
    row = db.execute("SELECT closed_at, size_bytes FROM warc_files WHERE name = ?", [name]).fetchone()
    if words := bad_name(name):
        yield words
        return
    if row is not None:
        yield from _size_disagreements(folder / name, row["size_bytes"], is_closed=row["closed_at"] is not None)
    if row is not None and (folder / name).exists():
        # Whatever the rows say: revisits and requests have none of their own.
        yield from wrong_digests(folder / name, row["size_bytes"])
    for snapshot in db.execute(_SNAPSHOTS, [name]):
        try:
            wrong = _record_disagreements(snapshot, folder)
        except DamagedRecord as error:
            wrong = [str(error)]
        yield from (f"snapshot {snapshot['id']}: {words}" for words in wrong)


def _size_disagreements(path: Path, expected: int, *, is_closed: bool) -> Iterator[str]:
    # A file that is open may be ahead of its row: its writer is between record and commit.
    if not path.exists():
        yield f"{path}: expected {expected} bytes, found no file"
        return
    size = path.stat().st_size
    if size < expected or (is_closed and size > expected):
        yield f"{path}: expected {expected} bytes, found {size}"


def _unknown_files(db: sqlite3.Connection, folder: Path) -> Iterator[str]:
    for path in waiting_files(db, folder):
        yield f"{path}: no row knows this WARC file; the next run takes it in"
    for path in unknown_files(db, folder):
        if run_of(path) is None:
            yield f"{path}: no row knows this file of another program; move it away, or read it: fazhi ingest {path}"


def _record_disagreements(row: sqlite3.Row, folder: Path) -> list[str]:
    span = RecordSpan(row["warc_file"], row["warc_offset"], row["warc_length"])
    fetch = read_record_at(folder, span).fetch
    if fetch is None:
        return [f"{span.file} at {span.offset}: expected an answer, found a record without one"]
    compared = (
        ("URL", one_line(row["url"]), fetch.url),
        ("moment", row["fetched_at"], to_iso(fetch.fetched_at)),
        ("payload", row["payload_digest"], payload_digest(fetch.body)),
    )
    return [
        f"{span.file} at {span.offset}: expected {what} {expected}, found {found}"
        for what, expected, found in compared
        if expected != found
    ]
