"""Types that go into the archive and come out of it: Fetch, PageRef, Listing, Kept, Added and others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # whoever needs only the shapes loads no cleaner
    from cleaners.structure.indicators.model import Indicator
    from cleaners.structure.outline import Heading

Role = Literal["list", "detail", "attachment", "robots", "other"]

MAX_VALIDATOR_CHARS = 1000  # of an ETag or Last-Modified that is stored and sent back; chosen, dates have 29


@dataclass(frozen=True, slots=True)
class Structure:
    """What was read out of the text of an article: its headings, and the figures that it states."""

    outline: Sequence[Heading] = ()
    indicators: Sequence[Indicator] = ()


@dataclass(frozen=True, slots=True)
class StoredText:
    """The text of a document, with the year that it covers."""

    document: str
    text: str
    report_year: int | None


@dataclass(frozen=True, slots=True)
class Government:
    """A government that owes reports, as the registry has it; *host* and *scheme* are None where no portal is known."""

    division_code: str
    host: str | None
    scheme: str | None
    platform: str | None  # a guess
    status: str  # in the tables, proposed, refused, nothing found, never looked at, no portal
    checked_at: str | None  # a day


@dataclass(frozen=True, slots=True)
class Fetch:
    """One exchange, or one saved file: what came for *url* at *fetched_at* (aware).

    *status* is None for a file that came without HTTP (a text dump); *body* is after
    content-encoding and before any decoding to text; header names keep their case, and header
    texts are their bytes read as Latin-1, so that whoever knows the encoding can read them again.
    *accepted_tls* says what was wrong with the certificate or the TLS of the connection, where that was accepted.
    *rendered_from* is the snapshot of which a browser made *body* by running its scripts: then nothing of
    this came over HTTP, and *status* is None.  *method* and *request_body* are what was sent, as far as it is known.
    """

    url: str
    fetched_at: datetime
    body: bytes
    status: int | None = 200
    headers: tuple[tuple[str, str], ...] = ()
    request_headers: tuple[tuple[str, str], ...] = ()
    ip_address: str | None = None
    rendered_from: str | None = None
    method: str = "GET"
    request_body: bytes = b""
    accepted_tls: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A row of a list: *url* is canonical, *listed_as* the address in the row.

    *list_url* is the first page of the list (canonical), *section* the path of columns that leads to it.
    """

    url: str
    portal: str
    section: str
    list_url: str
    listed_as: str
    title: str


@dataclass(frozen=True, slots=True)
class PageRef:
    """Where a fetch belongs: *url* is canonical, *section* is the path of columns that led there."""

    url: str
    role: Role
    portal: str | None = None
    section: str | None = None
    title: str | None = None  # as the list page shows it
    listed_on: str | None = None  # the day beside it, YYYY-MM-DD


@dataclass(frozen=True, slots=True)
class PageState:
    """What the archive knows of a page; moments are aware.

    *fetch_url* is the address that it was fetched at, *changed_at* the fetch that brought what it shows.
    """

    url: str
    fetch_url: str
    role: Role
    portal: str | None
    section: str | None
    title: str | None
    listed_on: str | None
    etag: str | None
    last_modified: str | None
    snapshot: str | None
    document: str | None
    changed_at: datetime | None
    next_due_at: datetime | None
    missing_since: datetime | None
    gone_at: datetime | None
    is_settled: bool  # its last answer gave a document or a problem; False where a run died in between


@dataclass(frozen=True, slots=True)
class Kept:
    """What keep() did: the snapshot that holds the payload, and whether it was held before this fetch.

    *cleaned* tells whether a document has come of that snapshot: it has not where a run died between
    the two steps, nor where the page holds no report, which each run has to say again.
    """

    snapshot: str
    page: str
    is_revisit: bool
    cleaned: bool


Change = Literal["text", "metadata", "structure"]


@dataclass(frozen=True, slots=True)
class Added:
    """What add() did with an article; *outcome* is seen from the page.

    new: a document that the archive did not have.  duplicate: a document that it had from another
    page.  changed: the page showed another document before; *is_new* tells whether the archive had
    this one.  unchanged: the page showed this document before.  *is_reused_url* tells that what the
    page showed before was another report, not an earlier state of this one.  *changes* tells what of a document
    that was there is another than before: of its text, its metadata, its outline and indicators.
    """

    document: str
    outcome: Literal["new", "duplicate", "changed", "unchanged"]
    is_new: bool
    is_reused_url: bool = False
    changes: frozenset[Change] = frozenset()


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """What the archive knows of a snapshot without opening its WARC file."""

    id: str
    page: str
    page_url: str  # canonical
    portal: str | None
    title: str | None  # as the list page shows it
    listed_on: str | None  # the day beside it
    url: str  # as fetched
    fetched_at: str
    status: int | None
    media_type: str | None
    size_bytes: int
    cleaner_version: str | None
    document: str | None
    is_crashed: bool = False  # the program failed on it when it was last read
