"""Lock of an archive: one writer at a time; the kernel releases it when its process dies."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType

from archive.errors import ArchiveError, ArchiveLocked


class WriterLock:
    """Holds ``<archive>-writer.lock`` from creation to close(); the file has the holder's pid.

    The file itself stays: deleting it would let two processes hold two locks of one name.
    """

    def __init__(self, archive: Path) -> None:
        self.path = archive.with_name(f"{archive.name}-writer.lock")
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
            raise ArchiveLocked(
                f"{archive} is being written by process {holder or '(unknown)'}; wait until it has ended"
            ) from None
        self._write_pid()

    def _write_pid(self) -> None:
        try:
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, f"{os.getpid()}\n".encode("ascii"), 0)
        except OSError:
            pass  # a full disk: the lock holds without the pid, which is a courtesy

    def close(self) -> None:
        """Release the lock; closing twice does nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> WriterLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
