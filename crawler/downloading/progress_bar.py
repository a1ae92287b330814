"""A progress bar on standard error: answered requests among those that are known."""

from __future__ import annotations

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from tqdm import tqdm


class ProgressBar:
    """Draws answered against known requests, if PROGRESS_BAR is set."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("PROGRESS_BAR"):
            raise NotConfigured
        self._signals = crawler.signals
        self._signals.connect(self._open, signals.spider_opened)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ProgressBar:
        return cls(crawler)

    def _open(self, spider: Spider) -> None:
        if not getattr(spider, "crawls_portals", True):
            return  # one page is looked at
        self._bar = tqdm(total=0, unit="request", desc="crawling", dynamic_ncols=True)
        self._signals.connect(self._known, signals.request_scheduled)
        self._signals.connect(self._dropped, signals.request_dropped)
        self._signals.connect(self._answered, signals.response_received)
        self._signals.connect(self._close, signals.spider_closed)

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
