"""Figures that do not go with the same organ's report of the year before are in doubt, and told as such."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette

from archive.consistency.year_before import Doubt, doubts, stated_before
from tests.archive.export.filled_archive import add_document, fill
from tests.archive.small_archive import make_archive

ORGAN = "溪山区司法局"
FIGURES = "2023年，全区办理行政复议案件40件。\n举办法治培训12期。"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_archive(tmp_path / "a.db")


def _told(path: Path, before: str, now: str, organ: str = ORGAN) -> list[Doubt]:
    """The doubts of a report on 2024 that says *now*, after one on 2023 that says *before*."""
    with closing(sqlite3.connect(path)) as db, db:
        db.row_factory = sqlite3.Row
        for number, (year, name, text) in enumerate(((2023, ORGAN, before), (2024, organ, now)), 20):
            title = f"{name}{year}年法治政府建设年度报告"
            known = {"title": title, "issuer": name, "report_year": year, "division_code": "990102"}
            document = add_document(db, number, text, **known)
            fill(db, document, text, year)
        return doubts(db, document)


@pytest.mark.parametrize("organ", [ORGAN, f"青禾市{ORGAN}"])
def test_another_figure_for_the_year_before_is_told(path: Path, organ: str) -> None:
    (doubt,) = _told(path, FIGURES, "2024年，全区办理行政复议案件52件。\n2023年全区办理行政复议案件45件。", organ)
    assert (doubt.kind, doubt.said, doubt.other_value, doubt.other_year) == ("differs", 45, 40, 2023)


@pytest.mark.parametrize(
    "now",
    [
        "2024年，全区办理行政复议案件52件，较上年的45件增加7件。",
        "2024年，全区办理行政复议案件52件，比2023年的47件增加5件。",
        "2024年，全区办理行政复议案件52件，比上年增长10%。",
        "2024年，全区办理行政复议案件36件，同比下降；较去年减少40%。",
        "2024年，全区办理行政复议案件52件，同比增长10%。",
        "2024年，全区办理行政复议案件52件，与上年相比，增长10%。",
        "2024年，全区办理行政复议案件52件，同比增加5件。",
    ],
)
def test_a_comparison_that_does_not_go_with_the_report_of_the_year_before_is_told(path: Path, now: str) -> None:
    (doubt,) = _told(path, FIGURES, now)
    assert (doubt.kind, doubt.other_value) == ("stated", 40)


@pytest.mark.parametrize("now", ["办理行政复议案件4000件", "办理行政复议案件400件"])
def test_a_leap_is_told(path: Path, now: str) -> None:
    (doubt,) = _told(path, FIGURES, f"2024年，全区{now}。")
    assert (doubt.kind, doubt.other_value) == ("leap", 40)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (FIGURES, "2024年，全区办理行政复议案件52件，较上年的40件增加12件。"),
        (FIGURES, "2024年，全区办理行政复议案件52件，比上年增长30%。"),
        (FIGURES, "2024年，全区办理行政复议案件30件，比上年下降25%。"),
        (FIGURES, "2024年，全区办理行政复议案件52件，同比增加12件。"),
        (FIGURES, "2024年，全区办理行政复议案件52件，罚没款金额同比增长10%。"),
        (FIGURES, "2024年，全区办理行政复议案件52件，参加人数较上年增加500人次。"),
        (FIGURES, "2024年，全区办理行政复议案件399件。"),
        (FIGURES, "2024年，全区办理行政复议案件52件，比2022年的47件增加5件。"),
        ("2023年，全区未办理行政复议案件。", "2024年，全区办理行政复议案件520件。"),
        ("2023年，全区办理行政复议案件520件。", "2024年，全区未发生行政复议案件。"),
        ("2023年，全区办理行政复议案件3件。", "2024年，全区办理行政复议案件60件。"),
        ("2023年，全区办理行政复议案件3件。", "2024年，全区办理行政复议案件9件。\n2023年全区办理行政复议案件5件。"),
        ("2023年，全区办理行政复议案件40件。", "2024年，我局办理行政复议案件4000件。"),
        ("2023年，全区办理行政复议案件近40件。", "2024年，全区办理行政复议案件4000件。"),
    ],
)
def test_what_agrees_is_small_or_cannot_be_compared_is_in_no_doubt(path: Path, before: str, now: str) -> None:
    assert _told(path, before, now) == []


def test_reports_of_two_organs_are_not_compared(path: Path) -> None:
    assert _told(path, FIGURES, "2024年，全区办理行政复议案件4000件。", "溪山区教育局") == []


def test_a_comparison_behind_another_figure_is_not_this_ones() -> None:
    assert stated_before("，审结50件，较上年的40件增加10件", 52, 2023) is None


@pytest.mark.parametrize(
    ("language", "reserve"), [("zh", "存疑：2023年度报告作40"), ("en", "the report on 2023 says 40")]
)
async def test_the_page_and_its_json_tell_the_doubt(path: Path, language: str, reserve: str) -> None:
    (doubt,) = _told(path, FIGURES, "2024年，全区办理行政复议案件4000件。")
    with closing(sqlite3.connect(path)) as db:
        (document,) = db.execute("SELECT id FROM documents WHERE report_year = 2024 AND issuer = ?", [ORGAN]).fetchone()
        assert db.execute("SELECT doubt FROM figures_over_years WHERE document = ?", [document]).fetchall() == [
            ("leap",)
        ]
        (confidence,) = db.execute("SELECT confidence FROM indicators WHERE document = ?", [document]).fetchone()
    client = Datasette([str(path)]).client
    page = await client.get(f"/a/documents/{document}", cookies={"fazhi_language": language})
    assert reserve in page.text
    (figure,) = (await client.get(f"/a/documents/{document}.json")).json()["indicators"]
    assert figure["doubt"] == {"kind": "leap", "other": doubt.other, "year": 2023, "value": 40.0, "said": None}
    assert figure["confidence"] == round(confidence - 0.2, 2)
