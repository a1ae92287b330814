"""TRS WCM: the orders of arguments of its pagers, rows that scripts write, search engines as lists."""

import json
from urllib.parse import parse_qsl

import pytest

from crawler.platforms import PageRequest, recognise
from crawler.platforms.trs.pager import read_pager
from tests.crawler.list_walks import HOST, entries, page, read, through

SECTION = f"{HOST}/zwgk/fz/"
DETAIL = "./202503/t20250303_{0:07d}.html"


def _list(count: int, pager: str, start: int = 1) -> str:
    return f"<body><ul>{''.join(entries(count, DETAIL, start))}</ul><script>{pager}</script></body>"


@pytest.mark.parametrize(
    ("call", "pages", "second"),
    [
        ('createPageHTML(17, 0, "index", "shtml")', 17, "index_1.shtml"),
        ('createPageHTML(17, 0, "index", "shtml", "black", 250);', 17, "index_1.shtml"),
        ('createPageHTML(191, 13, 0, "index", "html")', 13, "index_1.html"),
        ("createPageHTML('page_div', 10, 1, 'zwgklist', 'shtml', 200)", 10, "zwgklist_2.shtml"),
        ('createPage(4, 0, "index", "html");', 4, "index_1.html"),
        ('createPageHTML("17", "0", "index", "shtml")', 17, "index_1.shtml"),
        ('createPageHTML(17, 0, "2024", "shtml")', 17, "2024_1.shtml"),
        ("var countPage = 5//页\nvar next = 'default_' + (currentPage + 1) + '.htm';", 5, "default_1.htm"),
        ("var pagination_script_config = { pageNumber: '0', total: '5' };", 5, "index_1.html"),
        ('//createPageHTML(50, 0, "index", "shtml");', 50, "index_1.shtml"),
    ],
)
def test_the_order_of_the_arguments_says_which_file_is_page_two(call: str, pages: int, second: str) -> None:
    reading = read("trs", _list(15, call))
    assert reading.pages == pages
    assert [request.url for request in reading.next_pages] == [SECTION + second]
    assert not reading.is_guess


def test_a_number_without_end_is_no_pager() -> None:
    assert read_pager(page(f'<script>createPageHTML("{"9" * 5000}", "0", "index", "html")</script>')) is None


def test_a_call_without_literals_is_no_pager() -> None:
    assert read_pager(page('<script>createPageHTML(currentpage, total, "javascript:go", rows, "1")</script>')) is None


@pytest.mark.parametrize(("first", "numbers"), [(0, "012"), (1, "023")])
def test_without_a_pager_both_ways_of_counting_are_tried(first: int, numbers: str) -> None:
    files = {SECTION: 0, f"{SECTION}index_{1 + first}.html": 1, f"{SECTION}index_{2 + first}.html": 2}

    def answer(request: PageRequest) -> str | int:
        return _list(5, "", 5 * files[request.url] + 1) if request.url in files else 404

    rows, _, problems = through(answer, SECTION)
    assert len(rows) == 15
    assert not problems


def test_a_list_of_stated_length_is_walked_to_its_end_and_no_further() -> None:
    def answer(request: PageRequest) -> str | int:
        name = request.url.removeprefix(SECTION)
        number = int(name.removeprefix("index_").removesuffix(".html")) if name else 0
        return _list(5, f'createPageHTML(4, {number}, "index", "html", "x", 20)', 5 * number + 1) if number < 4 else 500

    rows, asked, problems = through(answer, SECTION)
    assert (len(rows), len(asked), problems) == (20, 4, [])
    assert rows[0].title == "云汀县第1号法治政府建设年度报告"


def test_rows_that_are_scripts_are_read() -> None:
    text = """<ul><li><script>var url="./202103/t20210312_1650001.shtml"; var title="云汀县2020年法治政府建设年度报告";
    var FILENUM=""; document.write('<a href="'+url+'">'+title+'</a>');</script><span>2021-03-12</span></li></ul>"""
    (row,) = read("trs", text).rows
    assert (row.url, row.date) == (f"{SECTION}202103/t20210312_1650001.shtml", "2021-03-12")
    assert row.title == "云汀县2020年法治政府建设年度报告"


def test_a_page_that_hides_its_rows_holds_them_all() -> None:
    reading = read("trs", _list(40, "var $list=$('.default_news li');"))
    assert len(reading.rows) == 40
    assert not reading.next_pages


def test_folders_below_the_section_are_columns() -> None:
    text = '<a href="./qzf/">区政府</a><a href="bm/index.html">部门</a><a href="../gs/">公示</a><a href="./">法治</a>'
    assert [column.name for column in read("trs", text + _list(3, "")).columns] == ["区政府", "部门"]


def test_links_to_other_hosts_prove_nothing() -> None:
    links = "".join(f'<a href="http://b.example/202001/t20200101_{n:07d}.html">旧闻之一</a>' for n in range(9))
    assert recognise(page(links))[0].name == "generic"
    assert recognise(page(links.replace("http://b.example", HOST)))[0].name == "trs"


def test_further_rows_come_from_the_search_engine_that_the_page_names() -> None:
    first = f"""<body><ul>{"".join(entries(10, DETAIL))}<li ms-repeat="docs"><a href="{{{{el.url}}}}">{{{{el.title}}}}</a></li></ul>
    <script>var SiteInfo = {{searchId: '229105'}}; require(['list2.trsapi'], function (m) {{ m({{listArgs: {{
    channelid: SiteInfo.searchId, classsql: "chnlid=77"}}, pagebar: {{prepage: 10, recordCount: '160'}} }}) }})</script></body>"""

    def answer(request: PageRequest) -> str | int:
        if request.url == SECTION:
            return first
        form = dict(parse_qsl(request.body.decode()))
        assert (form["channelid"], form["classsql"]) == ("229105", "chnlid=77")
        start, size = (int(form["page"]) - 1) * int(form["prepage"]), int(form["prepage"])
        docs = [
            {"doctitle": f"报告{n}", "docreltime": "2025-03-03 10:00:00", "chnldocurl": SECTION + DETAIL.format(n)[2:]}
            for n in range(start + 1, min(start + size, 160) + 1)
        ]
        return json.dumps({"count": 160, "data": docs})

    rows, _, problems = through(answer, SECTION)
    assert len(rows) == 160
    assert not problems


def test_an_answer_of_was5_is_read_and_turned() -> None:
    url = f"{HOST}/was5/web/search?channelid=5"

    def answer(request: PageRequest) -> str | int:
        if request.url == SECTION:
            return f'<div id="list"></div><script>$.post("{url}", {{page: 1}})</script><p class="TRS_Editor"></p>'
        number = int(dict(parse_qsl(request.body.decode()))["page"])
        records = "".join(
            f"<REC><TITLE><![CDATA[报告<em>{n}</em>]]></TITLE><URL>{SECTION}{DETAIL.format(n)[2:]}</URL>"
            f"<DOCRELTIME>2025.03.03</DOCRELTIME></REC>"
            for n in range(75 * (number - 1) + 1, min(75 * number, 90) + 1)
        )
        return f'<?xml version="1.0"?><RESULT><RECORDCOUNT><![CDATA[90]]></RECORDCOUNT>{records}</RESULT>'

    rows, _, problems = through(answer, SECTION)
    assert len(rows) == 90
    assert (rows[0].title, rows[0].date) == ("报告1", "2025-03-03")
    assert not problems
