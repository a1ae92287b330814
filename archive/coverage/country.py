"""The governments of the country, as a crawl wrote them out of the registry: which of them have no portal table yet.

Without them (an archive of an older version, or of invented places) coverage is told of what has a portal alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from archive.rows import Row, rows

IN_TABLES = "in the tables"  # the status of a government whose portal stands in the portal tables

# Of a code that was given anew the younger name.
_SQL = """
    SELECT g.division_code, g.host, g.scheme, g.status, g.checked_at,
        coalesce((SELECT v.name FROM divisions v WHERE v.code = g.division_code
            ORDER BY coalesce(v.to_year, 9999) DESC LIMIT 1), g.division_code) AS name,
        EXISTS (SELECT 1 FROM portals o WHERE o.division_code = g.division_code) AS is_crawled
    FROM governments g WHERE g.division_code >= ? AND g.division_code < ? ORDER BY g.division_code
"""


@dataclass(frozen=True, slots=True)
class CountryGovernment:
    """A government of the country; *host* is None where no portal is known, *status* as in the registry."""

    code: str
    name: str
    host: str | None
    status: str
    has_table: bool  # a portal of its division is in the archive, or in the portal tables


def governments(db: sqlite3.Connection, prefix: str = "") -> list[CountryGovernment]:
    """Return the governments of divisions whose code begins with *prefix*; [] if the archive knows no registry."""
    found = rows(db, _SQL, [prefix, f"{prefix}A"])
    return [
        CountryGovernment(
            row["division_code"], row["name"], row["host"], row["status"],
            bool(row["is_crawled"]) or row["status"] == IN_TABLES,
        )
        for row in found
    ]  # fmt: skip


def add_missing(found: list[Row], known: Iterable[CountryGovernment], years: Iterable[int]) -> list[Row]:
    """Return rows of the view `coverage` with one for each government and year that has none, by division.

    Their status is ``no_table``, or ``never`` where a table is there and was not crawled; rows that are there and say
    ``never`` of a government without a table say ``no_table``.
    """
    without = {each.code for each in known if not each.has_table}
    told = [
        {**row, "status": "no_table"} if row["status"] == "never" and row["division_code"] in without else row
        for row in found
    ]
    held = {(row["division_code"], row["year"]) for row in found if row["is_government"]}
    missing = [_row(each, year) for each in known for year in years if (each.code, year) not in held]
    return sorted([*told, *missing], key=lambda row: row["division_code"])  # stable: organs stay in their order


def years_of(db: sqlite3.Connection, first: int) -> list[int]:
    """Return the years of the reports that the archive has, from *first* on."""
    sql = (
        "SELECT min(report_year), max(report_year) FROM documents"
        " WHERE kind = 'report' AND report_year BETWEEN ? AND 2100"
    )
    low, high = db.execute(sql, [first]).fetchone()
    return [] if low is None else list(range(low, high + 1))


def _row(each: CountryGovernment, year: int) -> Row:
    nothing = dict.fromkeys(
        ("published_on", "days_after_1_april", "evidence", "published_by", "document", "checked_on")
    )
    return {
        "division_code": each.code, "division": each.name, "is_government": 1, "organ": f"{each.name}人民政府",
        "organ_class": "government", "year": year, "status": "never" if each.has_table else "no_table",
        **nothing,
    }  # fmt: skip
