"""Reports that count for no row of coverage, since their kind, organ, place or year is not known."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from types import MappingProxyType

from archive.rows import Row, rows

COLUMNS = (
    "document", "title", "missing", "kind", "issuer", "division_code", "year", "published_on", "portal", "found_in",
)  # fmt: skip
# What `missing` may hold, one or more, with blanks between.
MISSING_WORDS: Mapping[str, str] = MappingProxyType({
    "kind": "no kind", "organ": "no organ", "place": "no place", "year": "no year",
})  # fmt: skip


def unplaced_reports(db: sqlite3.Connection, prefix: str = "", most: int = -1) -> list[Row]:
    """Return rows of the view `unplaced_reports`, in or from a portal of divisions whose code begins with *prefix*.

    *most*: how many at most; -1 for all.
    """
    condition = "WHERE found_in >= ? AND found_in < ?" if prefix else ""
    values: list[str | int] = [prefix, f"{prefix}A"] if prefix else []
    return rows(
        db,
        f"SELECT {', '.join(COLUMNS)} FROM unplaced_reports {condition}"
        " ORDER BY found_in IS NULL, found_in, portal, published_on DESC, document LIMIT ?",
        [*values, most],
    )
