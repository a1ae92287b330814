"""Traditional characters of furniture and titles."""

import pytest
from opencc import OpenCC

from cleaners.patterns.labels import pairs
from cleaners.patterns.traditional import _TABLE, simplified, traditional, written_language


def test_the_table_agrees_with_that_of_opencc() -> None:
    printed = "".join(map(chr, _TABLE))
    assert OpenCC("t2s").convert("\n".join(printed)).split("\n") == list(simplified(printed))


def test_a_text_keeps_its_length() -> None:
    assert simplified("縣區人民政府報告") == "县区人民政府报告"
    assert traditional("发布时间") == "發布時間"


@pytest.mark.parametrize(
    ("text", "language"),
    [("我县依法治县工作报告", "zh-Hans"), ("我縣依法治縣工作報告", "zh-Hant"), ("2024", None), ("人民", None)],
)
def test_common_characters_tell_the_language(text: str, language: str | None) -> None:
    assert written_language(text) == language


def test_a_label_is_known_in_traditional_characters() -> None:
    assert pairs("來源：縣司法局") == [("source", "來源", "縣司法局")]
    assert pairs("實施日期：2024-03-01")[0][1] == "實施日期"
