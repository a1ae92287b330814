"""Which pages are asked for in this crawl, and with which validators: what is known of a page decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from archive import DamagedRecord, Fetch, Kept, PageState
from archive.types import MAX_VALIDATOR_CHARS
from crawler.urls import canonical_url
from crawler.walking.knowledge import Knowledge


@dataclass(slots=True)
class Visits:
    """The visits of one crawl: *until* is the moment before which a page must be due to be asked for.

    *is_full*: everything is asked for, whatever is known of it.
    """

    known: Knowledge
    until: datetime
    is_full: bool = False

    def is_known(self, url: str) -> bool:
        """Whether the page with this canonical URL has been seen before."""
        return self.known.page_state(url) is not None

    def is_wanted(self, url: str) -> bool:
        """Whether the page is to be asked for in this run: it is new, due, or was left unread by a run that died."""
        state = self.known.page_state(url)
        if self.is_full or state is None or not state.is_settled:
            return True
        return state.next_due_at is None or state.next_due_at <= self.until

    def due(self, portal: str) -> list[PageState]:
        """Return the known detail pages of *portal* that are due."""
        return list(self.known.due_pages(portal, self.until))

    def was_walked(self, first: str) -> bool:
        """Whether the list whose first page is *first* was read to its end by a crawl that finished."""
        return self.known.was_walked(first)

    def ended_well(self, first: str) -> bool:
        """Whether a crawl that need not look at everything may trust the last walk through the list *first*."""
        return not self.is_full and self.known.ended_well(first)

    def not_due(self, url: str) -> Fetch | None:
        """Return the stored answer of the page with this canonical URL; None if the page is to be asked for."""
        state = self.known.page_state(url)
        if state is None or state.snapshot is None or state.next_due_at is None or state.next_due_at <= self.until:
            return None
        try:
            return self.known.read_payload(state.snapshot)
        except DamagedRecord:
            return None

    def is_list_wanted(self, first: str) -> bool:
        """Whether a list below a section is to be asked for: it is due, or its rows have not all been seen."""
        return not self.was_walked(first) or self.is_wanted(first)

    def headers(self, url: str) -> dict[str, str]:
        """Return the headers that let the server answer 304 if the page is as it was stored."""
        state = self.known.page_state(url)
        return conditions(state) if state and state.snapshot else {}

    def stored_file(self, url: str) -> str | None:
        """Return the snapshot of the file with this canonical URL; None if there is none."""
        state = self.known.page_state(url)
        return state.snapshot if state else None

    def files_never_asked(self, page_url: str) -> Iterator[tuple[str, str | None]]:
        """Yield address and name of the files of an unchanged page that no run has asked for.

        A run died before it could, or `reclean` found them.
        """
        for url, name in self.known.without_file(page_url):
            if not self.is_known(canonical_url(url)):
                yield url, name


def conditions(state: PageState) -> dict[str, str]:
    """Return If-None-Match and If-Modified-Since for a page; none for a page whose server gave no validators.

    Without Last-Modified the moment of the last change is no substitute: it is our clock, not the server's.
    """
    headers = {}
    if state.etag and len(state.etag) <= MAX_VALIDATOR_CHARS:  # earlier versions stored longer ones
        headers["If-None-Match"] = state.etag
    if state.last_modified and len(state.last_modified) <= MAX_VALIDATOR_CHARS:
        headers["If-Modified-Since"] = state.last_modified
    return headers


def shown(known: Knowledge, fetch: Fetch, kept: Kept | None) -> Fetch:
    """Return *fetch* with what the page shows: of an answer 304 the body that is stored."""
    return known.read_payload(kept.snapshot) if kept and fetch.status == HTTPStatus.NOT_MODIFIED else fetch
