"""Connections to an archive: checked to be ours, of a schema that we know, set up for one writer and many readers."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from archive.database import search_index, table_digests
from archive.database.file_copy import write_copy
from archive.database.leftovers import has_hot_journal, require_own_leftovers, stamp
from archive.database.table_digests import WriterConnection
from archive.errors import ArchiveError, DiskFull, NoSuchArchive, NotAnArchive, SchemaTooNew, SchemaTooOld

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

_SQLITE_HEADER = b"SQLite format 3\x00"
_BUSY_TIMEOUT_SECONDS = 30.0
_PAGE_SIZE_BYTES = 8192
_WRITER_CACHE_KIB = 64 << 10
_LITTLE_BYTES = 1 << 20  # free; less is too little for SQLite's temporary files (chosen)
_CHECKPOINT_PAGES = 4096  # 32 MiB; pages that several batches change are written into the file once

_CANNOT_OPEN = {"SQLITE_CANTOPEN", "SQLITE_READONLY_DIRECTORY", "SQLITE_READONLY_CANTINIT", "SQLITE_READONLY"}
logger = logging.getLogger(__name__)

# ENOSPC comes as SQLITE_FULL; a file size limit (EFBIG) and a quota as a failed write.
_NO_ROOM = {"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_TRUNCATE"}


def connect_writer(path: Path) -> sqlite3.Connection:
    """A connection that may write, its schema the newest; makes the file if it is not there.

    An archive of an older schema is migrated; a copy of what it was is left beside it.

    Raises NotAnArchive, SchemaTooNew, DiskFull.
    """
    with archive_errors(path):
        check_header(path)
        require_own_leftovers(path)
        db = _connect(f"{path.absolute().as_uri()}?mode=rwc", WriterConnection)
    try:
        with archive_errors(path):
            _check_is_ours(db, path)
            db.execute(f"PRAGMA page_size = {_PAGE_SIZE_BYTES}")  # counts only before the first page is written
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            _copy_before_migrating(db, path)
            db.execute("PRAGMA foreign_keys = ON")
            db.execute(f"PRAGMA cache_size = -{_WRITER_CACHE_KIB}")
            db.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
            is_migrated = bool(_migrations().pending(_database(db)))
            _migrations().apply(_database(db, recursive_triggers=False))
            stamp(db)
            search_index.prepare(db)
            table_digests.start(db, renews=is_migrated)
    except BaseException:
        db.close()
        raise
    return db


def copy_before(migration: str, path: Path) -> Path:
    """Return where the archive *path* is copied to before *migration* is applied."""
    path = path.resolve() if path.is_symlink() else path
    return path.with_name(f"{path.stem}-before-{migration}{path.suffix}")


def migration_names() -> list[str]:
    """Return the names of all migrations, in their order."""
    return [migration.name for migration in _migrations().pending(_database(sqlite3.connect(":memory:")))]


def _copy_before_migrating(db: sqlite3.Connection, path: Path) -> None:
    """Leave an archive of an older schema as it is in a file beside it, named by the first migration that is due."""
    due = [migration.name for migration in _migrations().pending(_database(db))]
    if not due or not _applied(db):
        return
    copy = copy_before(due[0], path)
    if not copy.exists():  # else an earlier migration was stopped half-way, and that copy is the older
        write_copy(db, copy)


def connect_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; where its folder cannot be written either, it takes the file as it is.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew, SchemaTooOld.
    """
    require_file(path)
    with archive_errors(path):
        check_header(path)
        db = _connect_for_reading(path)
    try:
        with archive_errors(path):
            _check_is_ours(db, path)
            if not _applied(db):
                raise _empty_database(path)
            due = _migrations().pending(_database(db))
            if due and _holds_nothing(db):
                raise SchemaTooOld(
                    f"{path} was not made to its end, since whatever made it was stopped, and holds nothing yet: "
                    f"migration {due[0].name} is to be applied; run fazhi upgrade {path}, or crawl or ingest into it"
                )
            if due:
                raise SchemaTooOld(
                    f"{path} was written by an older version: migration {due[0].name} is to be applied; "
                    f"run fazhi upgrade {path}"
                )
    except BaseException:
        db.close()
        raise
    return db


def _holds_nothing(db: sqlite3.Connection) -> bool:
    """Whether nothing was ever written into the archive: its making was stopped between two migrations."""
    made = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    tables = made & {"runs", "pages", "documents"}
    return not any(db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in tables)


def connect_to_copy(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, to an archive of whatever schema, for whoever copies the file.

    Raises NotAnArchive, ForeignLog.
    """
    with archive_errors(path):
        check_header(path)
        return _connect_for_reading(path)


def check_header(path: Path) -> None:
    """Raise NotAnArchive if *path* is there and is no SQLite file; an empty file may become one."""
    if path.is_dir():
        raise NotAnArchive(f"{path} is a folder; expected an archive: name the file in it")
    if not path.exists():
        return
    with path.open("rb") as file:
        head = file.read(len(_SQLITE_HEADER))
    if head not in (b"", _SQLITE_HEADER):
        raise NotAnArchive(f"{path} is no SQLite file; expected an archive: choose another path")


def require_folder(path: Path) -> None:
    """Raise NoSuchArchive unless the folder that holds, or will hold, *path* is there."""
    if not path.absolute().parent.is_dir():
        raise NoSuchArchive(
            f"folder {path.absolute().parent} does not exist; create it or choose another path for the archive"
        )


def require_file(path: Path) -> None:
    """Raise NoSuchArchive unless the file *path* is there."""
    require_folder(path)
    if not path.exists():
        raise NoSuchArchive(f"{path} does not exist; crawl or ingest first, or choose another path for the archive")


def require_archive(path: Path) -> None:
    """Raise unless the file *path* is an archive, of this version or an older one; nothing is left beside it.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew.
    """
    require_file(path)
    if not path.is_dir() and not path.stat().st_size:
        raise NotAnArchive(f"{path} is an empty file (0 bytes); expected an archive: choose another file, or a backup")
    if not check_is_ours(path):
        raise _empty_database(path)


def check_is_ours(path: Path) -> frozenset[str]:
    """Return the names of the migrations that the archive *path* has seen: none if there is no file, or no table in it.

    Raises NotAnArchive, SchemaTooNew.
    """
    with archive_errors(path):
        check_header(path)
        if not path.exists() or not path.stat().st_size:
            return frozenset()
        with closing(_connect_for_reading(path)) as db:
            _check_is_ours(db, path)
            return frozenset(_applied(db))


def _empty_database(path: Path) -> NotAnArchive:
    return NotAnArchive(f"{path} is an empty database; expected an archive: crawl or ingest into it first")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside, or nothing of it."""
    db.execute("BEGIN IMMEDIATE")
    before = table_digests.mark(db)
    try:
        yield
        search_index.write_waiting(db)
        table_digests.flush(db)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite itself rolls back when the disk is full
            db.execute("ROLLBACK")
        table_digests.go_back(db, before)
        raise


def sync_log(db: sqlite3.Connection) -> None:
    """Force all that was committed to the disk, whoever reads meanwhile.

    A checkpoint syncs nothing as long as a reader keeps it from beginning; a commit with FULL syncs the log.
    """
    db.execute("PRAGMA synchronous = FULL")
    try:
        db.execute("BEGIN IMMEDIATE")
        db.execute(
            "INSERT OR REPLACE INTO meta (key, value) SELECT key, value FROM meta WHERE key = 'tokenizer_version'"
        )
        db.execute("COMMIT")
    finally:
        db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA wal_checkpoint(PASSIVE)")


@contextmanager
def archive_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system raises about *path* into an ArchiveError that says what to do.

    NotAnArchive where the file cannot be read, DiskFull where there is no room.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name in _NO_ROOM:
            raise _disk_full(path, error) from error
        if name in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
            raise NotAnArchive(
                f"{path} is no readable SQLite file ({error}); expected an archive: choose another file, or a backup"
            ) from error
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_BUSY")):
            raise ArchiveError(f"{path} cannot be used ({error}); check that this user may write to it") from error
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            raise _disk_full(path, error) from error
        raise ArchiveError(f"{error.filename or path} cannot be used ({error.strerror})") from error


def _disk_full(path: Path, error: Exception) -> DiskFull:
    temporary = Path(os.environ.get("SQLITE_TMPDIR") or tempfile.gettempdir())
    if _free_bytes(temporary) < _LITTLE_BYTES <= _free_bytes(path.absolute().parent):
        return DiskFull(
            f"no room for temporary files in {temporary} ({error}); nothing was lost that was reported stored: free "
            "some space there, or set TMPDIR to another folder, and run again"
        )
    return DiskFull(
        f"no room for {path} and its WARC files ({error}); nothing was lost that was reported stored: "
        "free some space and run again"
    )


def _free_bytes(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def _connect(uri: str, kind: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    # No implicit transactions: transaction() says where one begins.  Several threads may hand a
    # connection on; that only one uses it at a time is the caller's care.
    db = sqlite3.connect(
        uri, uri=True, timeout=_BUSY_TIMEOUT_SECONDS, isolation_level=None, check_same_thread=False, factory=kind
    )
    db.row_factory = sqlite3.Row
    return db


def is_read_only(path: Path) -> bool:
    """Return whether the archive *path* can be read only as an unchanging file: SQLite may put nothing beside it.

    So it is on read-only media and in other users' folders, as long as no program has it open.

    Raises ArchiveError if what was written last lies in a ``-wal`` beside it, which cannot be read there.
    """
    with closing(_connect(f"{path.absolute().as_uri()}?mode=ro")) as db:
        try:
            db.execute("SELECT 1 FROM sqlite_master")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname not in _CANNOT_OPEN or os.access(path.absolute().parent, os.W_OK):
                return False  # whoever reads meets the error, and says it
        else:
            return False
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise ArchiveError(
            f"{path} lies where nothing can be written, and what was written last stands in {log.name} beside it, "
            "which cannot be read there: copy both into a folder of yours, and read that archive"
        )
    return True


def _connect_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; raises ForeignLog."""
    uri = path.absolute().as_uri()
    require_own_leftovers(path)
    if not is_read_only(path):
        if has_hot_journal(path):  # of a making that was stopped: to be undone before anybody reads
            with closing(_connect(f"{uri}?mode=rw")) as db:
                db.execute("SELECT 1 FROM sqlite_master").fetchone()
        return _connect(f"{uri}?mode=ro")
    _tell_read_only(path)
    return _connect(f"{uri}?immutable=1")


@cache
def _tell_read_only(path: Path) -> None:
    logger.warning("%s lies where nothing can be written: it is read as it is, and must not change meanwhile", path)


def _check_is_ours(db: sqlite3.Connection, path: Path) -> None:
    """Raise unless *db* is an archive that this version can read, or a database without any table."""
    applied = _applied(db)
    if unknown := sorted(applied - set(migration_names())):
        raise SchemaTooNew(
            f"{path} was written by a newer version: migration {', '.join(unknown)} is not known here; "
            "install the version that wrote it"
        )
    others = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> ?", [_migrations().migrations_table]
    )
    if not applied and (other := others.fetchone()):
        raise NotAnArchive(
            f"{path} is an SQLite file of something else (it has {other['name']}); expected an archive: "
            "choose another path"
        )


def _applied(db: sqlite3.Connection) -> set[str]:
    """The names of the migrations that *db* has seen."""
    table = db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [_migrations().migrations_table])
    if table.fetchone() is None:
        return set()
    rows = db.execute(
        f"SELECT name FROM {_migrations().migrations_table} WHERE migration_set = ?", [_migrations().name]
    )
    return {row["name"] for row in rows}


# sqlite-utils takes a third of a second to load, as it looks for pandas: only whoever opens an archive waits for it.
def _migrations() -> Migrations:
    from archive.database.migrations import migrations

    return migrations


def _database(db: sqlite3.Connection, *, recursive_triggers: bool = True) -> Database:
    from sqlite_utils import Database

    return Database(db, recursive_triggers=recursive_triggers, execute_plugins=False)
