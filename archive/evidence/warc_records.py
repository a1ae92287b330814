"""WARC/1.1 records: made from a Fetch, and read back into one.

Each record is one gzip member, so that it can be read by offset and length alone.  Besides the
standard fields a record carries ``Fazhi-Page``, the PageRef as JSON: the WARC files alone say
which page a payload belongs to, whatever happens to the database.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from http import HTTPStatus
from io import BytesIO
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import uuid4

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from archive.errors import DamagedRecord
from archive.timestamps import from_iso, to_iso
from archive.types import Fetch, PageRef

PAGE_FIELD = "Fazhi-Page"
_PAGE_NAMES = [each.name for each in fields(PageRef)]  # a later version may write more
ACCEPTED_TLS_FIELD = "Fazhi-Accepted-TLS"  # what was wrong with the connection, where its portal's table accepts it
RENDERED_FIELD = "Fazhi-Rendered-From"  # the snapshot of which a browser made this record's payload
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

# The body lies in the record as it is after content-encoding.  A reader who believed these
# fields would undo the encoding a second time; pywb reads the prefix in the same sense.
_ENCODING_FIELDS = {"content-encoding", "transfer-encoding", "content-length"}
_ORIGINAL = "X-Archive-Orig-"
_NO_TYPE = "application/octet-stream"

RecordType = Literal["warcinfo", "request", "response", "resource", "revisit", "conversion"]


@dataclass(frozen=True, slots=True)
class Record:
    """One record as read: *fetch* is None for records that hold no answer (warcinfo, request)."""

    type: str
    fields: Mapping[str, str]  # names in lower case
    fetch: Fetch | None
    page: PageRef | None


class _Writer(WARCWriter):  # type: ignore[misc]  # warcio carries no types
    @staticmethod
    def _create_digester() -> Any:
        return Digester("sha256")


class _HttpHead(StatusAndHeaders):  # type: ignore[misc]  # warcio carries no types
    """Status line and headers that keep the bytes of the wire, where warcio would percent-encode."""

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        self.headers_buff = _latin1(self.to_str(header_filter)) + b"\r\n"


def warcinfo_record(file_name: str, fields: Mapping[str, str], written_at: str) -> bytes:
    """The first record of a file: which software wrote it, for which run."""
    writer, out = _writer()
    record = writer.create_warcinfo_record(file_name, fields)
    record.rec_headers.replace_header("WARC-Date", written_at)
    writer.write_record(record)
    return out.getvalue()


def new_record_id() -> str:
    """A name for a record that no other record has."""
    return uuid4().urn


def answer_record(fetch: Fetch, page: PageRef, digest: str, record_id: str) -> bytes:
    """A ``response`` record, or a ``resource`` record for what came without HTTP."""
    fields = _fields(fetch, page, record_id) | {"WARC-Payload-Digest": digest}
    if has_http(fetch):
        return _record("response", fetch.url, fields, http=_http_head(fetch), payload=fetch.body)
    media_type = header(_clean_headers(fetch.headers), "Content-Type") or _NO_TYPE
    return _record("resource", fetch.url, fields, payload=fetch.body, media_type=media_type)


def rendered_record(fetch: Fetch, page: PageRef, digest: str, record_id: str, source_id: str) -> bytes:
    """A ``conversion`` record: what a browser made, by running the page's scripts, of the record *source_id*."""
    fields = _fields(fetch, page, record_id) | {
        "WARC-Payload-Digest": digest,
        "WARC-Refers-To": source_id,
    }
    media_type = header(_clean_headers(fetch.headers), "Content-Type") or _NO_TYPE
    return _record("conversion", fetch.url, fields, payload=fetch.body, media_type=media_type)


def revisit_record(fetch: Fetch, page: PageRef, digest: str, record_id: str, url: str, fetched_at: str) -> bytes:
    """A ``revisit`` record: the payload is that of the record of *url* at *fetched_at*."""
    fields = _fields(fetch, page, record_id) | {
        "WARC-Profile": NOT_MODIFIED if fetch.status == HTTPStatus.NOT_MODIFIED else SAME_PAYLOAD,
        "WARC-Refers-To-Target-URI": one_line(url),
        "WARC-Refers-To-Date": fetched_at,
        "WARC-Payload-Digest": digest,
    }
    return _record("revisit", fetch.url, fields, http=_http_head(fetch) if has_http(fetch) else None)


def request_record(fetch: Fetch, answer_id: str) -> bytes:
    """The ``request`` that the record *answer_id* answers; nothing if the fetch does not say what was asked."""
    if not fetch.request_headers or not has_http(fetch):
        return b""
    parts = urlsplit(one_line(fetch.url))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = _clean_headers(fetch.request_headers)
    if header(fetch.request_headers, "Host") is None:
        headers.insert(0, ("Host", parts.netloc))
    head = _HttpHead(f"{fetch.method} {target} HTTP/1.1", headers, is_http_request=True)
    fields = {"WARC-Date": to_iso(fetch.fetched_at), "WARC-Concurrent-To": f"<{answer_id}>"}
    return _record("request", fetch.url, fields, http=head, payload=fetch.request_body)


def read_record(member: bytes) -> Record:
    """The record in one gzip member.

    Raises DamagedRecord if the bytes are no whole WARC record.
    """
    try:
        raw = next(iter(ArchiveIterator(BytesIO(member), no_record_parse=True)))
        block = raw.raw_stream.read()
    except (ArchiveLoadFailed, EOFError, StopIteration, zlib.error, ValueError) as error:
        raise DamagedRecord(f"no WARC record could be read: {error!r}") from error
    fields = {name.lower(): value for name, value in raw.rec_headers.headers}
    if len(block) != int(fields.get("content-length", -1)):
        raise DamagedRecord(f"the record ends after {len(block)} of {fields.get('content-length')} bytes")
    is_answer = raw.rec_type in ("response", "resource", "revisit", "conversion")
    return Record(
        type=raw.rec_type,
        fields=fields,
        fetch=_fetch(raw.rec_type, fields, block) if is_answer else None,
        page=_page(fields.get(PAGE_FIELD.lower())),
    )


def has_http(fetch: Fetch) -> bool:
    """Whether *fetch* came over HTTP; a saved file under another scheme has no HTTP headers in a WARC."""
    return fetch.status is not None and fetch.url.lower().startswith(("http://", "https://"))


def header(headers: Iterable[tuple[str, str]], name: str) -> str | None:
    """The first value of the header *name*, in any case of letters."""
    return next((value for key, value in headers if key.lower() == name.lower()), None)


def _writer() -> tuple[Any, BytesIO]:
    out = BytesIO()
    return _Writer(out, gzip=True, warc_version="1.1"), out


def _record(
    kind: RecordType,
    url: str,
    fields: dict[str, str],
    http: _HttpHead | None = None,
    payload: bytes = b"",
    media_type: str = "",
) -> bytes:
    writer, out = _writer()
    record = writer.create_warc_record(
        one_line(url),
        kind,
        payload=BytesIO(payload),
        length=len(payload),
        warc_headers_dict=fields,
        warc_content_type=media_type,
        http_headers=http,
    )
    writer.write_record(record)
    return out.getvalue()


def _fields(fetch: Fetch, page: PageRef, record_id: str) -> dict[str, str]:
    fields = {
        "WARC-Record-ID": f"<{record_id}>",
        "WARC-Date": to_iso(fetch.fetched_at),
        PAGE_FIELD: json.dumps(asdict(page)),  # ASCII, on one line
    }
    if fetch.ip_address:
        fields["WARC-IP-Address"] = fetch.ip_address
    if fetch.accepted_tls:
        fields[ACCEPTED_TLS_FIELD] = fetch.accepted_tls
    if fetch.rendered_from:
        fields[RENDERED_FIELD] = fetch.rendered_from
    return fields


def _http_head(fetch: Fetch) -> _HttpHead:
    assert fetch.status is not None
    try:
        reason = HTTPStatus(fetch.status).phrase
    except ValueError:  # 521 and other inventions of firewalls
        reason = "Unknown"
    headers = [
        (f"{_ORIGINAL}{name}" if _misleads(name, value, fetch.body) else name, value)
        for name, value in _clean_headers(fetch.headers)
    ]
    return _HttpHead(f"{fetch.status} {reason}", headers, protocol="HTTP/1.1")


def _misleads(name: str, value: str, body: bytes) -> bool:
    if name.lower() == "content-length":
        return value.strip() != str(len(body))
    return name.lower() in _ENCODING_FIELDS


def _fetch(kind: str, fields: Mapping[str, str], block: bytes) -> Fetch:
    url, fetched_at = fields["warc-target-uri"], from_iso(fields["warc-date"])
    if fields.get("content-type", "").startswith("application/http") and block:
        head, _, body = block.partition(b"\r\n\r\n")
        status_line, *lines = head.decode("latin-1").split("\r\n")
        headers = tuple(_header_line(line) for line in lines)
        return Fetch(url, fetched_at, body, int(status_line.split(" ")[1]), headers)
    media_type = fields.get("content-type", _NO_TYPE)
    is_typed = kind in ("resource", "conversion") and media_type != _NO_TYPE
    headers = (("Content-Type", media_type),) if is_typed else ()
    return Fetch(url, fetched_at, block, None, headers, rendered_from=fields.get(RENDERED_FIELD.lower()))


def _header_line(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.removeprefix(_ORIGINAL), value.strip()


def _page(field: str | None) -> PageRef | None:
    values = json.loads(field) if field else None
    return PageRef(**{name: values[name] for name in _PAGE_NAMES if name in values}) if values else None


def _clean_headers(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, re.sub(r"[\r\n]+\s*", " ", value)) for name, value in headers]


def one_line(url: str) -> str:
    """*url* without blanks and control characters, which would end or split a field of a record."""
    return re.sub(r"[\x00-\x20\x7f]", lambda match: f"%{ord(match[0]):02X}", url)


def _latin1(text: str) -> bytes:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:  # a header that somebody decoded already
        return text.encode("utf-8")
