"""The further portals of the sample world, one for each platform or dialect: pages, services and misfortunes."""

from __future__ import annotations

import html
import http.client
import json
import re
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from email.message import Message
from io import BytesIO
from itertools import combinations, pairwise
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from crawler.sample import SampleServer, serve
from crawler.sample.answers import Answer, Request
from crawler.sample.expected import Expected, ExpectedEnd, ExpectedFile, ExpectedList, ExpectedPortal, ExpectedReport
from crawler.sample.model import VARIANTS
from crawler.sample.server import FURTHER_TABLE, PORTAL_TABLE
from crawler.sample.world import World

STATUS = {
    "404": 404,
    "soft_404": 200,
    "empty": 200,
    "off_site": 502,
    "412": 412,
    "521": 521,
    "403": 403,
    "loop": 302,
    "cut_off": 200,
    "robots": 200,
}
PLATFORMS = {
    "trs", "hanweb_jpage", "hanweb_xxgk", "hanweb_jpaas", "gkmlpt", "nfcms", "ucap", "ucap_cloud", "vsb", "lonsun",
    "henan", "shaanxi", "epoint", "suining", "showlist", "jeecms", "generic",
}  # fmt: skip
FORMS = {  # what shows in a page that it comes in that form
    "twice": r'(?s)<meta name="SiteDomain".*<meta name="SiteDomain"',
    "info_date": r'<meta name="PubDate" content="">',
    "clock": r"今天是：2019年10月31日",
    "blank_date": r"20\d\d[-/] \d\d[-/] \d\d",
    "gbk": r"charset=gb2312",
    "double": r'class="elder-view" style="display:none"',
}
FIRST_BYTES = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "wps": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}
FIRST_BYTES |= {"ofd": b"PK\x03\x04", "zip": b"PK\x03\x04"}
QUIET = {"nanhe", "bifan"}  # where nothing changes
SHORT = {"tongpo", "bifan"}  # that show one page


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    """Answers are asked for in the process; a busy page has its 503 behind it."""
    with serve() as running:
        for url in list(running.expected_all.reports):
            get(running, url)
        yield running


@pytest.fixture(scope="module")
def truth(server: SampleServer) -> Expected:
    return server.expected_all


@pytest.fixture(scope="module")
def portals(server: SampleServer, truth: Expected) -> list[ExpectedPortal]:
    """The portals that the demo leaves out."""
    return [portal for key, portal in truth.portals.items() if key not in server.expected.portals]


def get(server: SampleServer, url: str) -> Answer:
    return server.answer(Request("GET", urldefrag(url).url, {"cookie": "CT6T=9f86d081"}))


def ask(server: SampleServer, wanted: ExpectedList | ExpectedEnd) -> Answer:
    headers = {name.lower(): value for name, value in wanted.headers}
    return server.answer(Request(wanted.method, wanted.url, headers, wanted.body.encode()))


def decoded(answer: Answer) -> str:
    return answer.body.decode("gb18030" if answer.media_type == "text/html" else "utf-8")


def markup(answer: Answer) -> str:
    """The markup of a list, taken out of JSON where it is wrapped in that."""
    text = decoded(answer)
    if answer.media_type.startswith("application/json") and isinstance(data := json.loads(text).get("data"), dict):
        return str(data.get("html", text))
    return text


def linked(answer: Answer, base: str) -> list[str]:
    """Every address in a list, however it is written, in order."""
    forms = r"""(?:href|url)=\\?["'](?P<a>[^"']+)["']|"(?:url|infourl)": "(?P<b>[^"]+)"|\\"pc\\": \\"(?P<c>[^"\\]+)"""
    found = [str(match[match.lastgroup or 0]) for match in re.finditer(forms, markup(answer))]
    return [urljoin(base, html.unescape(url)) for url in found]


def text_of(answer: Answer) -> str:
    """The page without tags, comments, scripts and blanks."""
    page = re.sub(r"<!--.*?-->|<script.*?</script>", "", decoded(answer), flags=re.S)
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", page)))


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


def page_text(server: SampleServer, report: ExpectedReport) -> str:
    return "".join(text_of(get(server, url)) for url in (report.url, *report.parts))


def files(portals: list[ExpectedPortal]) -> list[ExpectedFile]:
    offered = [file for portal in portals for report in portal.reports for file in report.attachments]
    return offered + [file for portal in portals for file in portal.files]


# -- lists ------------------------------------------------------------------------------------------------------------


def test_every_platform_of_the_fact_sheet_has_a_portal(truth: Expected) -> None:
    assert {portal.platform for portal in truth.portals.values()} == PLATFORMS


def test_every_list_has_three_pages_with_rows(portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        rows = [len(each.rows) for each in portal.lists if each.rows]
        assert len(rows) >= (1 if portal.key in SHORT else 3), portal.key
        assert sum(rows) >= (6 if portal.key == "bifan" else 8), portal.key


def test_every_list_page_holds_its_rows_in_order_and_no_others(
    server: SampleServer, portals: list[ExpectedPortal]
) -> None:
    for portal in portals:
        every = {row.url for each in portal.lists for row in each.rows}
        for each in portal.lists:
            answer = ask(server, each)
            assert answer.status == 200, each.url
            wanted = [row.url for row in each.rows]
            assert [url for url in linked(answer, portal.lists[0].url) if url in every] == wanted, each.url


def test_every_row_shows_its_whole_title_and_its_day(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        for each in portal.lists:
            page = html.unescape(markup(ask(server, each)))
            for row in each.rows:
                assert row.title in page, (each.url, row.title)
                assert str(row.printed or row.day) in page, (each.url, row)


def test_every_row_is_accounted_for_once(portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        hops = {hop.target: hop.url for hop in portal.hops}
        accounted = [hops.get(report.url, report.url) for report in portal.reports]
        accounted += [each.url for kind in (portal.others, portal.failures, portal.files) for each in kind]
        assert len(accounted) == len(set(accounted))
        folded = {address: report.url for report in portal.reports for address in report.folded}
        rows = {folded.get(row.url, row.url) for each in portal.lists for row in each.rows}
        sections = {each.url for each in portal.failures if each.why in ("robots", "sealed")}
        assert rows == set(accounted) - sections, portal.key


def test_next_pages_lead_to_every_list(portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        assert [each.number for each in portal.lists] == list(range(1, len(portal.lists) + 1))
        for each, after in pairwise(portal.lists):
            assert each.next_url == after.url
        assert portal.lists[-1].next_url is None
        assert portal.sections[0] in (portal.lists[0].url, *portal.lists[0].aliases)


def test_no_two_list_pages_are_asked_for_in_the_same_words(portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        asked = [(each.method, each.url, each.body) for each in portal.lists]
        assert len(asked) == len(set(asked))


def test_every_alias_of_a_list_shows_the_same_page(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        for each in portal.lists:
            assert all(get(server, alias).body == ask(server, each).body for alias in each.aliases)


def test_every_link_of_a_list_page_answers_as_expected(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        why = {failure.url: failure.why for failure in portal.failures}
        for each in portal.lists:
            for row in each.rows:
                status = get(server, row.url).status
                assert status == (STATUS[why[row.url]] if row.url in why else 200), row.url


def test_chrome_links_of_a_list_page_answer(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        page = decoded(ask(server, portal.lists[0]))
        trail = re.findall(rf'href="(http://{portal.hosts[0]}/[^"]*)"', page)
        assert len(trail) > 2
        for url in trail:
            assert get(server, html.unescape(url)).status == 200, url


def test_past_the_last_page_comes_what_is_expected(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    seen = Counter()
    for portal in portals:
        first = next(each for each in portal.lists if each.rows)
        every = {row.url for each in portal.lists for row in each.rows}
        for end in portal.ends:
            answer = ask(server, end)
            seen[end.how] += 1
            assert answer.status == (404 if end.how == "404" else 200), end.url
            if end.how == "first":
                assert answer.body == ask(server, first).body, end.url
            else:
                assert not every & set(linked(answer, portal.lists[0].url)), end.url
            if end.how == "stub":
                assert len(answer.body) < 400
    assert set(seen) == {"404", "first", "stub", "empty", "sealed"}
    assert min(seen[how] for how in ("404", "first", "stub", "empty")) >= 2


def test_a_pinned_old_row_comes_first_and_once_more_in_its_place(portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        if portal.key in QUIET:
            continue
        rows = [row for each in portal.lists for row in each.rows]
        [report] = [each for each in portal.reports if each.url == rows[0].url]
        again = [row for row in rows[1:] if row.url in (report.url, *report.folded)]
        assert len(again) == 1, portal.key
        assert again[0].title == rows[0].title
        assert str(rows[0].day) < str(rows[1].day)


def test_rows_lead_to_wechat_to_another_host_and_to_a_file(portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        if portal.key in QUIET:
            continue
        off_site = {urlsplit(failure.url).hostname for failure in portal.failures if failure.why == "off_site"}
        assert off_site == {"mp.weixin.qq.com", "www.shengting.gov.example"}, portal.key
        assert len(portal.files) == 1


# -- services ----------------------------------------------------------------------------------------------------------


def listed(portals: list[ExpectedPortal], key: str) -> tuple[ExpectedList, ...]:
    return next(portal for portal in portals if portal.key == key).lists


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


def test_the_rows_of_a_framed_section_lie_in_the_frame(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    shell, first = listed(portals, "yansi")[:2]
    page = decoded(ask(server, shell))
    [frame] = re.findall(r'<iframe src="([^"]*)"', page)
    assert urljoin(shell.url, html.unescape(frame)) == first.url
    assert not set(linked(ask(server, shell), shell.url)) & {row.url for row in first.rows}


def test_page_files_of_vsb_count_down_and_are_numbered_anew(portals: list[ExpectedPortal]) -> None:
    names = [urlsplit(each.url).path for each in listed(portals, "lanlu")]
    assert names == ["/zwgk/fzzf.htm", "/zwgk/fzzf/2.htm", "/zwgk/fzzf/1.htm"]
    after = World().expected_all(1).portals["lanlu"].lists
    moved = {row.url: each.url for each in listed(portals, "lanlu") for row in each.rows}
    assert any(moved.get(row.url, each.url) != each.url for each in after for row in each.rows)


def test_the_directory_of_a_shaanxi_section_is_no_page(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    first = listed(portals, "fengjin")[0].url
    assert first.endswith("/1.html")
    assert get(server, first.removesuffix("1.html")).status == 404


# -- details -----------------------------------------------------------------------------------------------------------


def test_every_expected_paragraph_stands_on_its_page_in_order(
    server: SampleServer, portals: list[ExpectedPortal]
) -> None:
    for report in (report for portal in portals for report in portal.reports):
        page, start = page_text(server, report), 0
        for paragraph in map(without_blanks, report.paragraphs):
            assert paragraph in page[start:], (report.url, paragraph)
            start = page.index(paragraph, start) + len(paragraph)


def test_every_report_is_long_enough(portals: list[ExpectedPortal]) -> None:
    for report in (report for portal in portals for report in portal.reports):
        paragraphs = report.paragraphs or report.attachments[0].paragraphs
        assert len("".join(paragraphs)) >= 1000, report.url


def test_title_source_date_and_breadcrumb_stand_on_the_page(
    server: SampleServer, portals: list[ExpectedPortal]
) -> None:
    for report in (report for portal in portals for report in portal.reports):
        page = text_of(get(server, report.url))
        assert report.title in page
        year, month, day = str(report.published_at)[:10].split("-")
        assert re.search(rf"[:：](?:</?\w*>)?{year}[-/]{month}[-/]{day}", page), report.url
        if "T" in str(report.published_at):
            assert str(report.published_at)[11:16] in page
        assert all(name in page for name in report.breadcrumb)
        assert report.source is None or report.source in decoded(get(server, report.url))
        assert all(value in page for value in (report.index_number, report.document_number) if value)
        assert report.signature or report.signed_on is None or report.signed_on in page, report.url


def test_each_portal_has_its_details_in_the_ten_forms(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    assert len(VARIANTS) == 10
    for portal in (portal for portal in portals if portal.key not in QUIET):
        pages = [decoded(get(server, report.url)) for report in portal.reports]
        for form, evidence in FORMS.items():
            assert any(re.search(evidence, page) for page in pages), (portal.key, form)
        assert sum('<meta name="SiteName"' not in page for page in pages) == 1
        assert sum(not report.paragraphs and len(report.attachments) == 1 for report in portal.reports) == 1
        assert any('<meta name="PubDate" content="20' in page and "elder-view" not in page for page in pages)


def test_a_page_that_declares_gb2312_is_gbk(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    for portal in (portal for portal in portals if portal.key not in QUIET):
        answers = [get(server, report.url) for report in portal.reports]
        old = [answer for answer in answers if b"charset=gb2312" in answer.body]
        assert old, portal.key
        for answer in old:
            assert answer.media_type == "text/html"
            assert "法治政府建设" in answer.body.decode("gbk")


def test_articles_of_two_pages_lead_from_one_to_the_other(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    split = [report for portal in portals for report in portal.reports if report.parts]
    assert len(split) >= 2
    for report in split:
        first, second = (text_of(get(server, url)) for url in (report.url, *report.parts))
        assert without_blanks(report.paragraphs[0]) in first
        assert without_blanks(report.paragraphs[0]) not in second
        assert without_blanks(report.paragraphs[-1]) in second
        assert f'href="./{report.parts[0].rpartition("/")[2]}"' in decoded(get(server, report.url))


def test_an_article_of_ucap_marks_its_page_break(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    reports = next(portal for portal in portals if portal.key == "beiting").reports
    assert sum("#PAGE_BREAK#" in text_of(get(server, report.url)) for report in reports) == 1


def test_the_hidden_copy_holds_the_body_once_more(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    for portal in (portal for portal in portals if portal.key not in QUIET):
        copied = [
            report
            for report in portal.reports
            if "elder-view" in decoded(get(server, report.url)) and report.paragraphs
        ]
        assert len(copied) == 1
        page = text_of(get(server, copied[0].url))
        assert page.count(without_blanks(copied[0].paragraphs[0])) >= 2


def test_elder_mode_is_another_address_of_the_same_page(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    folded = [(report.url, url) for portal in portals for report in portal.reports for url in report.folded]
    assert folded
    for url, twin in folded:
        assert twin == f"{url}?slb=true"
        assert get(server, twin).body == get(server, url).body


def test_reports_of_all_portals_share_little(truth: Expected) -> None:
    places: dict[str, int] = {}  # of each character 5-gram: a bit, as sets would take seconds for so many pairs
    shingles = []
    for text in map(without_blanks, sorted(truth.texts)):
        bits = {places.setdefault(text[n : n + 5], len(places)) for n in range(len(text) - 4)}
        shingles.append(_with_bits(bits))
    assert max((a & b).bit_count() / (a | b).bit_count() for a, b in combinations(shingles, 2)) < 0.3


def _with_bits(places: set[int]) -> int:
    row = bytearray(max(places) // 8 + 1)
    for place in places:
        row[place // 8] |= 1 << place % 8
    return int.from_bytes(row, "little")


def test_duplicates_are_those_that_were_planted(truth: Expected, portals: list[ExpectedPortal]) -> None:
    hosts = {portal.hosts[0]: portal.key for portal in portals}
    planted = [
        [hosts[str(urlsplit(url).hostname)] for url in urls]
        for urls in truth.duplicates
        if urls[0].split("/")[2] in hosts
    ]
    assert sorted(map(sorted, planted)) == [["hanlan", "yunze"], ["liuyuan", "liuyuan"], ["meixu", "yunze"]]


# -- files -------------------------------------------------------------------------------------------------------------


def test_files_have_the_first_bytes_of_their_sort(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    seen: Counter[str] = Counter()
    for file in files(portals):
        answer = get(server, file.url)
        if file.fault:
            continue
        ending = (file.disposition or file.name).rpartition(".")[2]
        seen[ending] += 1
        assert answer.media_type == file.media_type
        assert answer.body.startswith(FIRST_BYTES[ending]), file.url
        if FIRST_BYTES[ending] == b"PK\x03\x04":
            assert zipfile.ZipFile(BytesIO(answer.body)).testzip() is None
    assert set(seen) == set(FIRST_BYTES)
    assert min(seen.values()) >= 3


def test_a_missing_file_is_404_and_a_captcha_is_html(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    faults = Counter(file.fault for file in files(portals))
    assert faults["404"] >= 2
    assert faults["html"] >= 2
    for file in files(portals):
        answer = get(server, file.url)
        if file.fault == "404":
            assert answer.status == 404
        if file.fault == "html":
            assert (answer.status, answer.media_type) == (200, "text/html; charset=utf-8")


def test_a_file_without_ending_is_named_by_its_header(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    forms = set()
    for file in files(portals):
        if not file.disposition:
            continue
        assert not urlsplit(file.url).path.endswith((".pdf", ".docx"))
        [(name, value)] = get(server, file.url).headers
        assert name == "Content-Disposition"
        if "filename*=" in value:
            message = Message()
            message["Content-Disposition"] = value
            assert unquote(value.partition("''")[2]) == message.get_filename() == file.disposition
            forms.add("utf8")
        else:
            assert value.encode("latin-1").decode("gbk") == f'attachment; filename="{file.disposition}"'
            forms.add("gbk")
    assert forms == {"utf8", "gbk"}


def test_every_file_is_linked_on_its_page(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    for report in (report for portal in portals for report in portal.reports):
        page = decoded(get(server, report.url))
        base = re.search(r'<base href="([^"]*)"', page)
        links = re.findall(r'href="([^"]*)"', page)
        found = {urljoin(urljoin(report.url, base[1] if base else ""), html.unescape(link)) for link in links}
        for file in report.attachments:
            assert file.url in found, (report.url, file.url)
            assert file.name in html.unescape(page)


# -- misfortunes -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def unlucky(truth: Expected) -> ExpectedPortal:
    return truth.portals["nanhe"]


def failing(portal: ExpectedPortal, why: str) -> str:
    [failure] = [each for each in portal.failures if each.why == why]
    return failure.url


def test_each_misfortune_has_a_path_of_its_own(server: SampleServer, unlucky: ExpectedPortal) -> None:
    assert {failure.why for failure in unlucky.failures} == set(STATUS) - {"off_site"}
    for failure in unlucky.failures:
        assert get(server, failure.url).status == STATUS[failure.why], failure.why


def test_no_two_refusals_follow_each_other(unlucky: ExpectedPortal) -> None:
    failed = {failure.url for failure in unlucky.failures}
    rows = [row.url in failed for each in unlucky.lists for row in each.rows]
    assert not any(first and second for first, second in pairwise(rows))


def test_refusals_look_like_those_of_the_firewalls(server: SampleServer, unlucky: ExpectedPortal) -> None:
    page = decoded(get(server, failing(unlucky, "412")))
    assert "$_ts=window['$_ts']" in page
    assert page.count("<meta") == 2
    assert page.count("<script") == 2
    assert re.fullmatch(r"(?s)<script>.*__jsl_clearance.*</script>", decoded(get(server, failing(unlucky, "521"))))
    assert "防火墙" in text_of(get(server, failing(unlucky, "403")))
    assert "页面不存在" in text_of(get(server, failing(unlucky, "soft_404")))
    assert get(server, failing(unlucky, "empty")).body == b""


def test_one_page_sends_to_itself_for_ever_and_one_until_a_cookie_comes(
    server: SampleServer, unlucky: ExpectedPortal
) -> None:
    for url in (failing(unlucky, "loop"), *(report.url for report in unlucky.reports)):
        headers = dict(server.answer(Request("GET", url, {})).headers)
        if headers:
            assert headers["Location"] == url
            assert headers["Set-Cookie"].startswith("CT6T=")
    redirected = [url for url in (report.url for report in unlucky.reports)
                  if server.answer(Request("GET", url, {})).status == 302]  # fmt: skip
    assert len(redirected) == 1
    assert get(server, redirected[0]).status == 200
    assert get(server, failing(unlucky, "loop")).status == 302


def test_pages_that_send_on_name_their_target(server: SampleServer, unlucky: ExpectedPortal) -> None:
    assert {hop.how for hop in unlucky.hops} == {"refresh", "script"}
    for hop in unlucky.hops:
        page = decoded(get(server, hop.url))
        assert hop.target in page
        assert len(page) < 400
        assert unlucky.report(hop.target).paragraphs


def test_one_page_is_slow_and_one_is_cut_off(server: SampleServer, unlucky: ExpectedPortal) -> None:
    delays = [get(server, report.url).delay_seconds for report in unlucky.reports]
    assert sum(1 for delay in delays if delay) == 1
    assert 0 < max(delays) < 2
    assert get(server, failing(unlucky, "cut_off")).missing_bytes > 0


def test_a_cut_off_page_ends_before_its_length(server: SampleServer, unlucky: ExpectedPortal) -> None:
    connection = http.client.HTTPConnection(urlsplit(server.proxy_url).netloc, timeout=20)
    connection.request("GET", failing(unlucky, "cut_off"))
    response = connection.getresponse()
    with pytest.raises(http.client.IncompleteRead) as caught:
        response.read()
    connection.close()
    assert caught.value.partial
    assert caught.value.expected


def test_a_service_is_asked_over_http(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    wanted = listed(portals, "wujiao")[1]
    connection = http.client.HTTPConnection(urlsplit(server.proxy_url).netloc, timeout=20)
    connection.request("POST", wanted.url, wanted.body.encode(), dict(wanted.headers))
    answer = json.loads(connection.getresponse().read())
    connection.close()
    assert [urljoin(wanted.url, each["infourl"]) for each in answer["custom"]["data"]] == [r.url for r in wanted.rows]


def test_one_page_is_busy_at_first(unlucky: ExpectedPortal) -> None:
    with serve() as fresh:
        first = [get(fresh, report.url).status for report in unlucky.reports]
        second = [get(fresh, report.url).status for report in unlucky.reports]
    assert Counter(first)[503] == 1
    assert set(second) == {200}


def test_robots_txt_forbids_one_section_and_is_a_page_elsewhere(server: SampleServer, unlucky: ExpectedPortal) -> None:
    rules = get(server, "http://www.nanhe.gov.example/robots.txt")
    path = re.search(r"Disallow: (\S+)", decoded(rules))
    assert path
    assert urlsplit(unlucky.sections[1]).path == path[1]
    assert failing(unlucky, "robots") == unlucky.sections[1]
    assert get(server, unlucky.sections[1]).status == 200  # who asks all the same gets the list
    page = get(server, "http://www.guqing.gov.example/robots.txt")
    assert page.status == 200
    assert page.media_type.startswith("text/html")
    assert b"Disallow" not in page.body


# -- the world ---------------------------------------------------------------------------------------------------------


def test_services_give_the_same_bytes_each_time(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    with serve() as other:
        for each in (each for portal in portals for each in portal.lists):
            assert ask(other, each).body == ask(server, each).body


def test_on_day_one_each_portal_has_one_new_one_changed_and_one_gone(portals: list[ExpectedPortal]) -> None:
    world = World()
    before, after = world.expected_all(0), world.expected_all(1)
    pages = world.pages(1)
    for portal in portals:
        host = portal.hosts[0]
        appeared, changed, gone = (
            [url for url in urls if urlsplit(url).hostname == host]
            for urls in (after.appeared, after.changed, after.gone)
        )
        if portal.key in QUIET:
            assert not appeared + changed + gone
            continue
        assert (len(appeared), len(changed), len(gone)) == (1, 1, 1), portal.key
        assert len(after.reports[changed[0]].paragraphs) == len(before.reports[changed[0]].paragraphs) + 1
        assert gone[0] not in pages
        rows = [row.url for each in after.portals[portal.key].lists for row in each.rows]
        assert rows.index(appeared[0]) == 1  # below the pinned one
        assert gone[0] not in rows


def test_day_one_is_served(portals: list[ExpectedPortal]) -> None:
    with serve(day=1) as later:
        for portal in (later.expected_all.portals[each.key] for each in portals):
            every = {row.url for each in portal.lists for row in each.rows}
            for each in portal.lists:
                found = [url for url in linked(ask(later, each), portal.lists[0].url) if url in every]
                assert found == [row.url for row in each.rows], each.url


def test_the_demo_is_left_as_it_was(server: SampleServer, truth: Expected) -> None:
    assert server.portals == PORTAL_TABLE
    assert server.portals_all == (PORTAL_TABLE, FURTHER_TABLE)
    assert set(tomllib.loads(PORTAL_TABLE.read_text("utf-8"))) == set(server.expected.portals)
    assert {key: truth.portals[key] for key in server.expected.portals} == dict(server.expected.portals)


def test_the_second_table_tells_what_the_world_holds(portals: list[ExpectedPortal]) -> None:
    text = FURTHER_TABLE.read_text("utf-8")
    tables = tomllib.loads(text)
    assert set(tables) == {portal.key for portal in portals}
    for portal in portals:
        table = tables[portal.key]
        sections = [each if isinstance(each, str) else each["url"] for each in table["sections"]]
        filtered = any(isinstance(each, dict) and each["filtered"] for each in table["sections"])
        assert (tuple(sections), filtered) == (portal.sections, portal.filtered)
        assert (table["name"], tuple(table["hosts"]), table["division"], table["site_id_code"]) == (
            portal.name, portal.hosts, portal.division, portal.site_id_code)  # fmt: skip
        assert 0 < table["floor"] <= len(portal.reports)
        own = text.partition(f"[{portal.key}]")[2].partition("\n[")[0]
        assert re.search(rf'^platform = "(auto"  # {portal.platform}|{portal.platform}")$', own, re.M), portal.key


def test_codes_are_unassigned_and_differ(truth: Expected) -> None:
    every = truth.portals.values()
    assert all(portal.division.startswith("99") for portal in every)
    assert all(re.fullmatch(r"\d{10}", portal.site_id_code) for portal in every)
    assert all(portal.site_id_code.startswith(portal.division[:4]) for portal in every)
    assert len({portal.site_id_code for portal in every}) == len(every)
