"""落款: the organ and the day under a text, and what looks like it."""

from __future__ import annotations

import pytest

from cleaners.metadata.signature import read_signature

END = "全年办理行政复议案件12件。"
DAY = "2024年3月5日"


@pytest.mark.parametrize(
    "organ",
    [
        "某省人民政府办公厅",
        "某市委办公室",
        "某县水利局",
        "某省司法厅",
        "某区街道",
        "某市委全面依法治市委员会",
        "某县公安局交警大队",
    ],
)
def test_an_organ_above_the_day_signs(organ: str) -> None:
    signature = read_signature([END, organ, DAY])
    assert signature is not None
    assert (signature.organ, signature.signed_on) == (organ, "2024-03-05")


def test_a_name_that_is_too_long_for_an_organ_does_not_sign() -> None:
    organ = "某县" + "人民政府关于进一步规范和加强行政执法监督工作" * 2 + "办公室"
    assert len(organ) > 40
    signature = read_signature([END, organ, DAY])
    assert signature is not None
    assert signature.organ is None


def test_a_long_line_that_ends_with_a_day_is_no_signature() -> None:
    """Blanks between organ and day are no limit by themselves; a line is."""
    assert read_signature([END, "某县水利局" + " " * 20 + DAY]) is not None
    assert read_signature([END, "某县水利局" + " " * 90 + DAY]) is None


@pytest.mark.parametrize(
    "line", ["办好民生实事，交办公室", "一、某县水利局", "抄送：某县水利局", "由我局负责。某县水利局"]
)
def test_a_sentence_or_heading_above_the_day_does_not_sign(line: str) -> None:
    signature = read_signature([END, line, DAY])
    assert signature is not None
    assert signature.organ is None
