"""What a crawl may ask of what earlier crawls brought: the one door from the spider to an archive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from archive import Fetch, PageState


class Knowledge(Protocol):
    """Answers about pages and lists by their canonical URL; ``archive.Writer`` is one, `NothingKnown` another."""

    def page_state(self, url: str) -> PageState | None:
        """Return what is known of a page, its validators among it; None if it was never seen."""

    def due_pages(self, portal: str, until: datetime) -> Iterable[PageState]:
        """Yield the detail pages of *portal* that are to be asked for again before *until*."""

    def was_walked(self, url: str) -> bool:
        """Whether the list whose first page is *url* was read to its end by a crawl that finished."""

    def ended_well(self, url: str) -> bool:
        """Whether the last walk through the list whose first page is *url* came to its end."""

    def without_file(self, page_url: str) -> Iterable[tuple[str, str | None]]:
        """Yield address and name of the files that a page offers and that were never fetched."""

    def read_payload(self, snapshot: str) -> Fetch:
        """Return the stored answer; raises DamagedRecord if it cannot be read."""


class NothingKnown:
    """What a crawl knows that has no archive: every page is new, every list unwalked."""

    def page_state(self, url: str) -> PageState | None:
        return None

    def due_pages(self, portal: str, until: datetime) -> Iterable[PageState]:
        return ()

    def was_walked(self, url: str) -> bool:
        return False

    def ended_well(self, url: str) -> bool:
        return False

    def without_file(self, page_url: str) -> Iterable[tuple[str, str | None]]:
        return ()

    def read_payload(self, snapshot: str) -> Fetch:
        raise LookupError(f"no archive holds the snapshot {snapshot}")
