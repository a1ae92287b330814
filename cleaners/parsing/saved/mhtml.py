"""MHTML: the page in a web archive of one file, as browsers and Word save it (RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from cleaners.errors import NotText

_HEADERS_BYTES = 8_192  # titles and addresses are encoded with three bytes for one; chosen
_VERSION = re.compile(rb"^mime-version[ \t]?:", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(
    rb"^content-type[ \t]?:\s{0,80}(?:multipart/|text/html|application/xhtml)", re.IGNORECASE | re.MULTILINE
)
_FIELD = re.compile(rb"[ \t\r\n\xef\xbb\xbf]*[A-Za-z][\w-]{1,60}[ \t]?:")
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class MhtmlPage:
    """The page in an MHTML file: its bytes, what its part says of them, its address and when it was saved."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None  # http or https
    saved_at: datetime | None = None  # aware


def is_mhtml(body: bytes) -> bool:
    """Return whether *body* begins with the header of a MIME message that holds a page."""
    head = body[:_HEADERS_BYTES]
    if not _FIELD.match(head):
        return False
    head = re.split(rb"\r?\n\r?\n", head.lstrip(b" \t\r\n\xef\xbb\xbf"), maxsplit=1)[0]
    if not _VERSION.search(head):
        return False
    return _TYPE.search(head) is not None or b"content-type" not in head.lower()


def read_mhtml(body: bytes) -> MhtmlPage:
    """Return the page that an MHTML file shows: the part that it names as its start, else its first page.

    Raises NotText if it holds none.
    """
    message = message_from_bytes(body.lstrip(b" \t\r\n\xef\xbb\xbf"))
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = str(message.get_param("start") or "").strip()
    part = next((page for page in pages if start and str(page.get("Content-ID", "")).strip() == start), None)
    part = part or next(iter(pages), None)
    content = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(content, bytes) or not content.strip():
        raise NotText("found MHTML without a page in it, expected a page; save it again")
    return MhtmlPage(
        content,
        {"Content-Type": str(part.get("Content-Type", "text/html"))},
        _web_address(message.get("Snapshot-Content-Location"), part.get("Content-Location"), _base(message)),
        _moment(message),
    )


def _base(message: Message) -> object:
    return message.get("Content-Location") or message.get("Content-Base")


def _web_address(*values: object) -> str | None:
    """The first of *values* that is an address of the web; mails fold long ones."""
    folded = ("".join(str(value or "").split()) for value in values)
    return next((value for value in folded if value.startswith(("http://", "https://"))), None)


def _moment(message: Message) -> datetime | None:
    with suppress(ValueError, TypeError, OverflowError):
        moment = parsedate_to_datetime(str(message.get("Date", "")))
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # -0000: UTC, of a place that is not told
    return None
