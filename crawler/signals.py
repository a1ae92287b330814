"""Signals of a crawl of portals: what a spider finds beside reports, which are items.

Connect to them as to Scrapy's own (``crawler.signals.connect(receiver, signals.problem_found)``); a receiver takes the
arguments that it names.  The archive's extension receives all of them, and nothing else has to.
"""

from __future__ import annotations

from collections.abc import Sequence

from scrapy.crawler import Crawler
from scrapy.signalmanager import SignalManager

from archive import Kept, Listing, PageRef
from cleaners.problem_kinds import AnyKind

rows_listed = object()
file_kept = object()
page_unchanged = object()
page_unreached = object()
page_without_report = object()
problem_found = object()
list_walked = object()
portal_unreadable = object()
city_left_alone = object()
portal_left = object()


class CrawlSignals:
    """Sends the signals of one crawl, each by the method of its name."""

    def __init__(self, manager: SignalManager) -> None:
        self._manager = manager

    @classmethod
    def of(cls, crawler: Crawler) -> CrawlSignals:
        return cls(crawler.signals)

    def rows_listed(self, listings: Sequence[Listing]) -> None:
        """The rows of one list page that are followed, each with the place in which it stands."""
        self._manager.send_catch_log(rows_listed, listings=listings)

    def file_kept(self, page_url: str, url: str, snapshot: str) -> None:
        """A file is in the archive, and the page *page_url* (canonical) names it by the address *url*."""
        self._manager.send_catch_log(file_kept, page_url=page_url, url=url, snapshot=snapshot)

    def page_unchanged(self, page: PageRef, kept: Kept) -> None:
        """A page was asked for again, and is as it was."""
        self._manager.send_catch_log(page_unchanged, page=page, kept=kept)

    def page_unreached(self, page: PageRef, *, is_forbidden: bool) -> None:
        """A page that is known to exist gave no answer; *is_forbidden*: robots.txt does not let us ask."""
        self._manager.send_catch_log(page_unreached, page=page, is_forbidden=is_forbidden)

    def page_without_report(self, page: PageRef, kept: Kept | None, kind: AnyKind, detail: str) -> None:
        """A detail page came that holds no report; *kind* and *detail* say what it is instead."""
        self._manager.send_catch_log(page_without_report, page=page, kept=kept, kind=kind, detail=detail)

    def problem_found(
        self, kind: AnyKind, detail: str, *,
        url: str | None = None, portal: str | None = None, snapshot: str | None = None,
    ) -> None:  # fmt: skip
        """Something went wrong apart from a page's content."""
        self._manager.send_catch_log(
            problem_found, kind=kind, detail=detail, url=url, portal=portal, snapshot=snapshot
        )  # fmt: skip

    def list_walked(self, url: str, *, pages: int, rows: int, is_complete: bool) -> None:
        """A crawl that finished has walked the list whose first page is *url* (canonical)."""
        self._manager.send_catch_log(list_walked, url=url, pages=pages, rows=rows, is_complete=is_complete)

    def portal_unreadable(self, portal: str) -> None:
        """Not one list page of the portal could be read in a crawl that finished."""
        self._manager.send_catch_log(portal_unreadable, portal=portal)

    def city_left_alone(self, host: str) -> None:
        """The portal on *host* has refused so often that the hosts of its city get no more requests in this crawl."""
        self._manager.send_catch_log(city_left_alone, host=host)

    def portal_left(self, portal: str) -> None:
        """The budget of *portal* is spent: it gets no more requests in this crawl."""
        self._manager.send_catch_log(portal_left, portal=portal)
