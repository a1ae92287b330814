"""Platforms whose rows come as JSON: gkmlpt, UCAP, UCAP cloud, Epoint, and what no platform knows."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest

from crawler.platforms import PageRequest, recognise
from tests.crawler.list_walks import HOST, entries, page, read, through

CHANNEL = "0f" * 16
GUID = "7eb5f7f1-9041-43ad-8e13-8fcb82ea831a"


def test_a_catalogue_of_gkmlpt_is_read_from_its_interface() -> None:
    section = f"{HOST}/sfj/gkmlpt/index#1076"

    def answer(request: PageRequest) -> str | int:
        if "/api/" not in request.url:
            return "<script>window._CONFIG = { SID: '200165', TREE: [{id: 1076, name: '法治政府建设'}] }</script>"
        parts = urlsplit(request.url)
        assert parts.path == "/sfj/gkmlpt/api/all/1076"
        query = dict(parse_qsl(parts.query))
        assert query["sid"] == "200165"
        first = 100 * (int(query["page"]) - 1)
        articles = [
            {"id": n, "title": f"报告{n}", "url": f"{HOST}/sfj/gkmlpt/content/7/7654/post_{n}.html",
             "post_url": f"{HOST}/x/{n}", "date": 1735660800, "display_publish_time": 1737338400}
            for n in range(first, min(first + 100, 230))
        ]  # fmt: skip
        return json.dumps({"classify": {"id": 1076, "post_count": 230}, "total": 230, "articles": articles})

    rows, _, problems = through(answer, section)
    assert len(rows) == 230
    assert (rows[0].url, rows[0].date) == (f"{HOST}/sfj/gkmlpt/content/7/7654/post_0.html", "2025-01-20")
    assert not problems


_UCAP_ROW = "/xx/c119064/202503/{0:032x}.shtml"


def test_static_pages_of_ucap_count_from_one() -> None:
    text = f"<ul>{''.join(entries(3, _UCAP_ROW))}</ul><script>createPageHTML('page_div',5, 1,'common_list','shtml',15);</script>"
    reading = read("ucap", text, f"{HOST}/xx/c119064/common_list.shtml")
    assert [request.url for request in reading.next_pages] == [f"{HOST}/xx/c119064/common_list_2.shtml"]
    assert (reading.pages, reading.records) == (5, 15)


def test_rows_and_pager_inside_a_comment_are_read() -> None:
    rows = "".join(entries(3, _UCAP_ROW))
    text = f"<ul><!-- {rows} <script>createPageHTML('page_div',2, 1,'list','shtml',6);</script> --></ul><a href='/x/a.shtml'>首页</a>"
    reading = read("ucap", text, f"{HOST}/xx/c119064/list.shtml")
    assert len(reading.rows) == 3
    assert reading.next_pages[0].url == f"{HOST}/xx/c119064/list_2.shtml"


def test_a_list_of_ucap_without_rows_is_searched_for_by_its_channel() -> None:
    def answer(request: PageRequest) -> str | int:
        parts = urlsplit(request.url)
        if parts.path != f"/common/search/{CHANNEL}":
            return f'<meta name="channelId" content="{CHANNEL}"><ul id="body"></ul>'
        number = int(dict(parse_qsl(parts.query))["page"])
        results = [
            {"title": f"报告{n}", "subTitle": "", "url": "//www.yun.gov.example" + _UCAP_ROW.format(n), "content": "文",
             "publishedTime": 1741075200000, "publishedTimeStr": "2025-03-04 16:00:00",
             "resList": [{"fileName": "a.pdf", "filePath": "/a.pdf", "title": "a"}]}
            for n in range(15 * number - 14, min(15 * number, 40) + 1)
        ]  # fmt: skip
        return json.dumps({"data": {"page": number, "rows": 15, "total": 40, "results": results}})

    rows, _, problems = through(answer, f"{HOST}/xx/c119064/list.shtml")
    assert len(rows) == 40
    assert (rows[0].url, rows[0].date) == (HOST + _UCAP_ROW.format(1), "2025-03-04")
    assert not problems


def _article(number: int) -> dict[str, object]:
    return {
        "id": str(number), "title": f"报告{number}号…", "showTitle": f"<p>云汀县报告{number}号全文</p>", "topStatus": 0,
        "pubDate": "2025-07-29 16:59",
        "urls": json.dumps({"pc": f"/yunsfj/col/col42150/content/content_{10**18 + number}.html"}),
    }  # fmt: skip


def test_rows_of_ucap_cloud_are_in_a_variable_and_further_ones_behind_query_list() -> None:
    articles = json.dumps([_article(n) for n in range(1, 16)], ensure_ascii=False)
    first = f"""<head><base href="/yunsfj/"></head><script type="text/x-handlebars-template"><li><a href="{{{{url}}}}">{{{{title}}}}</a></li></script>
    <script>var websiteCode='yunsfj', codeName='col42150'; var channelsTagSelf = {{"code":"col42150","articleCount":37}};
    var listData = {{ articleList: {articles} }};
    var params = {{current:1, unitid:'380055', webSiteCode:['yunsfj'], channelCode:['col42150'], perPage:'15'}};</script>"""

    def answer(request: PageRequest) -> str | int:
        if request.method == "GET":
            return first
        form = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
        assert (form["webSiteCode[]"], form["channelCode[]"], form["unitid"]) == ("yunsfj", "col42150", "380055")
        number = int(form["current"])
        results = [{"source": _article(n)} for n in range(15 * number - 14, min(15 * number, 37) + 1)]
        return json.dumps({"data": {"results": results}})

    rows, _, problems = through(answer, f"{HOST}/yunsfj/col/col42150/index.html")
    assert len(rows) == 37
    assert rows[0].title == "云汀县报告1号全文"
    assert rows[0].url == f"{HOST}/yunsfj/col/col42150/content/content_{10**18 + 1}.html"
    assert not problems


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("guid_in_page", [True, False])
def test_lists_of_epoint_are_asked_for_with_the_guid_of_the_site(first: int, guid_in_page: bool) -> None:
    named = f"var siteInfo = {{siteGuid: '{GUID}'}};"

    def answer(request: PageRequest) -> str | int:
        if request.url.endswith("/js/webBuilderCommon.js"):
            return named
        if request.method == "GET":
            return f'<script src="/js/webBuilderCommon.js"></script><script>{named if guid_in_page else ""}</script>'
        asked = json.loads(request.body)
        assert (asked["deptcode"], asked["categorynum"], asked["siteGuid"]) == ("YT0", "029001", GUID)
        number = max(asked["pageIndex"], first) - first
        data = [
            {"infourl": f"/govxxgk/YT0/2025-03-26/{GUID[:-4]}{n:04d}.html", "title": "短", "realtitle": f"云汀县报告{n}",
             "infodate": "2025-03-26"}
            for n in range(15 * number, min(15 * number + 15, 40))
        ]  # fmt: skip
        return json.dumps({"custom": {"total": 40, "data": data}})

    rows, _, problems = through(answer, f"{HOST}/govxxgk/YT0/category/029/029001/govlist.html")
    assert len(rows) == 40
    assert (rows[0].title, rows[0].date) == ("云汀县报告0", "2025-03-26")
    assert not problems


def test_an_answer_that_no_platform_knows_is_read_all_the_same() -> None:
    def answer(request: PageRequest) -> str | int:
        number = int(dict(parse_qsl(urlsplit(request.url).query))["currpage"])
        data = [
            {"title": f"报告{n} TRS_Editor", "link": f"/a/{n}.html", "pubtime": "2025-03-03"}
            for n in range(5 * number, 5 * number + (5 if number < 4 else 0))
        ]
        return json.dumps({"infolist": data})

    rows, _, problems = through(answer, f"{HOST}/szinf/info/getInfoCommon/?pagesize=5&currpage=1&channelid=x")
    assert (len(rows), problems) == (15, [])


def test_words_inside_an_answer_are_no_evidence() -> None:
    text = json.dumps({"list": [{"title": "TRS_Editor window._CONFIG SID: '1' TREE", "url": "/content/post_1.html"}]})
    assert recognise(page(text, f"{HOST}/search"))[0].name == "generic"
