"""The bytes of records in WARC files as other programs pack them: plain, gzip, Zstandard, WACZ."""

from __future__ import annotations

import gzip
import io
import json
import mmap
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from archive.errors import DamagedRecord, NoReaderOfWarc

_GZIP = b"\x1f\x8b"
_MEMBER = b"\x1f\x8b\x08"
_MAX_MEMBER_BYTES = 256 << 20  # chosen; answers are smaller
_STEP_BYTES = 64 << 10
_ZSTD = b"\x28\xb5\x2f\xfd"
_ZSTD_DICTIONARY = b"\x5d\x2a\x4d\x18"  # the skippable frame in which a .warc.zst carries its dictionary
_ZIP = b"PK\x03\x04"
_MAX_DICTIONARY_BYTES = 16 << 20  # chosen; crawlers train dictionaries of some 100 kB
_RECORDS = (b"WARC/", b"filedesc:")
NAMES = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz", ".wacz")


class RecordStream(io.RawIOBase):
    """A stream of records that remembers its last bytes, so that a cut behind a record's content is seen."""

    def __init__(self, inner: Any) -> None:
        # read1 gives what was unpacked before a damage, then raises; read would lose it
        self._read = getattr(inner, "read1", inner.read)
        self.tail = b""

    def read(self, size: int = -1, /) -> bytes:
        data: bytes = self._read(size)
        self.tail = (self.tail + data)[-4:] if len(data) < 4 else data[-4:]
        return data

    def readable(self) -> bool:
        return True


def is_warc_file(path: Path) -> bool:
    """Return whether *path* is a WARC, ARC or WACZ file by its name, or else by what it begins with."""
    if path.name.lower().endswith(NAMES):
        return True
    with path.open("rb") as file:
        head = file.read(4)
        if head.startswith(_GZIP):
            file.seek(0)
            try:
                head = gzip.GzipFile(fileobj=file).read(9)
            except (OSError, EOFError):
                return False
        elif head == _ZIP:
            return any(_is_member(name) for name in _names(path))
        else:
            head += file.read(5)
    return head.startswith(_RECORDS)


def open_streams(path: Path) -> Iterator[tuple[str, RecordStream]]:
    """Yield the streams of records in *path*: one, or those of the WARC files in a WACZ, each with what to call it.

    Raises DamagedRecord for a package that cannot be opened or lacks what it lists, NoReaderOfWarc where a library
    is missing.
    """
    with path.open("rb") as file:
        if file.read(4) == _ZIP:
            yield from _of_package(path)
            return
        file.seek(0)
        with _unpacked(file, path.name) as stream:
            yield str(path), stream


def whole_members(path: Path) -> Iterator[bytes]:
    """Yield the records, unpacked, that stand whole in a gzip file packed record by record, also behind a damage.

    Writes nothing; a record of more than 256 MB, and a file that is packed as one, is passed over.
    """
    with path.open("rb") as file:
        if file.read(2) != _GZIP:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as packed:
            at = packed.find(_MEMBER)
            while at >= 0:
                size, record = _member(packed, at)
                if record.startswith(_RECORDS):
                    yield record
                at = packed.find(_MEMBER, at + max(size, 1))


def _member(packed: mmap.mmap, at: int) -> tuple[int, bytes]:
    """The size of the gzip member at *at*, and what it holds; 0 and nothing where none is whole."""
    unpacker, pieces, total, here = zlib.decompressobj(31), [], 0, at
    try:
        while not unpacker.eof and here < len(packed) and total <= _MAX_MEMBER_BYTES:
            pieces.append(unpacker.decompress(packed[here : here + _STEP_BYTES]))
            total += len(pieces[-1])
            here += _STEP_BYTES
    except zlib.error:
        return 0, b""
    if not unpacker.eof:
        return 0, b""
    return min(here, len(packed)) - len(unpacker.unused_data) - at, b"".join(pieces)


def _of_package(path: Path) -> Iterator[tuple[str, RecordStream]]:
    try:
        with zipfile.ZipFile(path) as package:
            members = [name for name in package.namelist() if _is_member(name)]
            for name in members:
                with package.open(name) as file, _unpacked(file, name) as stream:
                    yield f"{path}, {name} in it,", stream
            missing = sorted(_listed(package) - set(package.namelist()))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise DamagedRecord(f"{path}: not a whole WACZ file: {error}; save it again") from error
    if missing or not members:
        lacks = ", ".join(missing[:3]) or "any WARC file in archive/"
        raise DamagedRecord(f"{path}: not a whole WACZ file: it lacks {lacks}; save it again")


def _listed(package: zipfile.ZipFile) -> set[str]:
    """The WARC files that the package's own description names."""
    try:
        resources = json.loads(package.read("datapackage.json"))["resources"]
        return {resource["path"] for resource in resources if _is_member(str(resource.get("path", "")))}
    except (KeyError, ValueError, TypeError, AttributeError):
        return set()


def _names(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as package:
            return package.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return []


def _is_member(name: str) -> bool:
    return name.startswith("archive/") and name.lower().endswith(tuple(set(NAMES) - {".wacz"}))


@contextmanager
def _unpacked(file: IO[bytes], name: str) -> Iterator[RecordStream]:
    head = file.read(4)
    file.seek(0)
    if head.startswith(_GZIP):
        # gzip reads members one behind another, records packed alone or together, and says where one is cut.
        with gzip.GzipFile(fileobj=file) as inner:
            yield RecordStream(inner)
    elif head in (_ZSTD, _ZSTD_DICTIONARY):
        with _zstd(file, name) as inner:
            yield RecordStream(inner)
    else:
        yield RecordStream(file)


def _zstd(file: IO[bytes], name: str) -> Any:
    zstd = _zstd_module()
    if zstd is None:
        raise NoReaderOfWarc(f"{name} is packed with Zstandard, which needs the extra: pip install 'fazhi[zstd]'")
    dictionary = None
    if file.read(4) == _ZSTD_DICTIONARY:
        (size,) = struct.unpack("<I", file.read(4))
        data = file.read(min(size, _MAX_DICTIONARY_BYTES))
        if data.startswith(_ZSTD):
            data = zstd.ZstdDecompressor().decompress(data, _MAX_DICTIONARY_BYTES)
        dictionary = zstd.ZstdDict(data)
    else:
        file.seek(0)
    return zstd.ZstdFile(file, zstd_dict=dictionary)


def _zstd_module() -> Any:
    """Python's own Zstandard (from 3.14 on), or its backport; None if neither is there."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return import_module(name)
        except ImportError:
            continue
    return None
