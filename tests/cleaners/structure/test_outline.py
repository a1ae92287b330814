"""The outline: against labels of real reports made by hand, against odd reports whose truth is known, and its rules."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.structure.outline import Heading, outline
from crawler.sample.institutions import bureau, government
from crawler.sample.portal_files import place_of
from crawler.sample.reports import compose
from tests.cleaners.structure.odd_reports import ODDITIES, odd_report

LANTING, YANZE = place_of("lanting"), place_of("yanze")

ROOT = Path(__file__).resolve().parents[3]
SEEDS = ROOT.parent / "shared" / "seeds"
LABELS = json.loads((ROOT / "tests/golden/structure/seeds-outline.json").read_text("utf-8"))

MARKED = st.lists(
    st.one_of(
        st.sampled_from(
            ["一、总体情况", "二、问题", "（一）学习", "(二 学习", "三）执法。检查3次。", "1.做法", "2做法", "①要点", "第一部分 总则",
             "一是抓；二是管；三是查。", "一是抓。三是查。", "一、\t2", "十一、其他需要报告的情况", "", "。"]
        ),
        st.text(max_size=30),
    ),
    max_size=25,
).map("\n".join)  # fmt: skip


def as_labels(nodes: tuple[Heading, ...]) -> list[tuple[object, ...]]:
    return [
        (n.path, n.level, n.mark, n.kind, n.part, n.start, n.end, hashlib.sha256(n.heading.encode()).hexdigest())
        for n in nodes
    ]


@pytest.mark.skipif(not SEEDS.exists(), reason="the real reports are not here")
@pytest.mark.parametrize("name", LABELS)
def test_every_heading_level_and_part_of_a_real_report_is_as_labelled(name: str) -> None:
    text = json.loads((SEEDS / f"{name}.gold.json").read_text("utf-8"))["text"]
    labels = LABELS[name]
    assert hashlib.sha256(text.encode()).hexdigest() == labels["text_sha256"]
    expected = [
        (h["path"], h["level"], h["mark"], h["kind"], h["part"], *h["span"], h["heading_sha256"])
        for h in labels["headings"]
    ]
    assert as_labels(outline(text)) == expected


def test_odd_numbering_is_read_as_it_was_meant() -> None:
    right = found = true = 0
    for seed in range(30):
        report = odd_report(seed)
        nodes = {(n.path, n.level, n.mark, n.heading, n.kind, n.part) for n in outline(report.text)}
        right, found, true = right + len(nodes & set(report.truth)), found + len(nodes), true + len(report.truth)
    assert true > 600
    assert 2 * right / (found + true) >= 0.98


def test_the_odd_reports_hold_every_oddity() -> None:
    texts = "\n".join(odd_report(seed).text for seed in range(30))
    for sign in (
        r"\n[二三四五]）",
        r"\n（[二三四五][^）]",
        "（ 一 ）",
        "一是[^二]{0,20}；三是",
        r"\n[6-9]\.",
        r"\(一\)",
        r"\n2[^\d.．、]",
    ):
        assert re.search(sign, texts), sign
    assert len(ODDITIES) == 13


@pytest.mark.parametrize("organ", [government(YANZE), bureau(YANZE, "水务局"), bureau(LANTING, "司法局")])
def test_the_headings_of_a_sample_report_are_those_that_it_was_composed_of(organ: object) -> None:
    report = compose(organ, 2024, date(2025, 3, 1))  # type: ignore[arg-type]
    composed = [block.text.split("。")[0] for block in report.blocks if block.kind in ("h1", "h2", "h3")]
    found = [n.mark + n.heading for n in outline("\n".join(report.paragraphs)) if n.kind == "heading"]
    assert found == composed


@given(MARKED)
def test_any_text_has_an_outline_whose_spans_and_paths_hold(text: str) -> None:
    nodes = outline(text)
    assert [n.start for n in nodes] == sorted({n.start for n in nodes})
    assert len({n.path for n in nodes}) == len(nodes)
    for node in nodes:
        printed = text[node.start : node.end]
        assert printed.startswith(node.mark)
        assert printed.endswith(node.heading)
        assert "\n" not in printed
        assert node.level == node.path.count(".") + 1


@given(MARKED)
def test_every_parent_of_a_path_is_there(text: str) -> None:
    paths = {node.path for node in outline(text)}
    assert all(path.rpartition(".")[0] in paths for path in paths if "." in path)


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("存在的问题和改进措施", "problems"),
        ("存在的不足和原因", "problems"),
        ("着力解决突出问题，优化营商环境", "other"),
        ("补齐短板，夯实基层基础", "other"),
        ("党政主要负责人履行推进法治建设第一责任人职责情况", "first_responsible"),
        ("重点工作措施和效果", "achievements"),
        ("2024年工作总结", "achievements"),
        ("下一年度推进法治政府建设初步安排", "plans"),
        ("下一步工作打算", "plans"),
        ("2025年重点工作", "plans"),
        ("主要负责人履行推进法治建设职责情况", "first_responsible"),
        ("党政主要领导履职情况", "first_responsible"),
        ("其他需要报告的情况", "other"),
        ("其他需要说明的问题", "other"),
        ("需要报告的其他问题", "other"),
        ("其他工作情况", "other"),
        ("加强组织领导", "other"),
    ],
)
def test_the_part_of_a_top_section_is_told_by_its_words(heading: str, part: str) -> None:
    text = f"一、2024年工作情况\n有关工作。\n二、{heading}\n有关内容。\n（一）其一\n"
    assert [node.part for node in outline(text)] == ["achievements", part, part]


def test_a_gap_and_a_repeat_keep_their_printed_marks() -> None:
    nodes = outline("（一）甲\n（三）乙\n（三）丙\n（四）丁")
    assert [(n.path, n.mark) for n in nodes] == [("1", "（一）"), ("2", "（三）"), ("3", "（三）"), ("4", "（四）")]


def test_a_comma_behind_a_bracket_belongs_to_the_mark() -> None:
    nodes = outline("一、做法\n（一）、加强学习\n（二）．加强执法\n（1）、开展检查")
    assert [(n.mark, n.heading, n.level) for n in nodes[1:]] == [
        ("（一）、", "加强学习", 2),
        ("（二）．", "加强执法", 2),
        ("（1）、", "开展检查", 3),
    ]


def test_a_lost_bracket_counts_only_in_sequence() -> None:
    assert [n.mark for n in outline("（一）甲\n二）乙\n（三）丙")] == ["（一）", "二）", "（三）"]
    assert [n.mark for n in outline("（一）甲\n七）乙\n（二）丙")] == ["（一）", "（二）"]


def test_a_broken_series_of_items_is_no_series() -> None:
    assert [n.mark for n in outline("一是抓学习；二是抓管理。")] == ["一是", "二是"]
    assert outline("一是抓学习；三是抓管理。") == ()


def test_a_row_of_a_table_is_no_heading() -> None:
    assert outline("一、\t数量\t单位\n二、\t3\t件") == ()


def test_numbering_that_runs_on_stays_in_its_section() -> None:
    nodes = outline("（一）甲\n1.子\n2.丑\n（二）乙\n3.寅\n4.卯")
    assert [n.path for n in nodes] == ["1", "1.1", "1.2", "2", "2.1", "2.2"]


def test_a_plan_below_a_report_has_its_own_series_and_is_plans() -> None:
    report = ["一、工作情况", "各项任务完成。", "二、存在的问题", "基础薄弱。"]
    plan = ["一、目标任务", "全面落实。", "二、保障措施", "强化督导。", "三、加强宣传", "扩大影响。"]
    text = "\n".join([*report, "云溪县商务局2025年法治政府建设工作计划", *plan])
    tops = [(node.path, node.mark, node.part) for node in outline(text) if node.level == 1]
    assert tops == [
        ("1", "一、", "achievements"), ("2", "二、", "problems"),
        ("3", "一、", "plans"), ("4", "二、", "plans"), ("5", "三、", "plans"),
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["三、2025年工作打算", "印发2025年法治政府建设工作要点，层层抓落实。"])
def test_headings_and_sentences_that_name_a_plan_open_no_document(line: str) -> None:
    text = "\n".join(["一、工作情况", "完成。", "二、存在的问题", "薄弱。", line, "一、加强领导", "落实。"])
    assert [node.mark for node in outline(text) if node.level == 1][:2] == ["一、", "二、"]
    assert "plans" not in [node.part for node in outline(text) if node.mark == "一、" and node.level == 1]
