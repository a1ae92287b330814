"""Cleaning the own output changes nothing, whatever stood on the page and however it was mixed."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaners import CleanError, clean_page, clean_text

BODY = (
    "2024年，我局坚持依法行政，现将有关情况报告如下：", "一、主要举措和成效", "（一）添置打印机、传真机等办公设备。",
    "二是通过微信公众号发布信息1175条，在门户网站“信息公开”栏目主动公开领导班子、机构职能、联系方式。",
    "我县高度重视法治政府建设", "工作，切实把各项任务落到实处。", "《某县重大行政决策", "目录》等文件。", "县委：",
    "第三条　为了规范执法，制定本办法。", "某县水利局", "2025年3月4日", "（此件公开发布）", "附件：1.统计表", "项目\t数量\t单位",
    "取得新成效。【打印】【关闭】", "共有3项，", "，", "：", "“", "云溪县教育局2023年度法治政府建设情况报告",
)  # fmt: skip
FURNITURE = (
    "当前位置：首页 > 政务公开 > 法治政府建设", "7首页 > 专题专栏", "发布日期：2025-03-28 10:00 来源：区司法局 浏览次数：-",
    "今天是：2019年12月3日 星期二", "【打印】 【字体:", "字体：【大 中 小】", "分享到：", "索 引 号：009922/2023-00012", "-",
    "扫一扫在手机打开当前页", "【关闭当前页面】", "责任编辑：王某", "【责任编辑:王某】", "相关文章", "相关阅读：", "上一篇：某县召开推进会",
    "下一条：无", "主办：某区人民政府办公室承办：某区数据局", "粤ICP备05000000号-1网站标识码：4400000000", "版权所有：某县人民政府",
    "附件：", "pdf下载 word下载", "首页", "&nbsp;", "headerBg", "评论 3", "未经授权请勿转载，版权归本网所有。", "【1】【2】【3】",
)  # fmt: skip
PHRASES = Path(__file__).resolve().parents[3] / "shared" / "domain" / "chrome-phrases.tsv"
LINES = st.lists(
    st.one_of(
        st.sampled_from(BODY), st.sampled_from(FURNITURE), st.sampled_from(BODY + FURNITURE).map(lambda s: s * 4)
    ),
    max_size=14,
)
TAGS = st.sampled_from(("p", "div", "li", "h1", "h3", "td", "span", "a href='x.html'", "a href='a.pdf'"))


def assert_settled(text: str) -> None:
    if text:
        assert clean_text(text).text == text


@given(LINES, st.sampled_from(("\n", "\n\n", "\n　")))
@settings(max_examples=400)
@example(["2025年2月24日，相关文章", FURNITURE[17], FURNITURE[18]], "\n")
@example([*BODY[:3], "，", *BODY[3:6]], "\n")
def test_cleaning_a_dump_twice_equals_once(lines: list[str], line_end: str) -> None:
    try:
        once = clean_text(line_end.join(lines)).text
    except CleanError:
        return
    assert_settled(once)


@given(st.lists(st.tuples(TAGS, st.sampled_from(BODY + FURNITURE)), max_size=16), st.sampled_from(BODY))
@settings(max_examples=300)
@example([("td", BODY[-1]), ("td", BODY[0])], BODY[4])
@example([("td", BODY[-1]), ("td", BODY[0])], BODY[-1])
@example([("td", BODY[-1]), ("td", "一年来，我局坚持依法行政，各项任务落到实处。")], BODY[4])
def test_cleaning_the_text_of_a_page_again_equals_once(parts: list[tuple[str, str]], title: str) -> None:
    inner = "".join(f"<{tag}>{line}</{tag.split()[0]}>" for tag, line in parts)
    page = f"<html><head><title>{title}_某县人民政府</title></head><body><div id='zoom'>{inner}</div></body></html>"
    assert_settled(clean_page(page.encode()).text)


@pytest.mark.parametrize(
    "lines",
    [
        ["2025年2月24日，相关文章", "云溪县教育局2023年度法治政府建设情况报告", FURNITURE[17], FURNITURE[18]],
        ["，相关文章", "云溪县教育局2023年度法治政府建设情况报告", FURNITURE[17], FURNITURE[18]],
        ["二、存在的不足和原因", "部分单位重视不够，门户网站“信息公开”栏目更新不够及时。", "，", "三、2025年工作打算"],
    ],
    ids=["date and caption", "comma and caption", "lone comma"],
)
def test_what_fuzzing_found_stays_settled(lines: list[str]) -> None:
    assert_settled(clean_text("\n".join(lines)).text)


def phrases() -> list[st.SearchStrategy[str]]:
    """What each pattern of the list of furniture seen on real pages matches."""
    with PHRASES.open(encoding="utf-8", newline="") as file:
        patterns = [row["regex"] for row in csv.DictReader(file, delimiter="\t")]
    return [st.from_regex(re.compile(pattern), fullmatch=True) for pattern in patterns]


@pytest.mark.skipif(not PHRASES.exists(), reason="the list of furniture is not beside the project")
@given(st.data())
@settings(max_examples=150)
def test_furniture_seen_on_real_pages_around_a_text_takes_no_body_line_with_it(data: st.DataObject) -> None:
    lines = st.lists(st.one_of(phrases()).map(lambda line: " ".join(line.split())), max_size=5)
    above, below = data.draw(lines), data.draw(lines)
    once = clean_text("\n".join([*above, *BODY[:4], *below])).text
    assert_settled(once)
    assert "\n".join(BODY[:4]) in once
