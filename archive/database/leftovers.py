"""Files of SQLite beside an archive (``-wal``, ``-shm``, ``-journal``): whether they are its own.

SQLite takes whatever lies there for the end of the file.  A backup that was copied over an archive whose log still
lies beside it is broken by that, or read half.  So each writer stamps the file: two numbers in its header, this
stamp (``user_version``) and the one before (``application_id``).  Each copy of the header in a log has those of the
file that it belongs to.

https://www.sqlite.org/fileformat2.html (1.3 the database header, 3 the rollback journal, 4 the write-ahead log)
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.database.lock import is_being_written
from archive.errors import ForeignLog

SUFFIXES = ("-wal", "-shm", "-journal")

_HEADER_BYTES = 100
_STAMP = slice(60, 64)
_STAMP_BEFORE = slice(68, 72)
_UNSTAMPED = bytes(4)
_WAL_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
_WAL_HEADER_BYTES, _FRAME_HEADER_BYTES = 32, 24
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_CHANGED_BY_A_SWITCH = (
    slice(18, 20),
    slice(24, 28),
    slice(92, 100),
)  # of the header, when a file becomes one with a log


@dataclass(frozen=True, slots=True)
class _Frame:
    """A page in a log: its number from 1, and its bytes."""

    number: int
    page: bytes


def stamp(db: sqlite3.Connection) -> None:
    """Write a new stamp into the header of the file that *db* writes, so that logs of other states are told apart."""
    before = db.execute("PRAGMA user_version").fetchone()[0]
    db.execute("BEGIN IMMEDIATE")
    db.execute(f"PRAGMA application_id = {before}")
    db.execute(f"PRAGMA user_version = {secrets.randbelow(2**31 - 1) + 1}")
    db.execute("COMMIT")


def stamp_copy(copy: Path) -> None:
    """Give a file that nobody has open a stamp of its own."""
    with copy.open("r+b") as file:
        for span, value in ((_STAMP, secrets.randbelow(2**31 - 1) + 1), (_STAMP_BEFORE, 0)):
            file.seek(span.start)
            file.write(value.to_bytes(4, "big"))


def require_own_leftovers(path: Path) -> None:
    """Raise ForeignLog if a log or journal beside the file *path* belongs to another file.

    Where somebody writes nothing is looked at: that writer did when it began.
    """
    path = path.resolve()
    if not path.is_file() or is_being_written(path):
        return
    log, journal = (path.with_name(path.name + suffix) for suffix in ("-wal", "-journal"))
    if _has_bytes(log) and _is_foreign_log(path, log):
        raise _foreign(path, log)
    if _has_bytes(journal) and _is_foreign_journal(path, journal):
        raise _foreign(path, journal)


def has_hot_journal(path: Path) -> bool:
    """Return whether a journal with pages lies beside *path*, which only a connection that may write can undo."""
    journal = path.resolve().with_name(f"{path.resolve().name}-journal")
    if not _has_bytes(journal):
        return False
    with journal.open("rb") as file:
        return file.read(8) == _JOURNAL_MAGIC


def _has_bytes(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _foreign(path: Path, left: Path) -> ForeignLog:
    return ForeignLog(
        f"{left} belongs to another state of {path.name} than the one that lies there: was a copy put in its place? "
        "Read together they would be broken. Put a backup back with `fazhi restore`; or, if "
        f"{path.name} alone is what you want, move {left.name} away: mv {left} {left}.old"
    )


def _is_foreign_log(path: Path, log: Path) -> bool:
    """Whether *log* was written for another file than *path*.

    1. Copies of the header in it carry the stamp of the file, or, of a writer that has just begun, the one before.
    2. Without a copy or a stamp the times decide: if the file was written after the log, that was a checkpoint, which
       begins with the lowest page of the log: the file has that page as it stands there.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if len(header) < _HEADER_BYTES:
        return False  # SQLite itself throws the log of an empty file away
    if (page_bytes := _page_bytes(header)) != _log_page_bytes(log, page_bytes):
        return True
    lowest: list[_Frame] = []
    stamps = set()
    for frame in _frames(log, page_bytes):
        if frame.number == 1:
            stamps |= {frame.page[_STAMP], frame.page[_STAMP_BEFORE]}
        if not lowest or frame.number < lowest[0].number:
            lowest = [frame]
        elif frame.number == lowest[0].number:
            lowest.append(frame)
    if not lowest:
        return False
    if stamps and (header[_STAMP] not in stamps or header[_STAMP] != _UNSTAMPED):
        return header[_STAMP] not in stamps
    if path.stat().st_mtime_ns <= log.stat().st_mtime_ns:
        return False
    with path.open("rb") as file:
        file.seek((lowest[0].number - 1) * page_bytes)
        page = file.read(page_bytes)
    return all(frame.page != page for frame in lowest)


def _page_bytes(header: bytes) -> int:
    size = int.from_bytes(header[16:18], "big")
    return 65536 if size == 1 else size


def _log_page_bytes(log: Path, otherwise: int) -> int:
    """The page size that *log* states; *otherwise* if it is no whole log, which SQLite passes over."""
    with log.open("rb") as file:
        head = file.read(_WAL_HEADER_BYTES)
    return int.from_bytes(head[8:12], "big") if len(head) == _WAL_HEADER_BYTES and head[:4] in _WAL_MAGIC else otherwise


def _frames(log: Path, page_bytes: int) -> Iterator[_Frame]:
    """Yield the frames of the log's present round, by its salts; of those that may repeat, up to the first other."""
    with log.open("rb") as file:
        salts = file.read(_WAL_HEADER_BYTES)[16:24]
        while len(head := file.read(_FRAME_HEADER_BYTES)) == _FRAME_HEADER_BYTES and head[8:16] == salts:
            page = file.read(page_bytes)
            if len(page) < page_bytes:
                return
            yield _Frame(int.from_bytes(head[:4], "big"), page)


def _is_foreign_journal(path: Path, journal: Path) -> bool:
    """Whether *journal* would be written back into a file that is kept with a log: only its making leaves one.

    That journal's first page is the header as it was before the switch.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    with journal.open("rb") as file:
        head = file.read(28)
        if head[:8] != _JOURNAL_MAGIC or header[18:20] != b"\x02\x02":
            return False
        file.seek(int.from_bytes(head[20:24], "big") + 4)
        before = file.read(_HEADER_BYTES)
    return _without_switch(before) != _without_switch(header)


def _without_switch(header: bytes) -> bytes:
    kept = bytearray(header)
    for span in _CHANGED_BY_A_SWITCH:
        kept[span] = bytes(span.stop - span.start)
    return bytes(kept)
