"""What any page holds, whether a table names its portal or not: what `scrapy parse URL` shows."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

from scrapy.http import Response

from archive import PageRef
from cleaners.problem_kinds import ProblemKind
from crawler.downloading.exchanges import fetch_of, header_map, redirect_of
from crawler.downloading.refusals import refusal_kind
from crawler.intake.clean_snapshot import clean_whole
from crawler.intake.file_reader import FilesAside
from crawler.intake.items import CleanedPage, ReportItem, report_item
from crawler.platforms import Column, ListPage, PageRequest, Reading, Row, recognise
from crawler.portals.page_kind import is_report
from crawler.urls import canonical_url
from crawler.walking.knowledge import NothingKnown

_NOTHING = (ProblemKind.NO_TEXT, "the page holds nothing that can be read")

logger = logging.getLogger(__name__)

Preview = ReportItem | Row | Column | PageRequest


async def preview(response: Response, files: FilesAside) -> AsyncIterator[Preview]:
    """Yield the report that *response* shows, or the rows and columns of a list and what would be asked for next.

    What is neither is logged with the reason.  Nothing is asked of an archive, and nothing written.
    """
    request = response.request
    assert request is not None
    if refusal := refusal_kind(response.status, header_map(response.headers), response.body):
        logger.error("%s refuses: %s, status %s", response.url, refusal, response.status)
        return
    if redirect := redirect_of(response):
        logger.info("the page is nothing but a redirect to %s", redirect.url or "an address that its script makes")
        if redirect.url:
            yield PageRequest(redirect.url)
        return
    fetch = fetch_of(request, response)
    cleaned, _ = await files.finish(clean_whole(NothingKnown(), fetch))
    reading, read_as = _read_list(response)
    entries = [] if is_report(cleaned.article, reading) else _list_entries(reading)
    if entries:
        logger.info("read as a list of %s: %d rows", read_as, len(reading.rows))
    if entries and reading.problem:
        logger.error("%s: %s", *reading.problem)
    for entry in entries:
        yield entry
    if not entries and cleaned.article:
        page = PageRef(canonical_url(response.url), "detail")
        yield report_item(CleanedPage(page, None, fetch, cleaned.article, cleaned.structure))
    elif not entries:
        logger.error("no list and no report: %s: %s", *(reading.problem or cleaned.problem or _NOTHING))


def _read_list(response: Response) -> tuple[Reading, str]:
    """Return what the page says as a list, and by which platform it was read, with the evidence for that."""
    assert response.request is not None
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    asked = response.request.url  # with its fragment, which names the column on some portals
    page = ListPage(response.url, response.body, content_type, request=PageRequest(asked), origin=asked)
    platform, evidence = recognise(page)
    return platform.read(page, 1), f"{platform.name} ({evidence})"


def _list_entries(reading: Reading) -> list[Row | Column | PageRequest]:
    """Return rows and columns, and what would be asked for next."""
    following = [reading.instead] if reading.instead else list(reading.next_pages[:1])
    entries: list[Row | Column] = [*reading.rows, *reading.columns]
    return [*entries, *(PageRequest(entry.url) for entry in entries), *following]
