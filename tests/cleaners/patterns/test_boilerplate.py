"""Furniture of pages is short: a long line that looks like it is somebody's text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cleaners.patterns import boilerplate

WORDS = "我局主动公开领导班子机构职能"  # 14 characters without a mark


@pytest.mark.parametrize(
    ("is_furniture", "line", "longest"),
    [
        (boilerplate.is_breadcrumb, "当前位置：首页 > ", 159),
        (boilerplate.is_info, "来源：", 159),
        (boilerplate.is_info, "发布日期 2025", 159),
        (boilerplate.is_head_row, "索引号：", 399),
        (boilerplate.is_tool, "扫一扫在手机打开当前页", 160),
        (boilerplate.is_bottom, "此信息对您是否有帮助", 159),
        (boilerplate.is_bottom, "未经授权请勿转载", 159),
        (boilerplate.is_end, "上一篇：", 119),
        (boilerplate.is_end, "版权所有：", 299),
        (boilerplate.opens_afterwards, "上一篇：", 59),
        (boilerplate.opens_afterwards, "相关文章：", 159),
        (boilerplate.hints_at_furniture, "版权所有：", 159),
    ],
)
def test_a_line_is_furniture_up_to_a_length(is_furniture: Callable[[str], bool], line: str, longest: int) -> None:
    whole = line + WORDS * 30
    assert is_furniture(line)
    assert is_furniture(whole[:longest])
    assert not is_furniture(whole[: longest + 1])


def test_page_numbers_are_furniture_and_a_long_row_of_numbers_is_a_table() -> None:
    shorter, longer = ("首页 " + "1 " * numbers + "尾页" for numbers in (77, 78))
    assert (len(shorter), len(longer)) == (159, 161)
    assert boilerplate.is_bottom(shorter)
    assert not boilerplate.is_bottom(longer)


@pytest.mark.parametrize(
    "line", ["[来源：某县司法局]", "【发布日期：2025-03-04】", "（来源：某县司法局）", "| 作者：张某"]
)
def test_a_label_in_brackets_is_a_label(line: str) -> None:
    assert boilerplate.is_info(line)


def test_a_sentence_is_no_furniture_whatever_it_speaks_of() -> None:
    sentence = "经核查，群众反映的问题均已整改到位，登录网站加入收藏夹即可随时查询办理的进度和最终结果。"
    assert len(sentence) > 30
    assert boilerplate.is_top("加入收藏")
    assert not boilerplate.is_top(sentence)


@pytest.mark.parametrize(
    "line",
    [
        "语音播报播放暂停停止00:00/05:12",
        "【听全文】 语速：慢 中 快",
        "全文朗读 | 暂停 | 继续",
        "收听全文 1.0x 1.25x 1.5x",
        "点击收听 男声 女声 音量",
    ],
)
def test_the_bar_of_a_reading_voice_is_a_tool(line: str) -> None:
    assert boilerplate.is_tool(line)


@pytest.mark.parametrize("line", ["慢病管理", "快递服务", "继续教育", "停止执行的文件", "3x9", "播放时间为下午三点"])
def test_words_of_the_bar_inside_others_are_none(line: str) -> None:
    assert not boilerplate.is_tool(line)
