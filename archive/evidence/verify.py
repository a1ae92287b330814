"""Verification: snapshots, WARC records, WARC files, their digests and the CDXJ index compared with the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from archive.errors import DamagedRecord
from archive.evidence.cdxj import index_faults
from archive.evidence.unknown_files import run_of, unknown_files, waiting_files
from archive.evidence.warc_digests import wrong_digests
from archive.evidence.warc_files import RecordSpan, read_record_at
from archive.evidence.warc_records import one_line
from archive.identity import payload_digest
from archive.timestamps import to_iso


def disagreements(db: sqlite3.Connection, folder: Path) -> Iterator[str]:
    """What the database says of the WARC files in *folder* and is not so."""
    yield from _file_disagreements(db, folder)
    yield from _unknown_files(db, folder)
    yield from _digest_disagreements(db, folder)
    yield from index_faults(db, folder)
    rows = db.execute(
        """
        SELECT id, url, fetched_at, payload_digest, warc_file, warc_offset, warc_length FROM snapshots
        ORDER BY warc_file, warc_offset
        """
    )
    for row in rows:
        try:
            wrong = _record_disagreements(row, folder)
        except DamagedRecord as error:
            wrong = [str(error)]
        yield from (f"snapshot {row['id']}: {words}" for words in wrong)


def _file_disagreements(db: sqlite3.Connection, folder: Path) -> Iterator[str]:
    # A file that is open may be ahead of its row: its writer is between record and commit.
    for row in db.execute("SELECT name, closed_at, size_bytes FROM warc_files ORDER BY name"):
        path = folder / row["name"]
        if not path.exists():
            yield f"{path}: expected {row['size_bytes']} bytes, found no file"
            continue
        size = path.stat().st_size
        if size < row["size_bytes"] or (row["closed_at"] and size > row["size_bytes"]):
            yield f"{path}: expected {row['size_bytes']} bytes, found {size}"


def _unknown_files(db: sqlite3.Connection, folder: Path) -> Iterator[str]:
    for path in waiting_files(db, folder):
        yield f"{path}: no row knows this WARC file; the next run takes it in"
    for path in unknown_files(db, folder):
        if run_of(path) is None:
            yield f"{path}: no row knows this WARC file of another program; move it away, or read it: fazhi ingest {path}"


def _digest_disagreements(db: sqlite3.Connection, folder: Path) -> Iterator[str]:
    """Records whose bytes have another digest than they say; revisits and requests have no row of their own."""
    for row in db.execute("SELECT name, size_bytes FROM warc_files ORDER BY name"):
        if (folder / row["name"]).exists():
            yield from wrong_digests(folder / row["name"], row["size_bytes"])


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
