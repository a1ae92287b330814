"""The shipped table: totals of the civil affairs ministry, years, names, changes."""

from collections import Counter

import pytest

from archive.divisions import Divisions
from archive.divisions.short_names import short_names, stem

# County-level divisions at the end of the year, as the ministry's yearly bulletins have them.
COUNTIES = {
    2013: 2853, 2014: 2854, 2015: 2850, 2016: 2851, 2017: 2851, 2018: 2851, 2019: 2846, 2020: 2844, 2021: 2843, 2022: 2843,
    2023: 2844, 2024: 2846,
}  # fmt: skip
CITIES = {2013: 333, 2014: 333, 2015: 334, 2016: 334, 2017: 334} | dict.fromkeys(range(2018, 2025), 333)


@pytest.fixture(scope="module")
def table() -> Divisions:
    return Divisions.load()


def _at_the_end_of(table: Divisions, year: int) -> Counter:
    return Counter(
        row.level for row in table if (row.from_year or 0) <= year and (row.to_year is None or row.to_year >= year)
    )


@pytest.mark.parametrize("year", COUNTIES)
def test_each_year_has_the_official_number_of_divisions(table: Divisions, year: int) -> None:
    counts = _at_the_end_of(table, year)
    assert (counts["province"], counts["city"], counts["county"]) == (34, CITIES[year], COUNTIES[year])


def test_no_code_stands_twice_in_one_year(table: Divisions) -> None:
    for year in COUNTIES:
        codes = [r.code for r in table if (r.from_year or 0) <= year and (r.to_year is None or r.to_year >= year)]
        assert len(codes) == len(set(codes))


def test_every_parent_and_successor_is_in_the_table(table: Divisions) -> None:
    for row in table:
        assert (row.parent is None) == (row.level == "province")
        assert row.parent is None or table.by_code(row.parent)
        assert all(table.by_code(code) for code in row.successors)
        assert bool(row.successors) == (row.to_year is not None)


def test_a_code_outlives_a_name(table: Divisions) -> None:
    assert table.by_code("130502", 2019).name == "桥东区"
    assert table.by_code("130502", 2020).name == "襄都区"
    assert table.by_code("130502").name == "襄都区"


def test_a_division_stands_in_the_year_of_its_end_and_not_after(table: Divisions) -> None:
    assert table.by_code("330103", 2021).name == "下城区"
    assert table.by_code("330103", 2022) is None
    assert table.by_code("330113", 2020) is None
    assert table.by_code("330113", 2021).name == "临平区"


@pytest.mark.parametrize(
    ("old", "year", "new"),
    [
        ("542627", 2020, "540426"),  # 朗县: the area became a city
        ("430182", 2015, "430124"),  # 宁乡, and back
        ("520221", 2022, "520204"),  # 水城: a part went to a neighbour
        ("330104", 2022, None),  # 江干区: divided
        ("330114", 2018, None),  # 钱塘区: of parts
        ("330103", 2022, "330105"),  # 下城区: went into 拱墅区
        ("440105", 1999, "440105"),
        ("123456", 2020, None),
    ],
)
def test_a_place_is_followed_through_the_years(table: Divisions, old: str, year: int, new: str | None) -> None:
    assert table.at(old, year) == new


def test_the_path_runs_from_the_province_down(table: Divisions) -> None:
    assert [row.name for row in table.path("440105")] == ["广东省", "广州市", "海珠区"]
    assert [row.name for row in table.path("419001")] == ["河南省", "济源市"]
    assert [row.name for row in table.path("110105", 2020)] == ["北京市", "朝阳区"]
    assert table.path("330113", 2015) == []


def test_a_name_that_occurs_more_than_once_gives_all(table: Divisions) -> None:
    assert [row.code for row in table.by_name("鼓楼区")] == ["320106", "320302", "350102", "410204"]
    assert [row.code for row in table.by_name("鼓楼区", within="320100")] == ["320106"]
    names = Counter(row.name for row in table if row.to_year is None and row.level == "county")
    assert sum(times > 1 for times in names.values()) == 28


def test_a_name_means_what_it_meant_in_that_year(table: Divisions) -> None:
    assert [row.code for row in table.by_name("东乡县", year=2015)] == ["361029", "622926"]
    assert [row.code for row in table.by_name("东乡县", year=2022)] == ["622926"]
    assert [row.code for row in table.by_name("下城区")] == ["330103"]


def test_level_is_none_for_what_the_table_lacks(table: Divisions) -> None:
    assert (table.level("440000"), table.level("440100"), table.level("440105")) == ("province", "city", "county")
    assert table.level("999101") is None


def test_every_autonomous_division_has_a_short_name(table: Divisions) -> None:
    for row in table:
        if "自治" in row.name:
            assert short_names(row.name), row.name
        assert len(stem(row.name)) >= 2
    assert {row.name for row in table.by_name("巴州")} == {"巴音郭楞蒙古自治州"}
