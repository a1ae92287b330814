"""A backup: the archive as it is at one moment, with its WARC files, while somebody may write to it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive.database.connection import archive_errors, connect_reader
from archive.database.file_copy import write_copy
from archive.errors import ArchiveError
from archive.evidence.copies import copy_file, missing, warc_sizes
from archive.evidence.unknown_files import warc_folder


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup wrote."""

    archive: str
    size_bytes: int
    warc_files: int
    warc_files_copied: int  # the others were there, whole, from an earlier backup
    missing: list[str]  # a sentence for each WARC file that the backup lacks, since the archive does


def back_up(archive: Path, folder: Path) -> Backup:
    """Copy *archive* and its WARC files into *folder*, where they are an archive of their own.

    First the database, as one reader sees it, then of each WARC file what that database knows: a
    record is in its file before its rows are.  Files from an earlier backup that are as long as
    they should be are left; the database of that backup is replaced when the new one is whole.

    Raises NoSuchArchive, NotAnArchive, DiskFull; ArchiveError if *folder* is a file or holds the archive itself.
    """
    if folder.resolve() == archive.resolve().parent:
        raise ArchiveError(f"{folder} holds the archive itself; choose another folder for the backup")
    if folder.is_file():
        raise ArchiveError(f"{folder} is a file; expected a folder for the backup: choose another path")
    target = folder / archive.name
    with archive_errors(folder):
        warc_folder(target).mkdir(parents=True, exist_ok=True)
        with closing(connect_reader(archive)) as db:
            write_copy(db, target)
        with closing(connect_reader(target)) as db:
            files = warc_sizes(db)
        source, copies = warc_folder(archive), warc_folder(target)
        copied = [name for name, size in files if copy_file(source / name, copies / name, size)]
        lacking = [(name, size) for name, size in files if next(missing(copies, [(name, size)]), None)]
    return Backup(str(target), target.stat().st_size, len(files), len(copied), list(missing(source, lacking)))
