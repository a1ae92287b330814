"""What editors and word processors leave in the markup of a text changes nothing about the text."""

from __future__ import annotations

import pytest

from cleaners import clean_page

TITLE = "松源县水利局2024年法治政府建设年度报告"
TEXT = [
    "2024年，我局坚持依法行政，现将有关情况报告如下，请予审议。",
    "一、主要举措",
    "（一）制定规范性文件12件，备案率达100%，清理废止文件3件，修改2件，组织案卷评查两次，评出优秀案卷16件。",
    "二、存在不足和下一步打算",
    "执法人员业务能力有待提高，行政复议规范化建设需要加强，普法针对性不强。",
]


def clean(inner: str, *, heading: str = f"<h1>{TITLE}</h1>", title: str = f"{TITLE}_松源县人民政府"):
    menu = "<ul><li><a href='/'>首页</a></li><li><a href='/x'>政务公开</a></li></ul>"
    info = "<div>发布时间：2025-03-02 来源：县水利局</div>"
    foot = "<div>主办：松源县人民政府办公室 网站标识码：9998010001</div>"
    body = (
        f"{menu}<div><div>当前位置：<a href='/'>首页</a> &gt; 法治</div>{heading}{info}<div>{inner}</div></div>{foot}"
    )
    return clean_page(f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode())


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize(
    "inner",
    [
        "".join(f"<p><a name='OLE_LINK{i}'></a><a name='_Toc{i}'>{line}</a></p>" for i, line in enumerate(TEXT)),
        f"<a name='top'>{paragraphs(TEXT)}</a>",
        "<p><a id='x'>" + "</p><p>".join(TEXT),
    ],
    ids=["bookmarks of a word processor", "one anchor around all", "an anchor that nobody closed"],
)
def test_an_anchor_without_address_is_no_link(inner: str) -> None:
    article = clean(inner)
    assert article.paragraphs == TEXT
    assert (article.problems, article.published_at) == ((), "2025-03-02")


def test_zero_width_characters_leave_no_blank() -> None:
    assert clean("".join(f"<p>\u200b{line[:5]}\u200b{line[5:]}\ufeff</p>" for line in TEXT)).paragraphs == TEXT


def test_a_list_of_links_inside_the_text_is_one_line_an_item() -> None:
    laws = ["中华人民共和国行政处罚法", "中华人民共和国行政许可法"]
    items = "".join(f"<li><a href='/law/{n}'>{law}</a></li>" for n, law in enumerate(laws))
    assert (
        clean(f"{paragraphs(TEXT[:3])}<ul>{items}</ul>{paragraphs(TEXT[3:])}").paragraphs == TEXT[:3] + laws + TEXT[3:]
    )


def test_a_list_of_annexes_below_the_text_keeps_their_names() -> None:
    article = clean(
        paragraphs(TEXT) + "<ul><li><a href='a.pdf'>统计表</a></li><li><a href='b.doc'>人员名单</a></li></ul>"
    )
    assert article.paragraphs == [*TEXT, "统计表", "人员名单"]
    assert [file.name for file in article.attachments] == ["统计表", "人员名单"]


def test_a_list_of_other_pages_below_the_text_goes() -> None:
    items = "".join(f"<li><a href='/{n}'>松源县召开第{n}次常务会议</a></li>" for n in range(3))
    assert clean(f"{paragraphs(TEXT)}<ul>{items}</ul>").paragraphs == TEXT


def test_a_title_in_two_headings_is_whole() -> None:
    article = clean(paragraphs(TEXT), heading="<h1>松源县水利局</h1><h1>2024年法治政府建设年度报告</h1>")
    assert (article.title, article.paragraphs) == (TITLE, TEXT)


def test_a_heading_with_the_organ_alone_is_no_title_where_another_one_is() -> None:
    article = clean(paragraphs(TEXT), heading=f"<h1>松源县水利局</h1><h2>{TITLE}</h2>", title=f"{TITLE}（公开）")
    assert article.title == TITLE


def test_a_date_in_brackets_under_the_title_is_the_documents_own() -> None:
    assert clean(paragraphs(["（2025年1月2日）", *TEXT])).paragraphs == ["（2025年1月2日）", *TEXT]
    assert clean(paragraphs(["[2025-01-02]", *TEXT])).paragraphs == TEXT
