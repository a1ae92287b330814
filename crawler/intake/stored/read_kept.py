"""What earlier runs kept and did not come to read: read by the next run, whichever command it is."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from archive import DamagedRecord, Fetch, Kept, PageRef, StoredSnapshot
from cleaners.problem_kinds import ProblemKind
from crawler.downloading.refusals import refusal_kind
from crawler.intake.archive_run import ArchiveRun
from crawler.intake.clean_snapshot import clean_whole, page_instead_of_file, redirect_in
from crawler.intake.crash_guard import crash_guard
from crawler.intake.file_reader import at_once
from crawler.intake.items import CleanedPage
from crawler.intake.ocr import Ocr
from crawler.urls import canonical_url


def read_kept(run: ArchiveRun, ocr: Ocr | None) -> int:
    """Read the pages that wait, and connect the files that do, each as the run that kept it would have; how many.

    To be called when *run* has begun, outside of a batch.  What only a crawl can complete (further pages that were
    never fetched, a redirect within the page) is due at once and waits for it.
    """
    waiting = run.writer.unread()
    with run.writer.batch():
        for stored in waiting:
            page = PageRef(stored.page_url, "detail", stored.portal, None, stored.title, stored.listed_on)
            kept = Kept(stored.id, stored.page, is_revisit=True, cleaned=False)
            with crash_guard(partial(run.crash, url=page.url, page=page, kept=kept), page.role):
                _read(run, stored, page, kept, ocr)
        for page_url, url in run.writer.files_to_connect():
            _connect(run, page_url, url)
    return len(waiting)


def _read(run: ArchiveRun, stored: StoredSnapshot, page: PageRef, kept: Kept, ocr: Ocr | None) -> None:
    try:
        fetch = run.writer.read_payload(stored.id)
    except DamagedRecord as error:
        run.problem(ProblemKind.LOST_RECORDS, str(error), url=stored.url, portal=page.portal, snapshot=stored.id)
        return
    is_crawled = run.writer.was_crawled(stored.id)
    if is_crawled and (problem := _in_place_of_a_page(fetch)):
        run.problem(*problem, url=stored.url, portal=page.portal, snapshot=stored.id)
        run.writer.set_due(page.url, fetch.fetched_at)
        return
    cleaned, missing = at_once(clean_whole(run.writer, fetch, listed_title=page.title, listed_on=page.listed_on), ocr)
    if missing and is_crawled:
        run.writer.set_due(page.url, fetch.fetched_at)
        return
    run.schedule(page, fetch)
    if cleaned.article is not None:
        run.add(CleanedPage(page, kept, fetch, cleaned.article, cleaned.structure))
    elif cleaned.problem is not None:
        run.note_no_report(page, kept, *cleaned.problem)


def _in_place_of_a_page(fetch: Fetch) -> tuple[ProblemKind, str] | None:
    headers = {name.lower(): value for name, value in fetch.headers}
    if refusal := refusal_kind(fetch.status or HTTPStatus.OK, headers, fetch.body):
        return refusal, f"refused with status {fetch.status}"
    if redirect := redirect_in(fetch):
        where = redirect.url or "an address that its script makes"
        return ProblemKind.REDIRECT_SHELL, f"the page is nothing but a redirect to {where}; the next crawl asks again"
    return None


def _connect(run: ArchiveRun, page_url: str, url: str) -> None:
    """Connect the file *url* with the page that offers it, if it was kept."""
    state = run.writer.page_state(canonical_url(url))
    if state is None or state.snapshot is None:
        return
    try:
        wrong = page_instead_of_file(run.writer.read_payload(state.snapshot), state.title)
    except DamagedRecord as error:
        wrong = str(error)
    if wrong:
        run.problem(ProblemKind.PAGE_FOR_FILE, wrong, url=url, portal=state.portal, snapshot=state.snapshot)
    else:
        run.writer.put_file(page_url, url, state.snapshot)
