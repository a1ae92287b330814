"""Rows of the view `coverage`: for each organ and year, whether and when its report was published."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from types import MappingProxyType

from archive.rows import Row, rows

FIRST_YEAR = 2016  # the first year that the view expects anything of
COLUMNS = (
    "division_code", "division", "is_government", "organ", "organ_class", "year", "status", "published_on",
    "days_after_1_april", "evidence", "published_by", "document", "checked_on",
)  # fmt: skip
MISSING = ("not_found", "unread", "never", "no_table")
# Every status that a row can have, in words; the view knows no `no_table` (country.py).
STATUS_WORDS: Mapping[str, str] = MappingProxyType({
    "on_time": "on time", "late": "late", "by_then": "published", "undated": "no date", "unread": "not read",
    "not_found": "not found", "not_due": "not due", "never": "never checked", "no_table": "no table yet",
})  # fmt: skip


def organ_years(
    db: sqlite3.Connection, prefix: str = "", year: int | None = None, *, only_governments: bool = False
) -> list[Row]:
    """Return the rows of divisions whose code begins with *prefix*, each government before its departments."""
    conditions = ""
    values: list[str | int] = [prefix, f"{prefix}A"]
    if year is not None:
        conditions = " AND year = ?"
        values.append(year)
    if only_governments:
        conditions += " AND is_government = 1"
    return rows(
        db,
        f"SELECT * FROM coverage WHERE division_code >= ? AND division_code < ?{conditions}"
        " ORDER BY division_code, is_government DESC, organ_class = 'township', organ, year",
        values,
    )
