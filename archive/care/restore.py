"""Restore: a backup put in the place of an archive, with its evidence, and without what another file left beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from archive.database.connection import (
    archive_errors,
    check_is_ours,
    connect_reader,
    connect_to_copy,
    require_archive,
    require_folder,
)
from archive.database.file_copy import sync_folder, write_copy
from archive.database.leftovers import SUFFIXES
from archive.database.lock import WriterLock
from archive.errors import ArchiveError
from archive.evidence.copies import begins_alike, copy_file, missing, warc_sizes
from archive.evidence.unknown_files import warc_folder

_KEPT = "{stem}-before-restore-{moment:%Y%m%dT%H%M%SZ}{suffix}"


@dataclass(slots=True)
class Restored:
    """What a restore did; the WARC files are those that the backup knows."""

    archive: str
    documents: int = 0
    snapshots: int = 0
    warc_files: int = 0
    warc_files_copied: int = 0
    kept_aside: list[str] = field(default_factory=list)  # what lay in the way, under its new names
    documents_only_there: int | None = None  # None: there was no archive, or none that can be read
    lost: list[str] = field(default_factory=list)  # a sentence for each WARC file that is nowhere


def restore(backup: Path, archive: Path, now: datetime, *, replaces: bool = False) -> Restored:
    """Put *backup*, a file or the folder that `back_up` wrote, in the place of *archive*.

    What lies there is kept under another name, SQLite's logs with it.  Evidence comes from beside the backup and from
    beside the archive; files there that the backup does not know stay, and the next writer takes them in.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew or ForeignLog for the backup; ArchiveError if it is damaged, if it
    is the archive itself, and if a readable archive lies there and *replaces* is false; ArchiveLocked, DiskFull.
    """
    source = _file_in(backup)
    require_folder(archive)
    target = archive.resolve()
    require_archive(source)
    if source.resolve() == target:
        raise ArchiveError(f"{source} is the archive itself; name a backup of it")
    old = _describe(target)
    if old and not replaces:
        raise ArchiveError(
            f"{archive} is an archive ({old}); --replace puts the backup in its place and keeps it under another name"
        )
    done = Restored(str(archive))
    with archive_errors(archive), WriterLock(target), closing(connect_to_copy(source)) as db:
        _require_sound(db, source)
        warc_sizes(db)  # before anything is moved
        done.kept_aside = _put_aside(target, now)
        write_copy(db, target)
    _put_evidence_right(source, target, done)
    with suppress(ArchiveError, sqlite3.Error, IndexError):
        done.documents_only_there = _only_in(Path(done.kept_aside[0]), source)
    return done


def _file_in(backup: Path) -> Path:
    """The archive in the folder *backup*; *backup* itself if it is a file."""
    if not backup.is_dir():
        return backup
    found = [path for path in sorted(backup.glob("*.db")) if "-before-" not in path.name]
    if len(found) != 1:
        names = ", ".join(path.name for path in found) or "none"
        raise ArchiveError(f"{backup} holds {len(found)} archives ({names}); name the file to restore")
    return found[0]


def _describe(path: Path) -> str | None:
    """Say what archive lies at *path*; None if there is none, or none that can be read with what lies beside it."""
    with suppress(ArchiveError, sqlite3.Error):
        if path.is_file() and path.stat().st_size and check_is_ours(path):
            with closing(connect_to_copy(path)) as db:
                (documents,) = db.execute("SELECT count(*) FROM documents").fetchone()
                (run,) = db.execute("SELECT max(id) FROM runs").fetchone()
                return f"{documents} documents, last run {run or 'none'}"
    return None


def _require_sound(db: sqlite3.Connection, path: Path) -> None:
    found = [row[0] for row in db.execute("PRAGMA integrity_check(3)")]
    found += [f"a row of {row[0]} refers to nothing" for row in db.execute("PRAGMA foreign_key_check").fetchmany(3)]
    if found != ["ok"]:
        raise ArchiveError(f"{path} is damaged ({'; '.join(found)}); nothing was changed: choose another backup")


def _put_aside(target: Path, now: datetime) -> list[str]:
    """Rename what lies at *target* and what SQLite left beside it; return the new names, the file first."""
    kept = target.with_name(_KEPT.format(stem=target.stem, suffix=target.suffix, moment=now))
    moved = []
    for suffix in ("", *SUFFIXES):
        old, new = target.with_name(target.name + suffix), kept.with_name(kept.name + suffix)
        if old.exists():
            old.replace(new)
            moved.append(str(new))
    sync_folder(target.parent)
    return moved


def _put_evidence_right(source: Path, target: Path, done: Restored) -> None:
    """Bring the WARC files that the backup knows together beside *target*, and let a writer take in the others."""
    from archive.writing.writer import open_writer

    ours, theirs = warc_folder(target), warc_folder(source)
    ours.mkdir(exist_ok=True)
    with closing(connect_to_copy(target)) as db:
        files = warc_sizes(db)
    for name, size in files:
        new, old = ours / name, theirs / name
        if old.exists() and new.exists() and not begins_alike(old, new, min(size, old.stat().st_size)):
            other = new.with_name(f"{name}.before-restore")
            new.replace(other)
            done.kept_aside.append(str(other))
        done.warc_files_copied += copy_file(old, new, size)
    done.warc_files, done.lost = len(files), list(missing(ours, files))
    open_writer(target, create=False).close()  # migrates, and takes in what later runs kept
    with closing(connect_reader(target)) as db:
        done.documents = db.execute("SELECT count(*) FROM documents").fetchone()[0]
        done.snapshots = db.execute("SELECT count(*) FROM snapshots").fetchone()[0]


def _only_in(old: Path, backup: Path) -> int:
    """How many documents the archive *old* has and *backup* has not."""
    with closing(connect_to_copy(old)) as db, closing(connect_to_copy(backup)) as other:
        held = {row[0] for row in other.execute("SELECT id FROM documents")}
        return sum(row[0] not in held for row in db.execute("SELECT id FROM documents"))
