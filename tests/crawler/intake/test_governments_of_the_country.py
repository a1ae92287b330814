"""A crawl writes the governments of the country into its archive, so that coverage knows of how many it tells."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.portals.registry import governments
from tests.crawler.crawls import CLOSED, start

TABLE = """
[lan]
name = "兰汀区人民政府"
hosts = ["www.lan.gov.example"]
division = "{}"
sections = ["http://www.lan.gov.example/fz/"]
"""


@pytest.mark.parametrize(("division", "number"), [("440105", 3_209), ("999101", 0)])
def test_a_crawl_of_real_places_writes_them_and_one_of_invented_places_does_not(
    tmp_path: Path, division: str, number: int
) -> None:
    (tmp_path / "t.toml").write_text(TABLE.format(division), "utf-8")
    words = ("-s", f"PORTAL_TABLES={tmp_path / 't.toml'}")
    start(CLOSED, tmp_path / "a.db", *words).communicate()
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        assert db.execute("SELECT count(*) FROM governments").fetchone() == (number,)


def test_a_government_is_in_the_tables_where_a_second_host_of_its_own_is() -> None:
    found = {each.division_code: each for each in governments()}
    assert (found["520600"].host, found["520600"].status) == ("www.tongren.gov.cn", "in the tables")


def test_a_government_is_not_in_the_tables_for_a_department() -> None:
    found = {each.division_code: each.status for each in governments()}
    assert found["421200"] == "never looked at"  # 咸宁: its bureau of justice alone has a table


def test_governments_without_a_portal_are_among_them() -> None:
    without = [each.division_code for each in governments() if each.host is None]
    assert without == ["350527", "460302", "460303", "653228", "653229"]
