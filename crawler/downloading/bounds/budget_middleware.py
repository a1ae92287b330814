"""The budgets of a crawl's portals: each request is counted when it is sent, and none is sent once one is spent."""

from __future__ import annotations

from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.downloading.bounds.budget import Taken
from crawler.downloading.bounds.http_bounds import ANSWER_SECONDS
from crawler.downloading.drop_reasons import OverBudget
from crawler.downloading.portal_hosts import SPENT, crawled_hosts

_RECEIVED = "received_bytes"  # of the answer so far, in the request's meta


class BudgetMiddleware:
    """Counts requests, bytes (as received, or unpacked where that is more) and seconds of each portal.

    The seconds are those of its answers and of the pauses before them: what the portal would take if it were alone.
    What is spent by this is told by the spider, which counts pages and columns itself.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._received, scrapy_signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BudgetMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        self._take(request, "requests", 1)
        request.meta[_RECEIVED] = 0
        request.meta.pop(ANSWER_SECONDS, None)
        if self._is_spent(request):
            raise OverBudget(SPENT)

    def process_response(self, request: Request, response: Response) -> Response:
        self._take(request, "bytes", max(len(response.body) - request.meta.get(_RECEIVED, 0), 0))
        self._take_seconds(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if not isinstance(exception, OverBudget):
            self._take_seconds(request)

    def _received(self, data: bytes, request: Request) -> None:
        if _RECEIVED in request.meta:
            request.meta[_RECEIVED] += len(data)
        self._take(request, "bytes", len(data))

    def _take_seconds(self, request: Request) -> None:
        if ANSWER_SECONDS in request.meta:
            slot = self._crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
            self._take(request, "seconds", request.meta.pop(ANSWER_SECONDS) + (slot.delay if slot else 0))

    def _take(self, request: Request, what: Taken, amount: float) -> None:
        portal = self._portal(request)
        if portal is not None and "playwright" not in request.meta:  # a page in the browser is no request
            self._crawler.spider.take(portal, what, amount)  # type: ignore[union-attr]

    def _is_spent(self, request: Request) -> bool:
        portal = self._portal(request)
        return portal is not None and self._crawler.spider.is_left(portal)  # type: ignore[union-attr]

    def _portal(self, request: Request) -> str | None:
        return (crawled_hosts(self._crawler) or {}).get(urlparse_cached(request).hostname or "")
