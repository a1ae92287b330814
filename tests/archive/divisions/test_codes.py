"""Division codes in site codes and index numbers."""

import pytest

from archive.divisions import Divisions
from archive.divisions.codes import read_index_number, read_site_code


@pytest.fixture(scope="module")
def table() -> Divisions:
    return Divisions.load()


@pytest.mark.parametrize(
    ("site_code", "code"),
    [
        ("4401050003", "440105"),
        ("5426270002", "542627"),  # as registered; the county has another code now
        (" 4403000052 ", "440300"),
        ("bm29000001", None),
        ("9991010001", None),
        ("440105", None),
        ("网站标识码", None),
    ],
)
def test_the_first_six_digits_of_a_site_code_count(table: Divisions, site_code: str, code: str | None) -> None:
    assert read_site_code(site_code, table).code == code


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("11500230008689762A/2026-00004", "500230"),
        ("113708120042347000/2026-00004", "370812"),  # wrong check character, right division
        ("620702103/2026-00038", "620702"),
        ("4401050003/2024-1", "440105"),
        ("4401050003", "440105"),
        ("2023000012", None),  # a year and a number: the table has no such division
        ("002482277/2025-00065", None),  # an organisation code
        ("XM00503-25-00-2026-004", None),
        ("tssrmzfbgs/2026-00095", None),
        ("/", None),
    ],
)
def test_an_index_number_tells_the_division_where_it_holds_one(table: Divisions, number: str, code: str | None) -> None:
    assert read_index_number(number, table).code == code


def test_an_empty_value_is_no_evidence(table: Divisions) -> None:
    assert read_site_code(None, table) is None
    assert read_site_code("  ", table) is None
    assert read_index_number("", table) is None


def test_the_note_tells_of_a_wrong_check_character(table: Divisions) -> None:
    assert "check character is wrong" in read_index_number("113708120042347000/2026-00004", table).note
    assert "check character" not in read_index_number("11500230008689762A/2026-00004", table).note
