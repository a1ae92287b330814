"""The rules of lists that hold on every platform: titles, days, places, and values in scripts."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms.lists import script_values
from crawler.platforms.lists.dates_beside_links import date_beside
from crawler.platforms.lists.link_rows import rows
from tests.crawler.list_walks import HOST, page

DETAIL = re.compile(r"/t\d+\.html$")


def _rows(text: str) -> list[tuple[str, str, str | None]]:
    return [(row.url.removeprefix(HOST), row.title, row.date) for row in rows(page(text), DETAIL)]


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ('<a href="/t1.html" title="某县法治政府建设年度报告">某县法治…</a>', "某县法治政府建设年度报告"),
        ('<a href="/t1.html" itle="某县法治政府建设年度报告">某县法治…</a>', "某县法治政府建设年度报告"),
        (
            '<a href="/t1.html" title="&lt;p&gt;某县法治政府建设年度报告&lt;/p&gt;">某县…</a>',
            "某县法治政府建设年度报告",
        ),
        ('<a href="/t1.html" title="查看">某县法治政府建设年度报告</a>', "某县法治政府建设年度报告"),
        ('<a href="/t1.html">· 某县法治政府建设年度报告<span>2025-03-04</span></a>', "某县法治政府建设年度报告"),
        ('<a href="/t1.html">某县法治政府建设年度报告 [2025-03-04]</a>', "某县法治政府建设年度报告"),
        ('<a href="/t1.html"><h4>某县法治政府建设年度报告</h4><p>为了推进工作</p></a>', "某县法治政府建设年度报告"),
    ],
)
def test_a_title_is_whole_and_holds_no_day(link: str, title: str) -> None:
    assert [row[1] for row in _rows(f"<ul><li>{link}</li></ul>")] == [title]


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ('<li><span>2025-03-04</span><a href="/t1.html">报告一</a></li>', "2025-03-04"),
        ('<li><a href="/t1.html">报告一<i>2025/3/4</i></a></li>', "2025-03-04"),
        ('<tr><td><a href="/t1.html">报告一</a></td><td>[2025年3月4日]</td></tr>', "2025-03-04"),
        ('<dl><dt><a href="/t1.html">报告一</a></dt><dd>发布时间：2025-03-04</dd></dl>', "2025-03-04"),
        ('<li><a href="/t1.html">2024年1月2日会议的报告</a><span>03-04</span></li>', None),
        ('<li><a href="/t1.html">2024年1月2日会议的报告</a><span>2025-03-04</span></li>', "2025-03-04"),
        ('<div><a href="/t1.html">报告一</a><a href="/t2.html">报告二</a><b>2025-03-04</b></div>', None),
    ],
)
def test_the_day_of_a_row_stands_beside_its_title(row: str, day: str | None) -> None:
    assert _rows(f"<p>今天是2026年11月22日</p><table>{row}</table>")[0][2] == day


def test_what_stands_among_details_is_a_row_and_menus_are_none() -> None:
    text = """<nav><a href="/t9.html">最新的法治政府报告</a></nav><ul class="submenu"><li><a href="/t8.html">法治政府建设</a></li></ul>
    <ul><li><a href="/t1.html">本县法治政府建设报告</a><b>2025-03-04</b></li>
    <li><a href="https://mp.weixin.qq.com/s/x">一图读懂法治政府</a><b>2025-03-03</b></li>
    <li><a href="/att/P020.PDF">附件之一</a></li><li><a href="/jrtt/">今日头条栏目</a></li>
    <li><a href="http://www.b.example/">某某省人民政府</a></li><li><a href="{{url}}">{{title}}</a></li></ul>
    <ul><li><a href="http://www.b.example/x.html">某某省人民政府</a><b>2025-03-03</b></li></ul>"""
    assert [row[0] for row in _rows(text)] == ["/t1.html", "https://mp.weixin.qq.com/s/x", "/att/P020.PDF"]


def test_the_same_detail_is_one_row_with_its_longest_title() -> None:
    text = '<a href="/t1.html"><img src="a.jpg"></a><a href="/t1.html">某县报告</a><a href="./../../t1.html">某县年度报告</a>'
    assert _rows(text) == [("/t1.html", "某县年度报告", None)]


def test_a_base_without_address_joins_nothing() -> None:
    assert _rows('<head><base target="_blank"></head><a href="t1.html">某县报告</a>')[0][0] == "/zwgk/fz/t1.html"


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=8,
)


@given(
    st.dictionaries(st.text(), _values).filter(lambda value: "listData" not in json.dumps(value)),
    st.text("abc ={'", max_size=9),
)
def test_an_object_in_a_script_is_read_as_it_stands(value: dict, after: str) -> None:
    assert script_values.variable(f"var listData = {json.dumps(value)};{after}", "listData") == value


def test_names_without_quotes_and_single_quotes_are_literals_too() -> None:
    text = """var p = {current:1, site:['a','b'], 'it': "d'e", on: true, f: go, /* no */ u: 'http://x/y', last: 2,};"""
    assert script_values.variable(text, "p") == {
        "current": 1, "site": ["a", "b"], "it": "d'e", "on": True, "f": None, "u": "http://x/y", "last": 2,
    }  # fmt: skip


@given(st.text())
def test_no_text_breaks_the_reading_of_scripts(text: str) -> None:
    script_values.variable("x = " + text, "x")
    script_values.calls("f(" + text, "f")
    script_values.without_comments(text)


def test_how_many_links_are_looked_at_for_a_day_does_not_grow_with_the_page() -> None:
    looks = 0

    def is_other_row(url: str) -> bool:
        nonlocal looks
        looks += 1
        return False

    links = page("<div>" + "".join(f"<a href='/c/{n}/'>栏目{n}</a>" for n in range(3000)) + "</div>").selector.css("a")
    assert date_beside(links[0], is_other_row) is None
    assert looks < 1000
