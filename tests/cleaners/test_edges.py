"""Furniture goes by line and position, and the four rules hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.edges import find_text, without_tail_tokens

BODY = [
    "2024年，我局坚持依法行政，现将有关情况报告如下：",
    "一、主要举措和成效",
    "（一）添置打印机、传真机、文件柜等办公设备，通过微信公众号发布信息1175条。",
    "（二）在门户网站“信息公开”栏目主动公开领导班子、机构职能、联系方式。",
    "二、下一步打算",
    "执法主体扫码入企，推进适老化改造和无障碍环境建设。",
]
TOP = [
    "当前位置：首页 > 政务公开 > 法治政府建设",
    "7首页 > 专题专栏",
    "您现在的位置 首页 > 信息公开",
    "发布日期：2025-03-28 10:00 来源：区司法局 浏览次数：-",
    "2026-01-20 16:52 | 区政府办",
    "今天是：2019年12月3日 星期二",
    "【打印】 【字体:",
    "字体：【大 中 小】",
    "分享到：",
    "索 引 号：009922/2023-00012",
    "headerBg",
    "-",
]
BOTTOM = [
    "扫一扫在手机打开当前页",
    "【关闭当前页面】",
    "打印本页 | 关闭窗口",
    "分享到：",
    "责任编辑：王某",
    "相关文章",
    "上一篇：某县召开推进会",
    "主办：某区人民政府办公室承办：某区数据局",
    "粤ICP备05000000号-1网站标识码：4400000000",
    "版权所有：某县人民政府",
    "联系我们 | 友情链接 | 站点地图",
    "附件：",
    "pdf下载 word下载",
]


def trim(lines: list[str]) -> list[str]:
    return [lines[i] for i in find_text(lines)]


@pytest.mark.parametrize("line", TOP)
def test_furniture_above_the_text_goes(line: str) -> None:
    assert trim([line, *BODY]) == BODY


@pytest.mark.parametrize("line", BOTTOM)
def test_furniture_below_the_text_goes(line: str) -> None:
    assert trim([*BODY, line]) == BODY


@pytest.mark.parametrize("line", [*TOP[:6], *BOTTOM[:4], BOTTOM[7], BOTTOM[8]])
def test_the_same_words_inside_the_text_stay(line: str) -> None:
    lines = [*BODY[:3], line, *BODY[3:]]
    assert trim(lines) == lines


@pytest.mark.parametrize(
    "tail",
    [
        ["某县水利局", "2025年2月3日"],
        ["附件：1.执法情况统计表", "2.人员名单"],
        ["（此件公开发布）"],
        ["（来源：某市卫生健康委员会）"],
    ],
)
def test_signature_annexes_and_notes_stay(tail: list[str]) -> None:
    assert trim([*BODY, *tail, "扫一扫在手机打开当前页"]) == [*BODY, *tail]


def test_what_follows_related_articles_goes_with_them() -> None:
    assert trim([*BODY, "相关文章", "某县2023年法治政府建设情况报告", "某县2022年法治政府建设情况报告"]) == BODY


def test_nothing_goes_when_too_little_would_remain() -> None:
    lines = ["政府信息公开工作情况。" * 2, "版权所有：" + "某县人民政府办公室" * 20]
    assert trim(lines) == lines


@given(
    st.lists(
        st.sampled_from([*TOP, *BODY, *BOTTOM, "某县水利局", "短句", "第一条　为了规范执法，制定本办法。"]), max_size=12
    )
)
def test_trimming_twice_equals_once(lines: list[str]) -> None:
    once = trim(lines)
    assert trim(once) == once


def test_trimming_goes_on_until_nothing_more_is_to_be_cut() -> None:
    lines = list(BODY)
    for _ in range(8):  # each caption has just enough above it once what follows the next one is gone
        lines += ["相关文章", "ab" * int(1.1 * sum(map(len, lines))) + "。"]
    assert trim(lines) == BODY


@given(st.permutations(TOP), st.permutations(BOTTOM))
def test_body_lines_are_never_lost(top: list[str], bottom: list[str]) -> None:
    assert trim([*top, *BODY, *bottom]) == BODY


def test_bracketed_tools_at_the_end_of_the_last_line_go() -> None:
    assert without_tail_tokens("取得新成效。【打印】【关闭】") == "取得新成效。"
    assert without_tail_tokens("添置打印机（打印机3台）") == "添置打印机（打印机3台）"
