"""Digests that WARC records state, against their bytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive.evidence.warc_files import whole_members

_CHUNK_BYTES = 1 << 16


def wrong_digests(path: Path, size: int) -> Iterator[str]:
    """What is wrong with the records in the first *size* bytes of a WARC file, a line each.

    Every record is looked at, also those that no row tells of: requests, revisits, warcinfo.
    """
    end = 0
    with path.open("rb") as file:
        for span in whole_members(path, 0):
            if span.offset >= size:
                return
            end = span.offset + span.length
            file.seek(span.offset)
            yield from (f"{path} at {span.offset}: {words}" for words in _problems(file.read(span.length)))
    if end < size:
        yield f"{path} at {end}: expected a record, found none that is whole; restore the file from a backup"


def _problems(member: bytes) -> list[str]:
    try:
        record = next(iter(ArchiveIterator(BytesIO(member), check_digests=True)))
        content = record.content_stream()
        while content.read(_CHUNK_BYTES):
            pass
    except (ArchiveLoadFailed, StopIteration, zlib.error) as error:
        return [f"expected a WARC record, found {error!r}"]
    return list(record.digest_checker.problems)
