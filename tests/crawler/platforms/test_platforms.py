"""List pages of each platform, read from bytes alone; the markup is invented after the platforms' own."""

import pytest

from crawler.platforms import PLATFORMS, ListPage, recognise

NFCMS = """<html><head><script>window.NFCMS_SITE_ID='7';window.NFCMS_PUB_TYPE='cat';</script></head><body>
<div class="nav"><a href="http://www.lan.gov.example/zwgk/fz/index.html">法治政府建设</a>
<a href="http://www.lan.gov.example/zwgk/fz/qzf/2024/index.html">2024年</a></div>
<ul class="news_list">
<li><a href="https://www.lan.gov.example/zwgk/fz/qzf/2024/content/post_101.html" title="兰汀区2024年法治政府建设年度报告">兰汀区2024年法治…</a><span>2025-03-04</span></li>
<li><a href="http://www.lan.gov.example/zwgk/fz/qzf/2023/content/post_90.html">兰汀区2023年法治政府建设年度报告</a><span>2024/3/5</span></li>
<li><a href="http://www.lan.gov.example/attachment/7/7813/7813682/55.pdf">兰汀区2022年报告（PDF）</a><span></span></li>
<li><a href="http://www.lan.gov.example/about.html">关于我们</a></li></ul>{pager}</body></html>"""

HENAN = """<html><body><div class="con-box"><ul>
<li><a href="/2025/03-25/948394.html" title="桐原县2024年法治政府建设情况报告">桐原县2024年法治政府…</a><span>2025-03-25</span></li>
<li><a href="../../2025/01-08/900001.html">关于召开听证会的公告</a><span>2025-01-08</span></li>
<li><a href="http://www.tong.gov.example/ifile/20250104/17639775uHT6.pdf">工作要点</a><span>[2025-01-04]</span></li></ul></div>
<div id="pageDec" pagesize="3" pagecount="{records}"></div></body></html>"""

SUINING = """<html><body><ul class="list"><li><a href="/gongkai/show/{a}.html">溪川县2023年度法治政府建设工作情况的报告</a>
<i>2024-02-21</i></li><li><a href="/gongkai/show/{b}.html">关于印发实施办法的通知</a><i>2024-02-20</i></li></ul></body></html>""".format(
    a="4b" * 16, b="5c" * 16
)


def _page(text: str, url: str) -> ListPage:
    return ListPage(url, text.encode(), "text/html; charset=utf-8")


def test_nfcms_rows_have_whole_titles_dates_and_files() -> None:
    page = _page(NFCMS.replace("{pager}", ""), "http://www.lan.gov.example/zwgk/fz/index.html")
    reading = PLATFORMS["nfcms"].read(page, 1)
    assert [(row.url.rsplit("/", 1)[1], row.title, row.date) for row in reading.rows] == [
        ("post_101.html", "兰汀区2024年法治政府建设年度报告", "2025-03-04"),
        ("post_90.html", "兰汀区2023年法治政府建设年度报告", "2024-03-05"),
        ("55.pdf", "兰汀区2022年报告（PDF）", None),
    ]
    assert [(column.name, column.url) for column in reading.columns] == [
        ("2024年", "http://www.lan.gov.example/zwgk/fz/qzf/2024/index.html")
    ]


@pytest.mark.parametrize(
    ("url", "number", "following"),
    [
        ("http://www.lan.gov.example/zwgk/fz/", 1, "http://www.lan.gov.example/zwgk/fz/index_2.html"),
        ("http://www.lan.gov.example/zwgk/fz/index.html", 1, "http://www.lan.gov.example/zwgk/fz/index_2.html"),
        ("http://www.lan.gov.example/zwgk/fz/index_2.html", 2, "http://www.lan.gov.example/zwgk/fz/index_3.html"),
    ],
)
def test_nfcms_pages_are_counted_up_from_one(url: str, number: int, following: str) -> None:
    reading = PLATFORMS["nfcms"].read(_page(NFCMS.replace("{pager}", ""), url), number)
    assert [request.url for request in reading.next_pages] == [following]
    assert reading.is_guess


def test_nfcms_follows_the_link_to_the_next_page_where_there_is_one() -> None:
    pager = '<div class="page"><a href="index_2.html">下一页 &gt;</a></div>'
    reading = PLATFORMS["nfcms"].read(_page(NFCMS.replace("{pager}", pager), "http://www.lan.gov.example/zwgk/fz/"), 1)
    assert [request.url for request in reading.next_pages] == ["http://www.lan.gov.example/zwgk/fz/index_2.html"]
    assert not reading.is_guess


def test_henan_counts_records_not_pages() -> None:
    url = "http://www.tong.gov.example/xwzx/gsgg/"
    reading = PLATFORMS["henan"].read(_page(HENAN.format(records=7), url), 1)
    assert reading.pages == 3
    assert [request.url for request in reading.next_pages] == [f"{url}index_1.html", f"{url}index_2.html"]
    assert not PLATFORMS["henan"].read(_page(HENAN.format(records=3), url), 1).next_pages


def test_henan_goes_on_from_the_number_in_the_address() -> None:
    page = _page(HENAN.format(records=9), "http://www.tong.gov.example/xwzx/gsgg/index_1.html")
    following = PLATFORMS["henan"].read(page, 2).next_pages
    assert [request.url for request in following] == ["http://www.tong.gov.example/xwzx/gsgg/index_2.html"]


def test_henan_rows_are_details_and_files() -> None:
    reading = PLATFORMS["henan"].read(_page(HENAN.format(records=3), "http://www.tong.gov.example/xwzx/gsgg/"), 1)
    assert [(row.url, row.title, row.date) for row in reading.rows] == [
        ("http://www.tong.gov.example/2025/03-25/948394.html", "桐原县2024年法治政府建设情况报告", "2025-03-25"),
        ("http://www.tong.gov.example/2025/01-08/900001.html", "关于召开听证会的公告", "2025-01-08"),
        ("http://www.tong.gov.example/ifile/20250104/17639775uHT6.pdf", "工作要点", "2025-01-04"),
    ]


def test_suining_pages_are_counted_up_beside_the_list() -> None:
    page = _page(SUINING, "http://www.xi.gov.example/gongkai/kuozhan/10033.html")
    reading = PLATFORMS["suining"].read(page, 1)
    assert [row.date for row in reading.rows] == ["2024-02-21", "2024-02-20"]
    assert [request.url for request in reading.next_pages] == ["http://www.xi.gov.example/gongkai/kuozhan/10033_2.html"]
    second = _page(SUINING, "http://www.xi.gov.example/gongkai/kuozhan/10033_2.html")
    assert PLATFORMS["suining"].read(second, 2).next_pages[0].url.endswith("/10033_3.html")


@pytest.mark.parametrize(
    ("text", "url", "name"),
    [
        (NFCMS, "http://www.lan.gov.example/zwgk/fz/", "nfcms"),
        (HENAN.format(records=3), "http://www.tong.gov.example/xwzx/gsgg/", "henan"),
        (SUINING, "http://www.xi.gov.example/gongkai/kuozhan/10033.html", "suining"),
        ("<html><body><p>法治</p></body></html>", "http://www.other.gov.example/", "generic"),
        ("", "http://www.other.gov.example/", "generic"),
    ],
)
def test_a_platform_is_recognised_with_its_evidence(text: str, url: str, name: str) -> None:
    platform, evidence = recognise(_page(text, url))
    assert platform.name == name
    assert evidence


def test_the_generic_reader_takes_the_list_and_leaves_the_menus() -> None:
    page = _page(
        """<body><ul class="menu"><li><a href="/zwgk/">政务公开目录栏目</a></li><li><a href="/hd/">互动交流栏目</a></li></ul>
        <ul><li><a href="./202403/t20240328_11.html" title="甲县2023年法治政府建设年度报告">甲县2023年…</a><span>2024-03-28</span></li>
        <li><a href="../../qt/202303/t20230301_12.html">乙县2022年法治政府建设年度报告</a><span>2023-03-01</span></li>
        <li><a href="{{url}}">{{title}} 法治政府建设</a></li></ul><a href="index_1.html">下一页</a></body>""",
        "http://www.other.gov.example/zwgk/fz/",
    )
    reading = PLATFORMS["generic"].read(page, 1)
    assert {row.title for row in reading.rows} >= {"甲县2023年法治政府建设年度报告"}
    assert not any("{{" in row.url + row.title or "栏目" in row.title for row in reading.rows)
    assert reading.next_pages[0].url == "http://www.other.gov.example/zwgk/fz/index_1.html"


def test_links_are_joined_with_the_base_of_the_page() -> None:
    text = '<html><head><base href="/site/"></head><body><a href="content/post_1.html">某区2024年法治政府建设年度报告</a></body>'
    page = _page(text, "http://www.lan.gov.example/zwgk/fz/")
    assert PLATFORMS["nfcms"].read(page, 1).rows[0].url == "http://www.lan.gov.example/site/content/post_1.html"


def test_a_list_in_gbk_is_read_whatever_it_declares() -> None:
    body = NFCMS.replace("<head>", '<head><meta charset="utf-8">').encode("gb18030")
    page = ListPage("http://www.lan.gov.example/zwgk/fz/", body, "text/html; charset=gb2312")
    assert PLATFORMS["nfcms"].read(page, 1).rows[0].title == "兰汀区2024年法治政府建设年度报告"
