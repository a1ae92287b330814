"""Anchors around a text are no links, and text that waits in a template or field is text."""

from __future__ import annotations

import pytest

from cleaners import clean_page

TEXT = [
    "2024年，我局坚持依法行政，现将有关情况报告如下，请予审议。",
    "一、主要举措",
    "（一）制定规范性文件12件，备案率达100%，清理废止文件3件，修改2件，组织案卷评查两次，评出优秀案卷16件。",
    "二、存在不足和下一步打算",
    "执法人员业务能力有待提高，行政复议规范化建设需要加强，普法针对性不强。",
    "松源县水利局",
    "2025年1月16日",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT)


def clean(inner: str):
    menu = (
        "<div><a href='javascript:open(1)'>首页</a><a href='javascript:open(2)'>政务公开</a><a href='#'>互动</a></div>"
    )
    top = "<div>当前位置：<a href='/'>首页</a> &gt; 法治</div><h1>松源县水利局2024年工作报告</h1><div>发布时间：2025-03-02 来源：县水利局</div>"
    page = f"<html><body>{menu}<div>{top}<div>{inner}</div></div><div>主办：松源县人民政府 网站标识码：9998010001</div></body></html>"
    return clean_page(page.encode(), "http://www.songyuan.example.cn/1.html")


@pytest.mark.parametrize(
    "inner",
    [
        f"<a href='javascript:;'>{PARAGRAPHS}</a>",
        f"<a href='#'>{PARAGRAPHS}</a>",
        f"<a href=''>{PARAGRAPHS}</a>",
        f"<a href='JavaScript:void(0)' target='_blank'><div>{PARAGRAPHS}</div></a>",
        "<p><a href='javascript:void(0)'>" + "</p><p>".join(TEXT) + "</a></p>",
        "<a href='javascript:;'>" + "<br>".join(TEXT) + "</a>",
        f"<a href='http://www.other.example.cn/'>{PARAGRAPHS.replace('优秀', '优秀良好' * 60 + '。合格。良好。')}</a>",
    ],
)
def test_a_link_around_a_whole_text_is_none(inner: str) -> None:
    article = clean(inner)
    assert [line[:9] for line in article.paragraphs] == [line[:9] for line in TEXT]
    assert (article.problems, article.date, article.source) == ((), "2025-03-02", "县水利局")


@pytest.mark.parametrize(
    "card",
    [
        "<a href='/2.html'><p>松源县召开法治工作会议</p><p>会议强调，要坚持依法行政。会议要求，要落实责任。</p></a>",
        "<a href='javascript:show(2)'><p>松源县召开法治工作会议</p></a>",
    ],
)
def test_a_teaser_is_a_link(card: str) -> None:
    assert clean(card * 9).paragraphs == []


@pytest.mark.parametrize(
    "inner",
    [
        f"<script type='text/html' id='t'>{PARAGRAPHS}</script><div id='v'></div>",
        f"<script type='text/x-template'>{PARAGRAPHS}</script>",
        f"<div id='v'></div><script>document.getElementById('v').innerHTML = '{PARAGRAPHS}';</script>",
        f"<div id='v'></div><script>$('#v').html(`{PARAGRAPHS}`)</script>",
        f"<template>{PARAGRAPHS}</template>",
        f"<noscript>{PARAGRAPHS}</noscript>",
        f"<textarea style='display:none'>{PARAGRAPHS.replace('<', '&lt;')}</textarea>",
        "<textarea readonly>" + "\n".join(TEXT) + "</textarea>",
    ],
)
def test_a_text_that_waits_to_be_shown_is_found(inner: str) -> None:
    assert clean(inner).paragraphs == TEXT


@pytest.mark.parametrize(
    "inner",
    [
        "<noscript><p>您的浏览器不支持脚本，请启用脚本后重新访问本页面。</p></noscript>",
        "<textarea placeholder='请输入'>请在这里填写您的意见和建议，我们将认真研究并及时答复您。感谢您的支持，祝您生活愉快，工作顺利，万事如意。</textarea>",
        "<template><li><a href='/x'>某县召开会议</a></li></template>",
    ],
)
def test_notices_and_fields_to_write_in_are_no_text(inner: str) -> None:
    assert clean(inner).paragraphs == []
