"""What goes wrong before the first request: an error in a spider's start(), of which no page could tell."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from archive import ArchiveError
from crawler.errors import CrawlError
from crawler.intake.session import ArchiveSession


class StartErrors:
    """A spider middleware that has an error in start() written as a crash; Scrapy logs it and ends the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StartErrors:
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        try:
            async for each in start:
                yield each
        except (ArchiveError, CrawlError):
            raise
        except Exception:
            if session := ArchiveSession.of(self._crawler):
                session.start_failed(Failure())  # type: ignore[no-untyped-call]
            raise
