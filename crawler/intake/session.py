"""The session with the archive, the progress bar."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from tqdm import tqdm
from twisted.python.failure import Failure

import archive
from archive import ArchiveError
from crawler.downloading.drop_reasons import BackedOff
from crawler.intake import crash_guard
from crawler.intake.file_reader import FilesAside
from crawler.intake.intake import Intake
from crawler.intake.items import CleanedPage, Item
from crawler.intake.ocr import Ocr
from crawler.intake.provenance import software, warcinfo
from crawler.walking.recheck_schedule import Policy


class ArchiveSession:
    """Opens the archive for one crawl, writes the crawl's row in ``runs``, and closes it."""

    def __init__(self, crawler: Crawler) -> None:
        from twisted.internet import reactor  # importing it before Scrapy does would install another one

        self._crawler = crawler
        self.error: ArchiveError | None = None
        self.files = FilesAside(Ocr.of(crawler.settings))
        self.has_unreadable = False  # a portal of which not one list page could be read
        self._writer = archive.open_writer(
            crawler.settings["ARCHIVE"], software=software(crawler.settings),
            place=crawler.settings["PLACE"] or None, warcinfo=warcinfo(crawler.settings),
            max_warc_bytes=crawler.settings.getint("WARC_FILE_MAX_BYTES"),
        )  # fmt: skip
        crawler.signals.connect(self._begin, signals.spider_opened)
        crawler.signals.connect(self._end, signals.spider_closed)
        crawler.signals.connect(self._crashed, signals.spider_error)
        crawler.signals.connect(self._item_crashed, signals.item_error)
        # A second Ctrl-C closes no spider; without this, the process would read all files that wait before it ends.
        reactor.addSystemEventTrigger("before", "shutdown", self.files.close)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchiveSession:
        return cls(crawler)

    @classmethod
    def of(cls, crawler: Crawler) -> ArchiveSession:
        """Return the session of a running crawl."""
        session = crawler.get_extension(cls)
        if session is None:
            raise NotConfigured("crawler.intake.session.ArchiveSession is not among EXTENSIONS")
        return session

    def _begin(self, spider: Spider) -> None:
        for portal in spider.portals:
            self._writer.put_portal(
                portal.id, portal.name, portal.hosts[0], portal.division, portal.site_id_code, portal.platform,
                portal.floor,
            )  # fmt: skip
        settings = self._crawler.settings
        self.intake = Intake(
            self._writer,
            self._writer.begin_run("crawl", spider.selection),
            policy=Policy.of(settings),
            gone_after_days=settings.getfloat("GONE_AFTER_DAYS"),
        )

    def _crashed(self, failure: Failure, response: Response | Failure) -> None:
        """Note a page that the spider failed on; a further page is read with the one that it belongs to."""
        request: Request = response.request  # type: ignore[union-attr, assignment]  # a failed request has one, too
        page = request.cb_kwargs.get("whole") or request.meta.get("page")
        kept = request.cb_kwargs.get("first") if "whole" in request.cb_kwargs else request.meta.get("kept")
        detail = crash_guard.detail(failure.value, failure.getTracebackObject(), page.role if page else "answer")
        self.intake.crash(detail, page.url if page else request.url, page, kept)

    def _item_crashed(self, item: Item, failure: Failure) -> None:
        """Note a page that was read and could not be written."""
        page = item.page if isinstance(item, CleanedPage) else None
        detail = crash_guard.detail(failure.value, failure.getTracebackObject(), page.role if page else "answer")
        url = page.url if page else getattr(item, "url", None)
        self.intake.crash(detail, url, page, item.kept if isinstance(item, CleanedPage) else None)

    def _end(self, spider: Spider, reason: str) -> None:
        try:
            if reason == "finished":
                self._report_portals(spider)
            self.intake.end(reason)
        except ArchiveError as error:
            self.error = self.error or error
        finally:
            self._writer.close()
            self.files.close()

    def _report_portals(self, spider: Spider) -> None:
        for portal in spider.portals:
            tally = spider.tallies[portal.id]
            self.has_unreadable |= tally.is_unreadable
            for end in tally.walks:
                self._writer.put_walk(end.url, pages=end.pages, rows=end.rows, is_complete=end.is_complete)
            for kind, detail in tally.problems(portal, self._crawler.settings.getint("MOVED_AFTER")):
                self.intake.problem(kind, detail, url=portal.sections[0].url, portal=portal.id)

    def fail(self, error: ArchiveError) -> None:
        """Note that the archive could not be written to, and end the crawl; the first error counts."""
        if self.error is None:
            self.error = error
            self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason="archive_failed"))


def drop_waiting(crawler: Crawler, is_off: Callable[[str], bool]) -> None:
    """End the requests that wait in the downloader for a host that is left alone from now on.

    They passed the middlewares before the host refused; their delay would let them out one by one.
    """
    for host, slot in crawler.engine.downloader.slots.items():
        while is_off(host) and slot.queue:
            _, waiting = slot.queue.popleft()
            waiting.errback(BackedOff(f"{host} is left alone: its city refuses"))


class ProgressBar:
    """Draws answered against known requests on standard error."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("PROGRESS_BAR"):
            raise NotConfigured
        crawler.signals.connect(self._open, signals.spider_opened)
        crawler.signals.connect(self._known, signals.request_scheduled)
        crawler.signals.connect(self._dropped, signals.request_dropped)
        crawler.signals.connect(self._answered, signals.response_received)
        crawler.signals.connect(self._close, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ProgressBar:
        return cls(crawler)

    def _open(self, spider: Spider) -> None:
        self._bar = tqdm(total=0, unit="request", desc="crawling", dynamic_ncols=True)

    def _known(self, request: Request, spider: Spider) -> None:
        self._bar.total += 1

    def _dropped(self, request: Request, spider: Spider) -> None:
        self._bar.total -= 1  # asked for before

    def _answered(self, response: Response, request: Request, spider: Spider) -> None:
        self._bar.update()

    def _close(self, spider: Spider, reason: str) -> None:
        self._bar.total = self._bar.n  # what was never asked (robots.txt, other hosts) is not outstanding
        self._bar.refresh()
        self._bar.close()
