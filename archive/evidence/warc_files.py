"""WARC files as files: append and cut back, find whole records, read one by its span."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from archive.database.file_copy import sync_folder
from archive.errors import DamagedRecord
from archive.evidence.warc_records import Record, read_record

_CHUNK_BYTES = 1 << 16


class RecordSpan(NamedTuple):
    """Where a record lies: *offset* and *length* in bytes of the WARC file named *file*."""

    file: str
    offset: int
    length: int


class WarcFile:
    """A WARC file that grows at its end; what append() returned from is on the disk."""

    def __init__(self, path: Path) -> None:
        """Create the file; one of this name must not be there."""
        self.path = path
        # Unbuffered: after a failed write no rest may wait in memory for a later flush.
        self._out = path.open("xb", buffering=0)
        self.size = 0
        sync_folder(path.parent)

    def append(self, data: bytes) -> int:
        """Write *data* and return its offset."""
        offset = self.size
        rest = memoryview(data)
        while rest:
            written = self._out.write(rest)
            self.size += written
            rest = rest[written:]
        os.fsync(self._out.fileno())
        return offset

    def cut_back(self, size: int) -> None:
        """Forget what lies behind *size*."""
        self._out.truncate(size)
        self._out.seek(size)
        self.size = size

    def close(self) -> None:
        """Close the file; nothing is written by this."""
        self._out.close()


def whole_members(path: Path, start: int) -> Iterator[RecordSpan]:
    """The gzip members of the file from *start* on that are complete; it ends before a torn one.

    *start* must be the beginning of a member.  A member counts as complete when its checksum has
    been read and is right.
    """
    with path.open("rb") as file:
        while True:
            file.seek(start)
            length = _member_length(file)
            if not length:
                return
            yield RecordSpan(path.name, start, length)
            start += length


def _member_length(file: BinaryIO) -> int:
    """The length of the gzip member that begins here, 0 if it is torn or none begins."""
    inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
    length = 0
    while chunk := file.read(_CHUNK_BYTES):
        try:
            inflate.decompress(chunk)
        except zlib.error:
            return 0
        length += len(chunk)
        if inflate.eof:
            return length - len(inflate.unused_data)
    return 0


def read_record_at(folder: Path, span: RecordSpan) -> Record:
    """The record at *span*.

    Raises DamagedRecord if it is not there or is not whole.
    """
    path = folder / span.file
    if path.name != span.file:
        raise DamagedRecord(f"a snapshot names the WARC file {span.file!r}; expected a name without folders")
    try:
        with path.open("rb") as file:
            file.seek(span.offset)
            member = file.read(span.length)
        return read_record(member)
    except (OSError, DamagedRecord) as error:
        raise DamagedRecord(
            f"{path} at {span.offset}: expected a record of {span.length} bytes, found none ({error}); "
            "restore the file from a backup"
        ) from error
