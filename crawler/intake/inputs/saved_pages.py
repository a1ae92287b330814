"""Saved pages as fetches: HTML files, text dumps, WARC files of other crawlers."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import archive
from archive import Fetch
from archive.evidence.warc_streams import is_warc_file
from cleaners.files import sniff
from cleaners.parsing.saved.saved_page_marks import read_saved_page_marks
from crawler.errors import ManifestError, MissingInput

_MEDIA_TYPES = {
    ".html": "text/html", ".htm": "text/html", ".shtml": "text/html", ".jhtml": "text/html", ".xhtml": "text/html",
    ".txt": "text/plain", ".json": "application/json", ".xml": "application/xml", ".pdf": "application/pdf",
}  # fmt: skip
_MARKED = ("html", "mhtml", "txt", "xml")
_TYPES_OF_KINDS = {"html": "text/html", "mhtml": "multipart/related", "pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a manifest, or the JSON file beside a page, says of a file."""

    url: str | None = None
    fetched_at: datetime | None = None


def read_manifest(path: Path) -> dict[str, Entry]:
    """Return the entries of *path* by file name.

    A table with a header line (tab- or comma-separated) or JSON lines; keys ``file`` and, where known, ``url``
    and ``fetched_at`` (ISO 8601; without an offset it is UTC).  Raises ManifestError.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise MissingInput(f"{path}: {error.strerror}; expected a manifest") from error
    try:
        if path.suffix == ".jsonl":
            records = [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            records = list(csv.DictReader(text.splitlines(), delimiter="," if path.suffix == ".csv" else "\t"))
        return {Path(record["file"]).name: _entry(record) for record in records}
    except (ValueError, KeyError, TypeError) as error:
        raise ManifestError(
            f"{path}: {error!r}; expected a column 'file' and, where known, 'url', 'fetched_at'"
        ) from error


def read_file(path: Path, manifest: Mapping[str, Entry]) -> Iterator[Fetch]:
    """Yield what *path* holds: one page or file, or the answers of a WARC or WACZ file.

    The address of a page stands in *manifest*, in the JSON file beside it, or in the mark of the browser that saved it.
    Its media type is what its bytes are, not what its name says.

    Raises DamagedRecord and NoReaderOfWarc of WARC files, OSError.
    """
    if path.is_file() and is_warc_file(path):
        yield from archive.read_warc(path)
        return
    body = path.read_bytes()
    kind = sniff(body).kind
    entry = manifest.get(path.name) or _sidecar(path)
    if entry.url is None and kind in _MARKED:
        marks = read_saved_page_marks(body)
        entry = Entry(marks.url, entry.fetched_at or marks.saved_at)
    yield Fetch(
        # A page without an address is known by its bytes, so that a second ingest finds it again.
        url=entry.url or f"urn:sha256:{hashlib.sha256(body).hexdigest()}",
        fetched_at=entry.fetched_at or datetime.now(UTC),
        body=body,
        status=None,
        headers=(("Content-Type", _media_type(kind, path)),),
    )


def _media_type(kind: str, path: Path) -> str:
    if kind in _TYPES_OF_KINDS:
        return _TYPES_OF_KINDS[kind]
    return _MEDIA_TYPES.get(path.suffix.lower(), "text/plain" if kind == "txt" else "application/octet-stream")


def _sidecar(path: Path) -> Entry:
    beside = path.with_suffix(".json")
    if beside == path or not beside.is_file():
        return Entry()
    try:
        record = json.loads(beside.read_text("utf-8"))
    except ValueError:
        return Entry()
    return _entry(record) if isinstance(record, dict) else Entry()


def _entry(record: Mapping[str, str | None]) -> Entry:
    url, moment = record.get("url") or None, record.get("fetched_at") or None
    if url and not url.startswith(("http://", "https://")):
        url = None  # about:internet, and the like: browsers write such things when they save a page
    fetched_at = datetime.fromisoformat(moment) if moment else None
    if fetched_at and fetched_at.tzinfo is None:
        fetched_at = fetched_at.replace(tzinfo=UTC)
    return Entry(url, fetched_at)
