"""The sample world keeps its promises: what expected.py says is what the pages hold."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import pytest

from crawler.sample.answers import Answer, Request
from crawler.sample.server import PORTAL_TABLE
from tests.sample_world.expected import Expected, ExpectedList, ExpectedReport
from tests.sample_world.server import SampleServer, serve
from tests.sample_world.world import World

STATUS = {"404": 404, "500": 500, "soft_404": 200, "empty": 200, "robots": 200, "off_site": 502}
OFF_SITE = {"mp.weixin.qq.com"}


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    """Answers are asked for in the process: the HTTP side has tests of its own."""
    with serve() as running:
        for url in list(running.expected.reports):
            get(running, url)  # a busy page has its 503 behind it
        yield running


@pytest.fixture(scope="module")
def truth(server: SampleServer) -> Expected:
    return server.expected


def get(server: SampleServer, url: str) -> Answer:
    return server.answer(Request("GET", url, {}))


def text_of(answer: Answer) -> str:
    """The page without tags, comments, scripts and blanks."""
    page = answer.body.decode("utf-8" if "utf-8" in answer.media_type else "gb18030")
    page = re.sub(r"<!--.*?-->|<script.*?</script>", "", page, flags=re.S)
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", page)))


def links(page: str, url: str) -> list[str]:
    found = re.findall(r'href="([^"]*)"', page)
    return [urljoin(url, html.unescape(href)) for href in found if not href.startswith("javascript:")]


def lists(truth: Expected) -> list[ExpectedList]:
    return [each for portal in truth.portals.values() for each in portal.lists]


def chinese(report: ExpectedReport) -> int:
    paragraphs = report.paragraphs or report.attachments[0].paragraphs
    return len(re.findall(r"[\u4e00-\u9fff]", "".join(paragraphs)))


def test_sixty_reports_and_more_on_several_portals_of_three_platforms(truth: Expected) -> None:
    assert len(truth.texts) >= 60
    assert sum(1 for portal in truth.portals.values() if portal.reports) >= 5
    assert {portal.platform for portal in truth.portals.values()} >= {"nfcms", "henan", "suining"}


def test_reports_are_as_long_as_real_ones(truth: Expected) -> None:
    lengths = sorted(chinese(report) for report in truth.reports.values())
    assert lengths[0] >= 1000
    assert lengths[-1] <= 8000
    assert lengths[-1] > 3 * lengths[0]


def test_every_list_page_answers_and_links_its_rows_in_order(server: SampleServer, truth: Expected) -> None:
    for each in lists(truth):
        answer = get(server, each.url)
        assert answer.status == 200
        wanted = [row.url for row in each.rows]
        assert [link for link in links(answer.body.decode(), each.url) if link in set(wanted)] == wanted
        for alias in each.aliases:
            assert get(server, alias).body == answer.body


def test_every_row_shows_its_whole_title_and_its_day(server: SampleServer, truth: Expected) -> None:
    for each in lists(truth):
        page = html.unescape(get(server, each.url).body.decode())
        for row in each.rows:
            assert row.title in page
            assert row.day
            assert row.day in page


def test_every_row_is_accounted_for_once(truth: Expected) -> None:
    for portal in truth.portals.values():
        urls = [each.url for kind in (portal.reports, portal.others, portal.failures) for each in kind]
        assert len(urls) == len(set(urls))
        rows = {row.url for each in portal.lists for row in each.rows}
        for host in portal.hosts[1:]:  # a second host is folded onto the first
            rows = {url.replace(f"http://{host}/", f"http://{portal.hosts[0]}/") for url in rows}
        assert rows == set(urls)


def test_next_pages_and_columns_lead_to_every_list(truth: Expected) -> None:
    for portal in truth.portals.values():
        reached = {portal.lists[0].url}
        for each in portal.lists:
            assert each.url in reached
            reached |= {*each.columns, *([each.next_url] if each.next_url else [])}
        assert reached == {each.url for each in portal.lists}
        assert portal.sections[0] in (portal.lists[0].url, *portal.lists[0].aliases)


def test_every_link_of_a_list_page_answers_as_expected(server: SampleServer, truth: Expected) -> None:
    why = {failure.url: failure.why for portal in truth.portals.values() for failure in portal.failures}
    for each in lists(truth):
        for link in set(links(get(server, each.url).body.decode(), each.url)):
            if urlsplit(link).path.startswith("/static/"):
                continue
            assert get(server, link).status == (STATUS[why[link]] if link in why else 200), link


def test_past_the_last_page_comes_404_or_the_first_page_or_a_stub(server: SampleServer) -> None:
    assert get(server, "http://www.qilan.gov.example/xxgk/fzzfjs/index_4.html").status == 404
    column = "http://www.yanze.gov.example/xwzx/gsgg/"
    assert get(server, f"{column}index_4.html").body == get(server, f"{column}index.html").body
    stub = get(server, "http://www.zhitang.gov.example/gongkai/kuozhan/10047_4.html")
    assert stub.status == 200
    assert len(stub.body) < 400


def test_every_expected_paragraph_stands_on_its_page_in_order(server: SampleServer, truth: Expected) -> None:
    for report in truth.reports.values():
        page, start = text_of(get(server, report.url)), 0
        for paragraph in report.paragraphs:
            folded = re.sub(r"\s", "", paragraph)
            assert folded in page[start:], (report.url, paragraph)
            start = page.index(folded, start) + len(folded)


def test_title_source_date_and_breadcrumb_stand_on_the_page(server: SampleServer, truth: Expected) -> None:
    for report in truth.reports.values():
        page = text_of(get(server, report.url))
        assert report.title in page
        assert report.published_at
        assert re.sub(r"[T ]", "", report.published_at[:16]) in page
        assert all(name in page for name in report.breadcrumb)
        if report.source:
            assert f"：{report.source}" in page


def test_facts_of_a_report_agree_with_its_text(truth: Expected) -> None:
    for report in truth.reports.values():
        if not report.paragraphs:
            continue
        assert report.addressee in (None, report.paragraphs[0])
        tail = "\n".join(report.paragraphs[-2:])
        assert report.signature is None or report.signature in tail
        assert report.signature is None or report.signed_on
        assert all(value in report.text for _, value in report.figures)


def test_signed_before_published_and_mostly_before_april(truth: Expected) -> None:
    reports = [report for report in truth.reports.values() if report.published_at]
    for report in reports:
        assert (report.signed_on or "") <= str(report.published_at)[: len(report.signed_on or "")]
        assert str(report.published_at)[:10] <= "2026-04-20"
    early = [report for report in reports if str(report.published_at) < f"{report.report_year + 1}-04-01"]
    late = len(reports) - len(early)
    assert 0 < late < len(reports) / 5
    assert any(str(report.published_at).startswith(str(report.report_year)) for report in early)


def test_counts_add_up_and_rates_are_those_of_the_counts(truth: Expected) -> None:
    checked = 0
    for report in truth.reports.values():
        stated = dict(report.figures)
        if "punish.simple" in stated:
            assert int(stated["punish.cases"]) == int(stated["punish.simple"]) + int(stated["punish.general"])
        if "review.closed" in stated:
            parts = [int(stated[f"review.{name}"]) for name in ("upheld", "corrected", "mediated")]
            assert int(stated["review.closed"]) == sum(parts) <= int(stated["review.accepted"])
        if "mediate.rate" in stated:
            rate = 100 * int(stated["mediate.ok"]) / int(stated["mediate.total"])
            assert float(stated["mediate.rate"]) == pytest.approx(rate, abs=0.006)
            checked += 1
    assert checked > 3


def test_duplicates_carry_one_text_under_several_addresses(truth: Expected) -> None:
    reports = truth.reports
    hosts = []
    for urls in truth.duplicates:
        assert len({reports[url].text for url in urls}) == 1
        hosts.append({urlsplit(url).hostname for url in urls})
    assert sum(len(each) > 1 for each in hosts) >= 4  # across portals
    assert any(len(each) == 1 for each in hosts)  # twice on one portal
    assert any(len({reports[url].title for url in urls}) > 1 for urls in truth.duplicates)
    assert len(reports) - sum(len(urls) - 1 for urls in truth.duplicates) == len(truth.texts) + 1  # one is only a file


def test_each_sort_of_failure_is_there(truth: Expected) -> None:
    assert {failure.why for portal in truth.portals.values() for failure in portal.failures} == set(STATUS)


def test_failing_pages_fail_as_stated(server: SampleServer, truth: Expected) -> None:
    for portal in truth.portals.values():
        for failure in portal.failures:
            answer = get(server, failure.url)
            assert answer.status == STATUS[failure.why]
            if failure.why == "empty":
                assert answer.body == b""
            if failure.why == "soft_404":
                assert "页面不存在" in text_of(answer)


def test_the_forbidden_row_lies_below_a_disallowed_path(server: SampleServer, truth: Expected) -> None:
    [failure] = [each for each in truth.portals["lanting"].failures if each.why == "robots"]
    rules = get(server, "http://www.lanting.gov.example/robots.txt").body.decode()
    forbidden = re.findall(r"Disallow: (\S+)", rules)
    assert any(urlsplit(failure.url).path.startswith(path) for path in forbidden)
    assert failure.title in text_of(get(server, failure.url))  # who asks all the same gets a report


def test_an_unfiltered_column_hides_reports_among_near_misses(truth: Expected) -> None:
    portal = truth.portals["yanze"]
    assert portal.filtered
    assert len(portal.others) > 3 * len(portal.reports)
    kinds = {other.kind for other in portal.others}
    assert kinds == {"interpretation", "personal_report", "foi_report", "plan", "news", "case_statistics", "other"}


def test_a_page_that_declares_gb2312_holds_a_character_outside_of_it(server: SampleServer, truth: Expected) -> None:
    [old] = [report for report in truth.reports.values() if report.report_year == 2017]
    answer = get(server, old.url)
    assert b"charset=gb2312" in answer.body
    assert answer.media_type == "text/html"
    assert answer.body.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("gb2312")


def test_chrome_of_every_sort_is_there(server: SampleServer, truth: Expected) -> None:
    pages = [text_of(get(server, report.url)) for report in truth.reports.values()]
    for words in ("当前位置：", "您所在的位置：", "今天是：2019年12月3日", "分享到：", "【打印】", "扫一扫在手机打开当前页",
                  "相关文章", "字体：", "网站标识码：", "公网安备", "索引号："):  # fmt: skip
        assert any(words in page for page in pages), words
    assert any(page.count("一、") > 1 and "elder" in get(server, url).body.decode("gb18030", "replace")
               for url, page in zip(truth.reports, pages, strict=True))  # fmt: skip


def test_nothing_leads_out_of_the_sample_world_but_the_known_row(server: SampleServer) -> None:
    for answer in World().pages(0).values():
        if not isinstance(answer, Answer) or not answer.media_type.startswith("text/html"):
            continue
        for host in re.findall(
            r"(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", answer.body.decode("gb18030", "replace")
        ):
            assert host.endswith(".gov.example") or host in OFF_SITE


def test_hosts_and_codes_are_reserved_or_unassigned() -> None:
    world = World()
    for portal in world.expected(0).portals.values():
        assert portal.division.startswith("99")
        assert portal.site_id_code.startswith(portal.division[:4])
        assert len(portal.site_id_code) == 10
    assert all(host.endswith(".gov.example") for host in world.hosts)


def test_mobile_twins_carry_the_same_text(server: SampleServer, truth: Expected) -> None:
    report = truth.portals["lanting"].reports[0]
    twin = text_of(get(server, report.url.replace("/post_", "/mpost_")))
    assert all(re.sub(r"\s", "", paragraph) in twin for paragraph in report.paragraphs)


def test_both_hosts_of_a_portal_show_its_pages(server: SampleServer, truth: Expected) -> None:
    portal = truth.portals["qilan"]
    linked = {urlsplit(row.url).hostname for each in portal.lists for row in each.rows}
    assert linked == set(portal.hosts)
    for report in portal.reports:
        assert get(server, report.url).body == get(server, report.url.replace("//www.", "//")).body


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, second = World().pages(0), World().pages(0)
    assert first.keys() == second.keys()
    assert all(first[url] == second[url] for url in first if isinstance(first[url], Answer))


def test_day_one_brings_one_new_one_changed_and_takes_one_away() -> None:
    world = World()
    before, after = world.expected(0), world.expected(1)
    assert (len(after.appeared), len(after.changed), len(after.gone)) == (1, 1, 1)
    old, new = (each.reports[after.changed[0]] for each in (before, after))
    assert len(new.paragraphs) == len(old.paragraphs) + 1
    assert sum(a != b for a, b in zip(old.figures, new.figures, strict=True)) == 1
    pages = world.pages(1)
    assert after.gone[0] not in pages
    assert after.appeared[0] in pages
    top = [each.rows[0].url for each in after.portals["lanting"].lists]
    assert after.appeared[0] in top


def test_all_else_stays_as_it_was_on_day_one() -> None:
    world = World()
    before, after = world.pages(0), world.pages(1)
    truth = world.expected(1)
    details = set(truth.reports) - {*truth.appeared, *truth.changed}
    neighbours = {
        urlsplit(url).path.rsplit("/content/", 1)[0] for url in (*truth.appeared, *truth.changed, *truth.gone)
    }
    for url in details:
        if urlsplit(url).path.rsplit("/content/", 1)[0] not in neighbours and isinstance(before[url], Answer):
            assert before[url] == after[url]


def test_later_days_look_like_the_last_one_with_changes() -> None:
    world = World()
    assert world.pages(2).keys() == world.pages(1).keys()
    assert world.expected(2).changed == world.expected(2).appeared == world.expected(2).gone == ()


def test_portal_table_tells_what_the_world_holds(truth: Expected) -> None:
    tables = tomllib.loads(PORTAL_TABLE.read_text("utf-8"))
    assert tables.keys() == truth.portals.keys()
    for key, table in tables.items():
        portal = truth.portals[key]
        [section] = table["sections"]
        url, filtered = (section["url"], section["filtered"]) if isinstance(section, dict) else (section, False)
        assert (url,) == portal.sections
        assert filtered == portal.filtered
        assert (tuple(table["hosts"]), table["division"], table["site_id_code"]) == (
            portal.hosts, portal.division, portal.site_id_code)  # fmt: skip
        assert table["platform"] in (portal.platform, "auto")
        assert 0 < table["floor"] <= len(portal.reports)


def test_lists_are_sorted_by_day(truth: Expected) -> None:
    for each in lists(truth):
        days = [str(row.day) for row in each.rows]
        assert all(first >= second for first, second in pairwise(days))
