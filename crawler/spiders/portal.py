"""The one spider: from the sections of the portal tables to the reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from archive import Fetch, Kept, Listing, PageRef
from archive.types import Role
from cleaners import Attachment, is_report_title
from cleaners.problem_kinds import ProblemKind, http_status_kind
from crawler.downloading.backoff import Backoff
from crawler.downloading.drop_reasons import BackedOff, NotKept, OffPortal, RobotsForbidden, RobotsUnknown
from crawler.downloading.exchanges import as_text, header_map, request_of
from crawler.downloading.refusals import recognise as recognise_refusal
from crawler.downloading.refusals import redirect_in_page
from crawler.downloading.rendering import missing_for_rendering
from crawler.downloading.rendering import set_up as set_up_rendering
from crawler.intake.clean_snapshot import Cleaned, page_instead_of_file
from crawler.intake.items import CleanedPage, Item, KeptFile, Listed, Trouble, Unreached
from crawler.intake.session import ArchiveSession, drop_waiting
from crawler.platforms import Column, ListPage, PageRequest, Reading, Row
from crawler.portals.tables import AUTO, Portal, choose, load_portals
from crawler.urls import absolute, canonical_url
from crawler.walking import walk as walks
from crawler.walking.data_shells import past_shells
from crawler.walking.tally import PortalTally, WalkEnd
from crawler.walking.visits import Visits
from crawler.walking.walk import Walk, WalkStep

MAX_DEPTH = 8  # columns below a section; 海珠 has four

Output = Iterator[Request | Item]

# Details before further lists: what a killed run leaves behind is then complete reports.
_PRIORITY = {"list": 0, "detail": 1, "attachment": 2, "other": 2}


class PortalSpider(Spider):
    """Walks the sections of the chosen portals: list pages, sub-columns, details, files.

    Arguments: ``portal`` (ids, comma-separated), ``division`` (the beginning of a code), all portals by
    default; ``full=1`` walks every list to its end and asks every page, also those that are not due.
    """

    name = "portal"

    def __init__(
        self, portal: str | None = None, division: str | None = None, full: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._portal, self._division = portal, division
        self._is_full = full not in (None, "", "0")
        self._left: set[str] = set()
        self._asked: set[str] = set()
        self._lists: set[str] = set()
        self._parts: set[str] = set()
        self._offers: dict[str, set[tuple[str, str]]] = {}  # of a file that is asked for: page, address named there
        self._files: dict[str, str] = {}  # and its snapshot, once it is there
        self.tallies: dict[str, PortalTally] = defaultdict(PortalTally)
        given = (("portal", portal), ("division", division), ("full", full))
        self.selection = " ".join(f"{name}={value}" for name, value in given if value)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> PortalSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        tables = load_portals(settings.getlist("PORTAL_TABLES"))
        spider.portals = choose(tables, portal=spider._portal, division=spider._division)
        spider.by_id = {portal.id: portal for portal in spider.portals}
        spider.hosts = {host: portal for portal in spider.portals for host in portal.hosts}
        spider.backoff = Backoff(settings.getint("REFUSALS_IN_A_ROW"))
        slots = {
            host: {
                "delay": max(settings.getfloat("DOWNLOAD_DELAY"), portal.delay_seconds),
                "concurrency": settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"),
            }
            for host, portal in spider.hosts.items()
        }
        settings.set("DOWNLOAD_SLOTS", slots, priority="spider")
        spider.cannot_render = missing_for_rendering(settings)
        if not spider.cannot_render and any(portal.render for portal in spider.portals):
            set_up_rendering(settings)
        return spider

    def portal_of(self, url: str) -> str | None:
        """Return the id of the portal on whose hosts *url* is."""
        return next((portal.id for portal in self.portals if portal.owns(url)), None)

    async def start(self) -> AsyncIterator[Request | Trouble]:
        ahead = timedelta(days=self.settings.getfloat("RECHECK_AHEAD_DAYS"))
        self._visits = Visits(self._session.intake.writer, datetime.now(UTC) + ahead, self._is_full)
        is_resumed = bool(self.settings["JOBDIR"])
        for portal in self.portals:
            self.tallies[portal.id].is_partial = is_resumed
            if portal.render and self.cannot_render:
                self.tallies[portal.id].lists_asked = len(portal.sections)
                yield Trouble(
                    ProblemKind.NOT_RENDERED, f"{portal.id}: {self.cannot_render}", portal.sections[0].url, portal.id
                )
                continue
            for state in self._visits.due(portal.id):
                page = PageRef(state.url, "detail", portal.id, state.section, state.title)
                yield self._detail_request(state.fetch_url, page)
            for section in portal.sections:
                platform = None if portal.platform == AUTO else portal.platform
                # A list may change while it is walked; a full crawl makes a second pass.
                passes = 2 if self._is_full else 1
                walk = Walk(portal.id, (section.name or portal.name,), section.filtered, platform, max_passes=passes)
                yield self._first_request(section.url, walk, portal.page_url(section.url))

    # --- lists ----------------------------------------------------------------------------------

    def read_list(self, response: Response, walk: Walk, first: str) -> Output:
        """Follow the rows, the sub-columns and the next page of a list page; *first* is its list's first page."""
        tally = self.tallies[walk.portal]
        tally.lists_asked += 1
        if instead := list(self._not_the_page(response)):
            yield from instead
            return
        if response.status not in (200, 304):
            step = walks.after_error(walk, response.status)
            if step.problem is None and step.request is None:
                tally.lists_read += 1  # the list was read to its end, which a resumed crawl may see alone
            yield from self._after(step, walk, first, response)
            return
        tally.lists_read += 1
        walk, reading = walks.read(walk, self._list_page(response, walk))
        for column in reading.columns:
            yield from self._follow_column(column, walk)
        step = walks.after_page(walk, reading)
        if step.walk and self._knows_all_below(reading, walk, first):
            tally.is_partial = True
            step = replace(step, request=None, walk=None)
        yield from self._after(step, walk, first, response)

    def _list_page(self, response: Response, walk: Walk) -> ListPage:
        shown = self._shown(response)
        content_type = next((value for name, value in shown.headers if name.lower() == "content-type"), None)
        return ListPage(response.url, shown.body, content_type, request=request_of(response), origin=walk.origin)

    def _knows_all_below(self, reading: Reading, walk: Walk, first: str) -> bool:
        """Whether this page shows nothing new, and what follows was seen in a walk that came to the end.

        A whole page is looked at: pinned rows stand before newer ones.
        """
        if self._is_full or reading.instead or not self._visits.was_walked(first):
            return False
        portal = self.by_id[walk.portal]
        return all(
            self._visits.is_known(portal.page_url(row.url))
            for row in reading.rows
            if portal.owns(row.url) and self._is_followed(row, walk)
        )

    def _after(self, step: WalkStep, walk: Walk, first: str, response: Response) -> Output:
        if step.problem:
            yield Trouble(*step.problem, response.url, walk.portal, _snapshot(response))
        followed = [row for row in step.rows if self._is_followed(row, walk)]
        if followed:
            # A page may be listed in several places; it is asked for once, and each place is known.
            yield Listed(tuple(self._listing(row, walk, first) for row in followed))
        for row in followed:
            yield from self._follow_row(row, walk)
        if step.request and step.walk:
            # Two lists may share a page; were its request filtered out, the second walk would not end.
            yield self._list_request(step.request, step.walk, first).replace(dont_filter=True)
        else:
            end = WalkEnd(first, walk.number, len(walk.seen) + len(step.rows), is_complete=step.problem is None)
            self.tallies[walk.portal].walks.append(end)

    def _follow_column(self, column: Column, walk: Walk) -> Output:
        portal = self.by_id[walk.portal]
        first = portal.page_url(column.url)
        if not portal.owns(column.url) or len(walk.trail) > MAX_DEPTH or first in self._lists:
            return
        if not self._visits.is_list_wanted(first):
            self.tallies[portal.id].is_partial = True
            return
        below = Walk(walk.portal, (*walk.trail, column.name), walk.filtered, walk.platform, max_passes=walk.max_passes)
        yield self._first_request(column.url, below, first)

    def _is_followed(self, row: Row, walk: Walk) -> bool:
        return not walk.filtered or is_report_title(row.title)

    def _listing(self, row: Row, walk: Walk, first: str) -> Listing:
        url = self.by_id[walk.portal].page_url(row.url)
        return Listing(url, walk.portal, walk.section, first, row.url, row.title)

    def _follow_row(self, row: Row, walk: Walk) -> Output:
        portal = self.by_id[walk.portal]
        if not portal.owns(row.url):
            yield from self._leave(row.url, f"the row {row.title!r} leads to another host; it is not crawled", portal)
            return
        page = PageRef(portal.page_url(row.url), "detail", portal.id, walk.section, row.title)
        self.tallies[portal.id].details.add(page.url)
        if page.url not in self._asked and self._visits.is_wanted(page.url):
            yield self._detail_request(row.url, page)

    # --- details --------------------------------------------------------------------------------

    async def read_detail(self, response: Response) -> Output:
        """Clean a detail page that the archive already holds, and ask for its files."""
        if instead := list(self._not_the_page(response)):
            return iter(instead)
        page, kept, fetch = (response.meta[name] for name in ("page", "kept", "fetch"))
        cleaned, missing = await self._session.files.finish(self._session.intake.clean(fetch, page, kept))
        return self._after_detail(cleaned, missing, page, kept)

    def _after_detail(self, cleaned: Cleaned | None, missing: tuple[str, ...], page: PageRef, kept: Kept) -> Output:
        if parts := [url for url in missing if self.by_id[page.portal or ""].owns(url)]:
            # Further pages of the article, or the files that hold the text of a page without any.
            role: Role = "other" if cleaned and cleaned.article and cleaned.article.text else "attachment"
            yield self._part_request(parts, role, page, kept)
        else:
            yield from self._cleaned(cleaned, page, kept)

    def _part_request(self, parts: list[str], role: Role, whole: PageRef, first: Kept) -> Request:
        page = PageRef(canonical_url(parts[0]), role, whole.portal, whole.section)
        self._parts.add(page.url)
        made = self._request(parts[0], page, self.read_part, rest=parts[1:], role=role, whole=whole, first=first)
        # Two articles may share a file; were its request filtered out, the second would never be read.
        return made.replace(errback=self.part_failed, dont_filter=True)

    async def read_part(self, response: Response, rest: list[str], role: Role, whole: PageRef, first: Kept) -> Output:
        """Ask for the next page of the article *whole*, or clean all of them if this was the last.

        What this one answered is in the archive already; the article is made of what there is.
        """
        if rest:
            return iter([self._part_request(rest, role, whole, first)])
        intake = self._session.intake
        steps = intake.clean(intake.writer.read_payload(first.snapshot), whole, replace(first, is_revisit=False))
        cleaned, _ = await self._session.files.finish(steps)
        return self._cleaned(cleaned, whole, first)

    async def part_failed(self, failure: Failure) -> AsyncIterator[Request | Item]:
        """Report a further page that gave no answer, and go on without it."""
        for told in self.failed(failure):
            yield told
        for read in await self.read_part(failure.value, **failure.request.cb_kwargs):  # type: ignore[attr-defined]
            yield read

    def _cleaned(self, cleaned: Cleaned | None, page: PageRef, kept: Kept) -> Output:
        yield CleanedPage(page, kept, cleaned)
        offered = cleaned.article.attachments if cleaned and cleaned.article else ()
        for attachment in self._never_asked(page) if cleaned is None else offered:
            yield from self._follow_attachment(attachment, page)

    def _never_asked(self, page: PageRef) -> Iterator[Attachment]:
        """Yield the files of an unchanged page that no run has asked for: one died, or `reclean` found them."""
        for url, name in self._session.intake.writer.without_file(page.url):
            if self.by_id[page.portal or ""].owns(url) and not self._visits.is_known(canonical_url(url)):
                yield Attachment(name, url)

    def _follow_attachment(self, attachment: Attachment, page: PageRef) -> Output:
        portal = self.by_id[page.portal or ""]
        if portal.owns(attachment.url):
            file = PageRef(canonical_url(attachment.url), "attachment", portal.id, page.section, attachment.name)
            if file.url in self._parts:
                yield from self._known_file(file, page.url, attachment.url)
            elif file.url in self._files:
                yield KeptFile(page.url, attachment.url, self._files[file.url])
            elif file.url in self._offers:  # the request would be filtered out
                self._offers[file.url].add((page.url, attachment.url))
            else:
                self._offers[file.url] = set()
                yield self._request(attachment.url, file, self.read_attachment, page_url=page.url, named=attachment.url)
        else:
            yield from self._leave(attachment.url, f"the file {attachment.name!r} is on another host", portal)

    def _known_file(self, file: PageRef, page_url: str, named: str) -> Output:
        """Connect a file that was fetched for its text."""
        state = self._session.intake.writer.page_state(file.url)
        if state and state.snapshot:
            yield KeptFile(page_url, named, state.snapshot)

    def read_attachment(self, response: Response, page_url: str, named: str) -> Output:
        """Connect a file, which is kept already, with the pages that name it so; report one that is not there."""
        if instead := list(self._not_the_page(response)):
            yield from instead
            return
        page, kept = response.meta["page"], response.meta["kept"]
        if response.status not in (200, 304):
            detail = f"the file {page.title!r} answered {response.status}; expected 200"
            yield Trouble(http_status_kind(response.status), detail, response.url, page.portal, kept.snapshot)
        elif wrong := page_instead_of_file(self._shown(response), page.title):
            yield Trouble(ProblemKind.PAGE_FOR_FILE, wrong, response.url, page.portal, kept.snapshot)
        else:
            self._files[page.url] = kept.snapshot
            for offer in sorted({(page_url, named)} | self._offers.get(page.url, set())):
                yield KeptFile(*offer, kept.snapshot)

    # --- what comes in place of a page ------------------------------------------------------------

    def _not_the_page(self, response: Response) -> Output:
        """Report a refusal, or follow for one hop a page that is nothing but a redirect."""
        page: PageRef = response.meta["page"]
        refusal = recognise_refusal(response.status, header_map(response.headers), response.body)
        if refusal:
            yield from self._refused(refusal, response, page)
            return
        self.backoff.answered(page.portal or "")
        if page.role != "attachment" and (target := redirect_in_page(response.body, as_text(response))):
            yield from self._hop(absolute(response.url, target), response, page)

    def _refused(self, kind: ProblemKind, response: Response, page: PageRef) -> Output:
        host = urlsplit(response.url).hostname or ""
        yield Trouble(
            kind, f"{host} refused with status {response.status}", response.url, page.portal, _snapshot(response)
        )
        if self.backoff.refused(page.portal or "", host):
            self.tallies[page.portal or ""].is_partial = True
            drop_waiting(self.crawler, self.backoff.is_off)
            detail = f"{self.backoff.limit} refusals in a row ({kind}); the city's hosts are left alone for this run"
            yield Trouble(ProblemKind.BACKED_OFF, detail, response.url, page.portal)

    def _hop(self, target: str | None, response: Response, page: PageRef) -> Output:
        portal = self.by_id[page.portal or ""]
        if target and portal.owns(target) and not response.meta.get("hopped"):
            asked = response.request
            yield Request(
                target, asked.callback, errback=self.failed, cb_kwargs=asked.cb_kwargs, priority=asked.priority,
                meta={"page": page, "hopped": True, "render": asked.meta.get("render", False)},
            )  # fmt: skip
        else:
            if target and not portal.owns(target):
                self.tallies[portal.id].leads_elsewhere(page.url, response.url, target)
            detail = f"the page is nothing but a redirect to {target}, which is not followed"
            yield Trouble(ProblemKind.REDIRECT_SHELL, detail, response.url, page.portal, _snapshot(response))

    def _leave(self, url: str, detail: str, portal: Portal) -> Output:
        """Report, once a run, an address that is not crawled because it is not the portal's."""
        if url not in self._left:
            self._left.add(url)
            yield Trouble(ProblemKind.OFF_PORTAL, detail, url, portal.id)

    def failed(self, failure: Failure) -> Output:
        """Report a request that got no answer: refused by robots.txt, off the portal, no connection."""
        request: Request = failure.request  # type: ignore[attr-defined]
        page: PageRef = request.meta["page"]
        if page.role == "list":
            self.tallies[page.portal or ""].lists_asked += 1
        if failure.check(NotKept, BackedOff):
            return  # the crawl is ending, or the portal is left alone: both are reported once, where they begin
        yield Unreached(page, is_forbidden=failure.check(RobotsForbidden, OffPortal) is not None)
        detail = f"{page.role} not fetched: {failure.getErrorMessage() or failure.type.__name__}"
        if failure.check(OffPortal) and (asked := request.meta.get("redirect_urls")):
            self.tallies[page.portal or ""].leads_elsewhere(page.url, asked[0], request.url)
        kinds = {
            OffPortal: ProblemKind.OFF_PORTAL,
            RobotsUnknown: ProblemKind.ROBOTS_UNKNOWN,
            RobotsForbidden: ProblemKind.ROBOTS,
        }
        kind = kinds.get(failure.check(*kinds), ProblemKind.FETCH_FAILED)
        kept = request.meta.get("kept")  # a redirect, or an error before a try that got no answer
        yield Trouble(kind, detail, request.url, page.portal, kept and kept.snapshot)

    # --- requests -------------------------------------------------------------------------------

    @property
    def _session(self) -> ArchiveSession:
        return ArchiveSession.of(self.crawler)

    def _shown(self, response: Response) -> Fetch:
        """Return what the page shows: of an answer 304 the bytes that the archive holds."""
        return self._session.intake.payload(response.meta["fetch"], response.meta["kept"])

    def _first_request(self, url: str, walk: Walk, first: str) -> Request:
        self._lists.add(first)
        request, walk = past_shells(PageRequest(url), walk, first, self.by_id[walk.portal], self._visits)
        # Two sections of one page may differ by their fragment alone (gkmlpt); what lies behind shells may be shared.
        return self._list_request(request, walk, first).replace(dont_filter="#" in url or request.url != url)

    def _list_request(self, request: PageRequest, walk: Walk, first: str) -> Request:
        portal = self.by_id[walk.portal]
        page = PageRef(portal.page_url(request.url), "list", portal.id, walk.section)
        made = self._request(request.url, page, self.read_list, walk=walk, first=first)
        made.headers.update(dict(request.headers))
        return made.replace(method=request.method, body=request.body)

    def _detail_request(self, url: str, page: PageRef) -> Request:
        self._asked.add(page.url)  # one page may be listed under several addresses
        return self._request(url, page, self.read_detail)

    def _request(self, url: str, page: PageRef, callback: Any, **arguments: Any) -> Request:
        meta: dict[str, Any] = {"page": page}
        headers = self._visits.headers(page.url)
        if page.role in self.by_id[page.portal or ""].render:
            meta["render"], headers = True, {}  # an unchanged shell says nothing of what its scripts bring
        return Request(
            url, callback, errback=self.failed, cb_kwargs=arguments, priority=_PRIORITY[page.role],
            headers=headers, meta=meta,
        )  # fmt: skip


def _snapshot(response: Response) -> str | None:
    kept = response.meta.get("kept")
    return kept.snapshot if kept else None
