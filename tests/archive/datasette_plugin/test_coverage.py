"""Who has published when; and that nobody is blamed without a look."""

import csv
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from archive import datasette_plugin
from archive.coverage import matrix
from archive.coverage.covered_divisions import Divisions
from archive.divisions.prefixes import parent_of, prefix_of


@pytest.fixture
def path(library: Path, tmp_path: Path) -> Path:
    """An archive of invented reports, for one test alone."""
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    return Path(shutil.copy(library, tmp_path / "a.db"))


@pytest.fixture
def db(path: Path):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def of(db: sqlite3.Connection, code: str) -> matrix.Matrix:
    found = matrix.matrix(db, matrix.count(db), code)
    assert found is not None
    return found


def cells(db: sqlite3.Connection, code: str, name: str) -> dict[int, tuple[str, int | None]]:
    found = of(db, code)
    (line,) = [line for line in [*found.divisions, *found.organs] if line.name == name]
    return {cell.year: (cell.status, cell.days) for cell in line.cells}


def walked(db: sqlite3.Connection) -> set[str]:
    return {row[0] for row in db.execute("SELECT portal FROM walked_portals WHERE checked_on IS NOT NULL")}


def test_days_are_counted_from_the_first_of_april(db: sqlite3.Connection) -> None:
    assert cells(db, "990102", "青禾市溪山区") == {
        2022: ("on_time", -12),
        2023: ("late", 9),
        2024: ("on_time", -61),
        2025: ("on_time", -1),
    }
    assert cells(db, "990100", "青禾市")[2025] == ("on_time", 0)


def test_a_gap_is_not_found_after_a_complete_walk(db: sqlite3.Connection) -> None:
    assert cells(db, "990100", "青禾市")[2024] == ("not_found", None)


def test_a_gap_is_never_checked_where_a_list_could_not_be_read(db: sqlite3.Connection) -> None:
    assert cells(db, "980121", "云泽县")[2025] == ("never", None)


def test_a_walk_before_the_deadline_finds_nobody_late(db: sqlite3.Connection) -> None:
    db.execute("UPDATE runs SET started_at = replace(started_at, '2026-04', '2026-03')")
    db.execute("UPDATE walks SET walked_at = replace(walked_at, '2026-04', '2026-03')")
    db.execute("DELETE FROM documents WHERE issuer = '青禾市人民政府' AND report_year = 2025")
    assert cells(db, "990100", "青禾市")[2025] == ("not_due", None)


def test_a_report_without_a_date_is_published_all_the_same(db: sqlite3.Connection) -> None:
    db.execute("UPDATE documents SET published_at = NULL WHERE issuer = '青禾市人民政府'")
    db.execute("UPDATE locations SET published_at = NULL")
    assert cells(db, "990100", "青禾市")[2025] == ("undated", None)


def test_the_report_of_the_district_on_the_portal_of_the_city_is_not_the_citys(db: sqlite3.Connection) -> None:
    # Invented places are in no table of divisions, so that an organ of the district has the code of the portal.
    db.execute("UPDATE documents SET division_code = '990100' WHERE division_code = '990102'")
    for old, new in (("溪山区教育局", "青禾市石桥镇人民政府"), ("溪山区水务局", "市人民政府办公室")):
        db.execute("UPDATE documents SET issuer = ? WHERE issuer = ? AND report_year = 2025", [new, old])
    sql = "SELECT organ, is_government FROM coverage WHERE division_code = '990100' AND year = 2025"
    found = dict(db.execute(f"{sql} AND status = 'on_time'"))
    assert found == {"青禾市人民政府": 1, "溪山区人民政府": 0, "青禾市石桥镇人民政府": 0, "市人民政府办公室": 0}


def test_divisions_lead_downwards_and_count_what_is_below(db: sqlite3.Connection) -> None:
    assert [line.name for line in of(db, "").divisions] == ["980000", "990000"]
    province = of(db, "990000")
    assert [line.name for line in province.divisions] == ["990000", "青禾市"]
    assert {cell.year: cell.below for cell in province.divisions[0].cells}[2024] == (1, 2)
    assert [each.name for each in province.path] == ["990000"]


def test_organs_stand_below_their_government(db: sqlite3.Connection) -> None:
    organs = [line.name for line in of(db, "990102").organs]
    assert organs[0] == "溪山区人民政府"
    assert {"溪山区教育局", "溪山区水务局"} < set(organs)


def test_nothing_is_expected_of_an_organ_before_its_first_report(db: sqlite3.Connection) -> None:
    assert cells(db, "990102", "溪山区教育局") == {
        2022: ("not_expected", None),
        2023: ("not_expected", None),
        2024: ("on_time", -43),
        2025: ("on_time", -43),
    }
    years = db.execute("SELECT min(year) FROM coverage WHERE organ = '溪山区教育局'").fetchone()
    assert years == (2024,)


def test_an_organ_that_has_published_is_expected_again(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM documents WHERE issuer = '溪山区教育局' AND report_year = 2025")
    assert cells(db, "990102", "溪山区教育局")[2025] == ("not_found", None)


def test_nobody_misses_the_report_of_a_party_committee(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM documents WHERE issuer = '溪山区教育局' AND report_year = 2025")
    db.execute("UPDATE documents SET organ_class = 'party' WHERE issuer = '溪山区教育局'")
    assert cells(db, "990102", "溪山区教育局")[2024] == ("on_time", -43)
    assert cells(db, "990102", "溪山区教育局")[2025] == ("not_expected", None)


def listed(db: sqlite3.Connection, title: str | None, status: int | None) -> None:
    """A page of the district's portal that was listed and gave no document."""
    db.execute(
        "INSERT INTO pages (id, url, portal, role, title, first_seen_at, last_seen_at, http_status)"
        " VALUES ('x', 'http://www.xishan.example/x', 'xishan', 'detail', ?, '2026-04-22T02:00:00Z',"
        " '2026-04-22T02:00:00Z', ?)",
        [title, status],
    )
    db.execute("DELETE FROM documents WHERE issuer IN ('溪山区教育局', '溪山区水务局') AND report_year = 2025")


@pytest.mark.parametrize("status", [None, 404, 502, 200])
def test_a_report_that_was_listed_and_could_not_be_read_is_not_called_not_found(
    db: sqlite3.Connection, status: int | None
) -> None:
    listed(db, "溪山区教育局2025年度法治政府建设情况报告", status)
    assert cells(db, "990102", "溪山区教育局")[2025] == ("unread", None)
    assert cells(db, "990102", "溪山区水务局")[2025] == ("not_found", None)


def test_a_page_whose_title_names_no_organ_may_be_anybodys_of_its_year(db: sqlite3.Connection) -> None:
    listed(db, "2025年度法治政府建设情况报告", 502)
    assert cells(db, "990102", "溪山区教育局")[2025] == ("unread", None)
    assert cells(db, "990102", "溪山区水务局")[2025] == ("unread", None)


@pytest.mark.parametrize(
    ("title", "status", "told"),
    [
        ("法治政府建设情况报告", None, "unread"),  # of which year, nobody knows
        (None, 502, "unread"),
        ("法治政府建设情况报告", 404, "not_found"),  # a dead link that names no year would keep all years open for ever
        ("2024年度法治政府建设情况报告", 502, "not_found"),
        ("2025年防汛工作总结", 502, "not_found"),
    ],
)
def test_a_page_keeps_open_only_what_it_may_be(
    db: sqlite3.Connection, title: str | None, status: int | None, told: str
) -> None:
    listed(db, title, status)
    assert cells(db, "990102", "溪山区教育局")[2025] == (told, None)


def test_a_report_that_is_listed_on_another_host_is_not_called_not_found(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM documents WHERE issuer IN ('溪山区教育局', '溪山区水务局') AND report_year = 2025")
    row = {
        "url": "http://other.example/1", "portal": "xishan", "section": "法治政府建设", "listed_as": "http://other.example/1",
        "list_url": "http://www.xishan.example/list/", "title": "溪山区教育局2025年度法治政府建设情况报告",
        "first_seen_at": "2026-04-22T02:00:00Z", "last_seen_at": "2026-04-22T02:00:00Z",
    }  # fmt: skip
    there = [column[1] for column in db.execute("PRAGMA table_info(listings)")]
    db.execute(f"INSERT INTO listings ({', '.join(there)}) VALUES ({', '.join(f':{name}' for name in there)})", row)
    assert cells(db, "990102", "溪山区教育局")[2025] == ("unread", None)
    assert cells(db, "990102", "溪山区水务局")[2025] == ("not_found", None)
    db.execute("UPDATE listings SET url = (SELECT url FROM pages WHERE document IS NOT NULL LIMIT 1)")
    assert cells(db, "990102", "溪山区教育局")[2025] == ("not_found", None)


def test_an_unknown_division_is_none_and_a_name_finds_those_that_have_it(db: sqlite3.Connection) -> None:
    assert matrix.matrix(db, matrix.count(db), "123456") is None
    assert [each.code for each in Divisions(db).meant("溪山")] == ["990102"]
    assert Divisions(db).meant(" ") == []


def test_names_of_the_table_of_divisions_win(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO divisions VALUES ('990000', '禾省', 'province', NULL, NULL, NULL, '')")
    db.execute("INSERT INTO divisions VALUES ('990102', '旧溪县', 'county', '990100', NULL, 2020, '')")
    db.execute("INSERT INTO divisions VALUES ('990102', '溪山区', 'county', '990100', 2021, NULL, '')")
    found = Divisions(db)
    assert found.label("990102") == "禾省 青禾市 溪山区"
    assert [each.code for each in found.meant("禾省 青禾市 溪山区")] == ["990102"]


def test_a_division_is_named_after_the_portal_of_its_government(db: sqlite3.Connection) -> None:
    sql = "INSERT INTO portals (id, name, host, division_code, platform) VALUES (?, ?, ?, '990103', 'auto')"
    db.executemany(sql, [("ju", "某区教育局", "j"), ("qu", "某区人民政府", "q")])
    assert db.execute("SELECT name FROM covered_divisions WHERE division_code = '990103'").fetchone() == ("某区",)


def test_a_customary_name_finds_its_division(db: sqlite3.Connection) -> None:
    db.execute("UPDATE documents SET division_code = '652800' WHERE issuer = '溪山区教育局'")
    assert [each.name for each in Divisions(db).meant("巴州")] == ["巴音郭楞蒙古自治州"]
    assert Divisions(db).label("652800") == "新疆维吾尔自治区 巴音郭楞蒙古自治州"


def test_a_division_without_a_portal_is_known_by_its_documents(db: sqlite3.Connection) -> None:
    db.execute("UPDATE documents SET division_code = '440105' WHERE issuer = '溪山区教育局'")
    found = Divisions(db).get("440105")
    assert found is not None
    assert (found.name, found.portals) == ("海珠区", ())
    sql = "SELECT status FROM coverage WHERE division_code = '440105' AND is_government = 1"
    assert set(db.execute(sql)) == {("never",)}


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


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ("", {"qinghe", "xishan"}),
        ("portal=qinghe", {"qinghe"}),
        ("portal=haizhu,xishan full=1", {"xishan"}),
        ("division=9901", {"qinghe", "xishan"}),
        ("division=990102 full=1", {"xishan"}),
        ("portal=qing", set()),
        ("full=1", {"qinghe", "xishan"}),
    ],
)
def test_a_run_walks_the_portals_that_it_asks_for(db: sqlite3.Connection, selection: str, expected: set[str]) -> None:
    db.execute("UPDATE runs SET selection = ?", [selection])
    assert walked(db) == expected


def test_an_interrupted_run_walks_nothing(db: sqlite3.Connection) -> None:
    db.execute("UPDATE runs SET reason = 'shutdown'")
    assert walked(db) == set()


def test_a_list_that_was_never_read_to_its_end_keeps_its_portal_unchecked(db: sqlite3.Connection) -> None:
    db.execute("UPDATE walks SET complete_at = NULL WHERE page IN (SELECT id FROM pages WHERE portal = 'qinghe')")
    assert walked(db) == {"xishan"}


def test_a_list_that_could_not_be_read_leaves_the_walk_before_it_as_the_last(db: sqlite3.Connection) -> None:
    last = db.execute("SELECT max(id) FROM runs").fetchone()[0]
    db.execute(
        "INSERT INTO problems (run, portal, url, kind, detail, seen_at)"
        " VALUES (?, 'xishan', 'http://www.xishan.example/list/', 'http_500', 'list page 2 answered 500', '2026-04-22')",
        [last],
    )
    assert dict(db.execute("SELECT portal, checked_on FROM walked_portals")) == {
        "qinghe": "2026-04-22",
        "xishan": "2026-04-20",
        "yunze": None,
    }


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


@pytest.mark.parametrize(
    ("language", "reserve"), [("zh", "至迟 2024-04-10 已公开"), ("en", "by 2024-04-10 at the latest")]
)
async def test_the_page_says_in_words_that_a_repost_proves_nobody_late(
    path: Path, db: sqlite3.Connection, language: str, reserve: str
) -> None:
    db.execute("UPDATE documents SET portal = NULL")
    db.execute("UPDATE locations SET portal = NULL")
    client = Datasette([str(path)]).client
    for view in ("matrix", "table"):
        url = f"/a/coverage?division=990102&view={view}"
        text = (await client.get(url, cookies={"fazhi_language": language})).text
        assert reserve in text
        assert "+9" not in text


@pytest.mark.parametrize(("language", "words"), [("zh", "年度 "), ("en", "year ")])
async def test_reports_without_a_row_have_a_page(path: Path, db: sqlite3.Connection, language: str, words: str) -> None:
    db.execute("UPDATE documents SET report_year = NULL WHERE issuer = '溪山区教育局' AND report_year = 2025")
    client = Datasette([str(path)]).client
    cookies = {"fazhi_language": language}
    assert (
        "/a/coverage/unplaced?division=990102"
        in (await client.get("/a/coverage?division=990102", cookies=cookies)).text
    )
    text = (await client.get("/a/coverage/unplaced?division=990102", cookies=cookies)).text
    assert "溪山区教育局2025年度法治政府建设情况报告" in text
    assert f"<td>{words}</td>" in text
    answer = (await client.get("/a/coverage/unplaced.json")).json()
    assert [row["missing"] for row in answer["reports"] if row["issuer"] == "溪山区教育局"] == ["year"]
    assert (await client.get("/a/coverage/unplaced.csv?division=980121")).text.count("\n") == 1
    assert (await client.get("/a/coverage/unplaced?division=777777")).status_code == 404
