"""What every request and every response passes: the hosts of the portal tables, and the archive."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from archive import ArchiveError, PageRef
from crawler.extensions import ArchiveSession
from crawler.fetches import fetch_of
from crawler.ignored import BackedOff, NotKept, OffPortal


class PortalHostsMiddleware:
    """Lets through only requests to the hosts of the chosen portals, redirected ones as well.

    Scrapy's own offsite middleware also admits subdomains, and every request that a retry has
    marked as not to be filtered.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PortalHostsMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        host = urlparse_cached(request).hostname
        if host not in self._crawler.spider.hosts:
            raise OffPortal(f"{host} is no host of the portals that are crawled")
        if self._crawler.spider.backoff.is_off(host):
            raise BackedOff(f"{host} is left alone: its city refuses")


class EvidenceMiddleware:
    """Stores every response before a spider, or a retry, sees it.

    What became of the bytes goes on in ``response.meta["fetch"]`` and ``["kept"]``.  An archive that cannot
    be written to ends the crawl: pages that could not be kept must not be fetched.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> EvidenceMiddleware:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        session = ArchiveSession.of(self._crawler)
        page = request.meta.get("page") or self._page_of(request)
        fetch = fetch_of(request, response)
        try:
            kept = session.intake.keep(fetch, page)
        except ArchiveError as error:
            session.fail(error)
            raise NotKept(str(error)) from error
        request.meta["fetch"], request.meta["kept"] = fetch, kept
        return response

    def _page_of(self, request: Request) -> PageRef:
        """Where a request belongs that no spider made: robots.txt."""
        role = "robots" if urlparse_cached(request).path == "/robots.txt" else "other"
        return PageRef(request.url, role, portal=self._crawler.spider.portal_of(request.url))
