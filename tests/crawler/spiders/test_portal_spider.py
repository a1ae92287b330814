"""The spider alone: walks, visits, refusals, parts and files, with neither subprocess nor archive."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from itemadapter import ItemAdapter
from scrapy import Request

from archive import Fetch, Kept
from crawler.downloading.drop_reasons import BackedOff, NotKept, OffPortal, RobotsForbidden, RobotsUnknown
from crawler.platforms import PageRequest
from crawler.spiders.portal import MAX_DEPTH, PortalSpider
from tests.crawler.spider_bench import HOST, SECTION, TABLE, TEXT, Bench, Known, bench, items, list_page, report, urls

KEPT = Kept("s1", "p1", is_revisit=False, cleaned=False)
PDF = b"%PDF-1.4 not a real one"


def _section(made: Bench) -> Request:
    return next(request for request in made.start() if request.url == SECTION)


def _details(made: Bench, *numbers: int) -> list[Request]:
    return [each for each in made.answer(_section(made), list_page(*numbers)) if "/fz/" in each.url]


# --- lists ------------------------------------------------------------------------------------------


def test_a_crawl_begins_with_the_sections_and_asks_for_the_rows_of_their_lists(tmp_path: Path) -> None:
    made = bench(tmp_path)
    assert urls(made.start()) == [SECTION]
    found = made.answer(made.start()[0], list_page(1, 2))
    assert urls(found) == [f"{HOST}/fz/1.html", f"{HOST}/fz/2.html"]
    assert [request.meta["page"].role for request in found] == ["detail", "detail"]
    assert [request.priority for request in found] == [1, 1]
    (listed,) = made.told("rows_listed")
    assert [(row.url, row.section, row.list_url) for row in listed["listings"]] == [
        (f"{HOST}/fz/{n}.html", "云汀县人民政府", SECTION) for n in (1, 2)
    ]
    assert made.problems == []


def test_the_next_page_is_asked_for_and_the_walk_ends_there(tmp_path: Path) -> None:
    made = bench(tmp_path)
    more = '<a href="index_2.html">下一页</a>'
    found = made.answer(_section(made), list_page(1, 2, more=more))
    following = next(request for request in found if request.url.endswith("index_2.html"))
    assert following.dont_filter
    assert following.cb_kwargs["walk"].number == 2
    assert made.spider.outcomes["yun"].walks == []
    (*_, counted) = made.answer(following, list_page(3, 4))
    while counted.cb_kwargs["walk"].others:  # addresses that are counted up, tried in turn
        (counted,) = made.answer(counted, "", 404)
    assert made.answer(counted, "", 404) == []
    (end,) = made.spider.outcomes["yun"].walks
    assert (end.url, end.pages, end.rows, end.is_complete) == (SECTION, 3, 4, True)


def test_a_list_page_that_fails_is_a_problem_and_its_walk_incomplete(tmp_path: Path) -> None:
    made = bench(tmp_path)
    assert made.answer(_section(made), "gone", 500) == []
    assert made.problems == ["http_500"]
    assert [end.is_complete for end in made.spider.outcomes["yun"].walks] == [False]
    assert made.spider.outcomes["yun"].is_unreadable


def test_rows_on_other_hosts_are_left_and_reported_once(tmp_path: Path) -> None:
    made = bench(tmp_path)
    elsewhere = '<ul><li><a href="http://www.other.gov.cn/1.html">云汀县2001年法治政府建设年度报告</a></li></ul>'
    page = list_page(2, 3, more=elsewhere)
    found = made.answer(_section(made), page)
    assert "http://www.other.gov.cn/1.html" not in urls(found)
    made.answer(_section(made), page)
    assert made.problems == ["off_portal"]


def test_a_filtered_section_gives_reports_alone(tmp_path: Path) -> None:
    made = bench(tmp_path, TABLE.replace(f'["{SECTION}"]', f'[{{url = "{SECTION}", filtered = true}}]'))
    other = '<ul><li><a href="/fz/9.html">云汀县召开全体会议</a><span>2025-03-01</span></li></ul>'
    found = made.answer(_section(made), list_page(1, 2, more=other))
    assert urls(found) == [f"{HOST}/fz/1.html", f"{HOST}/fz/2.html"]


def test_a_page_that_is_listed_twice_is_asked_for_once_and_each_place_is_told(tmp_path: Path) -> None:
    made = bench(tmp_path)
    assert len(_details(made, 1)) == 1
    assert len(_details(made, 1)) == 0
    assert len(made.told("rows_listed")) == 2
    assert made.spider.outcomes["yun"].details == {f"{HOST}/fz/1.html"}


def test_columns_are_followed_once_and_not_deeper_than_so_many(tmp_path: Path) -> None:
    made = bench(tmp_path)
    section = _section(made)
    walk = section.cb_kwargs["walk"]
    columns = "".join(f'<li><a href="/fz/{year}/">{year}年</a></li>' for year in (2022, 2023, 2024))
    page = f"<html><!-- NFCMS_SITE_ID --><body><div><ul>{columns}</ul></div></body></html>"
    found = made.answer(section, page)
    assert urls(found) == [f"{HOST}/fz/{year}/" for year in (2022, 2023, 2024)]
    assert [request.cb_kwargs["walk"].section for request in found] == [
        f"云汀县人民政府 > {year}年" for year in (2022, 2023, 2024)
    ]
    assert made.answer(_section(made), page) == []
    deep = bench(tmp_path)
    section = _section(deep)
    section.cb_kwargs["walk"] = type(walk)("yun", tuple("x" * (MAX_DEPTH + 1)))
    assert deep.answer(section, page) == []


def test_a_full_crawl_makes_a_second_pass(tmp_path: Path) -> None:
    assert _section(bench(tmp_path)).cb_kwargs["walk"].max_passes == 1
    assert _section(bench(tmp_path, full="0")).cb_kwargs["walk"].max_passes == 1
    assert _section(bench(tmp_path, full="1")).cb_kwargs["walk"].max_passes == 2


# --- visits -----------------------------------------------------------------------------------------


def test_known_pages_are_asked_for_when_they_are_due_and_with_their_validators(tmp_path: Path) -> None:
    known = Known()
    known.put(f"{HOST}/fz/1.html", due_in_days=-1, etag='"a"', last_modified="Fri, 27 Nov 2020 08:00:00 GMT")
    known.put(f"{HOST}/fz/2.html")
    made = bench(tmp_path, known=known)
    due, section = made.start()
    assert due.url == f"{HOST}/fz/1.html"
    assert due.headers.to_unicode_dict() == {
        "If-None-Match": '"a"', "If-Modified-Since": "Fri, 27 Nov 2020 08:00:00 GMT",
    }  # fmt: skip
    assert urls(made.answer(section, list_page(1, 2, 3))) == [f"{HOST}/fz/3.html"]


def test_a_page_that_a_run_left_unread_is_wanted_and_so_is_every_page_in_a_full_crawl(tmp_path: Path) -> None:
    known = Known()
    known.put(f"{HOST}/fz/1.html", is_settled=False)
    known.put(f"{HOST}/fz/2.html")
    assert [r.url for r in _details(bench(tmp_path, known=known), 1, 2)] == [f"{HOST}/fz/1.html"]
    assert len(_details(bench(tmp_path, known=known, full="1"), 1, 2)) == 2


def test_days_ahead_make_pages_due_sooner(tmp_path: Path) -> None:
    known = Known()
    known.put(f"{HOST}/fz/1.html", due_in_days=5)
    assert urls(bench(tmp_path, known=known).start()) == [SECTION]
    assert urls(bench(tmp_path, known=known, RECHECK_AHEAD_DAYS=7).start()) == [f"{HOST}/fz/1.html", SECTION]


def test_a_list_that_was_walked_is_left_where_a_whole_page_is_known(tmp_path: Path) -> None:
    more = '<a href="index_2.html">下一页</a>'
    known = Known(walked={SECTION})
    for number in (1, 2):
        known.put(f"{HOST}/fz/{number}.html")
    made = bench(tmp_path, known=known)
    assert made.answer(_section(made), list_page(1, 2, more=more)) == []
    assert made.spider.outcomes["yun"].is_partial
    unseen = bench(tmp_path, known=known)
    assert f"{HOST}/fz/index_2.html" in urls(unseen.answer(_section(unseen), list_page(1, 2, 3, more=more)))
    unwalked = bench(tmp_path, known=Known(states=known.states))
    assert f"{HOST}/fz/index_2.html" in urls(unwalked.answer(_section(unwalked), list_page(1, 2, more=more)))
    full = bench(tmp_path, known=known, full="1")
    assert f"{HOST}/fz/index_2.html" in urls(full.answer(_section(full), list_page(1, 2, more=more)))


def test_an_answer_304_to_a_list_is_read_from_what_is_stored(tmp_path: Path) -> None:
    known = Known()
    known.put(SECTION, list_page(1, 2), etag='"a"')
    made = bench(tmp_path, known=known)
    kept = Kept(f"s:{SECTION}", "p", is_revisit=True, cleaned=False)
    assert len(made.answer(_section(made), b"", 304, kept=kept)) == 2


# --- details ----------------------------------------------------------------------------------------


def test_a_detail_page_is_one_item_fit_for_json(tmp_path: Path) -> None:
    made = bench(tmp_path)
    (request,) = _details(made, 1)
    (item,) = made.answer(request, report(1))
    values = ItemAdapter(item).asdict()
    assert json.loads(json.dumps(values)) == values
    assert (values["id"], values["portal"], values["url"]) == (None, "yun", f"{HOST}/fz/1.html")
    assert (values["title"], values["report_year"], values["text"]) == ("云汀县2001年法治政府建设年度报告", 2001, TEXT)
    assert made.problems == []


def test_an_unchanged_page_is_no_item_and_its_files_that_were_never_asked_for_are(tmp_path: Path) -> None:
    known = Known(files={f"{HOST}/fz/1.html": [(f"{HOST}/fz/a.pdf", "附件"), (f"{HOST}/fz/b.pdf", "附件")]})
    known.put(f"{HOST}/fz/b.pdf")
    made = bench(tmp_path, known=known)
    (request,) = _details(made, 1)
    found = made.answer(request, b"", 304, kept=Kept("s1", "p1", is_revisit=True, cleaned=True))
    assert urls(found) == [f"{HOST}/fz/a.pdf"]
    assert items(found) == []
    assert [told["page"].url for told in made.told("page_unchanged")] == [f"{HOST}/fz/1.html"]


def test_a_page_without_a_report_is_no_item(tmp_path: Path) -> None:
    made = bench(tmp_path)
    first, second = _details(made, 1, 2)
    assert made.answer(first, "gone", 404) == []
    assert made.answer(second, "<html><body><p>您访问的页面不存在</p></body></html>") == []
    assert [str(told["kind"]) for told in made.told("page_without_report")] == ["http_404", "soft_404"]


def test_further_pages_of_an_article_are_one_item_with_or_without_an_archive(tmp_path: Path) -> None:
    pager = "".join(f'<a href="/fz/1_{n}.html">{n + 1}</a>' for n in (1, 2))
    first = report(1, TEXT, f'<div class="page">{pager}<a href="/fz/1_1.html">下一页</a></div>')
    parts = [report(1, f"第{n}部分：" + TEXT[:200]) for n in (2, 3)]
    made = bench(tmp_path)
    (request,) = _details(made, 1)
    (part,) = made.answer(request, first)
    assert (part.url, part.meta["page"].role, part.priority) == (f"{HOST}/fz/1_1.html", "other", 2)
    assert part.dont_filter
    (last,) = made.answer(part, parts[0])
    (item,) = made.answer(last, parts[1])
    assert [line[:5] for line in item.text.split("\n")] == [TEXT[:5], "第2部分：", "第3部分："]


def test_the_page_in_the_frame_of_a_page_without_text_gives_the_text(tmp_path: Path) -> None:
    made = bench(tmp_path)
    (request,) = _details(made, 1)
    outer = report(1, "", '<iframe src="/fz/1_body.html"></iframe>')
    (frame,) = made.answer(request, outer)
    assert (frame.url, frame.meta["page"].role) == (f"{HOST}/fz/1_body.html", "other")
    (item,) = made.answer(frame, f"<html><body><p>{TEXT}</p></body></html>")
    assert item.text == TEXT
    assert (item.url, json.loads(item.found)["text"]) == (f"{HOST}/fz/1.html", "frame")
    assert made.problems == []


def test_a_page_whose_frame_has_no_text_either_is_no_item(tmp_path: Path) -> None:
    made = bench(tmp_path)
    first, second = _details(made, 1, 2)
    (frame,) = made.answer(first, report(1, "", '<iframe src="/fz/1_body.html"></iframe>'))
    assert made.answer(frame, "<html><body></body></html>") == []
    (missing,) = made.answer(second, report(2, "", '<iframe src="/fz/2_body.html"></iframe>'))
    assert made.fail(missing, OSError("no connection")) == []
    assert [str(told["kind"]) for told in made.told("page_without_report")] == ["no_text", "redirect_shell"]


def test_a_part_that_gives_no_answer_is_reported_and_the_article_goes_without_it(tmp_path: Path) -> None:
    pager = '<div class="page"><a href="/fz/1_1.html">2</a><a href="/fz/1_1.html">下一页</a></div>'
    made = bench(tmp_path)
    (request,) = _details(made, 1)
    (part,) = made.answer(request, report(1, TEXT, pager))
    (item,) = made.fail(part, OSError("no connection"))
    assert item.text == TEXT
    assert made.problems == ["fetch_failed"]


# --- files ------------------------------------------------------------------------------------------


def _with_file(number: int) -> str:
    return report(number, TEXT, '<p>附件：<a href="/fz/a.pdf">统计表.pdf</a></p>')


def test_a_file_that_two_pages_offer_is_asked_for_once_and_kept_for_both(tmp_path: Path) -> None:
    made = bench(tmp_path)
    first, second, third = _details(made, 1, 2, 3)
    file = next(each for each in made.answer(first, _with_file(1), kept=KEPT) if isinstance(each, Request))
    assert (file.url, file.priority, file.meta["page"].role) == (f"{HOST}/fz/a.pdf", 2, "attachment")
    assert urls(made.answer(second, _with_file(2), kept=KEPT)) == []
    made.answer(file, PDF, kept=Kept("s-file", "p", False, False), media_type="application/pdf")
    assert urls(made.answer(third, _with_file(3), kept=KEPT)) == []
    assert [(told["page_url"], told["snapshot"]) for told in made.told("file_kept")] == [
        (f"{HOST}/fz/{n}.html", "s-file") for n in (1, 2, 3)
    ]


def test_files_are_not_asked_for_where_nothing_keeps_them(tmp_path: Path) -> None:
    made = bench(tmp_path)
    (request,) = _details(made, 1)
    assert urls(made.answer(request, _with_file(1))) == []


@pytest.mark.parametrize(
    ("body", "status", "problem"), [(b"", 404, "http_404"), (b"<html><body>login</body></html>", 200, "page_for_file")]
)
def test_what_comes_in_place_of_a_file_is_a_problem(tmp_path: Path, body: bytes, status: int, problem: str) -> None:
    made = bench(tmp_path)
    (request,) = _details(made, 1)
    file = next(each for each in made.answer(request, _with_file(1), kept=KEPT) if isinstance(each, Request))
    made.answer(file, body, status, kept=Kept("s-file", "p", False, False))
    assert made.problems == [problem]
    assert made.told("file_kept") == []


def test_a_file_on_another_host_is_left(tmp_path: Path) -> None:
    made = bench(tmp_path)
    (request,) = _details(made, 1)
    page = report(1, TEXT, '<p>附件：<a href="http://files.other.cn/a.pdf">统计表.pdf</a></p>')
    assert urls(made.answer(request, page, kept=KEPT)) == []
    assert made.problems == ["off_portal"]


# --- what comes in place of a page --------------------------------------------------------------------


def test_refusals_in_a_row_leave_the_city_alone_and_an_answer_between_them_does_not(tmp_path: Path) -> None:
    made = bench(tmp_path, REFUSALS_IN_A_ROW=2)
    requests = _details(made, 1, 2, 3, 4)
    made.answer(requests[0], "no", 403)
    made.answer(requests[1], report(2))
    made.answer(requests[2], "no", 403)
    assert made.told("city_left_alone") == []
    made.answer(requests[3], "no", 403)
    assert [told["host"] for told in made.told("city_left_alone")] == ["www.yun.gov.cn"]
    assert made.problems == ["refused_403", "refused_403", "refused_403", "backed_off"]
    assert made.spider.outcomes["yun"].is_partial


def test_a_redirect_inside_a_page_is_followed_for_one_hop_on_the_portal(tmp_path: Path) -> None:
    shell = '<html><script>location.href="/fz/real.html"</script></html>'
    made = bench(tmp_path)
    (request,) = _details(made, 1)
    (hop,) = made.answer(request, shell)
    assert (hop.url, hop.meta["page"].url) == (f"{HOST}/fz/real.html", f"{HOST}/fz/1.html")
    assert hop.callback == request.callback
    assert made.answer(hop, shell) == []
    assert made.problems == ["redirect_shell"]


def test_a_redirect_inside_a_page_to_another_host_is_noted_as_a_move(tmp_path: Path) -> None:
    made = bench(tmp_path)
    (request,) = _details(made, 1)
    assert made.answer(request, '<html><script>location.href="http://new.gov.cn/"</script></html>') == []
    assert made.problems == ["redirect_shell"]
    assert dict(made.spider.outcomes["yun"].elsewhere) == {("www.yun.gov.cn", "new.gov.cn"): {f"{HOST}/fz/1.html"}}


@pytest.mark.parametrize(
    ("error", "kind", "is_forbidden"),
    [
        (RobotsForbidden("no"), "robots", True),
        (OffPortal("no"), "off_portal", True),
        (RobotsUnknown("no"), "robots_unknown", False),
        (OSError("no"), "fetch_failed", False),
    ],
)
def test_a_request_without_an_answer_is_a_problem_of_its_kind(
    tmp_path: Path, error: Exception, kind: str, is_forbidden: bool
) -> None:
    made = bench(tmp_path)
    section = _section(made)
    assert made.fail(section, error) == []
    assert made.problems == [kind]
    (told,) = made.told("page_unreached")
    assert (told["page"].url, told["is_forbidden"]) == (SECTION, is_forbidden)
    assert made.spider.outcomes["yun"].lists_asked == 1


@pytest.mark.parametrize("error", [NotKept("disk full"), BackedOff("left alone")])
def test_a_request_that_the_end_of_a_crawl_drops_is_no_problem(tmp_path: Path, error: Exception) -> None:
    made = bench(tmp_path)
    assert made.fail(_section(made), error) == []
    assert made.sent == []


# --- the end, the settings, the tables ------------------------------------------------------------------


def test_a_crawl_that_finished_tells_its_walks_and_what_is_wrong_with_a_portal(tmp_path: Path) -> None:
    made = bench(tmp_path, TABLE + "floor = 3\n")
    made.answer(_section(made), list_page(1, 2))
    made.spider.closed("shutdown")
    assert made.told("list_walked") == []
    made.spider.closed("finished")
    assert made.told("list_walked") == [{"url": SECTION, "pages": 1, "rows": 2, "is_complete": True}]
    assert made.problems == ["floor"]
    assert made.told("portal_unreadable") == []


def test_a_portal_whose_lists_all_failed_is_unreadable(tmp_path: Path) -> None:
    made = bench(tmp_path)
    made.answer(_section(made), "", 500)
    made.spider.closed("finished")
    assert made.told("portal_unreadable") == [{"portal": "yun"}]
    assert made.problems == ["http_500", "unreadable_portal"]


def test_a_portal_that_needs_a_browser_which_is_not_there_is_reported_and_left(tmp_path: Path) -> None:
    made = bench(tmp_path, TABLE + "render = true\n", RENDER_BROWSER="no-such-program")
    assert made.start() == []
    assert made.problems == ["not_rendered"]
    assert made.spider.outcomes["yun"].is_unreadable


def test_requests_for_pages_that_scripts_build_ask_to_be_rendered_and_carry_no_validators(tmp_path: Path) -> None:
    known = Known()
    known.put(f"{HOST}/fz/1.html", due_in_days=-1, etag='"a"')
    made = bench(tmp_path, TABLE + 'render = "details"\n', known=known)
    made.spider.cannot_render = None
    detail, section = made.start()
    assert detail.meta["render"]
    assert not detail.headers
    assert "render" not in section.meta


def test_every_host_of_the_tables_has_the_pause_of_its_portal(tmp_path: Path) -> None:
    made = bench(tmp_path, TABLE + "delay_seconds = 4.0\n")
    slots = made.spider.settings.getdict("DOWNLOAD_SLOTS")
    assert slots["www.yun.gov.cn"] == slots["yun.gov.cn"] == {"delay": 4.0, "concurrency": 1}
    assert bench(tmp_path).spider.settings.getdict("DOWNLOAD_SLOTS")["yun.gov.cn"]["delay"] == 2.5


def test_pages_of_governments_are_for_this_spider_and_others_are_not() -> None:
    def takes(url: str) -> bool:
        return PortalSpider.handles_request(Request(url))

    assert takes("http://www.nowhere.gov.cn/x")
    assert not takes("http://example.com/gov.cn/")
    assert not takes("http://www.government.com/")


def test_due_moments_are_those_of_the_beginning_of_the_crawl(tmp_path: Path) -> None:
    until = bench(tmp_path).spider.visits.until
    assert datetime.now(UTC) - timedelta(minutes=30) < until <= datetime.now(UTC)


# --- the finer rules: lists that are resumed, known in part, shared, behind other pages ------------------------

ONE_PAGE = "<script>pagination('setPage', 1, 1)</script>"  # the list states that it has no other page


def test_a_resumed_crawl_is_partial_and_a_list_whose_end_alone_it_sees_was_read(tmp_path: Path) -> None:
    made = bench(tmp_path, JOBDIR=str(tmp_path / "job"))
    section = _section(made)
    assert made.spider.outcomes["yun"].is_partial
    section.cb_kwargs["walk"] = replace(section.cb_kwargs["walk"], number=2, is_guess=True)
    made.answer(section, "", 404)
    assert (made.spider.outcomes["yun"].lists_read, made.problems) == (1, [])
    fresh = bench(tmp_path)
    fresh.start()
    assert not fresh.spider.outcomes["yun"].is_partial


def test_a_crawl_that_saw_the_last_page_of_a_known_list_is_whole(tmp_path: Path) -> None:
    known = Known(walked={SECTION})
    known.put(f"{HOST}/fz/1.html")
    made = bench(tmp_path, known=known)
    made.answer(_section(made), list_page(1, more=ONE_PAGE))
    assert not made.spider.outcomes["yun"].is_partial


def test_a_known_list_is_left_whatever_its_pages_show_besides_reports_of_the_portal(tmp_path: Path) -> None:
    filtered = TABLE.replace(f'["{SECTION}"]', f'[{{url = "{SECTION}", filtered = true}}]')
    others = (
        '<li><a href="http://www.other.gov.cn/1.html">云汀县2001年法治政府建设年度报告</a><span>2025-03-01</span></li>',
        '<li><a href="/fz/8.html">云汀县召开全体会议的消息</a><span>2025-03-01</span></li>',
    )
    for table, other in zip((TABLE, filtered), others, strict=True):
        known = Known(walked={SECTION})
        known.put(f"{HOST}/fz/1.html")
        known.put(f"{HOST}/fz/2.html")
        made = bench(tmp_path, table, known=known)
        page = list_page(1, 2).replace("</ul>", f"{other}</ul>") + '<a href="index_2.html">下一页</a>'
        assert urls(made.answer(_section(made), page)) == []
        assert made.spider.outcomes["yun"].is_partial


def test_a_page_that_only_leads_to_the_rows_is_followed_though_it_shows_nothing_new(tmp_path: Path) -> None:
    known = Known(walked={SECTION})
    made = bench(tmp_path, known=known)
    found = made.answer(_section(made), '<html><body><iframe src="/fz/rows.html"></iframe></body></html>')
    assert urls(found) == [f"{HOST}/fz/rows.html"]


def test_a_known_page_that_only_leads_to_the_rows_is_passed_by(tmp_path: Path) -> None:
    known = Known(walked={SECTION})
    known.put(SECTION, '<html><body><iframe src="/fz/rows.html"></iframe></body></html>', role="list")
    (request,) = bench(tmp_path, known=known).start()
    assert (request.url, request.dont_filter) == (f"{HOST}/fz/rows.html", True)
    assert request.cb_kwargs["first"] == SECTION
    (plain,) = bench(tmp_path).start()
    assert not plain.dont_filter


def test_two_sections_that_differ_by_their_fragment_are_both_asked_for(tmp_path: Path) -> None:
    table = TABLE.replace(f'["{SECTION}"]', f'["{SECTION}#1", "{SECTION}#2"]')
    assert [request.dont_filter for request in bench(tmp_path, table).start()] == [True, True]


COLUMN = '<html><!-- NFCMS_SITE_ID --><body><ul><li><a href="/fz/2024/">2024年</a></li></ul></body></html>'


def test_columns_as_deep_as_the_limit_are_followed_and_no_deeper(tmp_path: Path) -> None:
    for depth, expected in ((MAX_DEPTH, [f"{HOST}/fz/2024/"]), (MAX_DEPTH + 1, [])):
        made = bench(tmp_path)
        section = _section(made)
        section.cb_kwargs["walk"] = replace(section.cb_kwargs["walk"], trail=("x",) * depth)
        assert urls(made.answer(section, COLUMN)) == expected


def test_a_column_takes_over_filter_platform_and_passes(tmp_path: Path) -> None:
    table = TABLE.replace(f'["{SECTION}"]', f'[{{url = "{SECTION}", filtered = true, name = "法治"}}]')
    made = bench(tmp_path, table, full="1")
    (column,) = made.answer(_section(made), COLUMN)
    walk = column.cb_kwargs["walk"]
    assert (walk.filtered, walk.platform, walk.max_passes, walk.section) == (True, "nfcms", 2, "法治 > 2024年")


def test_a_column_that_is_known_to_its_end_and_not_due_is_left(tmp_path: Path) -> None:
    known = Known(walked={f"{HOST}/fz/2024/"})
    known.put(f"{HOST}/fz/2024/", role="list")
    made = bench(tmp_path, known=known)
    assert made.answer(_section(made), COLUMN) == []
    assert made.spider.outcomes["yun"].is_partial


def test_a_list_that_is_asked_for_by_post_is_asked_so(tmp_path: Path) -> None:
    made = bench(tmp_path)
    section = _section(made)
    walk = replace(section.cb_kwargs["walk"], others=(PageRequest(SECTION, "POST", b"page=2", (("X-Asked", "yes"),)),))
    section.cb_kwargs["walk"] = walk
    (posted,) = made.answer(section, "", 404)
    assert (posted.method, posted.body, posted.headers["X-Asked"]) == ("POST", b"page=2", b"yes")


def test_relative_addresses_in_an_answer_in_json_start_from_the_first_page_of_the_list(tmp_path: Path) -> None:
    made = bench(tmp_path)
    section = _section(made)
    section.cb_kwargs["walk"] = replace(section.cb_kwargs["walk"], number=2, origin=SECTION)
    rows = [{"title": "云汀县2024年法治政府建设年度报告", "url": "7.html"}]
    asked = section.replace(url=f"{HOST}/api/list?page=2")
    assert f"{HOST}/fz/7.html" in urls(made.answer(asked, json.dumps({"rows": rows}), media_type="application/json"))


def _only_a_file(address: str) -> str:
    return (
        '<html><head><meta name="ArticleTitle" content="云汀县2001年法治政府建设年度报告"></head><body>'
        f'<h1>云汀县2001年法治政府建设年度报告</h1><div class="article"><a href="{address}">报告全文.pdf</a></div></body></html>'
    )


def test_a_page_without_text_waits_for_its_file_which_is_kept_for_it(tmp_path: Path) -> None:
    known = Known()
    made = bench(tmp_path, known=known)
    (request,) = _details(made, 1)
    (part,) = made.answer(request, _only_a_file("/fz/a.pdf"), kept=KEPT)
    assert (part.url, part.meta["page"].role, part.priority) == (f"{HOST}/fz/a.pdf", "attachment", 2)
    known.payloads["s1"] = Fetch(f"{HOST}/fz/1.html", datetime.now(UTC), _only_a_file("/fz/a.pdf").encode())
    known.put(f"{HOST}/fz/a.pdf", "no PDF at all", role="attachment")
    (item,) = made.answer(part, b"no PDF at all", kept=Kept("s-file", "p", False, False))
    assert (item.text, item.title) == ("no PDF at all", "云汀县2001年法治政府建设年度报告")
    assert [(told["page_url"], told["snapshot"]) for told in made.told("file_kept")] == [
        (f"{HOST}/fz/1.html", f"s:{HOST}/fz/a.pdf")
    ]


def test_parts_on_other_hosts_are_not_asked_for(tmp_path: Path) -> None:
    made = bench(tmp_path)
    (request,) = _details(made, 1)
    (item,) = made.answer(request, _only_a_file("http://files.other.cn/a.pdf"))
    assert item.text == ""


def test_the_problem_of_a_missing_browser_says_what_is_missing(tmp_path: Path) -> None:
    made = bench(tmp_path, TABLE + "render = true\n", RENDER_BROWSER="no-such-program")
    made.start()
    (told,) = made.told("problem_found")
    assert "yun: " in told["detail"]
    assert (told["url"], told["portal"]) == (SECTION, "yun")
