"""What the archive knows of a page decides whether, and how, it is asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive import DamagedRecord, Fetch, PageState, Writer


@dataclass(slots=True)
class Visits:
    """The visits of one crawl: *until* is the moment before which a page must be due to be asked.

    *is_full*: everything is asked, whatever is known of it.
    """

    writer: Writer
    until: datetime
    is_full: bool = False

    def is_known(self, url: str) -> bool:
        """Whether the page with this canonical URL has been seen before."""
        return self.writer.page_state(url) is not None

    def is_wanted(self, url: str) -> bool:
        """Whether the page is to be asked in this run: it is new, due, or was left unread by a run that died."""
        state = self.writer.page_state(url)
        if self.is_full or state is None or not state.is_settled:
            return True
        return state.next_due_at is None or state.next_due_at <= self.until

    def due(self, portal: str) -> list[PageState]:
        """Return the known detail pages of *portal* that are due."""
        return list(self.writer.due_pages(portal, self.until))

    def was_walked(self, first: str) -> bool:
        """Whether the list whose first page is *first* was read to its end by a crawl that finished."""
        return self.writer.was_walked(first)

    def ended_well(self, first: str) -> bool:
        """Whether a crawl that need not look at everything may trust the last walk through the list *first*."""
        return not self.is_full and self.writer.ended_well(first)

    def not_due(self, url: str) -> Fetch | None:
        """Return what the archive holds of the page with this canonical URL; None if the page is to be asked."""
        state = self.writer.page_state(url)
        if state is None or state.snapshot is None or state.next_due_at is None or state.next_due_at <= self.until:
            return None
        try:
            return self.writer.read_payload(state.snapshot)
        except DamagedRecord:
            return None

    def is_list_wanted(self, first: str) -> bool:
        """Whether a list below a section is to be asked: it is due, or its rows have not all been seen."""
        return not self.was_walked(first) or self.is_wanted(first)

    def headers(self, url: str) -> dict[str, str]:
        """Return the headers that let the server answer 304 if the page is as the archive holds it."""
        state = self.writer.page_state(url)
        return conditions(state) if state and state.snapshot else {}


def conditions(state: PageState) -> dict[str, str]:
    """Return If-None-Match and If-Modified-Since for a page; none for a page whose server gave no validators.

    Without Last-Modified the moment of the last change is no substitute: it is our clock, not the server's.
    """
    headers = {}
    if state.etag:
        headers["If-None-Match"] = state.etag
    if state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    return headers
