"""WARC files made by other crawlers, as fetches."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive.errors import DamagedRecord, NoSuchArchive
from archive.timestamps import from_iso
from archive.types import Fetch

_ANSWERS = ("response", "resource")


def read_warc(path: str | PathLike[str]) -> Iterator[Fetch]:
    """Yield the answers in a WARC or ARC file, gzipped or not, with content and transfer encoding undone.

    Requests, revisits (they hold no payload) and records of other schemes than http(s) are passed over.

    Raises NoSuchArchive if there is no such file, DamagedRecord where a record cannot be read; what was
    yielded before holds.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file, arc2warc=True):
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                if record.rec_type in _ANSWERS and url.startswith(("http://", "https://")):
                    yield _fetch(record, url)
    except FileNotFoundError as error:
        raise NoSuchArchive(f"{path} does not exist; expected a WARC file") from error
    except (ArchiveLoadFailed, EOFError, ValueError, zlib.error) as error:
        raise DamagedRecord(
            f"{path}: not a whole WARC file: {error}; what stands before the damage was read"
        ) from error


def _fetch(record: Any, url: str) -> Fetch:
    fetched_at = from_iso(record.rec_headers.get_header("WARC-Date"))
    body = record.content_stream().read()
    record.raw_stream.read()  # what a decoder leaves unread
    # warcio ends without a word where the file does; in the middle of the fields it does not even know a length.
    if record.length is None or record.raw_stream.limit > 0:
        raise EOFError(f"the record of {url} is not whole")
    if record.http_headers is None:
        media_type = record.rec_headers.get_header("Content-Type") or "application/octet-stream"
        return Fetch(url, fetched_at, body, status=None, headers=(("Content-Type", media_type),))
    status = int(record.http_headers.get_statuscode() or 0)
    headers = tuple((name, value) for name, value in record.http_headers.headers)
    return Fetch(url, fetched_at, body, status, headers)
