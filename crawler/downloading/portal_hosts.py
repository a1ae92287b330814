"""The hosts of a crawl of portals: nothing else is asked, and nothing of a city that refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.utils.httpobj import urlparse_cached

from crawler import signals
from crawler.downloading.drop_reasons import BackedOff, OffPortal, OverBudget
from crawler.downloading.refusals import city_domain

SPENT = "the portal is left: its budget is spent"


def crawled_hosts(crawler: Crawler) -> Mapping[str, str] | None:
    """Return the id of the portal of each host that is crawled; None if this is no crawl of portals.

    It is none with a spider of somebody else's, and none where Scrapy's shell, fetch, view or parse look at a page.
    """
    spider = crawler.spider
    return spider.hosts if getattr(spider, "crawls_portals", False) else None  # type: ignore[union-attr]


class PortalHostsMiddleware:
    """Lets through only requests to the hosts of the chosen portals, redirected ones as well.

    Scrapy's own offsite middleware also admits subdomains, and every request that a retry has
    marked as not to be filtered.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._cities: set[str] = set()  # that are left alone
        crawler.signals.connect(self._leave_alone, signals.city_left_alone)
        crawler.signals.connect(self._leave_portal, signals.portal_left)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PortalHostsMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        hosts = crawled_hosts(self._crawler)
        if hosts is None:
            return
        host = urlparse_cached(request).hostname or ""
        if host not in hosts:
            raise OffPortal(f"{host} is no host of the portals that are crawled")
        if self._crawler.spider.is_left(hosts[host]):  # type: ignore[union-attr]
            raise OverBudget(SPENT)
        if self._is_left_alone(host):
            raise BackedOff(f"{host} is left alone: its city refuses")

    def _is_left_alone(self, host: str) -> bool:
        return city_domain(host) in self._cities

    def _leave_alone(self, host: str) -> None:
        """End the requests that wait in the downloader for the hosts of a city.

        They passed this middleware before the city refused; their delay would let them out one by one.
        """
        self._cities.add(city_domain(host))
        self._drop_waiting(self._is_left_alone, BackedOff(f"{host} is left alone: its city refuses"))

    def _leave_portal(self, portal: str) -> None:
        """End the requests that wait for a portal whose budget is spent."""
        hosts = crawled_hosts(self._crawler) or {}
        self._drop_waiting(lambda host: hosts.get(host) == portal, OverBudget(SPENT))

    def _drop_waiting(self, is_left: Callable[[str], bool], reason: IgnoreRequest) -> None:
        for name, slot in self._crawler.engine.downloader.slots.items():
            while is_left(name) and slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(reason)
