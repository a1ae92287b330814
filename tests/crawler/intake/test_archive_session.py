"""A crawl's session with its archive: what signals and items write there, and when it is opened at all."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem
from scrapy.http import HtmlResponse
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector
from twisted.python.failure import Failure

import archive
from archive import ArchiveError, Fetch, Kept, Listing, PageRef, Structure
from cleaners import Attachment, Problem, clean_page
from cleaners.problem_kinds import ProblemKind, http_status_kind
from cleaners.structure.outline import outline
from crawler.downloading.drop_reasons import BackedOff, NotKept, OffPortal
from crawler.downloading.portal_hosts import PortalHostsMiddleware
from crawler.intake.archive_run import ArchiveRun
from crawler.intake.items import CleanedPage, ReportItem, report_item
from crawler.intake.keep_responses import EvidenceMiddleware
from crawler.intake.pipelines import ArchivePipeline
from crawler.intake.session import ArchiveSession
from crawler.signals import CrawlSignals
from crawler.spiders.portal import PortalSpider
from tests.crawler.crawls import query
from tests.crawler.spider_bench import HOST, SECTION, TABLE, report

PAGE = PageRef(f"{HOST}/fz/1.html", "detail", "yun", "法治", "报告")


class Engine:
    """Of Scrapy's engine what is asked of it here."""

    def __init__(self) -> None:
        self.downloader = SimpleNamespace(slots={})
        self.reasons: list[str] = []

    async def close_spider_async(self, *, reason: str) -> None:
        self.reasons.append(reason)


class Session:
    """A crawler that runs nothing, with the session, the middlewares and the pipeline of a crawl."""

    def __init__(self, folder: Path, spider: type[Spider] = PortalSpider, **given: Any) -> None:
        self.path = folder / "archive.db"
        (folder / "tables.toml").write_text(f"{TABLE}floor = 7\n", "utf-8")
        settings = Settings()
        settings.setmodule("settings.base", priority="project")
        wanted = {"PORTAL_TABLES": [str(folder / "tables.toml")], "ARCHIVE": str(self.path), **given}
        settings.setdict(wanted, priority="cmdline")
        self.crawler = Crawler(spider, settings)
        self.crawler.stats = MemoryStatsCollector(self.crawler)
        self.crawler.engine = Engine()  # type: ignore[assignment]
        self.crawler.crawling = True
        self.spider = self.crawler.spider = spider.from_crawler(self.crawler)
        self.session = ArchiveSession.from_crawler(self.crawler)
        self.crawler.extensions = SimpleNamespace(middlewares=[self.session])  # type: ignore[assignment]
        self.hosts = PortalHostsMiddleware.from_crawler(self.crawler)
        self.evidence = EvidenceMiddleware.from_crawler(self.crawler)
        self.pipeline = ArchivePipeline.from_crawler(self.crawler)
        self.found = CrawlSignals.of(self.crawler)

    def open(self) -> list[Any]:
        sent = self.crawler.signals.send_catch_log(
            scrapy_signals.spider_opened, spider=self.spider, dont_log=CloseSpider
        )
        return [getattr(result, "value", result) for _, result in sent]

    def close(self, reason: str = "finished") -> None:
        sent = self.crawler.signals.send_catch_log(scrapy_signals.spider_closed, spider=self.spider, reason=reason)
        assert not [result for _, result in sent if isinstance(result, Failure)]

    def answer(self, body: str, status: int = 200, page: PageRef = PAGE) -> Kept:
        """Let an answer pass the middleware that keeps it."""
        request = Request(page.url, meta={"page": page})
        response = HtmlResponse(page.url, status, {"Content-Type": "text/html"}, body.encode(), request=request)
        assert self.evidence.process_response(request, response) is response
        kept: Kept = request.meta["kept"]
        return kept

    def item(self, body: str, page: PageRef = PAGE, kept: Kept | None = None) -> ReportItem:
        """A report as the spider gives it."""
        kept = kept or self.answer(body, page=page)
        assert self.session.run is not None
        fetch = self.session.run.writer.read_payload(kept.snapshot)
        return report_item(CleanedPage(page, kept, fetch, clean_page(body.encode(), page.url, {})))

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return [dict(row) for row in query(self.path, sql)]

    def stats(self) -> dict[str, Any]:
        return {name: value for name, value in self.crawler.stats.get_stats().items() if name.startswith("fazhi/")}


def _item_without_archive() -> ReportItem:
    fetch = Fetch(PAGE.url, datetime(2026, 3, 1, tzinfo=UTC), report(1).encode())
    return report_item(CleanedPage(PAGE, None, fetch, clean_page(fetch.body, fetch.url, {})))


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Session]:
    made = Session(tmp_path)
    made.open()
    yield made
    made.close()


# --- when it is opened ------------------------------------------------------------------------------


def test_the_archive_is_opened_with_the_crawl_and_answers_the_spider(tmp_path: Path) -> None:
    made = Session(tmp_path, PLACE="Guangzhou")
    assert not made.path.exists()
    made.open()
    assert isinstance(made.spider, PortalSpider)
    assert made.session.run is not None
    assert made.spider.visits.known is made.session.run.writer
    assert made.rows("SELECT id, floor FROM portals") == [{"id": "yun", "floor": 7}]
    made.close("shutdown")
    (run,) = made.rows("SELECT * FROM runs")
    assert (run["command"], run["reason"], run["place"]) == ("crawl", "shutdown", "Guangzhou")
    archive.open_writer(made.path).close()  # it was given back


def test_no_archive_is_opened_for_a_look_or_for_a_spider_of_somebody_else(tmp_path: Path) -> None:
    class Foreign(Spider):
        name = "foreign"

    look, foreign, item = Session(tmp_path), Session(tmp_path, Foreign), _item_without_archive()
    look.crawler.crawling = False
    for made in (look, foreign):
        made.open()
        request = Request("http://example.test/")
        response = HtmlResponse(request.url, body=b"x", request=request)
        assert made.hosts.process_request(request) is None
        assert made.evidence.process_response(request, response) is response
        assert made.pipeline.process_item({"a": 1}) == {"a": 1}
        assert made.pipeline.process_item(item) is item
        assert item.id is None
        made.found.problem_found(ProblemKind.FLOOR, "few")
        made.found.page_unreached(PAGE, is_forbidden=True)
        made.close()
        assert request.meta == {}
        assert (made.session.run, made.session.error) == (None, None)
    assert [path.name for path in tmp_path.iterdir()] == ["tables.toml"]


def test_without_the_session_answers_and_reports_go_on_as_they_came(tmp_path: Path) -> None:
    made, item = Session(tmp_path), _item_without_archive()
    made.crawler.extensions = SimpleNamespace(middlewares=[])  # type: ignore[assignment]
    request = Request(PAGE.url)
    response = HtmlResponse(request.url, body=b"x", request=request)
    assert made.evidence.process_response(request, response) is response
    assert made.pipeline.process_item(item) is item
    assert (request.meta, item.id) == ({}, None)


def test_a_crawl_whose_reports_nothing_stores_says_so_when_it_begins(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = Session(tmp_path, PLACE="")
    made.open()
    assert not caplog.records
    made.close()
    assert made.rows("SELECT place FROM runs") == [{"place": None}], "nobody has said where it runs"
    made.session.has_pipeline = ArchiveSession(made.crawler).has_pipeline  # as long as no pipeline has come
    made.open()
    made.close()
    (said,) = caplog.messages
    assert said.startswith("ITEM_PIPELINES switches crawler.intake.pipelines.ArchivePipeline off: answers are kept")


def test_an_archive_that_another_writer_holds_ends_the_crawl_before_it_begins(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = Session(tmp_path)
    with archive.open_writer(made.path):
        results = made.open()
    assert any(isinstance(result, CloseSpider) and result.reason == "archive_failed" for result in results)
    assert made.session.error is not None
    assert made.session.run is None
    assert caplog.messages == [str(made.session.error)]
    assert not made.session.has_unreadable
    made.close("archive_failed")


# --- hosts ------------------------------------------------------------------------------------------


def test_only_hosts_of_the_chosen_portals_are_asked_and_none_of_a_city_that_is_left_alone(crawl: Session) -> None:
    failed: list[Failure] = []
    waiting = SimpleNamespace(errback=failed.append)
    queue = [(None, waiting), (None, waiting)]
    slots = crawl.crawler.engine.downloader.slots
    slots["sfj.yun.gov.cn"] = SimpleNamespace(queue=_Queue(queue))
    slots["www.he.gov.cn"] = SimpleNamespace(queue=_Queue([(None, waiting)]))
    crawl.hosts.process_request(Request(SECTION))
    with pytest.raises(OffPortal):
        crawl.hosts.process_request(Request("http://sub.www.yun.gov.cn/"))
    crawl.found.city_left_alone("www.yun.gov.cn")
    with pytest.raises(BackedOff):
        crawl.hosts.process_request(Request(SECTION))
    assert [type(error) for error in failed] == [BackedOff, BackedOff]
    assert len(slots["www.he.gov.cn"].queue) == 1


class _Queue(list):  # type: ignore[type-arg]
    def popleft(self) -> Any:
        return self.pop(0)


# --- what is written ----------------------------------------------------------------------------------


def test_answers_are_kept_with_their_page_and_robots_with_its_portal(crawl: Session) -> None:
    kept = crawl.answer(report(1))
    robots = Request(f"{HOST}/robots.txt")
    crawl.evidence.process_response(robots, HtmlResponse(robots.url, body=b"", request=robots))
    other = Request(f"{HOST}/logo.png")
    crawl.evidence.process_response(other, HtmlResponse(other.url, body=b"", request=other))
    pages = {row["url"]: (row["role"], row["portal"]) for row in crawl.rows("SELECT url, role, portal FROM pages")}
    assert pages == {
        PAGE.url: ("detail", "yun"), robots.url: ("robots", "yun"), other.url: ("other", "yun"),
    }  # fmt: skip
    assert not kept.is_revisit
    assert crawl.stats()["fazhi/requests"] == 3


def test_pages_get_the_moment_when_they_are_due_again(crawl: Session) -> None:
    def days(url: str) -> int:
        (row,) = crawl.rows(f"SELECT next_due_at FROM pages WHERE url = '{url}'")
        due = datetime.fromisoformat(row["next_due_at"])
        return round((due - datetime.now(UTC)) / timedelta(days=1))

    crawl.answer(report(1))
    assert days(PAGE.url) == 7
    crawl.answer("busy", 503)
    assert days(PAGE.url) == 1
    crawl.answer("gone", 404)
    assert days(PAGE.url) == 7, "that a page is not there was seen"
    unreached = PageRef(f"{HOST}/fz/2.html", "detail", "yun")
    crawl.found.page_unreached(unreached, is_forbidden=True)
    assert days(unreached.url) == 7
    crawl.found.page_unreached(unreached, is_forbidden=False)
    assert days(unreached.url) == 1


def test_a_page_that_has_long_stood_unchanged_is_due_later(crawl: Session) -> None:
    assert crawl.session.run is not None
    for seen_at in (datetime(2025, 5, 1, tzinfo=UTC), datetime(2025, 7, 20, tzinfo=UTC)):
        crawl.session.run.keep(Fetch(PAGE.url, seen_at, report(1).encode()), PAGE)
    (row,) = crawl.rows("SELECT next_due_at FROM pages")
    assert row["next_due_at"][:10] == "2025-08-29", "half of the 80 days that it has stood"


def test_headings_that_were_read_are_stored_with_their_report(crawl: Session) -> None:
    item = crawl.item(report(1))
    assert item.origin is not None
    nodes = outline("一、主要举措和成效\n全年办理行政复议案件12件。\n二、存在的问题\n仍有不足。")
    structure = Structure(nodes, ())
    stored = crawl.pipeline.process_item(report_item(replace(item.origin, structure=structure)))
    rows = crawl.rows("SELECT document, heading FROM outline ORDER BY ordinal")
    assert rows == [{"document": stored.id, "heading": node.heading} for node in nodes]
    assert len(rows) == 2


def test_a_new_report_is_filled_from_the_archive_and_the_same_again_is_dropped(crawl: Session) -> None:
    item = crawl.item(report(1))
    assert crawl.pipeline.process_item(item) is item
    (document,) = crawl.rows("SELECT id, first_seen_at FROM documents")
    assert (item.id, item.first_seen_at, item.urls) == (document["id"], document["first_seen_at"], [PAGE.url])
    with pytest.raises(DropItem, match="showed before") as dropped:
        crawl.pipeline.process_item(crawl.item(report(1) + " "))
    assert dropped.value.log_level == "DEBUG"
    with pytest.raises(DropItem, match="another page"):
        crawl.pipeline.process_item(crawl.item(report(1), PageRef(f"{HOST}/fz/9.html", "detail", "yun")))
    changed = crawl.pipeline.process_item(crawl.item(report(1, "本县另有一份报告，说的是别的事情。" * 30)))
    assert changed.id != document["id"]
    assert {name.removeprefix("fazhi/"): value for name, value in crawl.stats().items() if name.count("/") == 1} == {
        "requests": 4, "pages": 4, "new": 2, "changed": 1, "unchanged": 1, "documents": 2, "duplicates": 1,
    }  # fmt: skip
    assert crawl.stats()["fazhi/portal/yun/new"] == 2


def test_a_file_that_comes_before_its_page_has_passed_the_pipelines_is_connected_when_it_has(crawl: Session) -> None:
    page = report(1, more='<p>附件：<a href="/fz/a.pdf">统计表.pdf</a></p>')
    item = crawl.item(page)
    assert item.origin is not None
    assert item.origin.article.attachments == (Attachment("统计表.pdf", f"{HOST}/fz/a.pdf"),)
    file = crawl.answer("%PDF", page=PageRef(f"{HOST}/fz/a.pdf", "attachment", "yun"))
    crawl.found.file_kept(PAGE.url, f"{HOST}/fz/a.pdf", file.snapshot)
    crawl.pipeline.process_item(item)
    assert [row["snapshot"] for row in crawl.rows("SELECT snapshot FROM attachments")] == [file.snapshot]


def test_a_page_that_is_missing_long_enough_is_gone_and_one_that_is_there_again_has_come_back(tmp_path: Path) -> None:
    made = Session(tmp_path, GONE_AFTER_DAYS=0)
    made.open()
    made.pipeline.process_item(made.item(report(1)))
    for _ in range(2):
        made.found.page_without_report(PAGE, made.answer("gone", 404), http_status_kind(404), "not there")
    kept = made.answer(report(1))
    made.found.page_unchanged(PAGE, kept)
    assert [row["kind"] for row in made.rows("SELECT kind FROM problems")] == [
        "http_404",
        "http_404",
        "gone",
        "came_back",
    ]
    assert made.stats()["fazhi/unchanged"] == 1
    assert made.stats()["fazhi/pages"] == 4
    made.close()


def test_rows_walks_and_problems_are_written_and_an_unreadable_portal_noted(crawl: Session) -> None:
    crawl.found.rows_listed([Listing(PAGE.url, "yun", "法治", SECTION, PAGE.url, "报告")])
    kept = crawl.answer("rows", page=PageRef(SECTION, "list", "yun"))
    crawl.found.list_walked(SECTION, pages=2, rows=9, is_complete=True)
    crawl.found.problem_found(ProblemKind.REFUSED_WAF, "no", url=SECTION, portal="yun", snapshot=kept.snapshot)
    crawl.found.portal_unreadable("yun")
    assert crawl.rows("SELECT title, section FROM listings") == [{"title": "报告", "section": "法治"}]
    assert [(row["pages"], row["rows"]) for row in crawl.rows("SELECT pages, rows FROM walks")] == [(2, 9)]
    assert crawl.rows("SELECT kind, detail, url, portal, snapshot FROM problems") == [
        {"kind": "refused_waf", "detail": "no", "url": SECTION, "portal": "yun", "snapshot": kept.snapshot}
    ]
    crawl.found.problem_found(ProblemKind.FLOOR, "few")
    assert crawl.session.has_unreadable
    assert {name: value for name, value in crawl.stats().items() if "problem" in name or "refusals" in name} == {
        "fazhi/problem/refused_waf": 1, "fazhi/problem/floor": 1, "fazhi/problems": 2, "fazhi/refusals": 1,
        "fazhi/portal/yun/problems": 1,
    }  # fmt: skip


def test_what_a_browser_made_of_a_page_was_not_asked_for(crawl: Session) -> None:
    kept = crawl.answer(report(1))
    assert crawl.session.run is not None
    rendered = Fetch(PAGE.url, datetime.now(UTC), report(2).encode(), None, (), rendered_from=kept.snapshot)
    crawl.session.run.keep(rendered, PAGE)
    assert crawl.stats()["fazhi/requests"] == 1


def test_lists_are_due_sooner_and_files_never(tmp_path: Path) -> None:
    made = Session(tmp_path, RECHECK_LIST_MAX_DAYS=2)
    made.open()
    for role in ("list", "detail", "attachment"):
        made.answer("x", page=PageRef(f"{HOST}/{role}", role, "yun"))  # type: ignore[arg-type]
    due = {row["role"]: row["next_due_at"] for row in made.rows("SELECT role, next_due_at FROM pages")}
    made.close()
    assert due["attachment"] is None
    assert due["list"] < due["detail"]


def test_a_page_is_not_gone_before_its_time_nor_if_it_never_held_a_report(tmp_path: Path) -> None:
    for days, has_report in ((3, True), (0, False)):
        (folder := tmp_path / str(days)).mkdir()
        made = Session(folder, GONE_AFTER_DAYS=days)
        made.open()
        if has_report:
            made.pipeline.process_item(made.item(report(1)))
        for _ in range(2):
            made.found.page_without_report(PAGE, made.answer("gone", 404), http_status_kind(404), "not there")
        assert [row["kind"] for row in made.rows("SELECT kind FROM problems")] == ["http_404"] * 2
        made.close()


def test_a_page_that_comes_back_with_another_report_has_come_back(tmp_path: Path) -> None:
    made = Session(tmp_path, GONE_AFTER_DAYS=0)
    made.open()
    made.pipeline.process_item(made.item(report(1)))
    for _ in range(2):
        made.found.page_without_report(PAGE, made.answer("gone", 404), http_status_kind(404), "not there")
    made.pipeline.process_item(made.item(report(1, "本县另有一份报告，说的是别的事情。" * 30)))
    assert "came_back" in [row["kind"] for row in made.rows("SELECT kind FROM problems")]
    made.close()


def test_what_a_cleaner_found_odd_is_counted(crawl: Session) -> None:
    item = crawl.item(report(1))
    assert item.origin is not None
    odd = replace(item.origin.article, problems=(Problem(ProblemKind.BAD_DATE, "2024-13-01"),))
    crawl.pipeline.process_item(report_item(replace(item.origin, article=odd)))
    assert crawl.stats()["fazhi/problem/bad_date"] == 1


def test_a_report_without_text_and_files_is_dropped_and_one_without_origin_let_through(crawl: Session) -> None:
    item = crawl.item(report(1))
    assert item.origin is not None
    with pytest.raises(DropItem, match="neither text nor files"):
        crawl.pipeline.process_item(report_item(replace(item.origin, article=replace(item.origin.article, text=""))))
    of_a_user = ReportItem(title="报告")
    assert crawl.pipeline.process_item(of_a_user) is of_a_user


async def test_a_report_that_another_pipeline_has_made_a_dict_of_ends_the_crawl(crawl: Session) -> None:
    given = {"payload_digest": "sha256:1"}
    with pytest.raises(DropItem, match="the archive can store only the ReportItem of the spider itself"):
        crawl.pipeline.process_item(given)
    await asyncio.sleep(0)
    assert str(crawl.session.error).startswith("a pipeline before 300 gave dict; the archive can store only")
    assert crawl.crawler.engine.reasons == ["archive_failed"]


def test_a_page_that_no_archive_keeps_is_not_written(crawl: Session) -> None:
    crawl.found.page_without_report(PAGE, None, ProblemKind.SOFT_404, "not there")
    assert crawl.rows("SELECT * FROM problems") == []


# --- what goes wrong ------------------------------------------------------------------------------------


async def test_an_archive_that_cannot_be_written_to_ends_the_crawl_with_the_first_error(
    crawl: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = crawl.item(report(1))
    assert crawl.session.run is not None

    def full(*args: Any, **kwargs: Any) -> Any:
        raise ArchiveError("disk full")

    for name in ("keep", "add", "problem"):
        monkeypatch.setattr(crawl.session.run.writer, name, full)
    request = Request(SECTION)
    with pytest.raises(NotKept, match="disk full"):
        crawl.evidence.process_response(request, HtmlResponse(SECTION, request=request))
    first = crawl.session.error
    assert first is not None
    with pytest.raises(DropItem, match="disk full"):
        crawl.pipeline.process_item(item)
    crawl.found.problem_found(ProblemKind.FLOOR, "few")
    await asyncio.sleep(0)
    assert crawl.session.error is first
    assert crawl.crawler.engine.reasons == ["archive_failed"]


@pytest.mark.parametrize("name", ["problem", "add"])
async def test_whatever_cannot_be_written_ends_the_crawl(
    crawl: Session, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    item = crawl.item(report(1))
    assert crawl.session.run is not None

    def full(*args: Any, **kwargs: Any) -> Any:
        raise ArchiveError("disk full")

    monkeypatch.setattr(crawl.session.run.writer, name, full)
    if name == "add":
        with pytest.raises(DropItem, match="disk full"):
            crawl.pipeline.process_item(item)
    else:
        crawl.found.problem_found(ProblemKind.FLOOR, "few")
    await asyncio.sleep(0)
    assert str(crawl.session.error) == "disk full"
    assert crawl.rows("SELECT * FROM problems") == [], "a full disk is no defect of ours"


@pytest.mark.parametrize("known", [None, ArchiveError("the first")])
def test_a_run_whose_end_cannot_be_written_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: ArchiveError | None
) -> None:
    made = Session(tmp_path)
    made.open()
    assert made.session.run is not None
    full = ArchiveError("disk full")

    def end(run: ArchiveRun, reason: str) -> None:
        raise full

    monkeypatch.setattr(ArchiveRun, "end", end)
    made.session.error = known
    made.close()
    assert made.session.error is (known or full)
    archive.open_writer(made.path).close()  # it was given back all the same


def test_a_spider_that_fails_before_its_first_page_is_a_crash_of_no_page(crawl: Session) -> None:
    crawl.session.start_failed(Failure(ZeroDivisionError("a defect")))
    (problem,) = crawl.rows("SELECT kind, detail, url, portal, snapshot FROM problems")
    detail = problem.pop("detail")
    assert detail.startswith("start of the crawl not gone through to its end: ZeroDivisionError: a defect")
    assert problem == {"kind": "crash", "url": None, "portal": None, "snapshot": None}


def test_a_defect_of_a_pipeline_behind_ours_is_no_crash_of_the_page(crawl: Session) -> None:
    item = crawl.item(report(1))
    crawl.pipeline.process_item(item)
    failure = Failure(ZeroDivisionError("a defect of the user's"))
    crawl.crawler.signals.send_catch_log(
        scrapy_signals.item_error, item=item, response=None, spider=crawl.spider, failure=failure
    )
    assert crawl.rows("SELECT kind FROM problems") == []


def test_a_defect_while_something_is_written_is_a_crash_of_its_page(
    crawl: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = crawl.answer(report(1))
    assert crawl.session.run is not None

    def broken(*args: Any) -> Any:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr(crawl.session.run.writer, "present", broken)
    crawl.found.page_unchanged(PAGE, kept)
    (problem,) = crawl.rows("SELECT kind, url, portal, snapshot, detail FROM problems")
    assert (problem["kind"], problem["url"], problem["portal"], problem["snapshot"]) == (
        "crash", PAGE.url, "yun", kept.snapshot,
    )  # fmt: skip
    assert problem["detail"].startswith("detail kept, but not read: ZeroDivisionError: a defect; at ")


def test_a_defect_of_spider_or_pipeline_is_a_crash_of_the_page_that_it_met(crawl: Session) -> None:
    kept = crawl.answer(report(1))
    item = crawl.item(report(1), kept=kept)
    part = Request(f"{HOST}/fz/1_1.html", cb_kwargs={"whole": SimpleNamespace(page=PAGE, kept=kept)})
    answers = [Request(PAGE.url, meta={"page": PAGE, "kept": kept}), part, Request(f"{HOST}/x")]
    send = crawl.crawler.signals.send_catch_log
    failure = Failure(ZeroDivisionError("a defect"))
    for request in answers:
        response = HtmlResponse(request.url, request=request)
        send(scrapy_signals.spider_error, failure=failure, response=response, spider=crawl.spider)
    of_list = Request(SECTION, meta={"page": PageRef(SECTION, "list", "yun")})
    send(scrapy_signals.spider_error, failure=failure, response=HtmlResponse(SECTION, request=of_list), spider=None)
    sent = send(scrapy_signals.spider_error, failure=failure, response=None, spider=crawl.spider)  # of start()
    assert [result for _, result in sent] == [None]
    send(scrapy_signals.item_error, item=item, response=None, spider=crawl.spider, failure=failure)
    send(scrapy_signals.item_error, item={}, response=None, spider=crawl.spider, failure=failure)
    told = crawl.rows("SELECT url, snapshot FROM problems WHERE kind = 'crash'")
    of_page = {"url": PAGE.url, "snapshot": kept.snapshot}
    others = [{"url": url, "snapshot": None} for url in (f"{HOST}/x", SECTION)]
    assert told == [of_page, of_page, *others, of_page]
    assert crawl.stats()["fazhi/pages"] == 3, "lists, and answers of no page, are none"
