"""Labels and values around a text."""

from __future__ import annotations

import pytest

from cleaners.fields import FIELDS
from cleaners.metadata.breadcrumb import read_breadcrumb
from cleaners.metadata.footer import icp_licence, police_record, site_code
from cleaners.metadata.info_line import clean_source, read_info, stamp
from cleaners.patterns import boilerplate
from cleaners.patterns.label_words import CREDITS, HEAD_ROWS, LABELS, labels_of
from cleaners.patterns.labels import OTHER, kinds_of_labels, pairs


@pytest.mark.parametrize(
    ("lines", "published", "source"),
    [
        (["发布日期:2024-01-18 17:04:01 来源:海珠区司法局"], "2024-01-18T17:04:01+08:00", "海珠区司法局"),
        (
            ["信息提供日期 : 2025-02-12 17:44来源 : 福田区政府办公室 信息索引号 : /2025-119"],
            "2025-02-12T17:44:00+08:00",
            "福田区政府办公室",
        ),
        (["字体大小:【浏览次数:信息来源: 区司法局发布时间:2025-11-07 16:34"], "2025-11-07T16:34:00+08:00", "区司法局"),
        (["来源:西湾县城市管理局 时间:2025-03-26"], "2025-03-26", "西湾县城市管理局"),
        (["信息来源： 发布时间：2025-03-31 阅读次数："], "2025-03-31", None),
        (["发布日期:2026-01-31 来源:"], "2026-01-31", None),
        (["发布时间:2024-03-04来源:南阳市司法局"], "2024-03-04", "南阳市司法局"),
        (["来源：本网 发布时间：2024-03-04"], "2024-03-04", None),
        (["发布日期：", "2024-03-05", "来源", "某县司法局"], "2024-03-05", "某县司法局"),
        (["发布机构：\t某县水利局\t发布日期：\t2024年03月06日"], "2024-03-06", None),
        (["日期：2025-03-28 10:00 来源：某区人民政府"], "2025-03-28T10:00:00+08:00", "某区人民政府"),
        (["来源 某县司法局 2025-01-02 09:00"], None, "某县司法局"),
        (["来源：采桑镇日期：2024-09-27 15:28"], "2024-09-27T15:28:00+08:00", "采桑镇"),
        (["来源：某县司法局 发布时间：2023-11-06 00:00"], "2023-11-06", "某县司法局"),
        (["来源：某县司法局 发布时间：2023-11-06 00:00:00"], "2023-11-06", "某县司法局"),
    ],
)
def test_info_line_gives_date_and_source(lines: list[str], published: str | None, source: str | None) -> None:
    info = read_info(lines)
    assert (info.published_at, info.values.get("source")) == (published, source)


def test_head_table_gives_numbers_and_publisher() -> None:
    info = read_info(
        [
            "索 引 号：\t009922/2023-00012\t发布机构：\t某县农业农村局",
            "发文字号：\t某农〔2023〕3号\t成文日期：\t2023-02-13",
        ]
    )
    assert info.values["index_number"] == "009922/2023-00012"
    assert info.values["issuer"] == "某县农业农村局"
    assert info.values["document_number"] == "某农〔2023〕3号"
    assert info.values["signed_on"] == "2023-02-13"


def test_words_that_only_end_like_a_label_are_none() -> None:
    info = read_info(["会议时间：2024-03-04", "资金来源：财政拨款", "项目名称：道路改造工程施工"])
    assert info.values == {}


def test_a_date_that_is_none_is_remembered() -> None:
    assert read_info(["发布日期：2024-19-77"]).bad_date == "发布日期 2024-19-77"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("新华社 记者 张某", "新华社"),
        ("《某某日报》", "《某某日报》"),
        ("某某报(广州)", "某某报(广州)"),
        ("（某某报）", "某某报"),
        ("(某某报", "某某报"),
        ("某某报（广州", "某某报"),
        ("某某报（广州）编辑：张某", "某某报（广州）"),
        ("《某某日报", "《某某日报》"),
        ("本站", None),
        ("网络", None),
        ("互联网", None),
        ("未知", None),
        ("-", None),
        ("网站原创", "网站原创"),
    ],
)
def test_source_is_a_name(value: str, name: str | None) -> None:
    assert clean_source(value) == name


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("作者: 记者 郑晨 字体：小 大", "郑晨"),
        ("作者：魏某）", "魏某"),
        ("作者：104363", None),
        ("作者：记者", None),
        ("作者：某市融媒体中心", "某市融媒体中心"),
    ],
)
def test_author_is_a_name(line: str, author: str | None) -> None:
    assert read_info([line]).values.get("author") == author


def test_midnight_beside_a_title_is_no_time() -> None:
    assert stamp("2022-05-07 00:00　来源：某县司法局") == "2022-05-07"


def test_clock_is_no_stamp() -> None:
    assert stamp("2020年2月10日 星期一") is None
    assert stamp("2020-01-23 20:06 | 某市卫生健康委员会") == "2020-01-23T20:06:00+08:00"


@pytest.mark.parametrize(
    ("line", "steps"),
    [
        ("当前位置:首页 > 专题专栏 > 法治政府建设", ("首页", "专题专栏", "法治政府建设")),
        ("您当前所在的位置： 首页 ＞ 政务公开 ＞ 2023年", ("首页", "政务公开", "2023年")),
        ("您现在的位置 首页 >> 人才招聘 >> 正文", ("首页", "人才招聘")),
        ("7首页 » 新闻", ("首页", "新闻")),
        ("当前位置：首页/政务公开/年度报告", ("首页", "政务公开", "年度报告")),
    ],
)
def test_breadcrumb_is_split_into_steps(line: str, steps: tuple[str, ...]) -> None:
    assert read_breadcrumb(["导航", line]) == steps


def test_footer_gives_its_marks() -> None:
    text = "粤ICP备05083207号-1网站标识码:4401050003\n粤公网安备 44010502000066号粤公网安备 44010502000066号"
    assert site_code(text) == "4401050003"
    assert icp_licence(text) == "粤ICP备05083207号-1"
    assert police_record(text) == "44010502000066"
    assert site_code('<script id="_jiucuo_" sitecode="bm01000001">') == "bm01000001"
    assert (site_code("无"), icp_licence("无"), police_record("无")) == (None, None, None)


def test_a_date_of_something_else_is_none_of_the_page_even_after_a_value() -> None:
    assert read_info(["来源：某县司法局 会议时间：2024-03-04"]).published_at is None


@pytest.mark.parametrize("label", [label for field in FIELDS for label in field.labels.split() if len(label) > 1])
def test_the_label_of_a_field_is_read_and_is_furniture(label: str) -> None:
    """A label is added in one place, the table of fields."""
    assert [found[1] for found in pairs(f"{label}：县司法局")] == [label]
    assert boilerplate.is_head_row(f"{label}：县司法局")
    assert boilerplate.is_head_row(f"{' '.join(label)}\t县司法局")


@pytest.mark.parametrize("label", labels_of(CREDITS))
def test_who_worked_on_a_page_is_no_text(label: str) -> None:
    assert boilerplate.is_info(f"{label}：王五")
    assert boilerplate.is_bottom(f"（{label}：王五）")
    assert [kind for kind, *_ in pairs(f"{label}：王五")] == [OTHER]


def test_a_licence_broken_over_two_lines_of_indented_markup_is_whole() -> None:
    assert icp_licence("<a>粤 ICP 证 040001\n                    号-2</a>") == "粤ICP证040001号-2"


def test_a_label_that_a_field_and_another_list_name_announces_the_field() -> None:
    with_new_field = {**LABELS, "keywords": ["公开方式"]}
    assert "公开方式" in LABELS[HEAD_ROWS]
    assert kinds_of_labels(with_new_field)["公开方式"] == "keywords"
    assert kinds_of_labels(LABELS)["公开方式"] == OTHER
