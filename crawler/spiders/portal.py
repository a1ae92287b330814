"""``scrapy crawl portal``: from the sections of the portal tables over list pages and sub-columns to the reports."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from scrapy.utils.project import get_project_settings
from twisted.python.failure import Failure

from archive import Fetch, Kept, Listing, PageRef
from archive.types import Role
from cleaners import Attachment, ProblemKind, is_report_title
from cleaners.problem_kinds import http_status_kind
from crawler.downloading.exchanges import request_of
from crawler.errors import CrawlError
from crawler.intake.clean_snapshot import Cleaned, clean_answer, clean_whole, page_instead_of_file
from crawler.intake.file_reader import FilesAside
from crawler.intake.items import CleanedPage, ReportItem, report_item
from crawler.platforms import Column, ListPage, PageRequest, Reading, Row
from crawler.portals.tables import AUTO, Portal, Section, load_portals
from crawler.spiders.page_preview import preview
from crawler.spiders.portal_crawl import MAX_URL_CHARS, PortalCrawl, is_askable, is_shown, why_not
from crawler.urls import canonical_url
from crawler.walking import walk as walks
from crawler.walking.data_shells import past_shells
from crawler.walking.knowledge import NothingKnown
from crawler.walking.offered_files import OfferedFiles
from crawler.walking.portal_outcome import WalkEnd
from crawler.walking.walk import Walk, WalkStep

MAX_DEPTH = 8  # columns below a section; 海珠 has four
_MAX_BYTES_IN_LOOP = 100_000  # of a list page; larger ones are read in a thread, and other portals are asked meanwhile

Output = Iterator[Request | ReportItem]


@dataclass(frozen=True, slots=True)
class Whole:
    """A page that waits for its parts: further pages of its article, or the file that holds its text.

    Where no archive keeps them, its own answer and those of the *parts* so far (by canonical URL) go along.
    """

    page: PageRef
    kept: Kept | None
    fetch: Fetch | None = None
    parts: tuple[tuple[str, Fetch], ...] = ()


class PortalSpider(PortalCrawl):
    """Walks the sections of the chosen portals: list pages, sub-columns, details, files.  Items are reports."""

    name = "portal"
    CALLBACKS = ("read_list", "read_detail")  # that read a page given by hand, beside parse

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked: set[str] = set()
        self._lists: set[str] = set()
        self._offered = OfferedFiles()

    @cached_property
    def _files(self) -> FilesAside:
        return FilesAside.of(self.crawler)

    @classmethod
    def handles_request(cls, request: Request) -> bool:
        """Whether the page may be a government's: then `scrapy shell`, `fetch`, `view` and `parse` use this spider."""
        host = urlsplit(request.url).hostname or ""
        if "gov" in host.split("."):
            return True
        try:
            tables = load_portals(get_project_settings()["PORTAL_TABLES"])
        except CrawlError:  # is told when something is crawled
            return False
        return any(host in portal.hosts for portal in tables.values())

    async def start(self) -> AsyncIterator[Request]:
        if isinstance(self.visits.known, NothingKnown):
            self.logger.warning("nothing is stored: EXTENSIONS holds no crawler.intake.session.ArchiveSession")
        is_resumed = bool(self.settings["JOBDIR"])
        for portal in self.portals:
            outcome = self.outcomes[portal.id]
            outcome.is_partial = is_resumed
            if portal.render and self.cannot_render:
                outcome.lists_asked = len(portal.sections)
                detail = f"{portal.id}: {self.cannot_render}"
                url = portal.sections[0].url
                self.found.problem_found(ProblemKind.NOT_RENDERED, detail, url=url, portal=portal.id)
                continue
            for request in self._first_requests(portal):
                yield request

    def _first_requests(self, portal: Portal) -> Iterator[Request]:
        """Yield the requests for the details of *portal* that are due, and for its sections."""
        for state in self.visits.due(portal.id):
            page = PageRef(state.url, "detail", portal.id, state.section, state.title, state.listed_on)
            yield self._detail_request(state.fetch_url, page)
        for section in portal.sections:
            yield self._section_request(portal, section)

    def _section_request(self, portal: Portal, section: Section) -> Request:
        platform = None if portal.platform == AUTO else portal.platform
        # A list may change while it is walked; a full crawl makes a second pass.
        passes = 2 if self.is_full else 1
        walk = Walk(portal.id, (section.name or portal.name,), section.filtered, platform, max_passes=passes)
        return self._first_request(section.url, walk, portal.page_url(section.url))

    def request_for(self, callback: str, url: str) -> Request | None:
        """Return the request that a crawl makes for *url*, if *callback*, one of CALLBACKS, is to read the answer.

        None if *url* is on no host of the chosen portals.
        """
        portal = next((portal for portal in self.portals if portal.owns(url)), None)
        if portal is None:
            return None
        if callback == "read_detail":
            return self._detail_request(url, PageRef(portal.page_url(url), "detail", portal.id))
        known = {portal.page_url(section.url): section for section in portal.sections}
        return self._section_request(portal, known.get(portal.page_url(url), Section(url)))

    async def parse(self, response: Response, **kwargs: Any) -> AsyncIterator[Any]:
        """Show what any page holds, for `scrapy parse URL`: its report, or the rows of its list and what follows."""
        async for found in preview(response, self._files):
            if isinstance(found, PageRequest):
                yield Request(
                    found.url, self.parse, method=found.method, body=found.body, headers=dict(found.headers)
                )  # fmt: skip
            else:
                yield found

    # --- lists ----------------------------------------------------------------------------------

    async def read_list(self, response: Response, walk: Walk, first: str) -> AsyncIterator[Request | ReportItem]:
        """Follow the rows, the sub-columns and the next page of a list page; *first* is its list's first page."""
        outcome = self.outcomes[walk.portal]
        outcome.lists_asked += 1
        if (instead := self.instead_of(response)) is not None:
            for request in instead:
                yield request
            return
        if not is_shown(response):
            step = walks.after_error(walk, response.status)
            if step.problem is None and step.request is None:
                outcome.lists_read += 1  # the list was read to its end, which a resumed crawl may see alone
            for output in self._after(step, walk, first, response):
                yield output
            return
        outcome.lists_read += 1
        page = self._list_page(response, walk)
        is_large = len(page.body) > _MAX_BYTES_IN_LOOP
        walk, reading = await to_thread(walks.read, walk, page) if is_large else walks.read(walk, page)
        for output in self._after_reading(reading, walk, first, response):
            yield output

    def _after_reading(self, reading: Reading, walk: Walk, first: str, response: Response) -> Output:
        for column in reading.columns:
            yield from self._follow_column(column, walk)
        step = walks.after_page(walk, reading)
        if step.walk and self._knows_all_below(reading, walk, first):
            self.outcomes[walk.portal].is_partial = True
            step = replace(step, request=None, walk=None)
        yield from self._after(step, walk, first, response)

    def _list_page(self, response: Response, walk: Walk) -> ListPage:
        shown = self.shown(response)
        content_type = next((value for name, value in shown.headers if name.lower() == "content-type"), None)
        origin = walk.origin or response.url
        return ListPage(response.url, shown.body, content_type, request=request_of(response), origin=origin)

    def _knows_all_below(self, reading: Reading, walk: Walk, first: str) -> bool:
        """Whether this page shows nothing new, and what follows was seen in a walk that came to the end.

        A whole page is looked at: pinned rows stand before newer ones.
        """
        if self.is_full or reading.instead or not self.visits.was_walked(first):
            return False
        portal = self.by_id[walk.portal]
        return all(
            self.visits.is_known(portal.page_url(row.url))
            for row in reading.rows
            if portal.owns(row.url) and _is_followed(row, walk)
        )

    def _after(self, step: WalkStep, walk: Walk, first: str, response: Response) -> Output:
        if step.problem:
            self.report(*step.problem, response)
        followed = [row for row in step.rows if _is_followed(row, walk)]
        portal = self.by_id[walk.portal]
        if listed := [row for row in followed if len(row.url) <= MAX_URL_CHARS]:
            # A page may be listed in several places; it is asked for once, and each place is known.
            self.found.rows_listed([self._listing(row, walk, first) for row in listed])
        elsewhere = [row for row in followed if not is_askable(row.url, portal)]
        named = ((row.url, f"the row {row.title!r} {why_not(row.url, portal)}") for row in elsewhere)
        self.leave(named, portal, "rows that lead to other hosts, or have endless addresses")
        for row in (row for row in followed if is_askable(row.url, portal)):
            yield from self._follow_row(row, walk)
        if step.request and step.walk and not self.has_enough_of(walk.portal):
            # Two lists may share a page; were its request filtered out, the second walk would not end.
            yield self._list_request(step.request, step.walk, first).replace(dont_filter=True)
        else:
            is_complete = step.problem is None and step.request is None
            end = WalkEnd(first, walk.number, len(walk.seen) + len(step.rows), is_complete)
            self.outcomes[walk.portal].walks.append(end)

    def _follow_column(self, column: Column, walk: Walk) -> Output:
        portal = self.by_id[walk.portal]
        first = portal.page_url(column.url)
        if not is_askable(column.url, portal) or len(walk.trail) > MAX_DEPTH or first in self._lists:
            return
        if not self.visits.is_list_wanted(first):
            self.outcomes[portal.id].is_partial = True
            return
        if not self.take(portal.id, "columns"):
            return
        trail = (*walk.trail, column.name)
        below = Walk(walk.portal, trail, walk.filtered, walk.platform, max_passes=walk.max_passes)
        yield self._first_request(column.url, below, first)

    def _listing(self, row: Row, walk: Walk, first: str) -> Listing:
        url = self.by_id[walk.portal].page_url(row.url)
        return Listing(url, walk.portal, walk.section, first, row.url, row.title)

    def _follow_row(self, row: Row, walk: Walk) -> Output:
        portal = self.by_id[walk.portal]
        page = PageRef(portal.page_url(row.url), "detail", portal.id, walk.section, row.title, row.date)
        self.outcomes[portal.id].details.add(page.url)
        if page.url in self._asked or not self.visits.is_wanted(page.url):
            return
        if self.visits.is_known(page.url) or self.take(portal.id, "new_pages"):
            yield self._detail_request(row.url, page)

    def _first_request(self, url: str, walk: Walk, first: str) -> Request:
        self._lists.add(first)
        request, walk = past_shells(PageRequest(url), walk, first, self.by_id[walk.portal], self.visits)
        # Two sections of one page may differ by their fragment alone (gkmlpt); what lies behind shells may be shared.
        return self._list_request(request, walk, first).replace(dont_filter="#" in url or request.url != url)

    def _list_request(self, request: PageRequest, walk: Walk, first: str) -> Request:
        portal = self.by_id[walk.portal]
        page = PageRef(portal.page_url(request.url), "list", portal.id, walk.section)
        made = self.request(request.url, page, self.read_list, walk=walk, first=first)
        made.headers.update(dict(request.headers))
        return made.replace(method=request.method, body=request.body)

    # --- details --------------------------------------------------------------------------------

    def _detail_request(self, url: str, page: PageRef) -> Request:
        self._asked.add(page.url)  # one page may be listed under several addresses
        return self.request(url, page, self.read_detail)

    async def read_detail(self, response: Response) -> AsyncIterator[Request | ReportItem]:
        """Clean a detail page, and ask for its parts and its files."""
        if (instead := self.instead_of(response)) is not None:
            for request in instead:
                yield request
            return
        page, kept, fetch = response.meta["page"], response.meta.get("kept"), self.fetch_in(response)
        cleaned, missing = await self._files.finish(clean_answer(self.visits.known, fetch, page, kept))
        if parts := [url for url in missing if self.portal_of(page).owns(url)]:
            # Further pages of the article; or the pages in frames, or the files, that hold the text of a page without.
            is_file = cleaned and cleaned.article and not cleaned.article.text
            role: Role = "attachment" if is_file else "other"
            yield self._part_request(parts, role, Whole(page, kept, None if kept else fetch))
        else:
            for output in self._after_detail(cleaned, page, kept, fetch):
                yield output

    def _part_request(self, parts: list[str], role: Role, whole: Whole) -> Request:
        page = PageRef(canonical_url(parts[0]), role, whole.page.portal, whole.page.section)
        self._offered.note_part(page.url)
        made = self.request(parts[0], page, self.read_part, rest=parts[1:], role=role, whole=whole)
        # Two articles may share a file; were its request filtered out, the second would never be read.
        return made.replace(errback=self.part_failed, dont_filter=True)

    async def read_part(
        self, response: Response, rest: list[str], role: Role, whole: Whole
    ) -> AsyncIterator[Request | ReportItem]:
        """Ask for the next part of the article *whole*, or clean all of them if this was the last.

        The article is made of what there is.
        """
        if not whole.kept:
            part = (response.meta["page"].url, self.fetch_in(response))
            whole = replace(whole, parts=(*whole.parts, part))
        for output in await self._after_part(rest, role, whole):
            yield output

    async def part_failed(self, failure: Failure) -> AsyncIterator[Request | ReportItem]:
        """Report a part that gave no answer, and go on without it."""
        self.failed(failure)
        for output in await self._after_part(**failure.request.cb_kwargs):  # type: ignore[attr-defined]
            yield output

    async def _after_part(self, rest: list[str], role: Role, whole: Whole) -> Output:
        if rest:
            return iter([self._part_request(rest, role, whole)])
        fetch = whole.fetch or self.visits.known.read_payload(whole.kept.snapshot if whole.kept else "")
        known, page, at_hand = self.visits.known, whole.page, dict(whole.parts)
        steps = clean_whole(known, fetch, listed_title=page.title, listed_on=page.listed_on, at_hand=at_hand)
        cleaned, _ = await self._files.finish(steps)
        return self._after_detail(cleaned, whole.page, whole.kept, fetch)

    def _after_detail(self, cleaned: Cleaned | None, page: PageRef, kept: Kept | None, fetch: Fetch) -> Output:
        if cleaned is None:
            assert kept is not None
            self.found.page_unchanged(page, kept)
            offered = [Attachment(name, url) for url, name in self.visits.files_never_asked(page.url)]
        elif cleaned.article is None:
            kind, detail = cleaned.problem or (ProblemKind.NO_TEXT, "nothing was read")
            self.found.page_without_report(page, kept, kind, detail)
            return
        else:
            yield report_item(CleanedPage(page, kept, fetch, cleaned.article, cleaned.structure))
            offered = list(cleaned.article.attachments)
        if kept:  # without an archive nothing would keep the files
            portal = self.portal_of(page)
            elsewhere = [file for file in offered if not is_askable(file.url, portal)]
            named = ((file.url, f"the file {file.name!r} {why_not(file.url, portal)}") for file in elsewhere)
            self.leave(named, portal, "files that are on other hosts, or have endless addresses")
            for attachment in offered:
                if is_askable(attachment.url, portal):
                    yield from self._follow_attachment(attachment, page)

    # --- files ----------------------------------------------------------------------------------

    def _follow_attachment(self, attachment: Attachment, page: PageRef) -> Output:
        portal = self.portal_of(page)
        file = PageRef(canonical_url(attachment.url), "attachment", portal.id, page.section, attachment.name)
        mention = (page.url, attachment.url)
        if self._offered.is_part(file.url):  # fetched for its text
            snapshot = self.visits.stored_file(file.url)
        else:
            snapshot = self._offered.snapshot(file.url)
            if self._offered.is_first_mention(file.url, mention):
                yield self.request(attachment.url, file, self.read_attachment, page_url=page.url, named=attachment.url)
        if snapshot:
            self.found.file_kept(*mention, snapshot)

    def read_attachment(self, response: Response, page_url: str, named: str) -> Output:
        """Connect a file, which is kept already, with the pages that name it so; report one that is not there."""
        if (instead := self.instead_of(response)) is not None:
            yield from instead
            return
        page, kept = response.meta["page"], response.meta.get("kept")
        if not is_shown(response):
            detail = f"the file {page.title!r} answered {response.status}; expected 200"
            self.report(http_status_kind(response.status), detail, response)
        elif wrong := page_instead_of_file(self.shown(response), page.title):
            self.report(ProblemKind.PAGE_FOR_FILE, wrong, response)
        elif kept:
            for mention in self._offered.arrived(page.url, kept.snapshot, (page_url, named)):
                self.found.file_kept(*mention, kept.snapshot)


def _is_followed(row: Row, walk: Walk) -> bool:
    return not walk.filtered or is_report_title(row.title)
