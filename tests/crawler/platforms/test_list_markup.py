"""Every reader against every way in which editors and templates write a list.

A list is made of rows that are known, in markup drawn at random: other elements, quotes, orders of attributes,
forms of addresses, titles and days, and everything that stands around a list.  What is read must be the rows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from posixpath import relpath
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.platforms import PLATFORMS, ListPage, PageRequest, recognise
from tests.crawler.list_walks import through
from tests.thoroughness import times

HOST = "http://www.yun.gov.cn"


@dataclass(frozen=True)
class System:
    """One content system: where its list is, what its details are called, what its pages hold, where page 2 is."""

    platform: str
    url: str
    detail: str  # with {id}
    mark: str = ""
    pager: str = ""
    second: str | None = None


HEX = "4b3aeeaca1702806dd49e99238{id:06d}"
SYSTEMS = [
    System(
        "trs", f"{HOST}/zwgk/fzzfjs/", f"{HOST}/zwgk/fzzfjs/202403/t20240328_6{{id:06d}}.html",
        '<a class="CurrChnlCls" href="../">政务公开</a>', '<script>createPageHTML(3, 0, "index", "html");</script>',
        f"{HOST}/zwgk/fzzfjs/index_1.html",
    ),
    System(
        "trs", f"{HOST}/zwgk/list.shtml", f"{HOST}/zwgk/202403/t20240328_6{{id:06d}}.shtml", "",
        "<SCRIPT>\n  createPageHTML( 'pg' , 3 , 1 , 'list' , 'shtml' , 60 ) ;</SCRIPT>", f"{HOST}/zwgk/list_2.shtml",
    ),
    System(
        "trs", f"{HOST}/gk/fz/index.htm", f"{HOST}/gk/other/202103/t20210329_5{{id:06d}}.htm", "",
        "<script>createPageHTML(61,3,0,'index','htm')</script>", f"{HOST}/gk/fz/index_1.htm",
    ),
    System(
        "nfcms", f"{HOST}/zwgk/fzzfjs/", f"{HOST}/zwgk/fzzfjs/content/post_1{{id:06d}}.html",
        "<script>window.NFCMS_SITE_ID='1'</script>", '<a href="index_2.html" class="next">下一页</a>',
        f"{HOST}/zwgk/fzzfjs/index_2.html",
    ),
    System(
        "ucap", f"{HOST}/x/c119064/common_list.shtml", f"{HOST}/x/c119064/202503/{HEX}.shtml",
        f'<meta name="channelId" content="{"a1" * 16}">',
        "<script>createPageHTML('page_div',3, 1,'common_list','shtml',55);</script>",
        f"{HOST}/x/c119064/common_list_2.shtml",
    ),
    System(
        "vsb", f"{HOST}/xxgk/fzzf.htm", f"{HOST}/info/1621/1{{id:06d}}.htm", "<!-- Announced by Visual SiteBuilder 9 -->",
        '<div class="pb_sys_common"><span class="p_next p_fun"><a href="fzzf/10.htm">下页</a></span></div>',
        f"{HOST}/xxgk/fzzf/10.htm",
    ),
    System(
        "lonsun", f"{HOST}/content/column/6791573", f"{HOST}/public/6596035/1{{id:06d}}.html", "",
        '<div id="page_6791573"></div><script>Ls.pagination("#page_6791573",function(pageIndex){'
        'location="/content/column/6791573?pageIndex=" + pageIndex;},{currPage:1, pageCount:3});</script>',
        f"{HOST}/content/column/6791573?pageIndex=2",
    ),
    System(
        "henan", f"{HOST}/zwgk/gsgg/", f"{HOST}/2025/03-25/9{{id:05d}}.html", "",
        '<div id="pageDec" pagesize="24" pagecount="51"></div>', f"{HOST}/zwgk/gsgg/index_1.html",
    ),
    System(
        "shaanxi", f"{HOST}/ztzl/fzzfjs/1.html", f"{HOST}/ztzl/fzzfjs/1894957800254{{id:06d}}.html", "", "",
        f"{HOST}/ztzl/fzzfjs/2.html",
    ),
    System(
        "suining", f"{HOST}/gongkai/kuozhan/10033.html", f"{HOST}/gongkai/show/{HEX}.html", "", "",
        f"{HOST}/gongkai/kuozhan/10033_2.html",
    ),
    System(
        "showlist", f"{HOST}/OpennessContent/showList/784/34502/page_1.html",
        f"{HOST}/OpennessContent/show/1{{id:06d}}.html", "", "",
        f"{HOST}/OpennessContent/showList/784/34502/page_2.html",
    ),
    System(
        "jeecms", f"{HOST}/fzdyydc/index.jhtml", f"{HOST}/fzdyydc/3{{id:05d}}.jhtml", "", "",
        f"{HOST}/fzdyydc/index_2.jhtml",
    ),
    System(
        "hanweb_jpage", f"{HOST}/col/col1229143380/index.html", f"{HOST}/art/2025/2/8/art_1229143380_4{{id:06d}}.html",
        "<script src='/module/web/jpage/jpage.js'></script>",
    ),
    System("generic", f"{HOST}/news.asp?class=12", f"{HOST}/show.asp?id=1{{id:06d}}", "", '<a href="?class=12&page=2">下一页</a>',
           f"{HOST}/news.asp?class=12&page=2"),
    System("generic", f"{HOST}/nw12344/index.html", f"{HOST}/nw12344/20250321/{HEX}.html", "",
           '<a href="index_2.html">2</a>', f"{HOST}/nw12344/index_2.html"),
    System("generic", f"{HOST}/columns/fz/", f"{HOST}/p1/zfwj/20250228/3{{id:05d}}.html"),
]  # fmt: skip
ORGANS = ["云汀县", "云汀县水务局", "云汀县石桥镇人民政府", "云汀县市场监督管理局"]
TITLES = [
    f"{organ}{year}年法治政府建设{kind}" for organ in ORGANS for year in range(2019, 2026)
    for kind in ("年度报告", "情况的报告", "工作总结")
] + [
    "关于印发<云汀县2025年法治政府建设工作要点>的通知",
    "云汀县人民政府 关于2024年度法治政府建设情况的报告（2025年3月）",
    "“十四五”法治政府建设&依法行政工作报告",
    "云政发〔2025〕3号 2024年法治政府建设年度报告",
]  # fmt: skip
DAYS = {  # how a list prints 2025-03-04, and what is to be read
    "<span>2025-03-04</span>": "2025-03-04",
    "<b>[2025-03-04]</b>": "2025-03-04",
    '<em class="date">(2025/03/04)</em>': "2025-03-04",
    "<i>2025年3月4日</i>": "2025-03-04",
    "<p class=date>发布时间：2025-03-04</p>": "2025-03-04",
    "<span>2025-03-04 16:05:33</span>": "2025-03-04",
    "<span>2025.03.04</span>": "2025-03-04",
    "<span>2025-\n 03-\n 04</span>": "2025-03-04",
    "　2025-03-04": "2025-03-04",
    "<span>03-04</span>": None,
    "": None,
}
ROWS = {  # {a}: the link, {day}: the day
    "li": "<ul class='list'>{rows}</ul>|<li>{a}{day}</li>",
    "day first": "<ul>{rows}</ul>|<li>{day}{a}</li>",
    "bullets": "<div class=con><ul>{rows}</ul></div>|<li>·&nbsp;{a} {day}</li>",
    "upper case": "<UL>{rows}</UL>|<LI>{a}{day}</LI>",
    "unclosed": "<ul>{rows}</ul>|<li>{a}{day}",
    "table": "<table><tr><th>标题</th><th>日期</th></tr>{rows}</table>|<tr><td>1</td><td>{a}</td><td>{day}</td></tr>",
    "a table each": "<div>{rows}</div>|<table width=100%><tr><td>{a}</td><td width=90>{day}</td></tr></table>",
    "dl": "<div>{rows}</div>|<dl><dt>{a}</dt><dd>{day}</dd></dl>",
    "dd": "<dl>{rows}</dl>|<dd>{a}{day}</dd>",
    "div": "<div class='items'>{rows}</div>|<div class='item'><div class='t'>{a}</div><div class='d'>{day}</div></div>",
    "paragraph": "<div class='items'>{rows}</div>|<p>{a}{day}</p>",
    "deep": "<ul>{rows}</ul>|<li><div><div><h4>{a}</h4><p>摘要如下</p></div><div>{day}</div></div></li>",
    "lists in lists": "<ul><li><ul>{rows}</ul></li></ul>|<li>{a}{day}</li>",
    "separated": "<ul>{rows}</ul>|<li>{a}{day}</li><li class='lm_line'></li><!-- <li><a href='x.html'>旧的一条旧的一条</a></li> -->",
    "link around the row": "<ul>{rows}</ul>|{open}<li><i></i>{shown}{day}</li></a>",
    "link around all": "<div class='list'>{rows}</div>|{open}<h4>{shown}</h4><p>为深入贯彻党中央决策部署，现将有关情况报告如下。</p>{day}</a>",
    "second link": "<ul>{rows}</ul>|<li>{a}<a class='more' href='{url}'>[详细]</a>{day}</li>",
    "picture": "<ul>{rows}</ul>|<li><a href='{url}'><img src='/x.jpg' alt='图'></a><div>{a}{day}</div></li>",
    "new": "<ul>{rows}</ul>|<li>{a}<img src='/images/new.gif'>{day}</li>",
    "of a column": "<ul>{rows}</ul>|<li>[<a href='/zwgk/qzf/'>区政府</a>] {a}{day}</li>",
    "columns of a table": "<table>{rows}</table>|<tr><td>11500000/2025-00001</td><td>{a}</td><td>云汀县司法局</td><td>{day}</td></tr>",
    "summary": "<ul>{rows}</ul>|<li>{a}<p>2024年，我县坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，全面推进依法行政。</p>{day}</li>",
    "clickable": "<ul>{rows}</ul>|<li onclick=\"location.href='{url}'\" style='cursor:pointer'>{a}{day}</li>",
    "flow": "<div class='items'>{rows}</div>|{a}{day}<br>",
    "flow, day first": "<div class='items'>{rows}</div>|{day} {a}<br/>",
    "flow with comments": "<div class='items'>{rows}</div>|<!-- row --><h5>{a}</h5><!-- day -->{day}<?php ?><br>",
    "headings and days": "<div class='items'>{rows}</div>|<h5>{a}</h5><div>{day}</div>",
    "lists of five": "<div class='box'>{rows}</div>|<ul><li>{a}{day}</li></ul>",
}


def _link(draw, url: str, title: str) -> tuple[str, str]:
    """A link as someone might have written it: its tag, and its text."""
    shown, attribute = escape(title), draw(st.sampled_from(["", title, " "]))
    if draw(st.booleans()) and len(title) > 14:
        shown, attribute = f"{escape(title[:12])}{draw(st.sampled_from(['…', '...', ' ...']))}", title
    shown = draw(
        st.sampled_from(["{}", "<font color=red>{}</font>", " \n {} ", "<span class='t'>{}</span>", "<b>{}</b>"])
    ).format(shown)
    quote = draw(st.sampled_from(["'", '"']))
    gap = draw(st.sampled_from(["=", " = "]))
    attributes = [f"href{gap}{quote}{escape(url)}{quote}", f"target{gap}_blank"]
    if attribute:
        attributes.append(f"{draw(st.sampled_from(['title', 'TITLE', 'itle']))}{gap}{quote}{escape(attribute)}{quote}")
    attributes = draw(st.permutations(attributes))
    tag = draw(st.sampled_from(["a", "A"]))
    return f"<{tag} {' '.join(attributes)}>", shown


def _address(draw, url: str, here: str) -> str:
    path, folder = urlsplit(url), urlsplit(here).path.rpartition("/")[0] or "/"
    own = path.path + (f"?{path.query}" if path.query else "")
    relative = relpath(path.path, folder) + (f"?{path.query}" if path.query else "")
    return draw(
        st.sampled_from(
            [url, url.removeprefix("http:"), own, relative, f"./{relative}" if relative[0] != "." else relative]
        )
    )


ASIDES = [
    "<div class='sidebar'><h3>最新动态</h3>{}</div>",
    "<div class='right'><h3>热点文章</h3>{}</div>",
    "<div class='w300 fr'><div class='tit'><span>点击排行</span><a href='/more/'>更多</a></div>{}</div>",
    "<aside>{}</aside>",
    "<dl><dt>相关信息</dt><dd>{}</dd></dl>",
    "<div id='hotnews'>{}</div>",
    "<div class='box'><strong>推荐阅读</strong>{}</div>",
]
AROUND = [
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>',
    '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="./">法治政府建设</a></div>',
    '<div class="left"><h3>栏目导航</h3><ul><li><a href="/zwgk/a/">规划计划</a></li><li><a href="/zwgk/b/">财政资金</a></li><li><a href="/zwgk/c/">重点领域信息公开</a></li></ul></div>',
    '<form><input name="q"><a href="javascript:search()">高级搜索</a></form>',
]
FOOT = [
    '<div class="links"><select><option value="http://www.gov.cn">中国政府网</option></select><a href="http://www.gov.cn/">中华人民共和国中央人民政府门户网站</a><a href="http://www.moj.gov.cn/">中华人民共和国司法部</a></div>',
    '<div class="footer"><p>主办：云汀县人民政府办公室　<a href="/wzdt/">网站地图</a> <a href="https://beian.miit.gov.cn/">云ICP备00000000号</a></p></div>',
    '<div class="foot"><a href="http://bszs.conac.cn/sitename?method=show&id=1"><img src="red.png"></a><a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=50">云公网安备 50000000000000号</a></div>',
]


def _aside(draw, system: System, least: int) -> str:
    """Articles of other columns beside the list, fewer than the list has."""
    holder = draw(st.sampled_from(ASIDES))
    count = draw(st.integers(1, max(1, min(8, least - 1))))
    item = draw(
        st.sampled_from(
            ["<li><a href='{}'>{}</a></li>", "<li><a href='{}' title='{}'>云汀县召开…</a><span>2025-03-01</span></li>"]
        )
    )
    items = "".join(
        item.format(system.detail.format(id=900 + n), f"云汀县召开第{n}次全县经济工作会议") for n in range(count)
    )
    return holder.format(f"<ul>{items}</ul>")


@st.composite
def lists_of(draw, system: System) -> tuple[str, list[tuple[str, str, str | None]]]:
    """A page of *system*, and its rows: address, title, day."""
    titles = draw(st.lists(st.sampled_from(TITLES), min_size=3, max_size=20, unique=True))
    outer, inner = ROWS[draw(st.sampled_from(sorted(ROWS)))].split("|")
    is_dated = draw(st.booleans())
    printed = draw(st.sampled_from([each for each in DAYS if not is_dated or DAYS[each]]))
    inside = bool(printed) and "{open}" not in inner and draw(st.booleans())
    before = "".join(draw(st.lists(st.sampled_from(AROUND), max_size=3, unique=True)))
    after = "".join(draw(st.lists(st.sampled_from(FOOT), max_size=3, unique=True)))
    base = draw(
        st.sampled_from(["", "", '<base target="_blank">', '<base href="/gk/x/">', '<BASE HREF="/gk/x/index.html">'])
    )
    here = f"{HOST}/gk/x/" if "/gk/x/" in base else system.url
    rows, expected = [], []
    for number, title in enumerate(titles):
        url = system.detail.format(id=number + 1)
        address = _address(draw, url, here)
        tag, shown = _link(draw, address, title)
        link = f"{tag}{shown}{printed if inside else ''}</a>"
        rows.append(inner.format(a=link, open=tag, shown=shown, url=escape(address), day="" if inside else printed))
        expected.append((url, title, DAYS[printed]))
    if draw(st.booleans()):
        before += _aside(draw, system, len(titles))
    if draw(st.booleans()):
        after += _aside(draw, system, len(titles))
    body = outer.format(rows=draw(st.sampled_from(["", "\n"])).join(rows))
    head = f"<html><head>{base}<title>法治政府建设</title>{system.mark}</head>"
    return f"{head}<body>{before}<div class='main'>{body}{system.pager}</div>{after}</body></html>", expected


@pytest.mark.parametrize("system", SYSTEMS, ids=[f"{each.platform}-{n}" for n, each in enumerate(SYSTEMS)])
def test_the_rows_are_read_however_the_list_is_written(system: System) -> None:
    @settings(max_examples=times(30))
    @given(lists_of(system), st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
    def check(made: tuple[str, list[tuple[str, str, str | None]]], encoding: str) -> None:
        text, expected = made
        body = text.replace("<head>", '<head><meta charset="gb2312">') if encoding == "gb18030" else text
        page = ListPage(system.url, body.encode(encoding), "text/html")
        assert recognise(page)[0].name == system.platform
        reading = PLATFORMS[system.platform].read(page, 1)
        assert [(row.url, row.title, row.date) for row in reading.rows] == expected, text
        if system.second and "/gk/x/" not in text:
            assert [request.url for request in reading.next_pages][:1] == [system.second], text

    check()


def _rows(system: System, body: str) -> list[tuple[str, str | None]]:
    page = ListPage(system.url, f"<html><body>{system.mark}{body}</body></html>".encode())
    return [(row.title, row.date) for row in PLATFORMS[system.platform].read(page, 1).rows]


def _items(system: System, start: int, *titles: str) -> str:
    urls = [system.detail.format(id=start + number) for number in range(len(titles))]
    return "".join(
        f"<li><a href='{url}'>{title}</a><span>2025-03-04</span></li>" for url, title in zip(urls, titles, strict=True)
    )


SHORT, HOT = TITLES[:3], [f"云汀县召开第{number}次全县经济工作会议" for number in range(8)]


@pytest.mark.parametrize("system", SYSTEMS, ids=[f"{each.platform}-{n}" for n, each in enumerate(SYSTEMS)])
@pytest.mark.parametrize("holder", ["<div><h3>热点文章</h3>{}</div>", "<aside>{}</aside>"])
def test_what_is_named_an_aside_is_none_of_the_rows_though_it_is_longer(system: System, holder: str) -> None:
    hot = holder.format(f"<ul>{_items(system, 100, *HOT)}</ul>")
    body = f"<div class='main'><ul>{_items(system, 1, *SHORT)}</ul></div>{hot}"
    assert [title for title, _ in _rows(system, body)] == SHORT


@pytest.mark.parametrize("heading", ["热点文章", "最新公开", "相关信息"])
def test_a_list_is_read_whatever_its_heading_if_it_is_all_there_is(heading: str) -> None:
    body = f"<div class='hot'><h2>{heading}</h2><ul>{_items(SYSTEMS[0], 1, *SHORT)}</ul></div>"
    assert [title for title, _ in _rows(SYSTEMS[0], body)] == SHORT


def test_a_longer_list_under_最新_stays_beside_a_shorter_one_without_a_heading() -> None:
    body = (
        f"<div><h2>最新公开</h2><ul>{_items(SYSTEMS[0], 1, *HOT)}</ul></div>"
        f"<div><ol>{_items(SYSTEMS[0], 100, *SHORT)}</ol></div>"
    )
    assert [title for title, _ in _rows(SYSTEMS[0], body)] == [*HOT, *SHORT]


@pytest.mark.parametrize(
    "row",
    ["<li><a href='{}'>{}</a></li>", "<li class='hot'><a href='{}'>{}</a></li>", "<p>相关文件</p><p><a href='{}'>{}</a></p>"],
)  # fmt: skip
def test_a_row_named_like_an_aside_makes_none_of_its_list(row: str) -> None:
    def entries(start: int, titles: list[str]) -> str:
        return "".join(row.format(SYSTEMS[0].detail.format(id=start + n), each) for n, each in enumerate(titles))

    titles = [*HOT, "推荐目录", "云汀县2024年法治政府建设情况报告"]
    body = f"<div class='a'><div>{entries(1, titles)}</div></div><div class='b'><ol>{entries(100, SHORT)}</ol></div>"
    assert [title for title, _ in _rows(SYSTEMS[0], body)] == [*titles, *SHORT]


def test_the_subject_before_the_link_of_a_row_is_no_heading_of_its_list() -> None:
    row = "<tr><td>相关文件</td><td><a href='{}'>{}</a></td></tr>"
    rows = "".join(row.format(SYSTEMS[0].detail.format(id=n), title) for n, title in enumerate(HOT))
    body = f"<table>{rows}</table><ul>{_items(SYSTEMS[0], 100, *SHORT)}</ul>"
    assert [title for title, _ in _rows(SYSTEMS[0], body)] == [*HOT, *SHORT]


def test_of_two_days_in_a_table_the_one_whose_head_says_发布_counts() -> None:
    row = "<tr><td>1</td><td><a href='{}'>{}</a></td><td>2024-03-25</td><td>2024-03-26</td></tr>"
    rows = "".join(row.format(SYSTEMS[0].detail.format(id=n), title) for n, title in enumerate(SHORT))
    body = f"<table><tr><td>序号</td><td>标题</td><td>产生日期</td><td>发布日期</td></tr>{rows}</table>"
    assert _rows(SYSTEMS[0], body) == [(title, "2024-03-26") for title in SHORT]


@pytest.mark.parametrize(
    "pager",
    [
        '<a href="index_2.html">下一页&gt;</a>', '<a href="index_2.html" title="下一页">&gt;</a>',
        '<a class="next" href="index_2.html"><img src="r.png"></a>', '<a rel="next" href="index_2.html">›</a>',
        '<a href="index_2.html"><img src="r.png" alt="下一页"></a>', '<A HREF="index_2.html"> 下 一 页 </A>',
    ],
)  # fmt: skip
def test_the_next_page_is_found_however_its_link_is_drawn(pager: str) -> None:
    page = ListPage(f"{HOST}/x/list/", f"<ul>{_items(SYSTEMS[-2], 1, *SHORT)}</ul>{pager}".encode())
    assert [each.url for each in PLATFORMS["generic"].read(page, 1).next_pages] == [f"{HOST}/x/list/index_2.html"]


def test_rows_on_the_same_host_without_www_are_the_list_s_own() -> None:
    items = "".join(
        f"<li><a href='http://yun.gov.cn/show/{1000 + n}.html'>{title}</a><span>2025-03-04</span></li>"
        for n, title in enumerate(SHORT)
    )
    page = ListPage(f"{HOST}/x/list/", f"<ul>{items}</ul>".encode())
    assert [row.title for row in PLATFORMS["generic"].read(page, 1).rows] == SHORT


def test_rows_whose_fields_are_numbered_get_the_text_of_a_title_s_length() -> None:
    entries = [
        {"f_1": "云汀县人民政府", "doc_pub_url": f"{HOST}/{n}.html", "f_2": title, "f_3": "一、主要举措和成效。" * 30}
        for n, title in enumerate(SHORT)
    ]
    page = ListPage(f"{HOST}/search", json.dumps({"data": {"list": entries}}).encode())
    assert [row.title for row in PLATFORMS["generic"].read(page, 1).rows] == SHORT


# UCAP has a service for lists without rows, which is asked first.
FOREIGN = [each for each in SYSTEMS if each.platform not in ("generic", "hanweb_jpage", "ucap")]


@pytest.mark.parametrize("system", FOREIGN, ids=[f"{each.platform}-{n}" for n, each in enumerate(FOREIGN)])
def test_a_portal_that_writes_its_addresses_otherwise_is_read_as_any_other(system: System) -> None:
    marked = System(system.platform, system.url, f"{HOST}/yun/show_{{id:05d}}.asp?a=1", system.mark, system.pager)
    assert _rows(marked, _items(marked, 1, *TITLES[:5]) + system.pager) == [(each, "2025-03-04") for each in TITLES[:5]]


def test_what_is_read_as_generic_once_is_read_so_to_its_end() -> None:
    system = System("nfcms", f"{HOST}/zwgk/fz/", f"{HOST}/yun/show_{{id:05d}}.asp", SYSTEMS[3].mark)

    def answer(request: PageRequest) -> str | int:
        number = 1 if request.url.endswith("/fz/") else int(request.url[-6])
        items = _items(system, number * 100, *TITLES[number * 5 : number * 5 + 5])
        return f"{system.mark}<ul>{items}</ul><a href='index_{number + 1}.html'>下一页</a>" if number < 4 else 404

    rows, _, _ = through(answer, system.url)
    assert [row.title for row in rows] == TITLES[5:20]
