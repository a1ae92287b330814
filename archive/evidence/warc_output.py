"""WARC output of a writer: one file or more for each run, with their rows in warc_files."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from archive.database.file_copy import sync_folder
from archive.evidence.payloads import record_id
from archive.evidence.unknown_files import warc_folder as warc_folder
from archive.evidence.warc_files import RecordSpan, WarcFile
from archive.evidence.warc_records import (
    answer_record,
    new_record_id,
    rendered_record,
    request_record,
    revisit_record,
    warcinfo_record,
)
from archive.identity import payload_digest
from archive.types import Fetch, PageRef

MAX_FILE_BYTES = 1 << 30  # what the WARC specification recommends (annex C)


def exchange(
    db: sqlite3.Connection, folder: Path, fetch: Fetch, page: PageRef, held: sqlite3.Row | None
) -> list[bytes]:
    """The records of *fetch*, its answer first; *held* is the snapshot of this page with the same payload, if any."""
    own_id = new_record_id()
    if held is not None:
        answer = revisit_record(fetch, page, held["payload_digest"], own_id, held["url"], held["fetched_at"])
    elif fetch.rendered_from is not None:
        source_id = record_id(db, folder, fetch.rendered_from)
        answer = rendered_record(fetch, page, payload_digest(fetch.body), own_id, source_id)
    else:
        answer = answer_record(fetch, page, payload_digest(fetch.body), own_id)
    return [answer, request_record(fetch, own_id)]


class WarcOutput:
    """Appends records to the newest WARC file of a run.

    ``warc_files.size_bytes`` is written in the transaction of the rows that the records belong to:
    what lies behind it in the file was never reported stored.
    """

    def __init__(
        self, db: sqlite3.Connection, folder: Path, warcinfo: Mapping[str, str], max_file_bytes: int = MAX_FILE_BYTES
    ) -> None:
        """*warcinfo*: what the first record of each file says besides the format and the run."""
        self._db = db
        self._folder = folder
        self._warcinfo = warcinfo
        self._max_file_bytes = max_file_bytes
        self._file: WarcFile | None = None
        self._confirmed_bytes = 0

    def append(self, run: str, records: Sequence[bytes], now: str) -> RecordSpan:
        """Write *records* to the disk and return the span of the first; inside a transaction."""
        if self._file is not None and self._file.size >= self._max_file_bytes:
            self.close(now)
        if self._file is None:
            self._open(run, now)
        assert self._file is not None
        offset = self._file.append(b"".join(records))
        name = self._file.path.name
        self._db.execute("UPDATE warc_files SET size_bytes = ? WHERE name = ?", [self._file.size, name])
        return RecordSpan(name, offset, len(records[0]))

    def confirm(self) -> None:
        """Note that what was appended so far belongs to a step that succeeded: cut_back() leaves it from now on."""
        self._confirmed_bytes = self._file.size if self._file is not None else 0

    def cut_back(self) -> None:
        """Cut the file back to what confirm() noted, after a step that failed.

        Not to what the database knows: where a whole batch of rows found no room, the records that
        earlier steps reported stored stay, and recovery writes their rows again.
        """
        if self._file is None:
            return
        if self._confirmed_bytes:
            self._file.cut_back(self._confirmed_bytes)
            return
        self._file.close()
        self._file.path.unlink()
        sync_folder(self._folder)
        self._file = None

    def close(self, now: str) -> None:
        """End the file; inside a transaction.  The next record begins another one."""
        if self._file is None:
            return
        self._db.execute("UPDATE warc_files SET closed_at = ? WHERE name = ?", [now, self._file.path.name])
        self.abandon()

    def abandon(self) -> None:
        """Close the file without a word in the database; the next writer will look through it."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._confirmed_bytes = 0

    def missing_file(self) -> Path | None:
        """Return what is not in its place any more: the folder, or the file that is being written; None if all is."""
        path = self._file.path if self._file is not None else self._folder
        return None if path.exists() else path

    def _open(self, run: str, now: str) -> None:
        (number,) = self._db.execute("SELECT count(*) FROM warc_files WHERE run = ?", [run]).fetchone()
        name = f"fazhi-{run}-{number:05}.warc.gz"
        self._file = WarcFile(self._folder / name)
        self._db.execute("INSERT INTO warc_files (name, run, opened_at) VALUES (?, ?, ?)", [name, run, now])
        fields = {
            **self._warcinfo,
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "isPartOf": run,
        }
        self._file.append(warcinfo_record(name, fields, now))
