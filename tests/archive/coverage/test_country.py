"""All governments of the country in coverage: who has no portal table yet, told apart from who was never checked."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from archive import datasette_plugin, open_writer
from archive.__main__ import main
from archive.coverage.matrix import count, matrix, provinces, table
from archive.types import Government

CITY, DISTRICT, COUNTY = "990100", "990102", "980121"
# Of the city one district is crawled, one has a table and was not crawled, one has none, and one has no portal.
NEVER_CRAWLED, WITHOUT_TABLE, WITHOUT_PORTAL, ELSEWHERE = "990103", "990104", "990105", "970100"


def _government(code: str, status: str = "never looked at", host: str | None = "www.lan.example") -> Government:
    return Government(code, host, host and "http", None, status, None)


@pytest.fixture
def path(library: Path, tmp_path: Path) -> Path:
    """An archive of invented reports that knows the governments of its country."""
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    path = Path(shutil.copy(library, tmp_path / "a.db"))
    with open_writer(path) as writer:
        writer.put_governments(
            [
                *(_government(code, "in the tables") for code in (CITY, DISTRICT, COUNTY, NEVER_CRAWLED)),
                *(_government(code) for code in (WITHOUT_TABLE, ELSEWHERE)),
                _government(WITHOUT_PORTAL, "no portal", None),
            ]
        )
    return path


def _rows(capsys: pytest.CaptureFixture[str], path: Path, *words: str) -> list[dict]:
    main(["coverage", "--json", *words, str(path)])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_government_without_a_table_has_a_row_that_says_so(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = _rows(capsys, path, "--year", "2025", "--governments")
    told = {row["division_code"]: row["status"] for row in rows}
    assert (told[NEVER_CRAWLED], told[WITHOUT_TABLE], told[WITHOUT_PORTAL]) == ("never", "no_table", "no_table")
    assert told[CITY] == "on_time"
    assert len(rows) == len(told) == 7


def test_rows_stand_by_division_and_have_the_columns_of_all_others(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _rows(capsys, path, "--year", "2025")
    codes = [row["division_code"] for row in rows]
    assert codes == sorted(codes)
    assert len({tuple(sorted(row)) for row in rows}) == 1


def test_without_a_year_they_have_the_years_of_the_archive(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = _rows(capsys, path, "--status", "no_table", "--division", WITHOUT_TABLE)
    assert [row["year"] for row in rows] == [2022, 2023, 2024, 2025]


def test_they_can_be_left_out(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = _rows(capsys, path, "--year", "2025", "--crawled")
    assert {row["division_code"] for row in rows} == {CITY, DISTRICT, COUNTY}


def test_csv_has_them_and_the_exit_code_tells_that_something_is_missing(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["coverage", "--csv", "--division", WITHOUT_TABLE, "--year", "2025", str(path)]) == 1
    (row,) = csv.DictReader(capsys.readouterr().out.splitlines())
    assert (row["division_code"], row["status"], row["document"]) == (WITHOUT_TABLE, "no_table", "")


def test_an_archive_that_knows_no_registry_tells_what_it_told(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _rows(capsys, library, "--year", "2025")
    assert {row["division_code"] for row in rows} == {CITY, DISTRICT, COUNTY}
    with closing(sqlite3.connect(library)) as db:
        found = matrix(db, count(db), "")
    assert found
    assert found.governments is None
    assert {line[-1] for line in table(found)[1]} == {None}


def test_a_crawled_government_whose_table_is_gone_from_the_registry_still_has_one(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_writer(path) as writer:
        writer.put_governments([_government(CITY)])
    assert {row["status"] for row in _rows(capsys, path, "--governments", "--division", CITY)} & {"no_table"} == set()


def test_a_government_whose_reports_others_show_has_no_table_where_nothing_was_found(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE documents SET division_code = ? WHERE division_code = ?", [WITHOUT_TABLE, DISTRICT])
        found = matrix(db, count(db), WITHOUT_TABLE)
    assert found
    (line,) = found.divisions
    assert {cell.status for cell in line.cells if not cell.document} <= {"no_table"}


def test_the_matrix_counts_governments_with_a_table_among_all(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        counted = count(db)
        country, city = matrix(db, counted, ""), matrix(db, counted, CITY)
    assert country
    assert city
    assert country.governments
    assert city.governments
    known = country.governments
    assert (known.number, known.with_table, len(known.without)) == (7, 4, 3)
    assert [each.code for each in city.governments.without] == [WITHOUT_TABLE, WITHOUT_PORTAL]
    assert {line.division.code: line.governments for line in country.divisions if line.division}["990000"] == (3, 5)
    assert {line.division.code for line in city.divisions if line.division} >= {WITHOUT_TABLE, WITHOUT_PORTAL}


def test_those_never_checked_are_counted_among_those_with_a_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        walked = {row[0] for row in db.execute("SELECT division_code FROM covered_divisions WHERE checked_on NOT NULL")}
        found = matrix(db, count(db), "")
    assert found
    assert found.governments
    assert found.governments.never_checked == len({CITY, DISTRICT, COUNTY, NEVER_CRAWLED} - walked)


def test_the_home_page_keeps_to_provinces_of_the_archive(path: Path, library: Path) -> None:
    found = []
    for each in (path, library):
        with closing(sqlite3.connect(each)) as db:
            found.append([(place.prefix, *numbers) for place, *numbers in provinces(count(db))[1]])
    assert found[0] == found[1]


def test_the_same_governments_are_not_written_again(path: Path) -> None:
    known = [_government(CITY), _government(WITHOUT_PORTAL, "no portal", None)]
    with open_writer(path) as writer:
        writer.put_governments(known)
        before = writer._db.total_changes
        writer.put_governments(reversed(known))
        assert writer._db.total_changes == before


def test_a_merge_takes_the_governments_and_keeps_what_is_known(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "b.db"
    other.parent.mkdir()
    with open_writer(other) as writer:
        writer.put_governments([_government(CITY, "refused")])
    assert main(["merge", "--archive", str(other), str(path)]) == 1  # the copy has no WARC files
    with closing(sqlite3.connect(other)) as db:
        statuses = dict(db.execute("SELECT division_code, status FROM governments"))
    assert (statuses[CITY], len(statuses)) == ("refused", 7)


async def test_the_pages_say_how_many_have_no_table_and_which(path: Path) -> None:
    datasette = Datasette([str(path)])
    await datasette.invoke_startup()
    country = (await datasette.client.get("/a/coverage?_lang=en")).text
    assert "governments" in country
    city = await datasette.client.get(f"/a/coverage?division={CITY}")
    assert "www.lan.example" in city.text
    data = (await datasette.client.get(f"/a/coverage.json?division={CITY}")).json()
    assert (data["governments"]["number"], data["governments"]["with_table"]) == (5, 3)
    cells = {(cell["division_code"], cell["year"]): cell for cell in data["cells"] if cell["is_division"]}
    assert cells[WITHOUT_TABLE, 2025]["status"] == "no_table"
    assert cells[CITY, 2025]["governments"] == 5


def test_a_province_without_any_report_is_shown_with_its_governments(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        found = matrix(db, count(db), ELSEWHERE)
    assert found
    assert found.years == [2025, 2024, 2023, 2022]
    assert [{cell.status for cell in line.cells} for line in found.divisions] == [{"no_table"}]
