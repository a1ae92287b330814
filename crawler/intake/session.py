"""The session of a crawl with the archive: opened when the crawl begins, told what it finds, closed at its end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from scrapy import Spider
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from twisted.python.failure import Failure

import archive
from archive import ArchiveError, Kept, Listing, PageRef
from cleaners.problem_kinds import AnyKind
from crawler import signals
from crawler.intake.archive_run import ArchiveRun
from crawler.intake.crash_guard import crash_detail
from crawler.intake.items import ReportItem
from crawler.intake.ocr import Ocr
from crawler.intake.provenance import accepted_tls, put_governments, put_portal, software_versions, warcinfo
from crawler.intake.stored.read_kept import read_kept
from crawler.walking.recheck_schedule import Policy

if TYPE_CHECKING:
    from archive import Writer

WITHOUT_PIPELINE = (
    "ITEM_PIPELINES switches crawler.intake.pipelines.ArchivePipeline off: answers are kept, and no report becomes a "
    "document; fazhi reclean reads them later"
)

logger = logging.getLogger(__name__)


class ArchiveSession:
    """Opens the archive for a crawl of portals, writes what its signals say, and closes it.

    A spider of somebody else's gets none, and a look at a page (`scrapy shell`, `fetch`, `view`, `parse`) neither:
    *run* is None then, and nothing is opened, locked or written.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._writer: Writer | None = None
        self.run: ArchiveRun | None = None
        self.error: ArchiveError | None = None
        self.has_pipeline = False  # one that stores reports
        self.has_unreadable = False  # a portal of which not one list page could be read
        for receiver, signal in (
            (self._open, scrapy_signals.spider_opened),
            (self._close, scrapy_signals.spider_closed),
            (self._spider_failed, scrapy_signals.spider_error),
            (self._item_failed, scrapy_signals.item_error),
            (self._put_listings, signals.rows_listed),
            (self._put_file, signals.file_kept),
            (self._put_unchanged, signals.page_unchanged),
            (self._put_unreached, signals.page_unreached),
            (self._put_page_without_report, signals.page_without_report),
            (self._put_problem, signals.problem_found),
            (self._put_walk, signals.list_walked),
            (self._note_unreadable, signals.portal_unreadable),
        ):
            crawler.signals.connect(receiver, signal)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchiveSession:
        return cls(crawler)

    @classmethod
    def of(cls, crawler: Crawler) -> ArchiveSession | None:
        """Return the session of a crawl; None if it is not among EXTENSIONS."""
        return crawler.get_extension(cls)

    def fail(self, error: ArchiveError) -> None:
        """Note that the archive could not be written to, and end the crawl; the first error counts."""
        if self.error is None:
            self.error = error
            self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason="archive_failed"))

    # --- from the beginning to the end ----------------------------------------------------------

    def _open(self, spider: Any) -> None:
        """Open the archive for *spider*, a PortalCrawl, and let it ask what is known."""
        if not getattr(spider, "crawls_portals", False):
            return
        settings = self._crawler.settings
        try:
            self._writer = archive.open_writer(
                settings["ARCHIVE"], software=software_versions(settings) | accepted_tls(spider.portals),
                place=settings["PLACE"] or None, warcinfo=warcinfo(settings),
                max_warc_bytes=settings.getint("WARC_FILE_MAX_BYTES"),
            )  # fmt: skip
            self.run = self._begin(self._writer, spider)
            if number := read_kept(self.run, Ocr.of(settings)):
                logger.info("%d pages were read that earlier runs had kept", number)
        except ArchiveError as error:
            self.error = error
            logger.error("%s", error)
            raise CloseSpider("archive_failed") from error
        spider.visits.known = self._writer
        if not self.has_pipeline:
            logger.warning("%s", WITHOUT_PIPELINE)

    def _begin(self, writer: Writer, spider: Any) -> ArchiveRun:
        for portal in spider.portals:
            put_portal(writer, portal)
        put_governments(writer, spider.portals)
        return ArchiveRun(
            writer,
            writer.begin_run("crawl", spider.selection),
            policy=Policy.of(self._crawler.settings),
            gone_after_days=self._crawler.settings.getfloat("GONE_AFTER_DAYS"),
            count=self._crawler.stats.inc_value,
        )

    def _close(self, spider: Spider, reason: str) -> None:
        if self._writer is None:
            return
        try:
            if self.run is not None:
                self.run.end(reason)
        except ArchiveError as error:
            self.error = self.error or error
        finally:
            self._writer.close()

    # --- what a crawl finds beside reports --------------------------------------------------------

    @contextmanager
    def _writing(self, url: str | None = None, page: PageRef | None = None, kept: Kept | None = None) -> Iterator[None]:
        """Let an archive that cannot be written to end the crawl, and a defect of ours be written as a crash."""
        try:
            yield
        except ArchiveError as error:
            self.fail(error)
        except Exception:  # noqa: BLE001  # a defect may raise anything
            self._put_crash(Failure(), url, page, kept)  # type: ignore[no-untyped-call]

    def _put_listings(self, listings: Sequence[Listing]) -> None:
        if self.run:
            with self._writing():
                self.run.writer.put_listings(listings)

    def _put_file(self, page_url: str, url: str, snapshot: str) -> None:
        if self.run:
            with self._writing(url):
                self.run.put_file(page_url, url, snapshot)

    def _put_unchanged(self, page: PageRef, kept: Kept) -> None:
        if self.run:
            with self._writing(page.url, page, kept):
                self.run.note_unchanged(page)

    def _put_unreached(self, page: PageRef, is_forbidden: bool) -> None:
        if self.run:
            with self._writing(page.url, page):
                self.run.note_unreached(page, is_forbidden=is_forbidden)

    def _put_page_without_report(self, page: PageRef, kept: Kept | None, kind: AnyKind, detail: str) -> None:
        if self.run and kept:
            with self._writing(page.url, page, kept):
                self.run.note_no_report(page, kept, kind, detail)

    def _put_problem(
        self, kind: AnyKind, detail: str, url: str | None, portal: str | None, snapshot: str | None
    ) -> None:
        if self.run:
            with self._writing(url):
                self.run.problem(kind, detail, url=url, portal=portal, snapshot=snapshot)

    def _put_walk(self, url: str, pages: int, rows: int, is_complete: bool) -> None:
        if self.run:
            with self._writing(url):
                self.run.writer.put_walk(url, pages=pages, rows=rows, is_complete=is_complete)

    def _note_unreadable(self, portal: str) -> None:
        self.has_unreadable = True

    # --- defects of ours ------------------------------------------------------------------------

    def _spider_failed(self, failure: Failure, response: Response | Failure | None) -> None:
        """Write that the spider failed on a page; a part of an article is read with the page that it belongs to."""
        request: Request | None = getattr(response, "request", None)  # a request that failed has one, too
        if request is None:
            return
        whole = request.cb_kwargs.get("whole")
        page = whole.page if whole else request.meta.get("page")
        kept = whole.kept if whole else request.meta.get("kept")
        self._put_crash(failure, page.url if page else request.url, page, kept)

    def start_failed(self, failure: Failure) -> None:
        """Write that the spider failed before its first page, or between two of them."""
        if self.run and failure.value is not None:
            trace = failure.getTracebackObject()  # type: ignore[no-untyped-call]
            detail = crash_detail(failure.value, "start of the crawl", trace, happened="not gone through to its end")
            self.run.crash(detail, None, None, None)

    def _item_failed(self, item: Any, failure: Failure) -> None:
        """Write that a page was read and could not be stored; what a pipeline behind ours does is its own business."""
        origin = item.origin if isinstance(item, ReportItem) else None
        if origin and item.id is None:
            self._put_crash(failure, origin.page.url, origin.page, origin.kept)

    def _put_crash(self, failure: Failure, url: str | None, page: PageRef | None, kept: Kept | None) -> None:
        if self.run and failure.value is not None:
            trace = failure.getTracebackObject()  # type: ignore[no-untyped-call]
            self.run.crash(crash_detail(failure.value, page.role if page else "answer", trace), url, page, kept)
