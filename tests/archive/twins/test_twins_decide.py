"""compare(): which edits leave a report what it is, and which make another of it."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from archive.twins import Report, compare
from archive.twins.decide import SAME_TEXT_OTHER_ORGAN
from archive.twins.organ_names import are_one_organ, organ_of_title, swapped_name
from benchmarks.pairs import main as judge_pairs
from benchmarks.reports import Invented, invented

SHARED = Path(__file__).resolve().parents[4] / "shared"
MODEL = next(report for report in (invented(number, 5) for number in range(3000)) if report.issuer.endswith("区司法局"))


def report(text: str, made: Invented = MODEL, *, is_known: bool = False) -> Report:
    return Report(text, made.title, made.issuer, made.year) if is_known else Report(text)


def lines() -> list[str]:
    return MODEL.text.split("\n")


def misread(text: str, share: float) -> str:
    draw = random.Random(1)
    return "".join(draw.choice("木水火土石") if draw.random() < share else character for character in text)


def printed(text: str) -> str:
    """As a PDF gives it: 28 characters a line, a page number after 20 lines."""
    out = []
    for line in text.split("\n"):
        out += [line[start : start + 28] for start in range(0, len(line), 28)]
    for page, place in enumerate(range(20, len(out), 21), start=1):
        out.insert(place, f"- {page} -")
    return "\n".join(out)


SAME = {
    "spaces": lambda text: "\n".join(f"　　{line[:9]} {line[9:]}" for line in text.split("\n")),
    "half width": lambda text: text.replace("，", ",").replace("：", ":").replace("。", "｡"),
    "lines of print": printed,
    "traditional script with swapped words": OpenCC("s2twp").convert,
    "sounds behind characters": lambda text: text.replace("区", "区(qū)"),
    "reading errors": lambda text: misread(text, 0.015),
    "two corrected figures": lambda text: re.sub(r"\d+件", "7件", re.sub(r"\d+%", "1%", text, count=1), count=1),
    "a sentence more": lambda text: text.replace("二、", "年底又开展专项检查一次，群众反映良好。\n二、", 1),
}
PART = {
    "the end cut off": lambda text: text[: len(text) * 2 // 3],
    "an annex": lambda text: text + "\n附件\n" + invented(77, 9).text[: len(text) // 2],
}
OTHER = {
    "another organ": lambda text: text.replace(MODEL.issuer, "岚渡市青禾区司法局"),
    "another bureau of the same place": lambda text: text.replace("区司法局", "区水利和林业局"),
    "the next year": lambda text: text.replace(f"{MODEL.year}年", f"{MODEL.year + 1}年"),
    "other figures": lambda text: re.sub(
        r"\d+(?=[件场次宗份项户起处家%人])", lambda found: str(int(found[0]) + 3), text
    ),
    "another text": lambda text: invented(78, 9).text,
}


@pytest.mark.parametrize("edit", SAME)
@pytest.mark.parametrize("is_known", [True, False])
def test_an_edited_copy_is_the_same_report(edit: str, is_known: bool) -> None:
    copy = SAME[edit](MODEL.text)
    assert copy != MODEL.text
    assert compare(report(MODEL.text, is_known=is_known), report(copy, is_known=is_known)).judgement == "same"


@pytest.mark.parametrize("edit", PART)
def test_a_text_that_holds_the_other_is_part_of_the_same_report(edit: str) -> None:
    verdict = compare(report(MODEL.text), report(PART[edit](MODEL.text)))
    assert verdict.judgement == "part"
    assert verdict.is_twin
    assert verdict.containment > 0.98 > verdict.resemblance


@pytest.mark.parametrize("edit", OTHER)
def test_a_copycat_is_another_report(edit: str) -> None:
    verdict = compare(report(MODEL.text), report(OTHER[edit](MODEL.text)))
    assert verdict.judgement == "other", verdict
    assert verdict.is_objection


def test_years_of_titles_tell_texts_apart_that_name_none() -> None:
    text = re.sub(r"\d{4}年", "", MODEL.text)
    one, other = (Report(text, f"某县水利局{year}年法治政府建设报告") for year in (2021, 2022))
    assert compare(one, other).reason == "years 2021 / 2022"


def test_the_very_same_text_of_two_organs_is_a_report_of_each() -> None:
    one, other = (Report(MODEL.text, f"{organ}关于2021年法治政府建设的报告") for organ in ("某县水利局", "某县林业局"))
    verdict = compare(one, other)
    assert (verdict.judgement, verdict.reason, verdict.is_objection) == ("other", SAME_TEXT_OTHER_ORGAN, True)


def test_nearly_one_text_under_two_organs_is_for_a_person() -> None:
    one, other = "某县水利局关于2021年法治政府建设的报告", "某县林业局关于2021年法治政府建设的报告"
    assert (
        compare(Report(MODEL.text, one), Report(MODEL.text.replace("。", "；", 2) + "特此报告。", other)).judgement
        == "review"
    )


def test_a_short_name_of_an_organ_is_no_other_organ() -> None:
    one, other = (Report(MODEL.text, organ=organ) for organ in ("某区城市管理局", "某区城管局"))
    assert compare(one, other).judgement == "same"


def test_short_texts_are_one_report_only_where_organ_and_year_say_so() -> None:
    texts = (
        "2023年，我局无行政处罚案件，无行政复议案件。" * 4,
        "2023年，我局无行政处罚案件，无行政复议案件。" * 4 + "特此报告",
    )
    assert compare(*(Report(text, organ="某县水利局", year=2023) for text in texts)).is_twin
    assert compare(*(Report(text, year=2023) for text in texts)).reason == "too short to tell"


def test_a_chrome_and_an_annex_do_not_make_two_reports_of_one() -> None:
    one, other = report("首页 栏目 " * 70 + MODEL.text[:2500]), report(MODEL.text[:2500] + invented(79, 9).text[:2000])
    verdict = compare(one, other)
    assert not verdict.is_objection


@settings(max_examples=30)
@given(one=st.integers(0, 60), other=st.integers(0, 60), cut=st.integers(0, 3000))
def test_comparing_is_symmetric_and_within_bounds(one: int, other: int, cut: int) -> None:
    a, b = report(invented(one, 5).text), report(invented(other, 5).text[cut:])
    verdict = compare(a, b)
    assert verdict == compare(b, a)
    assert 0.0 <= verdict.resemblance <= verdict.containment <= 1.0


@given(text=st.text(max_size=400))
def test_a_text_is_its_own_twin_or_too_short(text: str) -> None:
    assert compare(Report(text), Report(text)).judgement in ("same", "other")


def test_an_organ_is_read_off_a_title() -> None:
    assert (
        organ_of_title("某市某区人民政府东河街道办事处2023年法治政府建设年度报告") == "某市某区人民政府东河街道办事处"
    )
    assert organ_of_title("2023年法治政府建设工作报告") is None
    assert organ_of_title("关于清河县水利局2023年法治政府建设情况的报告") == "清河县水利局"
    assert organ_of_title("关于2023年法治政府建设情况的报告") is None


def test_names_of_two_organs_are_not_one() -> None:
    assert not are_one_organ("东河县水利局", "西河县水利局")


def test_a_name_that_differs_once_is_a_reading_error() -> None:
    text = "东河县水利局报告如下。东河县水利局坚持。东河县水利局"
    assert swapped_name(text, text.replace("东河县", "东阿县", 1)) is None
    assert swapped_name(text, text.replace("东河县", "西沟县")) is not None


@pytest.mark.skipif(not SHARED.exists(), reason="the labelled pairs are made beside the project")
def test_labelled_pairs_are_judged_as_well_as_the_docs_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = [sys.executable, str(SHARED / "bench/make_pairs.py"), str(SHARED / "seeds"), "--bases", "15", "--seed", "99"]
    subprocess.run([*made, "--out", str(tmp_path)], check=True, capture_output=True)
    assert judge_pairs([str(tmp_path), "--errors"]) == 0, capsys.readouterr().out


def other_kind(title: str, text: str) -> Report:
    return Report(text, title, MODEL.issuer, MODEL.year)


@pytest.mark.parametrize(
    "title",
    [
        f"{MODEL.issuer}{MODEL.year}年上半年法治政府建设情况报告",
        f"《{MODEL.issuer}{MODEL.year}年法治政府建设年度报告》解读",
        f"{MODEL.year}年各部门法治政府建设年度报告汇编",
    ],
    ids=["half a year", "interpretation", "collection"],
)
def test_a_text_of_another_kind_is_no_twin_whatever_it_shares(title: str) -> None:
    whole = "\n".join(lines())
    assert compare(report(whole, is_known=True), report(whole, is_known=True)).is_twin
    for other in (whole, "\n".join(lines()[:-3]), whole + "\n" + invented(77, 5).text):
        assert not compare(report(whole, is_known=True), other_kind(title, other)).is_twin


def test_a_corrected_particle_is_no_other_name_of_an_organ() -> None:
    words = "扎实推进法治政府建设，完善工作制度，加强监督检查，提高服务水平，"
    text = "".join(f"{each}{words}" for each in "甲乙丙丁戊己庚辛壬癸子丑")
    one, other = (f"一年来，在党{particle}领导下，市政府认真履职。{text}" for particle in "的地")
    assert compare(Report(one), Report(other)).judgement == "same"


def test_a_government_and_a_bureau_whose_names_share_characters_are_told_apart() -> None:
    words = "扎实推进法治政府建设，完善工作制度，加强监督检查，提高服务水平，" * 3
    texts = [
        f"{organ}认真贯彻落实决策部署。\n" + "\n".join(f"{each}{words}" for each in "甲乙丙丁戊己庚辛")
        for organ in ("云港市北湾区人民政府", "清河县民政局")
    ]
    assert not compare(*map(Report, texts)).is_twin


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("溪山区城管局", "溪山区城市管理局", True),
        ("溪山区教育局", "青禾市溪山区教育局", True),
        ("东河街道", "溪山区人民政府东河街道办事处", True),
        ("溪山区教育局", "溪山区体育局", False),
        ("东河街道", "西河街道", False),
        ("溪山区人民政府", "溪山区教育局", False),
    ],
)
def test_a_short_text_under_a_long_and_a_short_name_of_one_organ_is_one_report(
    one: str, other: str, is_one: bool
) -> None:
    texts = ("本年度无行政处罚案件，无行政复议案件。" * 5, "本年度无行政处罚案件，无行政复议案件。" * 5 + "特此报告")
    verdict = compare(*(Report(text, organ=organ, year=2024) for text, organ in zip(texts, (one, other), strict=True)))
    assert verdict.is_twin == is_one
