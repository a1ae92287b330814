"""Hard-wrapped text: paragraphs that were cut at a fixed width."""

from __future__ import annotations

import pytest

from cleaners import clean_text
from cleaners.body.hard_wraps import unwrap

PARAGRAPHS = (
    "云溪县人民政府办公室高度重视依法行政工作，将其纳入年度重点任务，专题研究部署，明确责任分工，压实工作责任，确保各项任务落到实处、取得实效，全年召开专题会议6次。",
    "一是健全工作机制。成立由主要负责人任组长的领导小组，统筹推进重大行政决策、规范性文件管理、行政执法监督等工作，形成上下联动、齐抓共管的良好局面，办结率达98.5%。",
    "二是强化普法宣传。",
    "三是加强队伍建设，组织执法人员参加业务培训12期，参训人员达到430人次，执法能力进一步提升。",
)  # fmt: skip


def wrapped(width: int, indent: str = "") -> list[str]:
    lines = []
    for paragraph in PARAGRAPHS:
        rest = indent + paragraph
        lines += [rest[i : i + width] for i in range(0, len(rest), width)]
    return lines


@pytest.mark.parametrize("width", [24, 30, 36, 40])
@pytest.mark.parametrize("indent", ["", "　　", "    "])
def test_paragraphs_cut_at_a_width_are_whole_again(width: int, indent: str) -> None:
    assert clean_text("\n".join(wrapped(width, indent))).text.split("\n") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "lines",
    [
        list(PARAGRAPHS),
        [f"云溪县水利局行政处罚决定书（云水罚〔2024〕{number}号）" for number in range(10, 30)],
        ["现将清理结果公布如下：", *[f"云溪县水利局、财政局关于加强第{n}批农村水库管理的通知" for n in "一二三四五六"]],
        ["项目名称，单位，数量合计\t12\t34\t56\t78\t90\t12" for _ in range(9)],
        ["云溪县积极推进、不断完善各项机制建设工作"] * 9,
        ["王某，男，汉族，1980年生"] * 9,
    ],
    ids=["paragraphs", "list of documents", "list of titles", "table", "refrain", "short lines"],
)
def test_paragraphs_lists_and_tables_stay(lines: list[str]) -> None:
    assert unwrap(lines) == lines


def test_lines_that_were_cut_at_about_a_width_are_whole_again() -> None:
    lines = [
        "云溪县司法局根据县委、县政府关于全面深化依法行政的统一部署,自新一轮机构",
        "改革启动以来,紧扣顶层设计与本地实际,以提高行政复议工作的专业性、透明度",
        "为目标,系统推进各项任务,取得了阶段性成效。",
        "自2022年1月1日起,全县认真落实改革方案要求,正式实行行政复议职责集中管理,",
        "县人民政府统一行使行政复议职责,全年共受理行政复议案件19起,纠错率达",
        "15.6%。",
    ]
    assert unwrap(lines) == ["".join(lines[:3]), "".join(lines[3:])]
