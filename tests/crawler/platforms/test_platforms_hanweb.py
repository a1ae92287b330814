"""Hanweb: windows of records behind a proxy, the disclosure catalogue, units that a server builds."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest

from crawler.platforms import PageRequest, recognise
from tests.crawler.list_walks import HOST, entries, page, read, through

SECTION = f"{HOST}/col/col84242/index.html"
DETAIL = "/art/2025/3/28/art_84242_{0}.html"
PROXY = "/module/web/jpage/dataproxy.jsp"
GROUP = f"{PROXY}?page=1&appid=1&webid=1&path=/&columnid=84242&unitid=356&webname=%25E4%25BA%2591&permissiontype=0"


def _records(start: int, end: int, cdata: str = "CDATA") -> str:
    rows = entries(end - start + 1, DETAIL, start)
    return "".join(f"<record><![{cdata}[{row}]]></record>\n<ul>" for row in rows)


def _page(total: int, shown: int, script: bool = True, group: str = GROUP) -> str:
    param = (
        "var param_356 = {col:1,appid:'1',webid:1,path:'/',columnid:84242,unitid:'356',webname:'云',permissiontype:0};"
    )
    call = f"{param} form({{totalRecord:1000}}); $('#356').jpage({{totalRecord:{total},groupSize:3,proxyUrl:'{PROXY}',perPage:5}});"
    return f"""<a href="/col/col1/index.html">首页</a><div id="356"><script type="text/xml"><datastore>
    <nextgroup><![CDATA[<a href="{group}"></a>]]></nextgroup><recordset>{_records(1, shown)}</recordset></datastore></script></div>
    <script>{call if script else f"totalRecord:{total}"}</script>"""


def _window(request: PageRequest) -> tuple[int, int]:
    query = dict(parse_qsl(urlsplit(request.url).query))
    assert dict(parse_qsl(request.body.decode()))["unitid"] == "356"
    return int(query["startrecord"]), int(query["endrecord"])


def _xml(start: int, end: int, total: int) -> str:
    return f"<datastore><totalrecord>{total}</totalrecord><recordset>{_records(start, end, 'cdata')}</recordset></datastore>"


def _script(start: int, end: int, total: int) -> str:
    store = ",".join(f"'{row}'" for row in entries(end - start + 1, DETAIL, start))
    return f"\n\n\ntotalRecord={total}.0;totalPage = 9;dataStore = [{store}];"


def _jsonp(start: int, end: int, total: int) -> str:
    return f"back({json.dumps({'result': _xml(start, end, total)})});"


@pytest.mark.parametrize("dialect", [_xml, _script, _jsonp])
@pytest.mark.parametrize("script", [True, False])
def test_windows_of_records_are_asked_for_until_the_total(dialect: object, script: bool) -> None:
    def answer(request: PageRequest) -> str | int:
        if request.method == "GET":
            return _page(37, 15, script)
        start, end = _window(request)
        return dialect(start, min(end, 37), 37)  # type: ignore[operator]

    rows, _, problems = through(answer, SECTION)
    assert len(rows) == 37
    assert rows[0].title == "云汀县第1号法治政府建设年度报告"
    assert not problems


def test_a_proxy_that_looks_at_the_page_alone_is_walked_all_the_same() -> None:
    def answer(request: PageRequest) -> str | int:
        if request.method == "GET":
            return _page(37, 15)
        number = int(dict(parse_qsl(urlsplit(request.url).query))["page"])
        return _xml(5 * number - 4, min(5 * number, 37), 37)

    rows, _, _ = through(answer, SECTION)
    assert len(rows) == 37


def test_an_encrypted_next_group_is_reported_not_guessed() -> None:
    text = _page(90, 15, script=False, group=f"{PROXY}?QUVTL0VDQi9QS0NTNVBhZGRpbmc=")
    rows, asked, problems = through(lambda request: text, SECTION)
    assert (len(rows), len(asked)) == (15, 1)
    assert problems[0][0] == "encrypted_paging"
    assert "15 of 90" in problems[0][1]


def test_a_list_that_stands_whole_in_the_page_asks_for_nothing() -> None:
    rows, asked, problems = through(lambda request: _page(12, 12, script=False, group="?x"), SECTION)
    assert (len(rows), len(asked), problems) == (12, 1, [])


def test_rows_of_other_columns_in_a_further_window_are_left_out() -> None:
    def answer(request: PageRequest) -> str | int:
        if request.method == "GET":
            return _page(17, 15)
        return _xml(16, 17, 17).replace("art_84242_17", "art_999_17")

    rows, _, _ = through(answer, SECTION)
    assert len(rows) == 16


def test_blanks_inside_a_day_are_no_obstacle() -> None:
    text = _page(1, 1).replace("2025-03-02", "2025-\n 03-\n 02")
    assert read("hanweb_jpage", text, SECTION).rows[0].date == "2025-03-02"


def test_the_catalogue_is_asked_for_by_organ_and_number() -> None:
    section = f"{HOST}/col/col9/index.html?number=B0001&vc_xxgkarea=K77"

    def answer(request: PageRequest) -> str | int:
        if request.method == "GET":
            return '<iframe src="/module/xxgk/tree.jsp?area=K77"></iframe><script>var u="divid=div1550&jdid=3"</script>'
        form = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
        assert (form["infotypeId"], form["area"], form["divid"], form["jdid"]) == ("B0001", "K77", "div1550", "3")
        number = int(form["currpage"])
        lines = "".join(
            f'<tr class="tr_main_value_{"odd" if n % 2 else "even"}"><td><a href="/art/2025/3/3/art_9_{n}.html" '
            f'title="云汀县报告第{n}号">报告</a></td><td>2025-03-03</td></tr>'
            for n in range(5 * number - 4, 5 * number + 1)
        )
        return f"<table>{lines}</table><div>共3页</div>"

    rows, asked, problems = through(answer, section)
    assert recognise(page(str(answer(PageRequest(section))), section))[0].name == "hanweb_xxgk"
    assert (len(rows), len(asked), problems) == (15, 4, [])
    assert rows[0].date == "2025-03-03"


def _unit(request: PageRequest, turns: bool = True) -> str | int:
    query = dict(parse_qsl(urlsplit(request.url).query))
    if "paramJson" not in query:
        return """<script parseType="buildstatic" url="/api-gateway/jpaas-publish-server/front/page/build/unit"
        querydata="{'webId':'1','pageId':'p','tplSetId':'t','tagId':'当前位置'}"></script>
        <script parseType="buildstatic" url="/api-gateway/jpaas-publish-server/front/page/build/unit"
        querydata="{'webId':'1','pageId':'p','tplSetId':'t','tagId':'信息列表'}"></script>"""
    assert (query["tagId"], query["parseType"]) == ("信息列表", "buildstatic")
    assert dict(request.headers)["Referer"]
    number = json.loads(query["paramJson"])["pageNo"] if turns else 1
    rows = "".join(entries(5, f"/art/2025/art_{'0' * 24}{{0:08x}}.html", 5 * number - 4))
    return json.dumps({"success": True, "data": {"html": f'{rows}<div count="15" rows="5" pageNo="{number}"></div>'}})


def test_the_unit_of_the_list_is_asked_for_page_by_page() -> None:
    rows, asked, problems = through(_unit, SECTION)
    assert (len(rows), len(asked), problems) == (15, 4, [])


def test_a_server_that_gives_page_one_for_every_number_is_a_problem() -> None:
    rows, _, problems = through(lambda request: _unit(request, turns=False), SECTION)
    assert len(rows) == 5
    assert problems[0][0] == "page_repeats"
