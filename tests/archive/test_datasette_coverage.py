"""Who has published when; and that nobody is blamed without a look."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from archive import datasette_plugin
from archive.datasette_plugin import coverage
from archive.datasette_plugin.divisions import Division, Divisions, parent_of, prefix_of
from archive.datasette_plugin.walks import complete_walks, is_asked
from tests.browser.library import make_library


@pytest.fixture
def path(tmp_path: Path) -> Path:
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    return make_library(tmp_path / "a.db")


@pytest.fixture
def db(path: Path):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def cells(db: sqlite3.Connection, path: Path, code: str, name: str) -> dict[int, tuple[str, int | None]]:
    found = coverage.matrix(db, f"{path}{code}{name}{db.total_changes}", code)
    assert found is not None
    (line,) = [line for line in [*found.divisions, *found.organs] if line.name == name]
    return {cell.year: (cell.status, cell.days) for cell in line.cells}


def test_days_are_counted_from_the_first_of_april(db: sqlite3.Connection, path: Path) -> None:
    assert cells(db, path, "990102", "青禾市溪山区") == {
        2022: ("on_time", -12),
        2023: ("late", 9),
        2024: ("on_time", -61),
        2025: ("on_time", -1),
    }
    assert cells(db, path, "990100", "青禾市")[2025] == ("on_time", 0)


def test_a_gap_is_not_found_after_a_complete_walk(db: sqlite3.Connection, path: Path) -> None:
    assert cells(db, path, "990100", "青禾市")[2024] == ("not_found", None)


def test_a_gap_is_never_checked_where_a_list_could_not_be_read(db: sqlite3.Connection, path: Path) -> None:
    assert cells(db, path, "980121", "云泽县")[2025] == ("never", None)


def test_a_walk_before_the_deadline_finds_nobody_late(db: sqlite3.Connection, path: Path) -> None:
    db.execute("UPDATE runs SET started_at = replace(started_at, '2026-04', '2026-03')")
    db.execute("UPDATE walks SET walked_at = replace(walked_at, '2026-04', '2026-03')")
    db.execute("DELETE FROM documents WHERE issuer = '青禾市人民政府' AND report_year = 2025")
    assert cells(db, path, "990100", "青禾市")[2025] == ("not_due", None)


def test_a_report_without_a_date_is_published_all_the_same(db: sqlite3.Connection, path: Path) -> None:
    db.execute("UPDATE documents SET published_at = NULL WHERE issuer = '青禾市人民政府'")
    assert cells(db, path, "990100", "青禾市")[2025] == ("undated", None)


def test_the_report_of_the_district_on_the_portal_of_the_city_is_not_the_citys(path: Path) -> None:
    city = Division("9901", "青禾市", ())
    assert coverage.is_own_government("青禾市人民政府", city)
    assert not coverage.is_own_government("溪山区人民政府", city)
    assert not coverage.is_own_government("青禾市石桥镇人民政府", city)
    assert not coverage.is_own_government("青禾市水务局", city)


def test_divisions_lead_downwards_and_count_what_is_below(db: sqlite3.Connection, path: Path) -> None:
    country = coverage.matrix(db, str(path), "")
    assert country is not None
    assert [line.name for line in country.divisions] == ["980000", "990000"]
    province = coverage.matrix(db, str(path), "990000")
    assert province is not None
    assert [line.name for line in province.divisions] == ["990000", "青禾市"]
    assert {cell.year: cell.below for cell in province.divisions[0].cells}[2024] == (1, 2)
    assert [each.name for each in province.path] == ["990000"]


def test_organs_stand_below_their_government(db: sqlite3.Connection, path: Path) -> None:
    found = coverage.matrix(db, str(path), "990102")
    assert found is not None
    assert found.organs[0].name == "溪山区人民政府"
    assert {"溪山区教育局", "溪山区水务局"} < {line.name for line in found.organs}


def test_an_unknown_division_is_none_and_a_name_finds_those_that_have_it(db: sqlite3.Connection, path: Path) -> None:
    assert coverage.matrix(db, str(path), "123456") is None
    assert [each.code for each in coverage.divisions_named(db, "溪山")] == ["990102"]
    assert coverage.divisions_named(db, " ") == []


def test_a_large_archive_is_not_scanned_without_the_index(db: sqlite3.Connection, path: Path) -> None:
    db.execute("DROP INDEX IF EXISTS documents_coverage")
    db.execute("UPDATE documents SET seq = 9000000 WHERE seq = 1")
    with pytest.raises(coverage.TooLarge):
        coverage.matrix(db, f"{path}-large", "")


def test_names_of_a_table_of_divisions_win(db: sqlite3.Connection) -> None:
    db.execute("DROP TABLE IF EXISTS divisions")
    db.execute("CREATE TABLE divisions (code TEXT, name TEXT)")
    db.execute("INSERT INTO divisions VALUES ('990000', '禾省')")
    found = Divisions(db).get("99")
    assert found is not None
    assert found.name == "禾省"


@pytest.mark.parametrize(
    ("code", "prefix", "parent"),
    [
        ("440000", "44", ""),
        ("440100", "4401", "44"),
        ("440105", "440105", "4401"),
        ("440105003", "440105003", "440105"),
        ("440105000", "440105", "4401"),
    ],
)
def test_a_code_tells_what_lies_above(code: str, prefix: str, parent: str) -> None:
    assert prefix_of(code) == prefix
    assert parent_of(prefix) == parent


def test_a_run_of_another_portal_walks_nothing_of_this_one(db: sqlite3.Connection) -> None:
    assert set(complete_walks(db)) == {"qinghe", "xishan"}
    db.execute("UPDATE runs SET selection = 'portal=qinghe'")
    assert set(complete_walks(db)) == {"qinghe"}
    assert is_asked("division=9901", "xishan", "990102")


def test_an_interrupted_run_walks_nothing(db: sqlite3.Connection) -> None:
    db.execute("UPDATE runs SET reason = 'shutdown'")
    assert complete_walks(db) == {}


def test_a_list_that_was_never_read_to_its_end_keeps_its_portal_unchecked(db: sqlite3.Connection) -> None:
    db.execute("UPDATE walks SET complete_at = NULL WHERE page IN (SELECT id FROM pages WHERE portal = 'qinghe')")
    assert set(complete_walks(db)) == {"xishan"}


async def test_the_table_is_there_for_spreadsheets_and_programs(path: Path) -> None:
    datasette = Datasette([str(path)])
    text = (await datasette.client.get("/a/coverage.csv?division=990102")).text
    lines = list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))
    late = next(line for line in lines if line["status"] == "late" and line["is_division"] == "1")
    assert (late["year"], late["published_on"], late["days_after_1_april"]) == ("2023", "2024-04-10", "9")
    assert all(not line["name"].startswith("=") for line in lines)
    answer = (await datasette.client.get("/a/coverage.json?division=990102")).json()
    assert len(answer["cells"]) == len(lines)
    assert (await datasette.client.get("/a/coverage.json?division=12")).status_code == 404
