"""Original bytes of snapshots, out of the WARC files: to be saved, never to be shown."""

from __future__ import annotations

import mimetypes
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.evidence.payloads import read_payload
from archive.evidence.warc_output import warc_folder
from archive.types import Fetch

MOST_BYTES = 64 << 20  # a larger file is read from the WARC file by whoever needs it
_MEDIA_TYPE = re.compile(r"[a-z0-9][\w.+-]*/[a-z0-9][\w.+-]*(\s*;\s*charset=[\w.:-]{1,40})?", re.IGNORECASE | re.ASCII)
_BYTES = "application/octet-stream"

# Saved, not shown.  Should a browser show it all the same: without scripts, forms, and anything from elsewhere.
HEADERS = {
    "content-security-policy": "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Original:
    """A payload with the headers that it is sent under."""

    body: bytes
    media_type: str
    file_name: str
    digest: str


def read(db: sqlite3.Connection, archive: str, snapshot: str) -> Original | None:
    """Return what *snapshot* holds; None if it, or its WARC file, is not here, or if it is too large.

    Raises archive.errors.DamagedRecord if the bytes that are there are not those that were stored.
    """
    row = db.execute("SELECT * FROM snapshots WHERE id = ?", [snapshot]).fetchone()
    if row is None or row["size_bytes"] > MOST_BYTES or not has_file(archive, row["warc_file"]):
        return None
    fetch = read_payload(db, warc_folder(Path(archive)), snapshot)
    media_type = _media_type(fetch, row["media_type"])
    ending = mimetypes.guess_extension(media_type.split(";")[0].strip()) or ".bin"
    return Original(fetch.body, media_type, f"{row['id']}{ending}", row["payload_digest"])


def has_file(archive: str, warc_file: str) -> bool:
    """Return whether a WARC file lies beside the archive; a published copy may come without."""
    return Path(warc_file).name == warc_file and (warc_folder(Path(archive)) / warc_file).is_file()


def _media_type(fetch: Fetch, stored: Any) -> str:
    """Return the media type that the answer named, with its charset, or that of unknown bytes."""
    named = [value for name, value in fetch.headers if name.lower() == "content-type"]
    return next((each.strip() for each in [*named, stored or ""] if _MEDIA_TYPE.fullmatch(each.strip())), _BYTES)
