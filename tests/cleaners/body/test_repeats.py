"""Lines that are printed again and again are taken once, in a few passes over them."""

from __future__ import annotations

import pytest

from cleaners.body import stabilise
from cleaners.body.repeats import without_copy

LINE = "我区坚持把法治建设摆在全局工作的突出位置持续用力久久为功"
BLOCK = [LINE, "全年审查规范性文件十二件其中三件未予通过", "本年度行政复议案件数量比上一年度有所下降"]


@pytest.mark.parametrize("copies", [2, 3, 7])
def test_all_copies_of_a_run_go_at_once(copies: int) -> None:
    assert without_copy(BLOCK * copies) == BLOCK
    assert without_copy([LINE] * copies) == [LINE]


def test_lines_below_the_copies_stay() -> None:
    assert without_copy([*BLOCK * 3, "柳荫区司法局", "2024年1月9日"]) == [*BLOCK, "柳荫区司法局", "2024年1月9日"]


def test_a_refrain_inside_other_lines_stays() -> None:
    lines = [LINE, "一、甲", LINE, "二、乙", "三、丙"]
    assert without_copy(lines) == lines


def test_a_thousand_alike_lines_take_a_few_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    passes = []
    monkeypatch.setattr(stabilise, "join_broken", lambda lines: passes.append(len(lines)) or list(lines))
    assert stabilise.stabilise([LINE] * 1_000, is_trimmed=True) == [LINE]
    assert len(passes) <= 3
