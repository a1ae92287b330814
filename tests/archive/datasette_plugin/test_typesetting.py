"""How the lines of a report are set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.api import Heading
from archive.datasette_plugin.pages.typesetting import blocks


def kinds(text: str, **known: str) -> list[tuple[str, int]]:
    return [(block.kind, block.level) for block in blocks(text, **known)]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、主要举措和成效", 2),
        ("第一部分 工作情况", 2),
        ("十二、下一步打算。", 2),
        ("（一）健全机制", 3),
        ("(三) 完善制度。", 3),
        ("1.规范执法", 4),
        ("２、规范执法", 4),
        ("（1）规范执法", 5),
    ],
)
def test_a_short_numbered_line_is_a_heading(line: str, level: int) -> None:
    assert kinds(line + "\n本县认真落实。") == [("heading", level), ("paragraph", 0)]


@pytest.mark.parametrize(
    "line", ["3.5万人参加了活动。", "1.办结案件12件。", "一是加强领导。", "2023年，我局认真落实。"]
)
def test_other_lines_are_paragraphs(line: str) -> None:
    assert blocks(line)[0].kind == "paragraph"


def test_a_numbered_paragraph_has_its_first_sentence_set_apart() -> None:
    (block,) = blocks("（一）健全机制。全年召开会议4次，审查合同32份。")
    assert (block.lead, block.text, block.name) == (
        "（一）健全机制。",
        "全年召开会议4次，审查合同32份。",
        "（一）健全机制",
    )


def test_organ_and_date_at_the_end_are_the_signature() -> None:
    text = "本县认真落实。\n青禾县 水务局\n2024年1月15日\n（此件公开发布）"
    assert kinds("本县认真落实。\n青禾县水务局\n2024年1月15日", signature="青禾县水务局") == [
        ("paragraph", 0),
        ("signature", 0),
        ("signature", 0),
    ]
    assert kinds(text, signature="青禾县水务局")[1:] == [("signature", 0)] * 3
    assert kinds("本县认真落实。\n二〇二四年一月十五日")[1:] == [("signature", 0)]


def test_a_single_line_is_no_signature() -> None:
    assert kinds("2024年1月15日") == [("paragraph", 0)]


def test_lines_with_tabs_are_a_table_with_its_head() -> None:
    (table,) = blocks("指标\t2022年\n检查\t88")
    assert table.rows == (("指标", "2022年"), ("检查", "88"))
    assert table.is_headed
    assert not blocks("检查\t88\n处罚\t7")[0].is_headed


@given(st.text(alphabet="一、（）(1).。：法治\t\n 2024年月日", max_size=120))
def test_no_character_of_a_text_is_lost(text: str) -> None:
    shown = "".join(block.lead + block.text for block in blocks(text, "法治：", "法治"))
    assert "".join(shown.split()) == "".join(text.split())


def test_the_outline_of_the_archive_decides_where_there_is_one() -> None:
    text = "一、成效\n二、三件事\n（一）健全机制。全年召开会议4次。\n三、其他需要报告的事项"
    outline = [
        Heading("1", 1, "一、", "成效", "heading", "achievements", 0, 4),
        Heading("2", 2, "（一）", "健全机制", "heading", "achievements", 11, 18),
        Heading("3", 1, "三、", "其他需要报告的事项", "heading", "other", 29, 40),
    ]
    found = blocks(text, outline=outline)
    assert [(block.kind, block.level, block.part, block.lead, block.text) for block in found] == [
        ("heading", 2, "achievements", "", "一、成效"),
        ("paragraph", 0, None, "", "二、三件事"),
        ("paragraph", 3, None, "（一）健全机制。", "全年召开会议4次。"),
        ("heading", 2, "other", "", "三、其他需要报告的事项"),
    ]


def test_a_thematic_section_opens_none_of_the_prescribed_parts() -> None:
    (block,) = blocks("一、加强组织领导", outline=[Heading("1", 1, "一、", "加强组织领导", "heading", "other", 0, 8)])
    assert (block.kind, block.part) == ("heading", None)


@given(st.lists(st.text(st.sampled_from("一、（二）\t 3.。件\u3000"), max_size=12), max_size=8).map("\n".join))
def test_a_block_knows_where_it_begins(text: str) -> None:
    for block in blocks(text, outline=[]) + blocks(text):
        if block.kind != "table":  # its rows may lie apart
            assert text[block.start :].startswith(block.lead + block.text)
        for cells, starts in zip(block.rows, block.cell_starts, strict=True):
            assert all(text[start:].startswith(cell) for cell, start in zip(cells, starts, strict=True))
