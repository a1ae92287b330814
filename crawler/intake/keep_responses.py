"""Every answer into the archive before anything reads it: the downloader middleware of a crawl."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from archive import ArchiveError, PageRef
from archive.types import Role
from crawler.downloading.drop_reasons import NotKept
from crawler.downloading.exchanges import fetch_of
from crawler.downloading.portal_hosts import crawled_hosts
from crawler.intake.session import ArchiveSession


class EvidenceMiddleware:
    """Stores every response before a spider, or a retry, sees it; without an archive it passes all through.

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
        if session is None or session.run is None:
            return response
        page = request.meta.get("page") or self._page_of(request)
        fetch = fetch_of(request, response)
        try:
            kept = session.run.keep(fetch, page)
        except ArchiveError as error:
            session.fail(error)
            raise NotKept(str(error)) from error
        request.meta["fetch"], request.meta["kept"] = fetch, kept
        return response

    def _page_of(self, request: Request) -> PageRef:
        """Where a request belongs that no spider made: robots.txt."""
        parts = urlparse_cached(request)
        role: Role = "robots" if parts.path == "/robots.txt" else "other"
        hosts = crawled_hosts(self._crawler) or {}
        return PageRef(request.url, role, portal=hosts.get(parts.hostname or ""))
