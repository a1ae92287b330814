"""Rows of pages and snapshots: what was fetched, when, and where its bytes lie."""

from __future__ import annotations

import sqlite3
from http import HTTPStatus

from archive.catalogue import versions
from archive.evidence.warc_files import RecordSpan
from archive.evidence.warc_records import header
from archive.identity import page_id, payload_digest, snapshot_id
from archive.timestamps import to_iso
from archive.twins import clusters
from archive.types import MAX_VALIDATOR_CHARS, Fetch, Kept, PageRef

_CLEANED = "SELECT document IS NOT NULL FROM snapshots WHERE id = ?"

_PUT_PAGE = """
    INSERT INTO pages (id, url, portal, role, section, title, listed_on, first_seen_at, last_seen_at)
    VALUES (:id, :url, :portal, :role, :section, :title, :listed_on, :seen_at, :seen_at)
    ON CONFLICT (id) DO UPDATE SET
        portal = coalesce(excluded.portal, portal),
        role = iif(excluded.role = 'other', role, excluded.role),
        section = coalesce(excluded.section, section),
        title = coalesce(excluded.title, title),
        listed_on = coalesce(excluded.listed_on, listed_on),
        first_seen_at = min(first_seen_at, excluded.first_seen_at)
"""

# What a page answered is the state of its newest fetch; an older capture that is read in later
# changes none of it.  A refusal leaves the validators of the last good answer.
_PUT_ANSWER = """
    UPDATE pages SET
        http_status = iif(:is_rendered, http_status, :status),
        etag = iif(:shows_page, :etag, etag),
        last_modified = iif(:shows_page, :last_modified, last_modified),
        snapshot = iif(:shows_page, :snapshot, snapshot),
        last_seen_at = :seen_at
    WHERE id = :page AND last_seen_at <= :seen_at
"""


def find_held(db: sqlite3.Connection, fetch: Fetch, page: PageRef) -> sqlite3.Row | None:
    """The snapshot of *page* that holds the payload of *fetch* already.

    For an answer 304 that is the page's last good snapshot, which the server means.
    """
    if fetch.status != HTTPStatus.NOT_MODIFIED:
        return find_payload(db, page, payload_digest(fetch.body))
    rows = db.execute(
        "SELECT s.* FROM snapshots s JOIN pages p ON p.snapshot = s.id WHERE p.id = ?", [page_id(page.url)]
    )
    row: sqlite3.Row | None = rows.fetchone()
    return row


def find_payload(db: sqlite3.Connection, page: PageRef, digest: str) -> sqlite3.Row | None:
    """The snapshot of *page* with this payload."""
    rows = db.execute("SELECT * FROM snapshots WHERE page = ? AND payload_digest = ?", [page_id(page.url), digest])
    row: sqlite3.Row | None = rows.fetchone()
    return row


def put_answer(
    db: sqlite3.Connection, run: str | None, fetch: Fetch, page: PageRef, held: sqlite3.Row | None, span: RecordSpan
) -> Kept:
    """Write the rows of *fetch*, whose record lies at *span* and repeats *held*; it lies inside a transaction."""
    seen_at = to_iso(fetch.fetched_at)
    page_key = page_id(page.url)
    _put_page(db, page, page_key, seen_at)
    snapshot = held["id"] if held else _put_snapshot(db, run, fetch, page_key, span)
    if fetch.rendered_from is not None and fetch.rendered_from != snapshot:
        db.execute("UPDATE snapshots SET rendered_as = ? WHERE id = ?", [snapshot, fetch.rendered_from])
    if held:
        for document in versions.see_again(db, held, seen_at):
            clusters.reconsider(db, document)
    still_holds = held is not None and fetch.status == HTTPStatus.NOT_MODIFIED
    _put_page_answer(db, fetch, page_key, snapshot, seen_at, still_holds or is_good(fetch.status))
    (cleaned,) = db.execute(_CLEANED, [snapshot]).fetchone()
    return Kept(snapshot=snapshot, page=page_key, is_revisit=held is not None, cleaned=bool(cleaned))


def is_good(status: int | None) -> bool:
    """Whether an answer of this status shows the page itself, and not a refusal or an error."""
    return status is None or 200 <= status < 300


def _put_page(db: sqlite3.Connection, page: PageRef, page_key: str, seen_at: str) -> None:
    db.execute(
        _PUT_PAGE,
        {
            "id": page_key,
            "url": page.url,
            "portal": page.portal,
            "role": page.role,
            "section": page.section,
            "title": page.title,
            "listed_on": page.listed_on,
            "seen_at": seen_at,
        },
    )


def _put_snapshot(db: sqlite3.Connection, run: str | None, fetch: Fetch, page_key: str, span: RecordSpan) -> str:
    digest, fetched_at = payload_digest(fetch.body), to_iso(fetch.fetched_at)
    row = {
        "id": snapshot_id(page_key, fetched_at, digest),
        "page": page_key,
        "run": run,
        "url": fetch.url,
        "fetched_at": fetched_at,
        "status": fetch.status,
        "media_type": _media_type(fetch),
        "payload_digest": digest,
        "size_bytes": len(fetch.body),
        "warc_file": span.file,
        "warc_offset": span.offset,
        "warc_length": span.length,
    }
    names = ", ".join(row)
    db.execute(f"INSERT INTO snapshots ({names}) VALUES ({', '.join(f':{name}' for name in row)})", row)
    return str(row["id"])


def _put_page_answer(
    db: sqlite3.Connection, fetch: Fetch, page_key: str, snapshot: str, seen_at: str, shows_page: bool
) -> None:
    etag, last_modified = (_validator(fetch, name) for name in ("ETag", "Last-Modified"))
    if fetch.status == HTTPStatus.NOT_MODIFIED:  # it may leave out the validators that still hold
        known = db.execute("SELECT etag, last_modified FROM pages WHERE id = ?", [page_key]).fetchone()
        etag, last_modified = etag or known["etag"], last_modified or known["last_modified"]
    values = {
        "page": page_key,
        "status": fetch.status,
        "is_rendered": fetch.rendered_from is not None,
        "shows_page": shows_page,
        "etag": etag,
        "last_modified": last_modified,
        "snapshot": snapshot,
        "seen_at": seen_at,
    }
    db.execute(_PUT_ANSWER, values)


def _validator(fetch: Fetch, name: str) -> str | None:
    """The value of a header that is sent back with the next request; None if it is too long for that."""
    value = header(fetch.headers, name)
    return value if value and len(value) <= MAX_VALIDATOR_CHARS else None


def _media_type(fetch: Fetch) -> str | None:
    """``text/html`` of ``Text/HTML; charset=gbk``; None if the answer names no type."""
    value = header(fetch.headers, "Content-Type") or ""
    return value.partition(";")[0].strip().lower() or None
