"""Furniture goes by line and position, and the four rules hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.body.edges import find_text, without_tail_tokens
from tests.cpu_limit import cpu_limit

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
    "调查问题加载中，请稍候。",
    "若长时间无响应，请刷新本页面",
    "视频加载中...",
    "来源 区司法局 2025-03-28 10:00",
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
    "【纠错】 【责任编辑:王某】",
    "【1】【2】【3】",
    "首页 1 2 3 下一页 尾页",
    "共 3 页 [1] [2] [3]",
    "分享让更多人看到",
    "打开微信，点击底部的“发现”，使用“扫一扫”即可将网页分享至朋友圈。",
    "某某网(www.example.cn)专稿，未经书面授权请勿转载。",
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
        ["年份\t2023\t2024", "1\t2\t3"],
        ["1 2 3"],
    ],
)
def test_signature_annexes_and_notes_stay(tail: list[str]) -> None:
    assert trim([*BODY, *tail, "扫一扫在手机打开当前页"]) == [*BODY, *tail]


def test_a_long_sentence_that_names_rights_is_body() -> None:
    """A short one would be a notice of the portal, and the end of the text."""
    notice = "版权所有，未经授权禁止转载。"
    sentence = "全年查处侵权盗版案件12件，督促平台下架未注明版权所有者的作品300余部，禁止转载未经授权的作品，约谈企业5家，罚款10万元。"
    assert len(sentence) > 60
    assert trim([*BODY, sentence]) == [*BODY, sentence]
    assert trim([*BODY, notice]) == BODY


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
    assert trim([*top, *BODY * 3, *bottom]) == BODY * 3


def test_bracketed_tools_at_the_end_of_the_last_line_go() -> None:
    assert without_tail_tokens("取得新成效。【打印】【关闭】") == "取得新成效。"
    assert without_tail_tokens("添置打印机（打印机3台）") == "添置打印机（打印机3台）"


@pytest.mark.parametrize(
    "unit",
    ["【打印】 【字体:", "【字体:", "大 中 小 ", "（字号", "[打印][", "分享到：", "字体 ", "A+A-", "+关注", "微信微博", "【1】", "首页|",
     "1 2 ", "返回", "字体：【大 中 小】", "来源：", "发布时间：2025", "首页 > ", "加载中", "责任编辑：", "附件：", "（", "【", "　", "扫一扫"],
)  # fmt: skip
def test_furniture_said_again_and_again_is_read_in_one_go(unit: str) -> None:
    for times in (12, 40, 4_000):
        line = unit * times + "甲"
        with cpu_limit(20):
            assert find_text([line, *BODY, line]) is not None
            assert without_tail_tokens(line)
            assert trim([line]) in ([line], [])  # what can be nothing else is no text, even alone


@pytest.mark.parametrize(
    "line",
    ["【字体：大 中 小】【打印】【关闭】", "[打印][关闭][字号：大 中 小]", "A+ A- 默认 大 超大 | 打印 |", "+关注 收藏 举报", "繁體 | 简体",
     "QQ空间 QQ好友 微信分享 新浪微博 更多", "语音播报 打印本页 关闭窗口 返回顶部", "【字号：较大 标准】", "（字体：大 中 小） 打印"],
)  # fmt: skip
def test_tools_in_a_row_are_tools(line: str) -> None:
    assert trim([line, *BODY, line]) == BODY
