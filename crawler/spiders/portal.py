"""The one spider: from the sections of the portal tables to the reports."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from archive import PageRef
from cleaners import Attachment, is_report_title
from crawler import walk as walks
from crawler.extensions import ArchiveSession
from crawler.items import CleanedPage, KeptFile, Trouble
from crawler.middlewares import NotKept, OffPortal
from crawler.platforms import PLATFORMS, Column, ListPage, PageRequest, Row, recognise
from crawler.portals import AUTO, Portal, choose, load_portals
from crawler.urls import canonical_url
from crawler.walk import Turn, Walk

MAX_DEPTH = 8  # columns below a section; 海珠 has four

Output = Iterator[Request | CleanedPage | KeptFile | Trouble]


class PortalSpider(Spider):
    """Walks the sections of the chosen portals: list pages, sub-columns, details, files.

    Arguments: ``portal`` (ids, comma-separated), ``division`` (the beginning of a code); all portals by default.
    """

    name = "portal"

    def __init__(self, portal: str | None = None, division: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._portal, self._division = portal, division
        self._left: set[str] = set()
        self.selection = " ".join(
            f"{name}={value}" for name, value in (("portal", portal), ("division", division)) if value
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> PortalSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        tables = load_portals(crawler.settings.getlist("PORTAL_TABLES"))
        spider.portals = choose(tables, portal=spider._portal, division=spider._division)
        spider.by_id = {portal.id: portal for portal in spider.portals}
        spider.hosts = {host: portal for portal in spider.portals for host in portal.hosts}
        shortest = crawler.settings.getfloat("DOWNLOAD_DELAY")
        concurrency = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        slots = {
            host: {"delay": max(shortest, portal.delay_seconds), "concurrency": concurrency}
            for host, portal in spider.hosts.items()
        }
        crawler.settings.set("DOWNLOAD_SLOTS", slots, priority="spider")
        return spider

    def portal_of(self, url: str) -> str | None:
        """Return the id of the portal on whose hosts *url* is."""
        return next((portal.id for portal in self.portals if portal.owns(url)), None)

    async def start(self) -> AsyncIterator[Request]:
        for portal in self.portals:
            for section in portal.sections:
                platform = None if portal.platform == AUTO else portal.platform
                walk = Walk(portal.id, (section.name or portal.name,), section.filtered, platform)
                yield self._list_request(PageRequest(section.url), walk)

    # --- lists ----------------------------------------------------------------------------------

    def read_list(self, response: Response, walk: Walk) -> Output:
        """Follow the rows, the sub-columns and the next page of a list page."""
        if response.status != 200:
            yield from self._after(walks.missing(walk, response.status), walk, response)
            return
        walk = replace(walk, origin=walk.origin or response.url)
        page = _list_page(response, walk)
        platform = PLATFORMS[walk.platform] if walk.platform else recognise(page)[0]
        walk = replace(walk, platform=platform.name)
        reading = platform.read(page, walk.number)
        for column in reading.columns:
            yield from self._follow_column(column, walk)
        yield from self._after(walks.turn(walk, reading), walk, response)

    def _after(self, turn: Turn, walk: Walk, response: Response) -> Output:
        if turn.problem:
            kept = response.meta.get("kept")
            yield Trouble(*turn.problem, response.url, walk.portal, kept and kept.snapshot)
        for row in turn.rows:
            yield from self._follow_row(row, walk)
        if turn.request and turn.walk:
            yield self._list_request(turn.request, turn.walk)

    def _follow_column(self, column: Column, walk: Walk) -> Output:
        portal = self.by_id[walk.portal]
        if portal.owns(column.url) and len(walk.trail) <= MAX_DEPTH:
            below = Walk(walk.portal, (*walk.trail, column.name), walk.filtered, walk.platform)
            yield self._list_request(PageRequest(column.url), below)

    def _follow_row(self, row: Row, walk: Walk) -> Output:
        portal = self.by_id[walk.portal]
        if walk.filtered and not is_report_title(row.title):
            return
        if not portal.owns(row.url):
            yield Trouble(
                "off_portal", f"the row {row.title!r} leads to another host; it is not crawled", row.url, portal.id
            )
            return
        page = PageRef(portal.page_url(row.url), "detail", portal.id, walk.section, row.title)
        yield self._request(row.url, page, self.read_detail)

    # --- details --------------------------------------------------------------------------------

    def read_detail(self, response: Response) -> Output:
        """Clean a detail page that the archive already holds, and ask for its files."""
        page, kept, fetch = (response.meta[name] for name in ("page", "kept", "fetch"))
        cleaned = ArchiveSession.of(self.crawler).intake.clean(fetch, page, kept)
        if cleaned is None:
            return
        yield CleanedPage(page, kept, cleaned)
        for attachment in cleaned.article.attachments if cleaned.article else ():
            yield from self._follow_attachment(attachment, page)

    def _follow_attachment(self, attachment: Attachment, page: PageRef) -> Output:
        portal = self.by_id[page.portal or ""]
        if portal.owns(attachment.url):
            file = PageRef(canonical_url(attachment.url), "attachment", portal.id, page.section, attachment.name)
            yield self._request(attachment.url, file, self.read_attachment, page_url=page.url, named=attachment.url)
        else:
            yield from self._leave(attachment.url, f"the file {attachment.name!r} is on another host", portal)

    def _leave(self, url: str, detail: str, portal: Portal) -> Output:
        """Report, once a run, an address that is not crawled because it is not the portal's."""
        if url not in self._left:
            self._left.add(url)
            yield Trouble("off_portal", detail, url, portal.id)

    def read_attachment(self, response: Response, page_url: str, named: str) -> Output:
        """Connect a file, which is kept already, with the page that names it so; report one that is not there."""
        page, kept = response.meta["page"], response.meta["kept"]
        if response.status == 200:
            yield KeptFile(page_url, named, kept)
        else:
            detail = f"the file {page.title!r} answered {response.status}; expected 200"
            yield Trouble(f"http_{response.status}", detail, response.url, page.portal, kept.snapshot)

    # --- requests -------------------------------------------------------------------------------

    def _list_request(self, request: PageRequest, walk: Walk) -> Request:
        portal = self.by_id[walk.portal]
        page = PageRef(portal.page_url(request.url), "list", portal.id, walk.section)
        made = self._request(request.url, page, self.read_list, walk=walk)
        return made.replace(method=request.method, body=request.body, headers=dict(request.headers))

    def _request(self, url: str, page: PageRef, callback: Any, **arguments: Any) -> Request:
        # Details before further lists: what a killed run leaves behind is then complete reports.
        priority = {"list": 0, "detail": 1, "attachment": 2}[page.role]
        return Request(
            url, callback, errback=self.failed, cb_kwargs=arguments, priority=priority,
            meta={"page": page},
        )  # fmt: skip

    def failed(self, failure: Failure) -> Output:
        """Report a request that got no answer: refused by robots.txt, off the portal, no connection."""
        request: Request = failure.request  # type: ignore[attr-defined]
        page: PageRef = request.meta["page"]
        if failure.check(NotKept):
            return  # the archive cannot be written to: the crawl is ending, and says so itself
        kind = (
            "off_portal" if failure.check(OffPortal) else "robots" if failure.check(IgnoreRequest) else "fetch_failed"
        )
        detail = failure.getErrorMessage() or failure.type.__name__
        yield Trouble(kind, f"{page.role} not fetched: {detail}", request.url, page.portal)


def _list_page(response: Response, walk: Walk) -> ListPage:
    asked = response.request
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, (value, *_) in asked.headers.items())
    return ListPage(
        response.url,
        response.body,
        response.headers.get("Content-Type", b"").decode("latin-1"),
        request=PageRequest(asked.url, asked.method, asked.body, headers),
        origin=walk.origin,
    )
