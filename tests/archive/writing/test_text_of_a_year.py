"""The same words under titles of two years are two documents where the text tells no year, and one where it does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from archive import Fetch, PageRef, open_writer
from archive.__main__ import main
from tests.archive.conftest import DAY_ONE

ORGAN = "溪山区教育局"
POINTS = "\n".join(f"{n}、完善制度{n}项，培训人员{n * 7}人次。" for n in range(1, 30))
WORDS = f"一年来，{ORGAN}扎实推进法治政府建设。\n{POINTS}"


@pytest.fixture
def report(article):
    def make(year, text=WORDS, how="title"):
        found = {"issuer": "title"} | ({"report_year": how} if year else {})
        title = f"{ORGAN}{f'{year}年' if year else ''}法治政府建设年度报告"
        return article(text, is_long=False, title=title, issuer=ORGAN, kind="report", report_year=year, found=found)

    return make


@pytest.fixture
def tell(show, report):
    """Lets a page show a text under the title of a year; gives the snapshot and the document."""

    def do(url, year, text=WORDS, **how):
        kept, added = show(f"{url}{year}".encode(), report(year, text, **how), url=f"http://h/{url}")
        return kept.snapshot, added.document

    return do


def test_the_same_words_for_two_years_are_two_documents_and_no_twins(tell, rows):
    (_, one), (_, other) = tell("1", 2023), tell("2", 2024)
    assert one != other
    assert {row["report_year"] for row in rows("SELECT * FROM documents")} == {2023, 2024}
    assert len(rows("SELECT DISTINCT words_digest FROM documents")) == 1
    assert rows("SELECT * FROM twins") == []
    assert tell("3", 2024)[1] == other


@pytest.mark.parametrize(
    "text",
    [
        f"2024年，{ORGAN}扎实推进法治政府建设。\n{POINTS}",
        f"{WORDS}\n{ORGAN}\n2025年1月20日",
        f"{WORDS}\n30、2024年办理复议案件3件。\n" + "建议在工作中进一步改进，持续完善制度。" * 9,
    ],
)
def test_a_text_that_tells_its_year_is_one_document_under_a_slip_of_a_title(tell, text):
    assert tell("1", 2024, text)[1] == tell("2", None, text)[1]
    if "办理复议" not in text:  # there the other title's year stands nowhere near
        assert tell("3", 2023, text)[1] == tell("1", 2024, text)[1]


def test_a_title_of_another_year_over_a_text_that_tells_its_own_is_a_problem(tell, rows):
    text = f"2024年，{ORGAN}扎实推进法治政府建设。\n{POINTS}"
    tell("1", 2024, text)
    assert rows("SELECT * FROM problems") == []
    tell("2", 2023, text)
    ((kind, url, detail),) = (row.values() for row in rows("SELECT kind, url, detail FROM problems"))
    assert (kind, url) == ("year_conflict", "http://h/2")
    assert "2023" in detail
    assert "2024" in detail


def test_a_page_that_changes_the_year_of_its_title_alone_is_told_with_both_readings(tell, rows):
    one, other = tell("1", 2023)[1], tell("1", 2024)[1]
    assert one != other
    ((kind, detail),) = (row.values() for row in rows("SELECT kind, detail FROM problems"))
    assert kind == "reused_url"
    assert "same words under another title" in detail


@pytest.mark.parametrize(
    "mention", ["落实《法治政府建设实施纲要（2021－2025年）》", "自2021年以来持续推进", "根据厅字〔2019〕28号"]
)
def test_a_year_of_a_plan_or_a_notice_is_not_the_years_own(tell, mention):
    text = f"一年来，{ORGAN}{mention}，扎实推进法治政府建设。\n{POINTS}"
    assert tell("1", 2023, text)[1] != tell("2", 2024, text)[1]


def test_a_year_that_no_title_names_is_no_part_of_what_a_document_is(tell):
    assert tell("1", 2023, how="year before publication")[1] == tell("2", 2024, how="year before publication")[1]


def test_ids_do_not_depend_on_who_came_first_or_was_merged_first(tmp_path: Path, report):
    found = set()
    for n, order in enumerate(permutations((2023, 2024, None))):
        found.add(_years(_stored(tmp_path / f"{n}" / "a.db", order, report)))
        paths = [_stored(tmp_path / f"{n}-{year}" / "a.db", (year,), report) for year in order]
        for path in paths[1:]:
            main(["merge", str(path), "--archive", str(paths[0])])
        found.add(_years(paths[0]))
        assert main(["check", str(paths[0])]) == 0
    assert len(found) == 1


@pytest.mark.parametrize("order", list(permutations((2023, 2024))))
def test_an_old_archive_gives_the_second_year_its_document_when_it_is_cleaned_again(
    writer, tell, report, rows, archive_path, order
):
    snapshots = {year: tell(f"{year}", year, how=None)[0] for year in (2023, 2024)}
    (merged,) = rows("SELECT id, report_year FROM documents")
    writer.close()
    _make_old(archive_path)
    assert main(["upgrade", str(archive_path)]) == 0
    assert main(["check", str(archive_path)]) == 0
    with open_writer(archive_path) as again:
        again.begin_run("reclean", "all")
        for year in order:
            again.reclean(snapshots[year], report(year), "2")
    held = dict(_years(archive_path))
    assert held[merged["report_year"]] == merged["id"]
    assert set(held) == {2023, 2024}
    assert main(["check", str(archive_path)]) == 0


def _make_old(path: Path) -> None:
    """Make the archive what the version before left, where only titles name the years."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            "DROP VIEW coverage; DROP INDEX locations_facts;"
            "ALTER TABLE locations DROP COLUMN published_at; ALTER TABLE locations DROP COLUMN site_id_code;"
            "ALTER TABLE locations DROP COLUMN nearness; ALTER TABLE locations DROP COLUMN cleaner_version;"
            "DELETE FROM _sqlite_migrations WHERE name = 'm016_facts_of_places';"
            """UPDATE documents SET found = '{"issuer": "title", "report_year": "title"}'"""
        )


def _stored(path: Path, years, report) -> Path:
    """Make an archive of a page under the title of each year, with the same words."""
    path.parent.mkdir()
    with open_writer(path) as writer:
        writer.begin_run("crawl", "all")
        for year in years:
            url = f"http://h/{year}"
            kept = writer.keep(Fetch(url, DAY_ONE + timedelta(hours=year or 0), url.encode()), PageRef(url, "detail"))
            writer.add(report(year), kept.snapshot, cleaner_version="1")
    return path


def _years(path: Path) -> tuple[tuple[int | None, str], ...]:
    with closing(sqlite3.connect(path)) as db:
        return tuple(db.execute("SELECT report_year, id FROM documents ORDER BY id"))
