"""WARC files made by other crawlers, as fetches."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from archive.errors import DamagedRecord, NoSuchArchive
from archive.evidence.warc_streams import RecordStream, open_streams, whole_members
from archive.timestamps import from_iso
from archive.types import Fetch

_ANSWERS = ("response", "resource")
_RECORD_END = b"\r\n\r\n"


def read_warc(path: str | PathLike[str]) -> Iterator[Fetch]:
    """Yield the answers in a WARC, ARC or WACZ file, packed or not, with content and transfer encoding undone.

    Requests, revisits (they hold no payload) and records of other schemes than http(s) are passed over.  What can be
    read is yielded; then DamagedRecord says what could not.  A cut is seen within a record and behind its content, not
    between two whole records (unless the last is a request without its answer).

    Raises NoSuchArchive if there is no such file, DamagedRecord, NoReaderOfWarc where a library is missing.
    """
    path = Path(path)
    faults: list[str] = []
    seen: set[str] = set()
    try:
        for name, stream in open_streams(path):
            yield from _answers(name, stream, faults, seen)
        if faults:
            yield from _behind_the_damage(path, seen)
    except FileNotFoundError as error:
        raise NoSuchArchive(f"{path} does not exist; expected a WARC file") from error
    if faults:
        more = f" (and {len(faults) - 1} more faults)" if len(faults) > 1 else ""
        raise DamagedRecord(f"{faults[0]}{more}")


def _behind_the_damage(path: Path, seen: set[str]) -> Iterator[Fetch]:
    """Yield the answers of whole records that are not among those *seen*: a damage costs the record in which it is."""
    for record in whole_members(path):
        yield from _answers(str(path), RecordStream(io.BytesIO(record)), [], seen)


def _answers(name: str, stream: RecordStream, faults: list[str], seen: set[str]) -> Iterator[Fetch]:
    """Yield the answers of *stream*; what cannot be read is added to *faults*, and ends the stream if it must."""
    before = "what is whole of it was read"
    records, last = ArchiveIterator(stream, arc2warc=True), None
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            last = record
            fetch = _answer(record, name, faults)
        except Exception as error:  # noqa: BLE001  # damaged bytes make libraries fail in any way
            faults.append(f"{name}: not a whole WARC file: {error or type(error).__name__}; {before}")
            return
        if fetch is not None and (id := str(record.rec_headers.get_header("WARC-Record-ID") or len(seen))) not in seen:
            seen.add(id)
            yield fetch
    if last is None:
        faults.append(f"{name}: not a whole WARC file: it holds no record")
    elif stream.tail != _RECORD_END and last.format == "warc":
        faults.append(f"{name}: not a whole WARC file: it is cut behind its last record; {before}")
    elif last.rec_type == "request" and not last.rec_headers.get_header("WARC-Concurrent-To"):
        faults.append(f"{name}: not a whole WARC file: its last record is a request without its answer; {before}")


def _answer(record: Any, name: str, faults: list[str]) -> Fetch | None:
    """The answer that *record* holds; None if it holds none, or a fault that costs itself alone.

    Raises EOFError where the record is cut.
    """
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    url = url.removeprefix("<").removesuffix(">")  # wget before 1.20
    is_answer = record.rec_type in _ANSWERS and url.startswith(("http://", "https://"))
    body = record.content_stream().read() if is_answer else b""
    while record.raw_stream.read(1 << 20):
        pass  # what a decoder leaves unread
    # warcio ends without a word where the file does; in the middle of the fields it does not even know a length.
    if record.length is None or record.raw_stream.limit > 0:
        raise EOFError(f"the record of {url or 'no address'} is not whole")
    if not is_answer:
        return None
    if (fetched_at := _moment(record)) is None:
        faults.append(f"{name}: the record of {url} says no moment that can be read; it was passed over")
        return None
    if record.http_headers is None:
        media_type = record.rec_headers.get_header("Content-Type") or "application/octet-stream"
        return Fetch(url, fetched_at, body, status=None, headers=(("Content-Type", media_type),))
    code = str(record.http_headers.get_statuscode() or "")
    headers = tuple((field, value) for field, value in record.http_headers.headers)
    return Fetch(url, fetched_at, body, int(code) if code.isdecimal() else 0, headers)


def _moment(record: Any) -> datetime | None:
    try:
        return from_iso(record.rec_headers.get_header("WARC-Date"))
    except (ValueError, TypeError, AttributeError):
        return None
