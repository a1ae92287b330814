"""Titles in any element, with a <title> that names the site, is a placeholder or belongs to something else."""

from __future__ import annotations

import pytest

from cleaners import clean_page
from cleaners.metadata.page_title import is_placeholder

TEXT = (
    "<p>1月18日，松源县2025年义务植树活动在青枫镇举行，干部群众二百余人参加活动。</p>"
    "<p>活动现场，大家扶苗培土、提水浇灌，共栽植树苗三千余株。</p><p>今年全县计划完成造林一万二千亩。</p>"
)
INFO = "来源：县林业局　发布时间：2025-01-20"
T = "松源县春季义务植树活动启动"
R = "松源县水利局2024年法治政府建设年度报告"
SITE = "松源县人民政府门户网站"
P, B = TEXT, f"<div class=x>{TEXT}</div>"


def pg(doc: str, body: str, head: str = "") -> str:
    above = "<div><a href=/>首页</a><a href=/a>新闻</a></div><div>当前位置：<a href='/'>首页</a> &gt; <a href='/d/'>动态</a></div>"
    foot = "<div>版权所有：松源县人民政府</div>"
    return f"<html><head><title>{doc}</title>{head}</head><body>{above}{body}{foot}</body></html>"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (pg(SITE,f"<table><tr><td align=center><b>{T}</b></td></tr><tr><td>{INFO}</td></tr><tr><td>{P}</td></tr></table>"),T),
        (pg(SITE,f"<div>{T}</div><div>{INFO}</div>{B}"),T),
        (pg(SITE,f"<p align=center><strong>{T}</strong></p><p>{INFO}</p>{B}"),T),
        (pg(SITE,f"<center><font size=5>{T}</font></center><span>{INFO}</span>{B}"),T),
        (pg(SITE,f"<div><span class=bt>{T}</span></div><div>2025-01-20 10:05</div>{B}"),T),
        (pg("无标题文档",f"<div>{T}</div><div>{INFO}</div>{B}"),T),
        (pg("Document",f"<h2>{T}</h2><div>{INFO}</div>{B}"),T),
        (pg("详情页",f"<h2>{T}</h2><div>{INFO}</div>{B}"),T),
        (pg("新闻详情",f"<div>{T}</div><div>{INFO}</div>{B}"),T),
        (pg("New Page 1",f"<div>{T}</div><div>{INFO}</div>{B}"),T),
        (pg("",f"<div>{T}</div><div>{INFO}</div>{B}"),T),
        (pg("政务动态",f"<div>{T}</div><div>{INFO}</div>{B}"),T),
        (pg("动态_松源县人民政府",f"<div>{T}</div><div>{INFO}</div>{B}"),T),
        (pg(SITE,f"<h2>{T}</h2><div>{INFO}</div><div><html><head><title>Microsoft Word - 文档1.doc</title></head><body>{P}</body></html></div>"),T),
        (pg("内容页",f"<h1>{SITE}</h1><h2>{T}</h2><div>{INFO}</div>{B}"),T),
        (pg(SITE,f"<div><div>松源县水利局</div><div>2024年法治政府建设年度报告</div></div><div>{INFO}</div>{B}"),R),
        (pg(R+"_松源县人民政府",f"<div><p>松源县水利局</p><p>2024年法治政府建设年度报告</p></div><div>{INFO}</div>{B}"),R),
        (pg(SITE,f"<div><h2>松源县水利局</h2><h2>2024年法治政府建设年度报告</h2></div><div>{INFO}</div>{B}"),R),
        (pg(SITE,f"<div>松源县水利局关于2024年<br>法治政府建设情况的报告</div><div>{INFO}</div>{B}"),"松源县水利局关于2024年法治政府建设情况的报告"),
        (pg(SITE,f"<div>{T}</div><div>——青枫镇侧记</div><div>{INFO}</div>{B}"),T),
        (pg(SITE,f"<div>{T}</div><div>（2025年1月18日）</div><div>{INFO}</div>{B}"),T),
        (pg(SITE,f"<div><img src=t.gif alt='{R}'></div><div>{INFO}</div>{B}"),R),
        (pg(SITE,f"<div>松林发〔2025〕3号</div><div>{T}</div><div>{INFO}</div>{B}"),T),
        (pg(SITE,f"<div>{T}</div><div>松林发〔2025〕3号</div><div>{INFO}</div>{B}"),T),
        (pg(SITE,f"<div>{INFO}</div><div>{T}</div>{B}"),T),
        (pg(SITE,f"<div>{T}</div><div><a href=p>打印</a><a href=c>关闭</a></div><div>{INFO}</div>{B}"),T),
        (pg(SITE,f"<div>{T}</div>{B}"),None),
        (pg(SITE,f"<h3>{T}</h3><ul><li>{INFO}</li></ul>{B}"),T),
        (pg(SITE,f"<div>标题：{T}</div><div>{INFO}</div>{B}"),T),
        (pg(T+"-"+SITE,f"<div>{T}</div>{B}"),T),
        (pg(SITE,f"<div>{T}</div><div>{INFO}</div>{B}",head=f"<meta name=ArticleTitle content='{SITE}'><meta name=SiteName content='{SITE}'>"),T),
        (pg(SITE,f"<div>{T}</div><div>{INFO}</div>{B}",head="<meta name=ArticleTitle content='详情'>"),T),
    ],
)  # fmt: skip
def test_the_title_is_found_in_any_element(page: str, title: str | None) -> None:
    article = clean_page(page.encode(), "http://www.songyuan.example.cn/1.html")
    assert article.title == title
    assert article.text.startswith("1月18日")


@pytest.mark.parametrize(
    "title",
    [
        "Title",
        "无标题文档",
        "Document",
        "详情页",
        "New Page 1",
        "信息详情",
        "Untitled Document",
        "文档1",
        "Microsoft Word - 报告",
        "新闻内容",
        "首页",
        "无标题",
    ],
)
def test_what_templates_write_is_no_title(title: str) -> None:
    assert is_placeholder(title)


@pytest.mark.parametrize(
    "title", ["法治政府建设详情说明", "政策解读", "内容详细规划", "无标题党的新闻", "首页改版通知", "1号公告"]
)
def test_what_only_begins_like_a_placeholder_may_be_a_title(title: str) -> None:
    assert not is_placeholder(title)


def test_a_title_element_that_begins_with_site_and_column_ends_with_the_printed_title() -> None:
    for doc in (f"松源县人民政府 工作动态 {T}", f"松源县人民政府　工作动态 {T}"):
        article = clean_page(
            pg(doc, f"<table><tr><td>{T}</td></tr><tr><td>{INFO}</td></tr><tr><td>{P}</td></tr></table>").encode()
        )
        assert (article.title, article.paragraphs[0][:5]) == (T, "1月18日")


def test_a_title_whose_organ_stands_on_the_line_above_it_is_one() -> None:
    lines = "<p align=center>松源县水利局</p><p align=center>2024年法治政府建设年度报告</p>"
    article = clean_page(pg(SITE, f"<div>{INFO}</div><div class=x>{lines}{TEXT}</div>").encode())
    assert (article.title, article.issuer, article.paragraphs[0][:5]) == (R, "松源县水利局", "1月18日")


@pytest.mark.parametrize("place", ["under the title", "in the text"])
def test_a_document_number_alone_on_its_line_is_read_without_a_label(place: str) -> None:
    number = "<p>松水字〔2025〕3号</p>"
    below, inside = (number, "") if place == "under the title" else ("", number)
    article = clean_page(pg(T, f"<h1>{T}</h1>{below}<div>{INFO}</div><div class=x>{inside}{TEXT}</div>").encode())
    assert article.document_number == "松水字〔2025〕3号"


def test_a_heading_broken_over_three_lines_is_one_title() -> None:
    heading = "<h2>松源县水利局<br>2024年法治政府<br>建设年度报告</h2>"
    article = clean_page(pg(SITE, f"{heading}<div>{INFO}</div>{B}").encode())
    assert (article.title, article.paragraphs[0][:5]) == (R, "1月18日")


def test_a_title_stands_above_a_bare_date_where_the_title_element_names_the_site_in_ornaments() -> None:
    rows = f"<table><tr><td>{T}</td></tr><tr><td>2025-1-20</td></tr><tr><td>{P}</td></tr></table>"
    article = clean_page(f"<html><title>::松源县政府网::</title><body>{rows}</body></html>".encode())
    assert (article.title, article.date) == (T, "2025-01-20")


SHORT = [
    ("通知", "松源县不动产登记中心"),
    ("启事", "松源县图书馆网站"),
    ("周明远", "松源大学法学院"),
    ("李秋", "松源大学"),
]


@pytest.mark.parametrize("separator", ["-", "_", " - ", "|"])
@pytest.mark.parametrize("printed", ["<h1>{}</h1>", "<div class=bt>{}</div>", "<p align=center><b>{}</b></p>"])
@pytest.mark.parametrize(("title", "site"), SHORT)
def test_a_title_of_two_or_three_characters_is_printed_and_begins_the_title_element(
    title: str, site: str, printed: str, separator: str
) -> None:
    article = clean_page(pg(f"{title}{separator}{site}", f"{printed.format(title)}{B}").encode())
    assert article.title == title
    assert article.text.split("\n")[0].startswith("1月18日")


def test_the_text_about_a_person_begins_with_the_name() -> None:
    text = f"<div><p>周明远，男，1975年生，教授，现任松源大学法学院副院长。</p>{TEXT}</div>"
    assert clean_page(pg("周明远-松源大学法学院", text).encode()).title == "周明远"


def test_the_only_short_heading_may_be_the_kind_of_document() -> None:
    assert clean_page(pg(SITE, f"<h2>公　告</h2>{B}").encode()).title in ("公　告", "公告")


@pytest.mark.parametrize("doc", ["动态-松源县人民政府", "新闻_松源大学", "首页-松源大学"])
def test_a_short_word_that_is_not_printed_is_no_title(doc: str) -> None:
    assert clean_page(pg(doc, B).encode()).title is None


@pytest.mark.parametrize("where", ["below", "menu below", "footer above"])
def test_menu_path_and_footer_may_stand_on_the_other_side_of_the_text(where: str) -> None:
    title = "松源县春季义务植树活动启动"
    menu = "<div><a href=/>首页</a><a href=/a>新闻</a><a href=/b>公开</a></div>"
    path = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/d/'>动态</a></div>"
    foot = "<div>版权所有：松源县人民政府</div><div>网站标识码：4300000000　湘ICP备00000000号</div>"
    above, below = {"below": ("", path + foot), "menu below": ("", menu + path + foot), "footer above": (foot, path)}[
        where
    ]
    page = f"<title>{title}_松源县</title><body>{above}<div><h1>{title}</h1><div>{INFO}</div>{B}</div>{below}"
    article = clean_page(page.encode())
    assert (article.title, article.text.count("\n"), article.problems) == (title, 2, ())


def test_the_title_element_may_have_several_parts_behind_a_short_title() -> None:
    page = pg("周明远-教师主页-松源大学法学院", f"<h2>周明远</h2>{B}")
    assert clean_page(page.encode()).title == "周明远"


@pytest.mark.parametrize("separator", ["-", "_", " | ", "——"])
def test_the_title_element_may_name_the_site_first(separator: str) -> None:
    page = pg(f"松源县林业局{separator}松源县古树名木保护办法", f"<h1>松源县古树名木保护办法</h1>{B}")
    assert clean_page(page.encode()).title == "松源县古树名木保护办法"


def test_a_hyphen_inside_a_latin_word_parts_no_title() -> None:
    page = pg("松源大学 SONG-YUAN UNIVERSITY 章程", B)
    assert clean_page(page.encode()).title == "松源大学 SONG-YUAN UNIVERSITY 章程"
