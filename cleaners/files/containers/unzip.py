"""ZIP containers (DOCX, XLSX, OFD, ZIP) from bytes, each member unpacked under the account of its file.

The sizes that a directory states are not believed: a member of 10 stated bytes may unpack to
gigabytes.  So the data is inflated in pieces and counted.  Names are data, never paths.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from cleaners.files.errors import BeyondLimits, BrokenFile, EncryptedFile, NoReader
from cleaners.files.limits import Account

_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_END_WINDOW = 65_557  # the record of 22 bytes and the longest comment
_ENTRY_HEAD = struct.Struct("<8x2H4x2I4x3H8xI")
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_STORED, _DEFLATED = 0, 8
_PIECE, _PACKED_PIECE = 1 << 20, 1 << 18
_UNICODE_PATH = 0x7075
_SNIFFED = 64  # names that decide what a container is come first


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the directory of a container."""

    name: str  # as it stands there: not to be used as a path
    flags: int
    method: int
    checksum: int
    packed_bytes: int
    offset: int

    @property
    def is_folder(self) -> bool:
        """Whether this is a folder, which holds no data."""
        return self.name.endswith(("/", "\\"))


class Container:
    """The members of a ZIP container, by name."""

    def __init__(self, body: bytes, account: Account) -> None:
        """Read the directory; raises BrokenFile without one, BeyondLimits if it has too many entries."""
        self.account = account
        self._body = body
        self.entries = list(_directory(body, account.limits.members))
        self._by_name = {entry.name.replace("\\", "/").lstrip("/").lower(): entry for entry in self.entries}

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/").lower() in self._by_name

    def part(self, name: str) -> bytes:
        """The bytes of the part *name*, in any case.

        Raises BrokenFile if there is none.
        """
        entry = self._by_name.get(name.lstrip("/").lower())
        if entry is None:
            raise BrokenFile(f"found no part {name[:80]!r} in the container, expected one; fetch the file again")
        return self.unpack(entry)

    def unpack(self, entry: Entry) -> bytes:
        """The bytes of *entry*.

        Raises EncryptedFile, BrokenFile, BeyondLimits, and NoReader for a rare compression method.
        """
        if entry.flags & _ENCRYPTED_FLAG:
            raise EncryptedFile(f"found the encrypted member {entry.name[:80]!r}, expected one without password")
        start = self._start(entry)
        packed = memoryview(self._body)[start : start + entry.packed_bytes]
        if entry.method not in (_STORED, _DEFLATED):
            raise NoReader(f"found compression method {entry.method}, expected deflate; unpack it by hand")
        data = self._whole(entry, packed) if entry.method == _STORED else self._inflate(entry, packed)
        if entry.checksum not in (0, zlib.crc32(data)):  # some writers leave it out
            raise BrokenFile(f"found other bytes in {entry.name[:80]!r} than its checksum says; fetch the file again")
        return data

    def _start(self, entry: Entry) -> int:
        head = self._body[entry.offset : entry.offset + 30]
        if len(head) < 30 or not head.startswith(_LOCAL):
            raise BrokenFile(f"found no data for the member {entry.name[:80]!r}; the file is cut off or damaged")
        name_length, extra_length = struct.unpack_from("<2H", head, 26)
        return entry.offset + 30 + int(name_length) + int(extra_length)

    def _whole(self, entry: Entry, packed: memoryview) -> bytes:
        self.account.spend(len(packed))
        if len(packed) < entry.packed_bytes:
            raise BrokenFile(f"found {len(packed)} bytes of {entry.name[:80]!r}, expected {entry.packed_bytes}")
        return bytes(packed)

    def _inflate(self, entry: Entry, packed: memoryview) -> bytes:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        pieces: list[bytes] = []
        try:
            for at in range(0, len(packed), _PACKED_PIECE):  # what is left over is copied each time: little at once
                rest: bytes | memoryview = packed[at : at + _PACKED_PIECE]
                while not inflater.eof and rest:
                    pieces.append(inflater.decompress(rest, min(_PIECE, self.account.left_bytes + 1)))
                    self.account.spend(len(pieces[-1]))
                    rest = inflater.unconsumed_tail
        except zlib.error as error:
            raise BrokenFile(f"could not unpack {entry.name[:80]!r} ({error}); fetch the file again") from error
        if not inflater.eof:
            raise BrokenFile(f"found the member {entry.name[:80]!r} cut off; fetch the file again")
        return b"".join(pieces)


def names_of(body: bytes) -> list[str]:
    """The first names in the container, from its directory or, if that is cut off, from before the data."""
    try:
        return [entry.name for entry, _ in zip(_directory(body, 1 << 16), range(_SNIFFED * 16), strict=False)]
    except (BrokenFile, BeyondLimits):
        return [_name(body[at + 30 : at + 30 + _u16(body, at + 26)], 0, b"") for at in _locals(body)]


def _locals(body: bytes) -> Iterator[int]:
    for match, _ in zip(re.finditer(re.escape(_LOCAL), body), range(_SNIFFED), strict=False):
        if match.start() + 30 <= len(body):
            yield match.start()


def _u16(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 2], "little")


def _directory(body: bytes, most: int) -> Iterator[Entry]:
    end = body.rfind(_END, max(0, len(body) - _END_WINDOW))
    if end < 0 or end + 22 > len(body):
        raise BrokenFile(f"found no directory at the end of {len(body)} bytes, expected one; the file is cut off")
    count, size, at = struct.unpack_from("<H2I", body, end + 10)
    if count > most:
        raise BeyondLimits(f"found {count} members, expected at most {most}; raise members or look at it by hand")
    shift = 0 if body[at : at + 4] == _ENTRY else end - size - at  # junk before the container shifts all offsets
    at += shift
    for _ in range(count):
        head = body[at : at + 46]
        if len(head) < 46 or not head.startswith(_ENTRY):
            raise BrokenFile("found a damaged directory in the container; fetch the file again")
        flags, method, checksum, packed, *lengths, offset = _ENTRY_HEAD.unpack(head)
        name_end = at + 46 + lengths[0]
        name = _name(body[at + 46 : name_end], flags, body[name_end : name_end + lengths[1]])
        yield Entry(name, flags, method, checksum, packed, offset + shift)
        at += 46 + sum(lengths)


def _name(raw: bytes, flags: int, extra: bytes) -> str:
    """The name of a member: programs in China write GBK without saying so, others UTF-8 without saying so."""
    if unicode_path := _unicode_path(raw, extra):
        return unicode_path
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8" if flags & _UTF8_FLAG else "gb18030", "replace")


def _unicode_path(raw: bytes, extra: bytes) -> str | None:
    """The name in the extra field for it, if it belongs to *raw*."""
    at = 0
    while at + 4 <= len(extra):
        tag, size = struct.unpack_from("<2H", extra, at)
        if (
            tag == _UNICODE_PATH
            and size > 5
            and struct.unpack_from("<I", extra.ljust(at + 9, b"\0"), at + 5)[0] == zlib.crc32(raw)
        ):
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return None
