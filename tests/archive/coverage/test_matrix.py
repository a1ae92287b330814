"""Coverage as a matrix: which years and places it shows, what each cell counts, which provinces have published."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.coverage.matrix import Matrix, count, matrix, provinces

CITY, DISTRICT, COUNTY = "990100", "990102", "980121"


@pytest.fixture
def db(library: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An archive of invented reports, for one test alone."""
    path = shutil.copy(library, tmp_path / "a.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def of(db: sqlite3.Connection, code: str, until: int | None = None) -> Matrix:
    found = matrix(db, count(db), code, until)
    assert found is not None
    return found


def add_report(db: sqlite3.Connection, issuer: str, year: int, *, like: str = "溪山区教育局") -> None:
    """A report of another organ, or of another year, beside one that is there."""
    names = [row[1] for row in db.execute("PRAGMA table_info(documents)")]
    values = {
        "id": "?1 || ?2", "text_digest": "?1 || ?2", "seq": "(SELECT max(seq) + 1 FROM documents)", "issuer": "?1", "report_year": "?2",
        "published_at": "(?2 + 1) || '-02-01'",
    }  # fmt: skip
    chosen = ", ".join(values.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    db.execute(
        f"INSERT INTO documents ({columns}) SELECT {chosen} FROM documents WHERE issuer = ?3 LIMIT 1",
        [issuer, year, like],
    )


def test_years_are_shown_from_the_first_report_on_the_youngest_first(db: sqlite3.Connection) -> None:
    assert of(db, DISTRICT).years == [2025, 2024, 2023, 2022]
    assert of(db, COUNTY).years == [2025, 2024]
    assert of(db, DISTRICT, until=2023).years == [2023, 2022]


def test_eight_years_are_shown_and_whether_there_are_earlier_ones(db: sqlite3.Connection) -> None:
    add_report(db, "溪山区教育局", 2018)
    found = of(db, DISTRICT)
    assert (found.years, found.has_earlier) == (list(range(2025, 2017, -1)), False)
    add_report(db, "溪山区教育局", 2017)
    found = of(db, DISTRICT)
    assert (found.years, found.has_earlier) == (list(range(2025, 2017, -1)), True)
    assert of(db, DISTRICT, until=2024).years == list(range(2024, 2016, -1))


def test_no_year_is_shown_of_which_nothing_was_expected(db: sqlite3.Connection) -> None:
    add_report(db, "溪山区教育局", 2009)
    assert of(db, DISTRICT, until=2017).years == [2017, 2016]


def test_a_place_has_as_many_other_reports_as_organs_besides_its_government(db: sqlite3.Connection) -> None:
    def others() -> dict[int, int]:
        return {cell.year: cell.others for cell in of(db, DISTRICT).divisions[0].cells}

    assert others() == {2025: 2, 2024: 3, 2023: 0, 2022: 0}
    add_report(db, "溪山区司法局", 2025)
    add_report(db, "溪山区司法局", 2023)
    assert others() == {2025: 3, 2024: 3, 2023: 1, 2022: 0}
    # A town's code is longer: its reports are none of the district's.
    db.execute("UPDATE documents SET division_code = '990102001' WHERE issuer = '溪山区司法局'")
    assert others() == {2025: 2, 2024: 3, 2023: 0, 2022: 0}


def test_what_is_below_leaves_out_the_place_itself(db: sqlite3.Connection) -> None:
    city, district = of(db, CITY).divisions
    assert {cell.year: cell.below for cell in city.cells} == dict.fromkeys((2025, 2024, 2023, 2022), (1, 1))
    assert {cell.below for cell in district.cells} == {(0, 0)}


def test_a_last_walk_is_said_once_if_all_that_have_a_portal_share_it(db: sqlite3.Connection) -> None:
    assert of(db, "99").checked_on == "2026-04-22"  # the province itself has no portal, and was never walked
    db.execute("UPDATE portals SET division_code = '990200' WHERE id = 'yunze'")  # a city whose list was never read
    assert of(db, "99").checked_on is None
    assert of(db, CITY).checked_on == "2026-04-22"


def test_a_province_has_published_if_its_government_and_those_below_have(db: sqlite3.Connection) -> None:
    year, found = provinces(count(db))
    assert year == 2025
    assert [(place.prefix, published, known) for place, published, known in found] == [("98", 0, 1), ("99", 2, 2)]
    db.execute("UPDATE portals SET division_code = '980000' WHERE id = 'yunze'")
    _, found = provinces(count(db))
    assert [(place.prefix, known) for place, _, known in found] == [("98", 1), ("99", 2)]


def test_the_year_of_the_provinces_is_the_youngest_that_is_due(db: sqlite3.Connection) -> None:
    db.execute("UPDATE runs SET started_at = replace(started_at, '2026-04', '2026-03')")
    db.execute("UPDATE walks SET walked_at = replace(walked_at, '2026-04', '2026-03')")
    assert provinces(count(db))[0] == 2024


def test_an_archive_in_which_nothing_is_due_has_no_such_year(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM walks")
    assert provinces(count(db)) == (None, [])


def test_towns_come_after_departments(db: sqlite3.Connection) -> None:
    add_report(db, "溪山区一平镇人民政府", 2025)
    names = [line.name for line in of(db, DISTRICT).organs]
    assert names[0] == "溪山区人民政府"
    assert names[-1] == "溪山区一平镇人民政府"
    assert names[1:-1] == sorted(names[1:-1])


def test_a_government_goes_by_the_name_on_its_youngest_report(db: sqlite3.Connection) -> None:
    db.execute("UPDATE documents SET issuer = '溪山区政府' WHERE issuer = '溪山区人民政府' AND report_year = 2024")
    db.execute("DELETE FROM documents WHERE issuer = '溪山区人民政府' AND report_year = 2025")
    db.execute("DELETE FROM documents WHERE issuer = '青禾市溪山区人民政府' AND report_year = 2025")
    assert of(db, DISTRICT).organs[0].name == "溪山区政府"
