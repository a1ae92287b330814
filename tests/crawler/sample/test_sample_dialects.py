"""What single platforms of the sample world do otherwise than the rest, family by family."""

from __future__ import annotations

import html
import http.client
import json
import re
from urllib.parse import urljoin, urlsplit

from crawler.sample.answers import Request
from tests.crawler.sample_pages import ask, decoded, get, linked, listed, text_of
from tests.sample_world.expected import Expected, ExpectedPortal
from tests.sample_world.server import SampleServer
from tests.sample_world.world import World


def test_jpage_answers_a_hundred_records_at_most_and_knows_page_numbers(
    server: SampleServer, portals: list[ExpectedPortal]
) -> None:
    for key in ("hanlan", "meixu"):
        first, second = listed(portals, key)[:2]
        rows = [row.url for each in listed(portals, key) for row in each.rows]
        whole = re.sub(r"\?.*", "?startrecord=1&endrecord=500&perpage=500", second.url)
        answer = server.answer(Request("GET", f"{whole}&{second.body}", {}))
        assert [url for url in linked(answer, first.url) if url in rows] == rows
        by_page = server.answer(Request("GET", f"{second.url.partition('?')[0]}?page=2&{second.body}", {}))
        assert by_page.body == ask(server, second).body


def test_jpage_speaks_two_dialects(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    xml = decoded(ask(server, listed(portals, "hanlan")[1]))
    assert re.search(r"<totalrecord>14</totalrecord><totalpage>7</totalpage>", xml)
    script = decoded(ask(server, listed(portals, "meixu")[1]))
    assert re.match(r"\n+totalRecord=14\.0;totalPage = 3;dataStore = \['<li>", script)


def test_a_sealed_list_states_more_than_it_shows(server: SampleServer, truth: Expected) -> None:
    portal = truth.portals["bifan"]
    assert [(failure.url, failure.why) for failure in portal.failures] == [(portal.sections[0], "sealed")]
    stated = re.search(r"totalRecord:(\d+)", decoded(get(server, portal.sections[0])))
    assert stated
    assert int(stated[1]) > len(portal.lists[0].rows)
    assert ask(server, portal.ends[0]).body == b" " * 54


def test_search_of_xxgk_must_be_posted_and_jpaas_needs_a_referer(
    server: SampleServer, portals: list[ExpectedPortal]
) -> None:
    search = listed(portals, "songwu")[1]
    assert b"tr_main_value" in ask(server, search).body
    assert b"tr_main_value" not in server.answer(Request("GET", f"{search.url}&{search.body}", {})).body
    unit = listed(portals, "yunze")[1]
    assert server.answer(Request("GET", unit.url, {})).status == 403


def test_pages_0_and_1_of_gkmlpt_are_the_same_and_times_are_seconds(
    server: SampleServer, portals: list[ExpectedPortal]
) -> None:
    first = listed(portals, "zhuyue")[1]
    page = json.loads(ask(server, first).body)
    assert json.loads(get(server, first.url.replace("page=1", "page=0")).body) == page
    assert len(page["articles"]) == 100
    assert page["total"] == sum(len(each.rows) for each in listed(portals, "zhuyue"))
    assert 1_500_000_000 < page["articles"][0]["date"] < 1_800_000_000
    assert page["articles"][0]["url"].endswith(f"/post_{page['articles'][0]['id']}.html")


def test_ucap_service_answers_html_too(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    second = listed(portals, "shuoyuan")[1]
    page = decoded(get(server, second.url.replace("_isJson=true", "_isJson=false")))
    assert re.search(r'<ul id="body"><li><div class="title"><a href=', page)


def test_rows_hide_where_the_platform_hides_them(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    commented = decoded(ask(server, listed(portals, "shuoyuan")[0]))
    assert re.search(r"(?s)<!-- <ul.*?<li>.*?createPageHTML\('page_div', 3, 1, 'zfxxgk_list'.*?-->", commented)
    assert not re.search(r"<li><a[^>]*shtml", re.sub(r"(?s)<!--.*?-->|<div class=\"tree.*?</div>", "", commented))
    cloud = decoded(ask(server, listed(portals, "qinshan")[0]))
    assert '<base href="/qssrmzf/">' in cloud
    assert "{{title}}" in cloud
    assert "var listData = { articleList: [{" in cloud


def test_an_article_of_ucap_marks_its_page_break(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    reports = next(portal for portal in portals if portal.key == "beiting").reports
    assert sum("#PAGE_BREAK#" in text_of(get(server, report.url)) for report in reports) == 1


def test_a_pager_of_trs_counts_pages_or_records_first(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    assert 'createPageHTML(3, 1, "index", "html")' in decoded(ask(server, listed(portals, "liuyuan")[1]))
    assert 'createPageHTML(14, 3, 1, "index", "shtml")' in decoded(ask(server, listed(portals, "shijing")[1]))
    for key, stem in (("beiting", "common_list"), ("dujiang", "zwgklist")):
        page = decoded(ask(server, listed(portals, key)[1]))
        assert f"createPageHTML('page_div', 3, 2, '{stem}', 'shtml', 14)" in page
    assert re.search(r"currentPage = 1;(?s:.*)countPage = 3;", decoded(ask(server, listed(portals, "qiutan")[1])))


def test_nothing_leads_to_the_second_page_where_the_portal_is_silent(
    server: SampleServer, portals: list[ExpectedPortal]
) -> None:
    for key in ("xiying", "fengjin"):
        first, second = listed(portals, key)[:2]
        page = decoded(ask(server, first))
        assert second.url not in linked(ask(server, first), first.url)
        assert "createPage" not in page


def test_the_directory_of_a_shaanxi_section_is_no_page(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    first = listed(portals, "fengjin")[0].url
    assert first.endswith("/1.html")
    assert get(server, first.removesuffix("1.html")).status == 404


def test_page_files_of_vsb_count_down_and_are_numbered_anew(portals: list[ExpectedPortal]) -> None:
    names = [urlsplit(each.url).path for each in listed(portals, "lanlu")]
    assert names == ["/zwgk/fzzf.htm", "/zwgk/fzzf/2.htm", "/zwgk/fzzf/1.htm"]
    after = World().expected_all(1).portals["lanlu"].lists
    moved = {row.url: each.url for each in listed(portals, "lanlu") for row in each.rows}
    assert any(moved.get(row.url, each.url) != each.url for each in after for row in each.rows)


def test_the_rows_of_a_framed_section_lie_in_the_frame(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    shell, first = listed(portals, "yansi")[:2]
    page = decoded(ask(server, shell))
    [frame] = re.findall(r'<iframe src="([^"]*)"', page)
    assert urljoin(shell.url, html.unescape(frame)) == first.url
    assert not set(linked(ask(server, shell), shell.url)) & {row.url for row in first.rows}


def test_a_service_tells_other_units_nothing(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    changed = {"hanlan": "columnid", "songwu": "area", "qinshan": "channelCode%5B%5D", "wujiao": '"siteGuid": "'}
    for key, name in changed.items():
        wanted = listed(portals, key)[1]
        name = name if name.startswith('"') else f"{name}="
        other = wanted.body.replace(name, f"{name}0")
        assert other != wanted.body
        headers = {field.lower(): value for field, value in wanted.headers}
        answer = server.answer(Request(wanted.method, wanted.url, headers, other.encode()))
        assert not {row.url for row in wanted.rows} & set(linked(answer, wanted.url)), key


def test_a_service_is_asked_over_http(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    wanted = listed(portals, "wujiao")[1]
    connection = http.client.HTTPConnection(urlsplit(server.proxy_url).netloc)
    connection.request("POST", wanted.url, wanted.body.encode(), dict(wanted.headers))
    answer = json.loads(connection.getresponse().read())
    connection.close()
    assert [urljoin(wanted.url, each["infourl"]) for each in answer["custom"]["data"]] == [r.url for r in wanted.rows]
