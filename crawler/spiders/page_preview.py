"""What any page holds, whether a table names its portal or not: what `scrapy parse URL` shows."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

from scrapy.http import Response

from archive import PageRef
from cleaners.problem_kinds import ProblemKind
from crawler.downloading.exchanges import as_text, fetch_of, header_map
from crawler.downloading.refusals import redirect_in_page, refusal_kind
from crawler.intake.clean_snapshot import Cleaned, clean_whole
from crawler.intake.file_reader import FilesAside
from crawler.intake.items import CleanedPage, ReportItem, report_item
from crawler.platforms import Column, ListPage, PageRequest, Row, recognise
from crawler.urls import absolute, canonical_url
from crawler.walking.knowledge import NothingKnown

MIN_REPORT_CHARS = 300  # a list page has less running text; chosen

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
    if target := redirect_in_page(response.body, as_text(response)):
        logger.info("the page is nothing but a redirect to %s", target)
        if url := absolute(response.url, target):
            yield PageRequest(url)
        return
    fetch = fetch_of(request, response)
    cleaned, _ = await files.finish(clean_whole(NothingKnown(), fetch))
    page = PageRef(canonical_url(response.url), "detail")
    if cleaned.article and _is_whole(cleaned):
        yield report_item(CleanedPage(page, None, fetch, cleaned.article, cleaned.structure))
        return
    found = list(_list_entries(response))
    for entry in found:
        yield entry
    if not found and cleaned.article:
        yield report_item(CleanedPage(page, None, fetch, cleaned.article, cleaned.structure))
    elif not found and cleaned.problem:
        logger.error("no list and no report: %s: %s", *cleaned.problem)


def _is_whole(cleaned: Cleaned) -> bool:
    """Whether an article was read, and not the few words of a list page."""
    article = cleaned.article
    if article is None or any(problem.kind == ProblemKind.LIST_PAGE for problem in article.problems):
        return False
    return len(article.text) >= MIN_REPORT_CHARS or bool(article.attachments)


def _list_entries(response: Response) -> list[Row | Column | PageRequest]:
    """Return rows, columns and what follows of a list page, read by the platform that knows it."""
    assert response.request is not None
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    asked = response.request.url  # with its fragment, which names the column on some portals
    page = ListPage(response.url, response.body, content_type, request=PageRequest(asked), origin=asked)
    platform, evidence = recognise(page)
    reading = platform.read(page, 1)
    logger.info("read as a list of %s (%s): %d rows", platform.name, evidence, len(reading.rows))
    if reading.problem:
        logger.error("%s: %s", *reading.problem)
    following = [reading.instead] if reading.instead else list(reading.next_pages[:1])
    entries: list[Row | Column] = [*reading.rows, *reading.columns]
    return [*entries, *(PageRequest(entry.url) for entry in entries), *following]
