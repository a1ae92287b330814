"""WARC files that no row of an archive knows, and whose they are."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from archive.database.lock import is_being_written

_OURS = re.compile(r"fazhi-(?P<run>\d{8}T\d{6}Z-[0-9a-f]{6})-\d{5}\.warc\.gz")
_IS_WARC = re.compile(r".+\.(warc|arc)(\.gz|\.zst)?", re.IGNORECASE)
_SQLITE_HEADER = b"SQLite format 3\x00"


def warc_folder(archive: Path) -> Path:
    """The folder of the WARC files of *archive*: beside the file itself, where *archive* is a symbolic link to it."""
    return archive.resolve().parent / "warc"


def run_of(path: Path) -> str | None:
    """Return the run that wrote the WARC file *path*, by its name; None if it is none of ours."""
    match = _OURS.fullmatch(path.name)
    return match["run"] if match else None


def unknown_files(db: sqlite3.Connection, folder: Path) -> list[Path]:
    """Return the WARC files in *folder*, by name, that no row of ``warc_files`` names."""
    known = {row[0] for row in db.execute("SELECT name FROM warc_files")}
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in there if path.name not in known and _IS_WARC.fullmatch(path.name) and path.is_file()]


def waiting_files(db: sqlite3.Connection, folder: Path) -> list[Path]:
    """Return those of `unknown_files` that the next writer takes in: ours, of no other archive, of no living run."""
    found = unknown_files(db, folder)
    if not found or is_being_written(_file(db)):
        return []
    runs_of_others = other_runs(db, folder.parent)
    return [path for path in found if (run := run_of(path)) and run not in runs_of_others]


def longer_files(db: sqlite3.Connection, folder: Path) -> list[Path]:
    """Return the files that nobody closed, or writes now, and that have more bytes than their rows know."""
    if is_being_written(_file(db)):
        return []
    rows = db.execute("SELECT name, size_bytes FROM warc_files WHERE closed_at IS NULL ORDER BY name")
    paths = [(folder / name, size) for name, size in rows]
    return [path for path, size in paths if path.exists() and path.stat().st_size > size]


def other_runs(db: sqlite3.Connection, folder: Path) -> frozenset[str]:
    """Return the runs that other archives in *folder* know; copies that an upgrade or a restore left are not asked."""
    own = _file(db)
    copies = f"{own.stem}-before-"
    others = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(copies)]
    return frozenset(run for path in others if not path.samefile(own) for run in _runs(path))


def _file(db: sqlite3.Connection) -> Path:
    return Path(db.execute("PRAGMA database_list").fetchone()[2])


def _runs(path: Path) -> Iterator[str]:
    with suppress(OSError, sqlite3.Error):  # no database, or one of something else
        with path.open("rb") as file:
            if file.read(len(_SQLITE_HEADER)) != _SQLITE_HEADER:
                return
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            yield from [row[0] for row in db.execute("SELECT id FROM runs")]
