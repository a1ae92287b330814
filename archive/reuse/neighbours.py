"""Neighbours of a report: other years of the same issuer, other issuers of the same year."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.rows import Row, rows
from archive.search.search import document_label

_MAX_REPORTS = 400  # an issuer has a report a year; one that has hundreds is no organ but a word such as 办公室
_MAX_PEERS = 24  # other organs on the same portal whose reports of the year are named (chosen)
_COLUMNS = (
    "id, title, issuer, report_year, published_at, division_code, portal,"
    " EXISTS (SELECT 1 FROM pages WHERE pages.document = documents.id) AS is_shown"
)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Rows of documents with a label: the nearest earlier and later year, and all years of the issuer."""

    previous: Row | None
    next: Row | None
    years: list[Row]


def neighbours(db: sqlite3.Connection, row: Row) -> Neighbours:
    """Return the reports of other years by the issuer of *row*, one a year, from old to new."""
    if not row["issuer"] or row["report_year"] is None:
        return Neighbours(None, None, [])
    # The plus keeps SQLite on the index of issuers; by that of years it would read a tenth of the archive.
    sql = f"SELECT {_COLUMNS} FROM documents WHERE issuer = ? AND +kind = ? AND +report_year <> ? LIMIT {_MAX_REPORTS}"
    found = rows(db, sql, [row["issuer"], row["kind"], row["report_year"]])
    best: dict[int, Row] = {}
    for other in filter(lambda each: _is_same_organ(row, each), found):
        held = best.get(other["report_year"])
        if held is None or _is_nearer(row, other, held):
            best[other["report_year"]] = _labelled(other)
    years = [best[year] for year in sorted(best)]
    return Neighbours(
        previous=next((each for each in reversed(years) if each["report_year"] < row["report_year"]), None),
        next=next((each for each in years if each["report_year"] > row["report_year"]), None),
        years=years,
    )


def peers(db: sqlite3.Connection, row: Row) -> list[Row]:
    """Return reports of the same year by other issuers on the same portal."""
    if not row["portal"] or row["report_year"] is None:
        return []
    sql = (
        f"SELECT {_COLUMNS} FROM documents WHERE portal = ? AND +kind = ? AND +report_year = ?"
        f" AND issuer <> ? LIMIT {_MAX_PEERS}"
    )
    values = [row["portal"], row["kind"], row["report_year"], row["issuer"] or ""]
    return sorted(map(_labelled, rows(db, sql, values)), key=lambda each: str(each["issuer"]))


def labelled(db: sqlite3.Connection, document: str) -> Row | None:
    """Return the row of a document with its label."""
    sql = "SELECT * FROM documents WHERE id = coalesce((SELECT document FROM former_ids WHERE id = :id), :id)"
    for row in rows(db, sql, {"id": document}):
        return _labelled(row)
    return None


def _is_same_organ(one: Row, other: Row) -> bool:
    """Return whether two rows with one issuer's name mean one organ: there are four 鼓楼区.

    A county's report stands on the portal of its city too, so one place may lie in the other.
    """
    here, there = ((each["division_code"] or "").rstrip("0") for each in (one, other))
    return here.startswith(there) or there.startswith(here)


def _is_nearer(row: Row, one: Row, other: Row) -> bool:
    """Return whether *one* rather than *other* stands beside *row*: still shown, then of the same portal."""
    keys = [(each["is_shown"], each["portal"] == row["portal"]) for each in (one, other)]
    return bool(keys[0] > keys[1])


def _labelled(row: Row) -> Row:
    return row | {"label": document_label(row["id"], row["title"], row["issuer"], row["report_year"])}
