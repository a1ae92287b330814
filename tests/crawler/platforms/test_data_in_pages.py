"""Rows that stand in a page as data, not as links: in whatever hand they are written, the same rows are read."""

from __future__ import annotations

import json
from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.platforms import PLATFORMS, ListPage, recognise

HOST = "http://www.yun.gov.cn"
TITLES = [f"云汀县{year}年法治政府建设年度报告" for year in range(2012, 2026)] + [
    "“一府两院”&'述法'<专题>会议",
    "路径 a\\b/c",
]
COUNTS = st.integers(1, len(TITLES))
QUICK = settings(max_examples=60)


def _read(platform: str, url: str, text: str) -> list[tuple[str, str, str | None]]:
    page = ListPage(url, text.encode(), "text/html")
    assert recognise(page)[0].name == platform
    return [(row.url, row.title, row.date) for row in PLATFORMS[platform].read(page, 1).rows]


@st.composite
def records(draw) -> tuple[str, int]:
    """A Hanweb page with so many records."""
    count = draw(COUNTS)
    upper = draw(st.booleans())
    gap = draw(st.sampled_from(["", " ", "\n", "\r\n\t"]))
    stray = draw(st.sampled_from(["", "<ul>", "</table><table>", "\n<li></li>"]))
    quote = draw(st.sampled_from(["'", '"']))
    cdata = draw(st.sampled_from(["CDATA", "cdata"]))
    form = draw(
        st.sampled_from(["<li>{}{}</li>", "<tr><td>{}</td><td>{}</td></tr>", "<table><tr><td>{}<td>{}</table>", "{}{}"])
    )
    made = []
    for number in range(count):
        link = f"<a href={quote}/art/2025/3/4/art_84242_{number + 1}.html{quote} target=_blank title={quote}{escape(TITLES[number])}{quote}>{escape(TITLES[number][:8])}…</a>"
        tags = ("<RECORD>", "</RECORD>") if upper else ("<record>", "</record>")
        made.append(f"{tags[0]}{gap}<![{cdata}[{gap}{form.format(link, '<b>2025- 03- 04</b>')}]]>{gap}{tags[1]}")
    group = "<nextgroup><![CDATA[<a href='/module/web/jpage/dataproxy.jsp?page=1&columnid=84242&unitid=356'></a>]]></nextgroup>"
    kind = draw(st.sampled_from(["text/xml", "TEXT/XML"]))
    body = f"<div id='356'><script type={quote}{kind}{quote}><datastore>{gap}{group}<recordset>{stray.join(made)}</recordset></datastore></script></div>"
    return (
        f"<html><body><a href='/col/col1/'>首页</a>{body}<script>f({{totalRecord:{count},perPage:15}})</script></body></html>",
        count,
    )


@QUICK
@given(records())
def test_hanweb_records_are_read_in_any_hand(made: tuple[str, int]) -> None:
    text, count = made
    read = _read("hanweb_jpage", f"{HOST}/col/col84242/index.html", text)
    assert read == [(f"{HOST}/art/2025/3/4/art_84242_{n + 1}.html", TITLES[n], "2025-03-04") for n in range(count)]


@st.composite
def list_data(draw) -> tuple[str, int]:
    """A UCAP cloud page: a literal of JavaScript with so many articles, no JSON."""
    count = draw(COUNTS)
    key = draw(st.sampled_from(["{}", "'{}'", '"{}"']))
    comma = draw(st.sampled_from(["", ","]))
    gap = draw(st.sampled_from(["", " ", "\n  "]))
    is_nested = draw(st.booleans())

    def name(text: str) -> str:
        return f"{gap}{key.format(text)}{gap}:{gap}"

    articles = []
    for number in range(count):
        urls = json.dumps({"pc": f"/x/col/content/content_{1951206363677671424 + number}.html"})
        shown = json.dumps(urls) if is_nested else urls
        title = json.dumps(TITLES[number], ensure_ascii=draw(st.booleans()))
        articles.append(
            f"{{{name('id')}'1',{name('title')}{title},{name('pubDate')}\"2025-03-04 16:59\",{name('urls')}{shown}{comma}}}"
        )
    data = f"{{{name('articleList')}[{','.join(articles)}{comma}]{comma}}}"
    own = f'{{"code":"col42150","articleCount":{count}}}'
    head = f"<base href='/x/'><script>var websiteCode='x', codeName='col42150'; var channelsTagSelf = {own}; // rows\nvar listData{gap}={gap}{data};</script>"
    return (
        f"<html><head>{head}</head><body><script type='text/x-handlebars-template'><li><a href='{{{{url}}}}'>{{{{title}}}}</a></li></script></body></html>",
        count,
    )


@QUICK
@given(list_data())
def test_ucap_cloud_articles_are_read_in_any_hand(made: tuple[str, int]) -> None:
    text, count = made
    read = _read("ucap_cloud", f"{HOST}/x/col/col42150/index.html", text)
    expected = [
        (f"{HOST}/x/col/content/content_{1951206363677671424 + n}.html", TITLES[n], "2025-03-04") for n in range(count)
    ]
    assert read == expected


@st.composite
def comments(draw) -> tuple[str, int]:
    """A UCAP page whose rows stand in a comment, beside other comments."""
    count = draw(COUNTS)
    rows = "".join(
        f"<li><a href='/x/c1/202503/{'a1' * 13}{number:06d}.shtml' title='{escape(TITLES[number])}'>…</a><span>2025-03-04</span></li>"
        for number in range(count)
    )
    before = draw(st.sampled_from(["", "<!-- 列表 -->", "<!--[if IE 8]><a href='/ie.html'>ie</a><![endif]-->"]))
    gap = draw(st.sampled_from(["", "\n"]))
    return (
        f"<html><head><meta name='channelId' content='{'b2' * 16}'></head><body>{before}<ul id='body'>{gap}<!--{gap}{rows}{gap}-->{gap}</ul></body></html>",
        count,
    )


@QUICK
@given(comments())
def test_ucap_rows_in_a_comment_are_read_whatever_stands_beside_it(made: tuple[str, int]) -> None:
    text, count = made
    read = _read("ucap", f"{HOST}/x/c1/list.shtml", text)
    assert read == [(f"{HOST}/x/c1/202503/{'a1' * 13}{n:06d}.shtml", TITLES[n], "2025-03-04") for n in range(count)]
