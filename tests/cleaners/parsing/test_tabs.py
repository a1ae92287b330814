"""A document and what is said of it in tabs of one page; text that its container has lost."""

from __future__ import annotations

import pytest

from cleaners import clean_page

TITLE = "松源县水利局2024年法治政府建设年度报告"
TEXT = [
    "2024年，我局坚持依法行政，现将有关情况报告如下，请予审议。",
    "一、主要举措",
    "（一）制定规范性文件12件，备案率达100%，清理废止文件3件，修改2件，组织案卷评查两次，评出优秀案卷16件。",
    "松源县水利局",
    "2025年1月16日",
]
SAID = [
    "问：报告的起草背景是什么？",
    "答：根据上级要求，我局对全年工作进行了全面梳理，形成了这份报告，并按规定予以公开。",
] * 4
DOCUMENT, OTHER = ("".join(f"<p>{line}</p>" for line in lines) for lines in (TEXT, SAID))


def clean(inner: str, title: str = TITLE) -> list[str]:
    top = f"<div>当前位置：<a href='/'>首页</a> &gt; 法治</div><h1>{title}</h1><div>发布时间：2025-03-02 来源：县水利局</div>"
    foot = "<div class='foot'>主办：松源县人民政府 网站标识码：9998010001</div>"
    page = f"<html><head><title>{title}</title></head><body>{top}{inner}{foot}</body></html>"
    return clean_page(page.encode(), "http://www.songyuan.example.cn/1.html").paragraphs


@pytest.mark.parametrize(
    "labels",
    [
        "<ul><li>文件正文</li><li>政策解读</li></ul>",
        "<ul><li><a href='#t1'>正文</a></li><li><a href='#t2'>解读</a></li></ul>",
        "<div><span>报告全文</span><span>一图读懂</span></div>",
        "<div><a href='javascript:show(1)'>政策原文</a> | <a href='javascript:show(2)'>部门解读</a></div>",
        "<div>原文</div><div>图解</div>",
    ],
)
@pytest.mark.parametrize(
    "panes",
    [
        f"<div class='pane'>{DOCUMENT}</div><div class='pane'>{OTHER}</div>",
        f"<div class='box'><div class='pane on'>{DOCUMENT}</div><div class='pane'>{OTHER}</div></div>",
        f"<div><div id='t1'>{DOCUMENT}</div><div id='t2'>{OTHER}</div></div>",
        f"<div><div class='c'><div class='TRS_Editor'>{DOCUMENT}</div></div><div class='c'><div class='TRS_Editor'>{OTHER}</div></div></div>",
        f"<div class='pane'>{DOCUMENT}</div><div class='pane' style='display:none'>{OTHER}</div>",
        f"<div class='pane'>{DOCUMENT}</div>",
        DOCUMENT,
    ],
)
def test_the_text_is_the_pane_of_the_document_without_labels(labels: str, panes: str) -> None:
    assert clean(labels + panes) == TEXT


def test_the_document_may_stand_in_a_later_pane() -> None:
    labels = "<ul><li>政策解读</li><li>政策原文</li><li>相关附件</li></ul>"
    panes = [OTHER, DOCUMENT, "<p><a href='a.pdf'>统计表.pdf</a></p>"]
    assert clean(labels + "".join(f"<div class='p'>{pane}</div>" for pane in panes)) == TEXT


def test_a_page_that_is_the_interpretation_keeps_it() -> None:
    labels = "<ul><li>文件正文</li><li>政策解读</li></ul>"
    found = clean(f"{labels}<div class='p'>{OTHER}</div>", f"《{TITLE}》解读")
    assert found[-2:] == SAID[-2:]


def test_a_menu_of_other_pages_is_no_tab() -> None:
    menu = "<div><a href='/zcwj/'>政策文件</a><a href='/zcjd/'>政策解读</a></div>"
    rest = ["二、下一步打算", "继续加强执法队伍建设，健全各项制度机制，推动依法治水再上新台阶。"]
    second = "".join(f"<p>{line}</p>" for line in rest)
    assert clean(f"{menu}<div><div class='s'>{DOCUMENT}</div><div class='s'>{second}</div></div>") == TEXT + rest


def test_words_of_tabs_inside_a_text_change_nothing() -> None:
    lines = [*TEXT[:3], "正文", "附件", "附件的内容另行印发，请各单位结合实际认真贯彻执行，并及时反馈。"]
    assert clean("<div>" + "".join(f"<p>{line}</p>" for line in lines) + "</div>")[-1] == lines[-1]


MENU = "<div><ul><li><a href='/a'>省政府</a></li><li><a href='/b'>市政府</a></li></ul></div>"
PATH = "<ol><li><a href='/'>首页</a></li><li><a href='/b'>部门</a></li><li>正文</li></ol>"


@pytest.mark.parametrize(
    "closing", ["</div></article></div>", "</div></div></div></div>", "</article></section></div></main>"]
)
@pytest.mark.parametrize(
    "tail",
    [
        "",
        "<p>开办：松源县人民政府</p><p>主办：松源县人民政府办公室</p><p>承办：松源县电子政务中心</p><p>地址：滨河路1号　某ICP备00000003号</p>",
        "<div>主办单位：松源县人民政府办公室</div><div>版权所有：松源县人民政府</div>",
    ],
)
def test_text_straight_in_the_body_has_neither_menu_nor_imprint(closing: str, tail: str) -> None:
    head = f"<div><article><h1>{TITLE}</h1><p>2025-01-20 10:05 <span>来源：县水利局</span></p><div>{closing}"
    page = f"<html><head><title>{TITLE}</title></head><body>{MENU}{PATH}{head}{DOCUMENT}{tail}</body></html>"
    article = clean_page(page.encode(), "http://www.songyuan.example.cn/1.html")
    assert article.paragraphs == TEXT
    assert (article.title, article.date, article.source) == (TITLE, "2025-01-20", "县水利局")


def test_who_holds_an_event_is_text() -> None:
    lines = [
        "为提高依法行政能力，定于下月举办全县行政执法人员专题培训班，请各单位派员参加。",
        "主办：松源县司法局",
        "承办：松源县委党校",
    ]
    assert clean("<div>" + "".join(f"<p>{line}</p>" for line in lines) + "</div>") == lines


def test_panes_are_those_that_the_links_of_the_labels_name_one_without_text_among_them() -> None:
    labels = "<div><a href='#a'>正文</a><a href='#b'>图解</a><a href='#c'>媒体解读</a></div>"
    panes = f"<div id='a'>{DOCUMENT}</div><div id='b'><img src='1.png'></div><div id='c'>{OTHER}</div>"
    assert clean(labels + panes) == TEXT


@pytest.mark.parametrize("style", ["display:block;text-indent:2em", "color:red; display: block"])
def test_spans_drawn_as_blocks_are_lines_of_their_own(style: str) -> None:
    assert (
        clean("<div class='x'>" + "".join(f"<span style='{style}'>{line}</span>" for line in TEXT) + "</div>") == TEXT
    )
