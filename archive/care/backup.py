"""A backup: the archive as it is at one moment, with its WARC files, while somebody may write to it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive.database.connection import archive_errors, connect_reader
from archive.database.file_copy import write_copy
from archive.errors import ArchiveError
from archive.evidence.warc_output import warc_folder


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup wrote."""

    archive: str
    size_bytes: int
    warc_files: int
    warc_files_copied: int  # the others were there, whole, from an earlier backup


def back_up(archive: Path, folder: Path) -> Backup:
    """Copy *archive* and its WARC files into *folder*, where they are an archive of their own.

    First the database, as one reader sees it, then of each WARC file what that database knows: a
    record is in its file before its rows are.  Files from an earlier backup that are as long as
    they should be are left; the database of that backup is replaced when the new one is whole.

    Raises NoSuchArchive, NotAnArchive, DiskFull; ArchiveError if *folder* is a file or holds the archive itself.
    """
    if folder.absolute() == archive.absolute().parent:
        raise ArchiveError(f"{folder} holds the archive itself; choose another folder for the backup")
    if folder.is_file():
        raise ArchiveError(f"{folder} is a file; expected a folder for the backup: choose another path")
    target = folder / archive.name
    with archive_errors(folder):
        warc_folder(target).mkdir(parents=True, exist_ok=True)
        with closing(connect_reader(archive)) as db:
            write_copy(db, target)
        with closing(connect_reader(target)) as db:
            files = _files(db)
        copied = [
            file for file in files if _copy(warc_folder(archive) / file[0], warc_folder(target) / file[0], file[1])
        ]
    return Backup(str(target), target.stat().st_size, len(files), len(copied))


def _files(db: sqlite3.Connection) -> list[tuple[str, int]]:
    return [(row["name"], row["size_bytes"]) for row in db.execute("SELECT name, size_bytes FROM warc_files")]


def _copy(source: Path, target: Path, size: int) -> bool:
    """Let *target* hold the first *size* bytes of *source*; False if it did, or if there is no source."""
    if not source.exists() or (target.exists() and target.stat().st_size == size):
        return False
    unfinished = target.with_name(f"{target.name}.part")
    with source.open("rb") as old, unfinished.open("wb") as new:
        shutil.copyfileobj(old, new)
        new.truncate(min(size, new.tell()))
        new.flush()
        os.fsync(new.fileno())
    unfinished.replace(target)
    return True
