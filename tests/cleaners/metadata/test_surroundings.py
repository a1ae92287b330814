"""What stands around a text: info line and head table, files, and pages that have nothing but a file."""

from __future__ import annotations

import pytest

from cleaners import Article, clean_page
from cleaners.metadata.info_line import read_info

URL = "http://www.songyuan.example.cn/zwgk/202503/t20250304_71.html"
SENTENCE = "2024年，我局坚持依法行政，完善工作机制，各项工作取得新的成效。"
TITLE = "松源县水利局2024年法治政府建设年度报告"
PATH = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/fz/'>法治政府建设</a></div>"
HEAD = (
    "<table><tr><th>索 引 号：</th><td>999801010/2025-00156</td><th>发布日期：</th><td>2025-03-04</td></tr>"
    "<tr><th>成文日期：</th><td>2025-02-26</td><th>文　　号：</th><td>{number}</td></tr></table>"
)
INFO = "<div>来源：松源县水利局　发布时间：{moment}　浏览次数：</div>"
FOOT = "<div class='foot'>主办：松源县人民政府办公室 <a href='/help.pdf'>使用帮助.pdf</a> 网站标识码：9998010001</div>"


def clean(*, text: str = f"<p>{SENTENCE}</p>" * 3, number: str = "", info: str = "", after: str = "") -> Article:
    body = f"<div>{PATH}{HEAD.format(number=number)}<h1>{TITLE}</h1>{info}<div class='text'>{text}</div>{after}</div>"
    return clean_page(f"<html><head><title>{TITLE}</title></head><body>{body}{FOOT}</body></html>".encode(), URL)


def names(article: Article) -> list[str | None]:
    return [file.name for file in article.attachments]


def test_a_time_of_day_in_the_info_line_wins_over_the_day_of_the_head_table() -> None:
    assert clean(info=INFO.format(moment="2025-03-04 16:05")).published_at == "2025-03-04T16:05:00+08:00"
    assert clean(info=INFO.format(moment="2025-03-05 08:30")).published_at == "2025-03-05T08:30:00+08:00"
    assert clean(info=INFO.format(moment="2025-03-04")).published_at == "2025-03-04"


def test_a_bare_time_label_of_another_day_is_no_time_of_publication() -> None:
    assert read_info(["发布日期：2025-03-04", "时间：2025-03-20 09:00"]).published_at == "2025-03-04"


def test_an_empty_cell_for_the_number_gives_none() -> None:
    assert clean().document_number is None
    assert clean(number="松水〔2025〕3号").document_number == "松水〔2025〕3号"


def test_a_value_on_the_next_line_is_still_read() -> None:
    assert read_info(["文号：", "松水〔2025〕3号"]).values["document_number"] == "松水〔2025〕3号"
    assert read_info(["文号", TITLE]).values.get("document_number") is None


def test_a_page_that_is_only_a_file_keeps_what_stands_around_it() -> None:
    file = "<div class='files'>附件：<ul><li><a href='files/P02.pdf'>年度报告全文.pdf</a></li></ul></div>"
    article = clean(text="", number="松水〔2025〕3号", info=INFO.format(moment="2025-03-04 16:05"), after=file)
    assert [problem.kind for problem in article.problems] == ["attachment_only"]
    assert (article.text, article.title) == ("", TITLE)
    assert article.breadcrumb == ("首页", "法治政府建设")
    assert article.published_at == "2025-03-04T16:05:00+08:00"
    assert article.source == "松源县水利局"
    assert (article.document_number, article.index_number) == ("松水〔2025〕3号", "999801010/2025-00156")
    assert article.signed_on == "2025-02-26"
    assert names(article) == ["年度报告全文.pdf"]


@pytest.mark.parametrize(
    "block",
    [
        "<p>附件：<a href='a.pdf'>统计表</a></p>",
        "<ul><li><a href='a.xlsx'>统计表</a></li></ul>",
        "<div>相关附件</div><div><a href='/attachment/7/78/1.ofd'>统计表</a></div>",
        "<p><a href='/x/download.jsp?id=7'>统计表</a></p>",
        "<p><a href='/x/downfile.jsp?classid=0&filename=ab'>统计表</a></p>",
        "<p><a href='/attachment/7/78/1001'>统计表</a></p>",
        "<div>上一篇：<a href='1.html'>某通知</a></div><div>附件：<a href='a.ZIP'>统计表</a></div>",
    ],
    ids=["paragraph", "list", "caption", "download", "downfile", "folder", "after neighbours"],
)
def test_files_beside_the_text_are_attachments(block: str) -> None:
    assert names(clean(after=f"<div class='files'>{block}</div>")) == ["统计表"]


def test_the_text_of_a_link_tells_a_file_whose_address_has_no_ending() -> None:
    article = clean(after="<div>附件：<ul><li><a href='/group6/M00/4B/f07b29'>附件1：责任清单.docx</a></li></ul></div>")
    assert [(file.name, file.url) for file in article.attachments] == [
        ("附件1：责任清单.docx", "http://www.songyuan.example.cn/group6/M00/4B/f07b29")
    ]


def test_the_name_of_a_file_stays_as_printed() -> None:
    assert names(clean(after="<div>附件：<a href='a.pdf'>../../统计表.pdf</a></div>")) == ["../../统计表.pdf"]


@pytest.mark.parametrize(
    "block",
    [
        "<div>相关文章</div><ul><li><a href='old.pdf'>松源县水利局2023年度报告.pdf</a></li></ul>",
        "<div class='related'><h3>相关链接</h3><p><a href='old.pdf'>2023年度报告.pdf</a></p></div>",
        "<div>友情链接：</div><div><a href='old.pdf'>办事指南.pdf</a></div>",
    ],
    ids=["list", "paragraph", "links"],
)
def test_files_of_related_lists_and_footers_are_no_attachments(block: str) -> None:
    own = "<div>附件：<a href='a.pdf'>统计表</a></div>"
    assert names(clean(after=own + block)) == ["统计表"]


def test_files_of_the_navigation_are_no_attachments() -> None:
    menu = "<ul class='nav'><li><a href='/guide.pdf'>网站使用指南.pdf</a></li></ul>"
    html = f"<html><body>{menu}{PATH}<h1>{TITLE}</h1><div>{f'<p>{SENTENCE}</p>' * 3}</div>{FOOT}</body></html>"
    assert clean_page(html.encode(), URL).attachments == ()


@pytest.mark.parametrize(
    "viewer",
    [
        "<iframe src='/pdf/web/viewer.html?file=/zwgk/files/P02.pdf'></iframe>",
        "<iframe src='/pdf/web/viewer.html?v=2&amp;file=%2Fzwgk%2Ffiles%2FP02.pdf#page=1'></iframe>",
        "<embed src='/zwgk/files/P02.pdf' type='application/pdf'>",
        "<object data='../files/P02.pdf'></object>",
    ],
    ids=["viewer", "viewer with a quoted address", "embed", "object"],
)
def test_a_file_shown_in_the_page_is_its_attachment(viewer: str) -> None:
    article = clean(text="", info=INFO.format(moment="2025-03-04 16:05"), after=viewer)
    assert [file.url for file in article.attachments] == ["http://www.songyuan.example.cn/zwgk/files/P02.pdf"]
    assert [problem.kind for problem in article.problems] == ["attachment_only"]
    assert (article.source, article.index_number) == ("松源县水利局", "999801010/2025-00156")


def test_a_frame_of_something_else_is_no_attachment() -> None:
    article = clean(text="", after="<iframe src='/weather.html'></iframe>")
    assert article.attachments == ()
    assert [problem.kind for problem in article.problems] == ["no_text"]


@pytest.mark.parametrize("url", [URL, None, "", "x", "http://[bad/t20250304_71.html"])
@pytest.mark.parametrize(
    "block",
    [
        "<base href='http://[x'>",
        "<base href='//[::1'><a href='a.pdf'>附件</a>",
        "<a href='http://[x/a.pdf'>附件</a>",
        "<iframe src='?file=http://[x/a.pdf'></iframe>",
        "<a href='http://[x/t20250304_71_1.html'>2</a>",
        "<script>createPageHTML(3, 0, 't20250304_71', 'html')</script><base href='http://[x/'>",
    ],
)
def test_an_address_that_is_none_does_no_harm(block: str, url: str | None) -> None:
    head = f"<body>{PATH}<h1>{TITLE}</h1>"
    assert clean_page(f"{head}{f'<p>{SENTENCE}</p>' * 3}{block}</body>".encode(), url).title == TITLE
    assert isinstance(clean_page(f"{head}{block}</body>".encode(), url), Article)


@pytest.mark.parametrize(
    ("printed", "column"),
    [
        ("政务公开", "政务公开"),
        ("松源县人民政府", None),
        ("松源县人民政府-政务公开", "政务公开"),
        ("2024", None),
        (TITLE, None),
    ],
)
def test_a_column_is_neither_site_nor_title_nor_the_number_of_a_folder(printed: str, column: str | None) -> None:
    tags = {"SiteName": "松源县人民政府", "ColumnName": printed, "ArticleTitle": TITLE}
    head = "".join(f'<meta name="{name}" content="{value}">' for name, value in tags.items())
    page = f"<html><head>{head}</head><body><h1>{TITLE}</h1><div>{f'<p>{SENTENCE}</p>' * 3}</div></body></html>"
    assert clean_page(page.encode()).column == column
