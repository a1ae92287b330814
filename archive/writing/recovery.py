"""Recovery after a writer that died: whole records are adopted, a torn one is put aside.

A record is written to the disk before the rows that tell of it are committed.  So a WARC file may
be ahead of the database, by whole records and by part of one, and never behind it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path

from archive.catalogue import runs, snapshots
from archive.database.connection import transaction
from archive.database.file_copy import sync_folder
from archive.evidence.unknown_files import other_runs, run_of, unknown_files
from archive.evidence.warc_files import RecordSpan, read_record_at, whole_members
from archive.evidence.warc_records import Record
from archive.identity import payload_digest
from archive.types import PageRef
from cleaners.problem_kinds import ProblemKind


@dataclass(frozen=True, slots=True)
class _OpenFile:
    """A WARC file that nobody closed; *size_bytes* of it are known to the database."""

    path: Path
    run: str
    size_bytes: int


def recover(db: sqlite3.Connection, folder: Path, now: str) -> int:
    """Bring the WARC files in *folder* and the database together; return how many files that took, 0 if they are.

    To be called by the one writer, before it writes.  Afterwards every file ends with a whole
    record, every answer in it has a snapshot, and a problem tells of what was cut off.
    """
    files = _open_files(db, folder)
    for file in files:
        if file.path.exists():
            _recover_file(db, file, now)
        else:
            _report_missing(db, file, now)
    return len(files)


def _open_files(db: sqlite3.Connection, folder: Path) -> list[_OpenFile]:
    rows = db.execute("SELECT name, run, size_bytes FROM warc_files WHERE closed_at IS NULL").fetchall()
    known = [_OpenFile(folder / row["name"], row["run"], row["size_bytes"]) for row in rows]
    return known + _unknown_files(db, folder)


def _unknown_files(db: sqlite3.Connection, folder: Path) -> list[_OpenFile]:
    """Files that no row knows: a power cut, or an older backup, took the rows; or they are of another archive here."""
    found = unknown_files(db, folder)
    runs_of_others = other_runs(db, folder.parent) if found else frozenset()
    return [_OpenFile(path, run, 0) for path in found if (run := run_of(path)) and run not in runs_of_others]


def _recover_file(db: sqlite3.Connection, file: _OpenFile, now: str) -> None:
    size = file.path.stat().st_size
    known = file.size_bytes if file.size_bytes <= size else 0
    spans = list(whole_members(file.path, known))
    end = spans[-1].offset + spans[-1].length if spans else known
    if size > end:
        _put_torn_end_aside(file.path, end)
    with transaction(db):
        runs.put_lost(db, file.run, f"its row was lost; found in {file.path.name}", now)
        _report(db, file, size, end, now)
        if end:
            _close_row(db, file, end, now)
        for span in spans:
            _adopt(db, file.run, read_record_at(file.path.parent, span), span)
    if not end and not file.size_bytes:
        file.path.unlink()  # its first record was torn: nothing is in it, and no row tells of it


def _adopt(db: sqlite3.Connection, run: str, record: Record, span: RecordSpan) -> None:
    """Write the rows that the dead writer did not come to."""
    if record.fetch is None:
        return
    page = record.page or PageRef(record.fetch.url, "other")
    if db.execute("SELECT 1 FROM portals WHERE id = ?", [page.portal]).fetchone() is None:
        page = replace(page, portal=None)
    is_revisit = record.type == "revisit"
    digest = record.fields["warc-payload-digest"] if is_revisit else payload_digest(record.fetch.body)
    held = snapshots.find_payload(db, page, digest)
    if held is not None or not is_revisit:
        snapshots.put_answer(db, run, record.fetch, page, held, span)


def _close_row(db: sqlite3.Connection, file: _OpenFile, size: int, now: str) -> None:
    db.execute(
        """
        INSERT INTO warc_files (name, run, opened_at, closed_at, size_bytes) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET closed_at = excluded.closed_at, size_bytes = excluded.size_bytes
        """,
        [file.path.name, file.run, now, now, size],
    )


def _put_torn_end_aside(path: Path, end: int) -> None:
    """Move what follows byte *end* to the file of torn bytes, which is on the disk before they are cut off."""
    with path.open("r+b") as file, _torn(path).open("wb") as torn:
        file.seek(end)
        shutil.copyfileobj(file, torn)
        torn.flush()
        os.fsync(torn.fileno())
        file.truncate(end)
        os.fsync(file.fileno())
    sync_folder(path.parent)


def _torn(path: Path) -> Path:
    return path.with_name(f"{path.name}.torn")


def _report(db: sqlite3.Connection, file: _OpenFile, size: int, end: int, now: str) -> None:
    name = file.path.name
    if size > end:
        torn = f"{name}: the {size - end} bytes after byte {end} are no whole record; moved to {_torn(file.path).name}"
        runs.put_problem(db, file.run, ProblemKind.TORN_RECORD, torn, now)
    if size < file.size_bytes:
        lost = f"{name}: {file.size_bytes} bytes were stored, {size} are there; `fazhi verify` names what is missing"
        runs.put_problem(db, file.run, ProblemKind.LOST_RECORDS, lost, now)


def _report_missing(db: sqlite3.Connection, file: _OpenFile, now: str) -> None:
    with transaction(db):
        lost = f"{file.path.name}: the file is not there; `fazhi verify` names what is missing"
        runs.put_problem(db, file.run, ProblemKind.LOST_RECORDS, lost, now)
        db.execute("UPDATE warc_files SET closed_at = ? WHERE name = ?", [now, file.path.name])
