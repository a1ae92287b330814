"""Lock of an archive: one writer at a time; the kernel releases it when its process dies."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from archive.errors import ArchiveError, ArchiveLocked

_OTHER_NAME = "(it has the file open under another name)"


class WriterLock:
    """Holds ``<archive>-writer.lock`` from creation to close(); the file has the holder's pid.

    The file itself stays: deleting it would let two processes hold two locks of one name.  Symbolic links are
    followed.  A file that is there is also locked by device and inode, whatever its names: it may be mounted
    somewhere else.  One with a second name (a hard link) is refused, since SQLite's log and the evidence lie beside
    one name alone.
    """

    def __init__(self, archive: Path) -> None:
        archive = archive.resolve()
        _require_one_name(archive)
        self.path = _lock_file(archive)
        self._socket: socket.socket | None = None
        try:
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise ArchiveError(
                f"{self.path} cannot be written ({error.strerror}); give this user the folder"
            ) from error
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._handle, 32).decode("ascii", "replace").strip()
            os.close(self._handle)
            raise _locked(archive, holder or "(unknown)") from None
        try:
            self.lock_inode(archive)
        except BaseException:
            self.close()
            raise
        self._write_pid()

    def lock_inode(self, archive: Path) -> None:
        """Lock the file itself, if it is there, by device and inode: a name that the kernel frees with the process."""
        if self._socket is not None or not sys.platform.startswith("linux") or not archive.exists():
            return
        found = archive.stat()
        name = socket.socket(socket.AF_UNIX)
        try:
            name.bind(f"\0fazhi-writer-{found.st_dev}-{found.st_ino}")
        except OSError as error:
            name.close()
            if error.errno == errno.EADDRINUSE:
                raise _locked(archive, _OTHER_NAME) from None
            return  # no such names here: the lock file has to do
        self._socket = name

    def _write_pid(self) -> None:
        try:
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, f"{os.getpid()}\n".encode("ascii"), 0)
        except OSError:
            pass  # a full disk: the lock holds without the pid, which is a courtesy

    def close(self) -> None:
        """Release the lock; closing twice does nothing."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> WriterLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def is_being_written(archive: Path) -> bool:
    """Return whether a writer holds the lock of *archive*; False if nobody can tell."""
    with suppress(OSError):
        handle = os.open(_lock_file(archive.resolve()), os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
    return False


def _lock_file(archive: Path) -> Path:
    return archive.with_name(f"{archive.name}-writer.lock")


def _locked(archive: Path, holder: str) -> ArchiveLocked:
    return ArchiveLocked(f"{archive} is being written by process {holder}; wait until it has ended")


def _require_one_name(archive: Path) -> None:
    names = archive.stat().st_nlink if archive.is_file() else 1
    if names > 1:
        raise ArchiveError(
            f"{archive} has {names} names (hard links), and what is written last lies beside one of them alone; leave "
            f"it one name: cp {archive.name} {archive.name}.own && mv {archive.name}.own {archive.name}"
        )
