"""What every crawl of portals shares: its settings, when it is a crawl at all, what comes in place of a page."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.settings import Settings

from archive import Fetch, Kept
from crawler.downloading.drop_reasons import OffPortal
from crawler.errors import CannotRender
from crawler.spiders.portal import PortalSpider
from crawler.spiders.portal_crawl import require_browser
from tests.crawler.spider_bench import HOST, SECTION, TABLE, TEXT, Bench, bench, list_page, report

KEPT = Kept("s1", "p1", is_revisit=False, cleaned=False)


def _section(made: Bench) -> Request:
    return made.start()[-1]


def _detail(made: Bench) -> Request:
    return made.answer(_section(made), list_page(1))[0]


def test_the_run_is_named_by_what_was_chosen(tmp_path: Path) -> None:
    assert bench(tmp_path, portal="yun", full="1").spider.selection == "portal=yun full=1"
    assert bench(tmp_path, division="44").spider.selection == "division=44"
    assert bench(tmp_path).spider.selection == ""


@pytest.mark.parametrize(
    ("given", "is_full"),
    [("yes", True), ("TRUE", True), ("1", True), ("no", False), ("false", False), ("0", False), (None, False)],
)
def test_a_crawl_is_full_where_the_word_for_it_says_so(tmp_path: Path, given: str | None, is_full: bool) -> None:
    assert bench(tmp_path, full=given).spider.is_full is is_full


def test_a_division_chooses_its_portals_and_those_below(tmp_path: Path) -> None:
    other = TABLE.replace("[yun]", "[jiang]").replace("yun.gov.cn", "jiang.gov.cn").replace("440000", "450000")
    for division, chosen in (("440000", ["yun"]), ("450000", ["jiang"]), (None, ["yun", "jiang"])):
        assert [portal.id for portal in bench(tmp_path, TABLE + other, division=division).spider.portals] == chosen


def test_a_portal_has_moved_after_as_many_redirects_as_the_settings_say(tmp_path: Path) -> None:
    for moved_after, kinds in ((2, ["portal_moved"]), (3, [])):
        made = bench(tmp_path, f"{TABLE}floor = 0\n", MOVED_AFTER=moved_after)
        outcome = made.spider.outcomes["yun"]
        outcome.lists_asked = outcome.lists_read = 1
        outcome.elsewhere["www.yun.gov.cn", "www.new.gov.cn"] = {f"{HOST}/1", f"{HOST}/2"}
        made.spider.closed("finished")
        assert [given["kind"] for name, given in made.sent if name == "problem_found"] == kinds


def test_what_only_a_crawl_of_portals_wants_of_scrapy_is_not_set_for_other_spiders(tmp_path: Path) -> None:
    settings = Settings()
    settings.setmodule("settings.base", priority="project")
    Spider.update_settings(settings)
    names = ("HTTPERROR_ALLOW_ALL", "METAREFRESH_ENABLED", "DUPEFILTER_CLASS", "DOWNLOAD_SLOTS")
    ours = bench(tmp_path).spider.settings
    assert [settings[name] == Settings()[name] for name in names] == [True] * 4
    assert (ours.getbool("HTTPERROR_ALLOW_ALL"), ours.getbool("METAREFRESH_ENABLED")) == (True, False)
    assert ours["DUPEFILTER_CLASS"] == "crawler.downloading.dupefilter.RedirectsPass"


def test_a_look_at_a_page_by_a_command_of_scrapy_is_no_crawl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = bench(tmp_path, TABLE + "render = true\n")
    made.spider.cannot_render = None
    assert not made.spider.crawls_portals, "the shell opens a spider and runs no crawl"
    made.spider.crawler.crawling = True
    assert made.spider.crawls_portals
    assert made.spider.needs_browser
    made.spider.cannot_render = "no browser"
    assert not made.spider.needs_browser

    async def start(self: Spider) -> AsyncIterator[Any]:
        yield None

    start.__module__ = "scrapy.commands.fetch"
    monkeypatch.setattr(PortalSpider, "start", start)
    assert not made.spider.crawls_portals


def test_a_crawl_is_refused_only_if_every_portal_needs_a_browser(tmp_path: Path) -> None:
    other = TABLE.replace("[yun]", "[he]").replace("yun.gov.cn", "he.gov.cn")
    made = bench(tmp_path, TABLE + "render = true\n" + other, RENDER_BROWSER="no-such-program")
    yun, he = made.spider.portals
    require_browser([yun, he], made.spider.settings)
    with pytest.raises(CannotRender, match=r"^yun: .*no-such-program"):
        require_browser([yun], made.spider.settings)


def test_the_exchange_that_the_archive_keeps_is_the_one_that_is_read(tmp_path: Path) -> None:
    made = bench(tmp_path)
    request = _detail(made)
    request.meta["fetch"] = Fetch(request.url, datetime(2020, 11, 27, tzinfo=UTC), report(1).encode())
    (item,) = made.answer(request, report(1))
    assert item.retrieved_at == "2020-11-27T00:00:00Z"


def test_a_redirect_in_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    made = bench(tmp_path)
    page = report(1, TEXT, '<p>附件：<a href="/fz/a.pdf">统计表.pdf</a></p>')
    file = next(each for each in made.answer(_detail(made), page, kept=KEPT) if isinstance(each, Request))
    assert made.answer(file, '<html><script>location.href="/login"</script></html>', kept=KEPT) == []
    assert made.problems == ["page_for_file"]


def test_a_hop_is_asked_for_as_the_page_was(tmp_path: Path) -> None:
    made = bench(tmp_path, TABLE + 'render = "details"\n')
    made.spider.cannot_render = None
    request = _detail(made)
    (hop,) = made.answer(request, '<html><script>location.href="/fz/real.html"</script></html>')
    assert (hop.priority, hop.meta["render"], hop.errback) == (1, True, request.errback)
    made.answer(hop, '<html><script>location.href="/fz/real2.html"</script></html>')
    assert made.problems == ["redirect_shell"]
    assert not made.spider.outcomes["yun"].elsewhere, "a redirect that is not followed need not lead elsewhere"


def test_a_redirect_to_another_host_is_noted_with_where_it_came_from(tmp_path: Path) -> None:
    made = bench(tmp_path)
    request = _detail(made)
    outcome = made.spider.outcomes["yun"]
    asked = outcome.lists_asked
    moved = request.replace(url="http://new.gov.cn/1.html")
    moved.meta["redirect_urls"] = [request.url]
    moved.meta["kept"] = KEPT
    made.fail(moved, OffPortal("no host of the portals"))
    assert dict(outcome.elsewhere) == {("www.yun.gov.cn", "new.gov.cn"): {f"{HOST}/fz/1.html"}}
    (told,) = made.told("problem_found")
    assert (told["url"], told["snapshot"], told["portal"]) == ("http://new.gov.cn/1.html", "s1", "yun")
    assert told["detail"] == "detail not fetched: no host of the portals"
    assert outcome.lists_asked == asked, "a detail is no list"


def test_a_refusal_is_told_with_its_evidence(tmp_path: Path) -> None:
    made = bench(tmp_path)
    made.answer(_section(made), "no", 403, kept=KEPT)
    (told,) = made.told("problem_found")
    assert (told["url"], told["snapshot"], told["detail"]) == (
        SECTION, "s1", "www.yun.gov.cn refused with status 403",
    )  # fmt: skip
