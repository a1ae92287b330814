"""Traditional characters of furniture and titles."""

import re
from pathlib import Path

import pytest
from opencc import OpenCC

from cleaners.patterns.label_words import LABELS
from cleaners.patterns.labels import pairs
from cleaners.patterns.traditional import _TABLE, simplified, written_language


def test_the_table_agrees_with_that_of_opencc() -> None:
    printed = "".join(map(chr, _TABLE))
    assert OpenCC("t2s").convert("\n".join(printed)).split("\n") == list(simplified(printed))


def test_a_text_keeps_its_length() -> None:
    assert simplified("縣區人民政府報告") == "县区人民政府报告"
    assert simplified("發佈時間") == "发布时间"


TO_TRADITIONAL = [OpenCC(name) for name in ("s2t", "s2tw", "s2hk")]
PATTERNS = Path(__file__).resolve().parents[3] / "cleaners"


@pytest.mark.parametrize("label", [label for labels in LABELS.values() for label in labels])
def test_every_label_is_known_in_traditional_characters(label: str) -> None:
    """A character that the table lacks would make the label unknown in silence."""
    for convert in TO_TRADITIONAL:
        printed = convert.convert(label)
        assert simplified(printed) == label, f"patterns/traditional.py lacks characters of {printed}"
        assert pairs(f"{printed}：縣司法局") == [(pairs(f"{label}：县司法局")[0][0], printed, "縣司法局")]


def test_the_table_has_every_character_of_the_patterns() -> None:
    sources = [*PATTERNS.glob("patterns/*.py"), PATTERNS / "fields.py", *PATTERNS.glob("metadata/*.py")]
    sources.remove(PATTERNS / "patterns" / "radicals.py")  # it prints characters, and looks for none of them
    words = sorted(set(re.findall("[\u4e00-\u9fff]", "".join(path.read_text("utf-8") for path in sources))))
    back = OpenCC("t2s")
    lacking = {
        printed
        for word in words
        for convert in TO_TRADITIONAL
        if len(printed := convert.convert(word)) == 1 and back.convert(printed) == word != simplified(printed)
    }
    assert not lacking, f"patterns/traditional.py lacks {''.join(sorted(lacking))}"


@pytest.mark.parametrize(
    ("text", "language"),
    [("我县依法治县工作报告", "zh-Hans"), ("我縣依法治縣工作報告", "zh-Hant"), ("2024", None), ("人民", None)],
)
def test_common_characters_tell_the_language(text: str, language: str | None) -> None:
    assert written_language(text) == language


def test_a_label_is_known_in_traditional_characters() -> None:
    assert pairs("來源：縣司法局") == [("source", "來源", "縣司法局")]
    assert pairs("實施日期：2024-03-01")[0][1] == "實施日期"
