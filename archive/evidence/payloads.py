"""Payloads out of the WARC files, never without a look at their digest."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from archive.errors import DamagedRecord
from archive.evidence.warc_files import RecordSpan, read_record_at
from archive.identity import payload_digest
from archive.timestamps import from_iso
from archive.types import Fetch, Role, StoredSnapshot
from cleaners.problem_kinds import ProblemKind

_BATCH_ROWS = 500

_STORED = f"""
    SELECT s.rowid, s.id, s.page, p.url AS page_url, p.portal, p.title, p.listed_on, s.url, s.fetched_at,
        s.status, s.media_type, s.size_bytes, s.cleaner_version, s.document,
        s.cleaner_version IS NULL AND '{ProblemKind.CRASH}' = (
            SELECT kind FROM problems WHERE snapshot = s.id ORDER BY id DESC LIMIT 1
        ) AS is_crashed
    FROM snapshots s JOIN pages p ON p.id = s.page
"""


def read_payload(db: sqlite3.Connection, folder: Path, snapshot: str) -> Fetch:
    """The exchange that *snapshot* keeps: body, status and headers as they came.

    Raises DamagedRecord if the record is not there or its bytes have another digest, LookupError
    if there is no such snapshot.
    """
    row = db.execute("SELECT * FROM snapshots WHERE id = ?", [snapshot]).fetchone()
    if row is None:
        raise LookupError(f"no snapshot {snapshot}")
    span = RecordSpan(row["warc_file"], row["warc_offset"], row["warc_length"])
    fetch = read_record_at(folder, span).fetch
    if fetch is None:
        raise DamagedRecord(f"{span.file} at {span.offset}: expected an answer, found a record without one")
    digest = payload_digest(fetch.body)
    if digest != row["payload_digest"]:
        raise DamagedRecord(
            f"{span.file} at {span.offset}: expected the payload {row['payload_digest']} of {row['url']}, "
            f"found {digest}; restore the file from a backup"
        )
    return replace(fetch, url=row["url"], fetched_at=from_iso(row["fetched_at"]), status=row["status"])


def record_id(db: sqlite3.Connection, folder: Path, snapshot: str) -> str:
    """The WARC-Record-ID, in its brackets, of the record that holds the payload of *snapshot*.

    Raises DamagedRecord, LookupError.
    """
    row = db.execute("SELECT warc_file, warc_offset, warc_length FROM snapshots WHERE id = ?", [snapshot]).fetchone()
    if row is None:
        raise LookupError(f"no snapshot {snapshot}")
    return read_record_at(folder, RecordSpan(*row)).fields["warc-record-id"]


def stored_snapshots(db: sqlite3.Connection, role: Role | None) -> Iterator[StoredSnapshot]:
    """The snapshots of pages of *role* (None: of all pages), in the order in which they were stored.

    Of a page that a browser rendered only what that made of it: the bytes as served hold no more than scripts.
    The archive may be written meanwhile: rows are read in batches.
    """
    sql = f"""
        {_STORED} WHERE s.rowid > :last AND s.rendered_as IS NULL AND (:role IS NULL OR p.role = :role)
        ORDER BY s.rowid LIMIT :limit
    """
    last = 0
    while rows := db.execute(sql, {"last": last, "role": role, "limit": _BATCH_ROWS}).fetchall():
        last = rows[-1]["rowid"]
        yield from map(_stored, rows)


def snapshots_by_id(db: sqlite3.Connection, ids: Iterable[str]) -> list[StoredSnapshot]:
    """The snapshots with these *ids*, in their order."""
    return [_stored(row) for id in ids for row in db.execute(f"{_STORED} WHERE s.id = ?", [id])]


def _stored(row: sqlite3.Row) -> StoredSnapshot:
    _, *values, is_crashed = row
    return StoredSnapshot(*[*values, bool(is_crashed)])
