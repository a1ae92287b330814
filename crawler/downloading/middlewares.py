"""What every request and every response passes: the hosts of the portal tables, and the archive."""

from __future__ import annotations

from http import HTTPStatus

from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Request, Response
from scrapy.utils.httpobj import urlparse_cached

from archive import ArchiveError, PageRef
from cleaners.problem_kinds import ProblemKind
from crawler.downloading.drop_reasons import BackedOff, NotKept, OffPortal
from crawler.downloading.exchanges import fetch_of, header_map
from crawler.downloading.refusals import recognise
from crawler.downloading.rendering import Rendering, ScriptCache
from crawler.intake.session import ArchiveSession


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


class RenderMiddleware:
    """Puts in the place of a page, where its portal asks for that, what it becomes when its scripts have run.

    The page as served is in the archive before.  What cannot be rendered goes on as it was served, with a
    problem ``not_rendered``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._scripts = ScriptCache()
        self._elsewhere: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RenderMiddleware:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        if not request.meta.get("render") or not _is_page(response):
            return response
        response.request = request
        portal = self._crawler.spider.by_id[request.meta["page"].portal]
        rendering = Rendering(self._crawler, portal, response, self._scripts)
        made = rendering.request()
        try:
            rendered = await self._crawler.engine.download_async(made)
        except NotKept:
            raise
        except Exception as error:  # noqa: BLE001  # whatever a page does to a browser
            self._tell(
                request, ProblemKind.NOT_RENDERED, f"the browser did not show it: {type(error).__name__}: {error}"
            )
            return response
        finally:
            rendering.end()
        for host in rendering.elsewhere - self._elsewhere:
            self._elsewhere.add(host)
            self._tell(
                request, ProblemKind.OFF_PORTAL, f"its scripts ask {host}, which is no host of the portal; not fetched"
            )
        request.meta["fetch"], request.meta["kept"] = made.meta["fetch"], made.meta["kept"]
        return HtmlResponse(
            response.url, body=rendered.body, encoding=rendered.encoding, headers=response.headers, flags=["rendered"]
        )

    def _tell(self, request: Request, kind: ProblemKind, detail: str) -> None:
        page, kept = request.meta["page"], request.meta["kept"]
        intake = ArchiveSession.of(self._crawler).intake
        intake.problem(kind, detail, url=page.url, portal=page.portal, snapshot=kept.snapshot)


def _is_page(response: Response) -> bool:
    """Whether *response* is a page that may be shown: no refusal, no error, no file, no answer to a script."""
    return (
        response.status == HTTPStatus.OK
        and isinstance(response, HtmlResponse)
        and not recognise(response.status, header_map(response.headers), response.body)
    )
