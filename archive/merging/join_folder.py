"""Evidence of one archive that lies in two folders: joined again."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive.database.connection import archive_errors, connect_reader, require_archive
from archive.database.lock import WriterLock
from archive.errors import ArchiveError
from archive.evidence.copies import copy_file, missing, warc_sizes
from archive.evidence.unknown_files import other_runs, run_of, unknown_files, warc_folder


@dataclass(frozen=True, slots=True)
class Joined:
    """How many WARC files were copied, how many of them no row knew, and a sentence for each that is still missing."""

    copied: int
    unknown: int
    missing: list[str]


def join_folder(archive: Path, folder: Path) -> Joined:
    """Copy from *folder* the WARC files that belong to *archive*: those of its rows, and of runs that nobody knows.

    The next writer takes in what no row knows.  So evidence comes together that was written under two names of one
    archive, and what was lost comes back from a backup.

    Raises NoSuchArchive, NotAnArchive, ArchiveLocked; ArchiveError if *folder* holds no WARC files.
    """
    require_archive(archive)
    source = folder / "warc" if (folder / "warc").is_dir() else folder
    target = warc_folder(archive)
    if source.resolve() == target:
        raise ArchiveError(f"{folder} is the folder of the archive itself; name the other one")
    with archive_errors(source), WriterLock(archive), closing(connect_reader(archive)) as db:
        target.mkdir(exist_ok=True)
        files = warc_sizes(db)
        copied = sum(copy_file(source / name, target / name, size) for name, size in files)
        of_others = other_runs(db, source.parent) - other_runs(db, target.parent)
        unknown = [path for path in unknown_files(db, source) if (run := run_of(path)) and run not in of_others]
        taken = sum(copy_file(path, target / path.name, path.stat().st_size) for path in unknown)
        if not copied and not taken and not any(source.glob("*.warc.gz")):
            raise ArchiveError(f"{source} holds no WARC files; expected the folder of evidence of {archive.name}")
        return Joined(copied + taken, taken, list(missing(target, files)))
