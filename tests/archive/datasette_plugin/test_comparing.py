"""Two texts beside one another: what they share, what answers what, what changed."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.datasette_plugin.pages import comparing
from archive.reuse.alignment import MOST_CHARACTERS, Comparison, letter_changes
from tests.browser.invented_archive import make_library

WORDS = st.text(alphabet="法治政府建设一二三，。1 2a", max_size=60)
PARAGRAPHS = st.lists(WORDS, max_size=6)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory):
    with closing(sqlite3.connect(make_library(tmp_path_factory.mktemp("library") / "a.db"))) as connection:
        yield connection


def ids(db: sqlite3.Connection, issuer: str, year: int) -> list[str]:
    sql = "SELECT id FROM documents WHERE issuer = ? AND report_year = ? ORDER BY seq"
    return [row[0] for row in db.execute(sql, [issuer, year])]


def text(runs, *kinds: str) -> str:
    return "".join(run.text for run in runs if run.kind in kinds)


@given(PARAGRAPHS, PARAGRAPHS)
def test_no_paragraph_is_lost_and_none_is_shown_twice(left: list[str], right: list[str]) -> None:
    rows = Comparison(left, right).rows()
    assert [row.left for row in rows if row.left is not None] == list(range(len(left)))
    assert [row.right for row in rows if row.right is not None] == list(range(len(right)))


@given(WORDS, WORDS)
def test_changes_hold_both_texts(before: str, after: str) -> None:
    runs = letter_changes(before, after)
    assert text(runs, "same", "del") == before
    assert text(runs, "same", "ins") == after


@given(PARAGRAPHS, PARAGRAPHS)
def test_marked_paragraphs_hold_their_text(left: list[str], right: list[str]) -> None:
    found = Comparison(left, right)
    assert ["".join(run.text for run in found.marked(0, n)) for n in range(len(left))] == left


@given(PARAGRAPHS)
def test_a_text_shares_all_of_itself(paragraphs: list[str]) -> None:
    shares = Comparison(paragraphs, paragraphs).shares()
    assert shares.of_left == shares.of_right
    assert shares.of_left in ((1.0,) if any(map(str.isalnum, "".join(paragraphs))) else (0.0,))


@given(PARAGRAPHS, PARAGRAPHS)
def test_shares_change_places_with_the_texts(left: list[str], right: list[str]) -> None:
    one, other = Comparison(left, right).shares(), Comparison(right, left).shares()
    assert (one.of_left, one.of_right) == (other.of_right, other.of_left)
    assert 0.0 <= one.of_left <= 1.0


def test_punctuation_and_width_do_not_part_a_passage() -> None:
    found = Comparison(["本年共办理行政处罚案件１２３件，同比下降。"], ["其中：本年，共办理行政处罚案件123件"])
    assert text(found.marked(0, 0), "shared") == "本年共办理行政处罚案件１２３件"
    assert text(found.marked(1, 0), "own") == "其中："


def test_less_than_twelve_characters_are_no_shared_passage() -> None:
    assert Comparison(["深入推进依法行政甲乙丙丁戊"], ["深入推进依法行政子丑寅卯辰"]).shares().of_left == 0.0


def test_a_number_changes_as_a_whole() -> None:
    runs = letter_changes("承办热线工单1769件，回复率99.5%。", "承办热线工单1772件，回复率99.7%。")
    assert [(run.text, run.kind) for run in runs if run.kind != "same"] == [
        ("1769", "del"),
        ("1772", "ins"),
        ("99.5%", "del"),
        ("99.7%", "ins"),
    ]


def test_a_moved_paragraph_leaves_the_others_in_order() -> None:
    a, b, c = (
        f"这是第{n}段，说的是{word}的事情，足够长以便辨认。" for n, word in ((1, "决策"), (2, "执法"), (3, "复议"))
    )
    rows = Comparison([a, b, c], [b, c, a]).rows()
    assert [(row.left, row.right) for row in rows if None not in (row.left, row.right)] == [(1, 0), (2, 1)]


@pytest.mark.parametrize("flood", [["法" * 200_000], ["法治"] * 5_000, ["法治政府建设工作情况报告说明"] * 3_000])
def test_a_flood_of_text_is_cut(flood: list[str]) -> None:
    found = Comparison(flood, flood)
    assert found.is_cut
    assert sum(map(len, found.left)) <= MOST_CHARACTERS
    assert len(found.rows()) <= 2 * len(found.left)


def test_versions_of_a_page_show_their_changes_first(db: sqlite3.Connection) -> None:
    before, after = ids(db, "溪山区水务局", 2024)
    found = comparing.compare(db, before, after, None)
    assert found is not None
    assert (found.view, found.is_version) == ("changes", True)
    assert found.counts == {"same": 16, "changed": 1, "only_left": 0, "only_right": 1}
    assert [stretch.is_folded for stretch in found.stretches] == [True, False, True, False, True]


def test_two_years_show_what_they_share(db: sqlite3.Connection) -> None:
    (one,), (other,) = ids(db, "溪山区人民政府", 2023), ids(db, "溪山区人民政府", 2024)
    found = comparing.compare(db, one, other, None)
    assert found is not None
    assert found.view == "side"
    assert 0.5 < found.shares.of_left < 1.0


def test_a_document_is_offered_other_years_and_other_issuers(db: sqlite3.Connection) -> None:
    (document,) = ids(db, "溪山区教育局", 2025)
    offered = comparing.choices(db, document)
    assert offered is not None
    assert [row["report_year"] for row in offered.years] == [2024]
    assert [row["issuer"] for row in offered.peers] == ["溪山区人民政府", "溪山区水务局"]


def test_what_is_not_there_cannot_be_compared(db: sqlite3.Connection) -> None:
    (document,) = ids(db, "溪山区教育局", 2025)
    assert comparing.compare(db, document, "d000", None) is None
    assert comparing.choices(db, "d000") is None
