"""Records of an export: documents with all that belongs to them, in a fixed order, a batch at a time."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from archive.catalogue.homes import HOME_FIRST
from archive.export.columns import DOCUMENT_COLUMNS, INDICATOR_FIELDS, OUTLINE_FIELDS, PLACES

BATCH = 500
PIECE = 20_000  # documents: what is done again after an interruption, and the most that one Parquet file holds

COLUMNS = tuple(column.name for column in (*DOCUMENT_COLUMNS, *PLACES))
_OUTLINE = tuple(column.name for column in OUTLINE_FIELDS)
_INDICATORS = tuple(column.name for column in INDICATOR_FIELDS)
_DOCUMENTS = (
    f"SELECT {', '.join(column.name for column in DOCUMENT_COLUMNS)} FROM documents"
    " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
)
_LISTS = [place for place, column in enumerate(DOCUMENT_COLUMNS) if column.type == "strings"]
_TWINS = "SELECT document, canonical FROM twins WHERE document IN (SELECT value FROM json_each(?))"
_PLACES = f"""
    SELECT l.document, l.page, p.url, coalesce(l.published_at, '-') FROM locations l JOIN pages p ON p.id = l.page
    WHERE l.document IN (SELECT value FROM json_each(?)) ORDER BY l.document, {HOME_FIRST}
"""
_FETCHES = """
    SELECT document, page, fetched_at, payload_digest FROM snapshots
    WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document, fetched_at, id
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents: all of them, or those of a year, a kind, or written since a moment (UTC, ISO 8601)."""

    year: int | None = None
    kind: str | None = None
    since: str | None = None

    @property
    def sql(self) -> str:
        """Conditions on documents; each is preceded by AND.

        With a moment given, the plus signs keep SQLite from any index but that on updated_at: without
        statistics it would take all documents of a year, and look at each.
        """
        parts = {"year": "+report_year = :year", "kind": "+kind = :kind", "since": "updated_at >= :since"}
        if self.since is None:
            parts = {"year": "report_year = :year", "kind": "kind = :kind"}
        return "".join(f" AND {sql}" for name, sql in parts.items() if getattr(self, name) is not None)

    @property
    def year_column(self) -> str:
        """The report year in a condition of its own; see sql."""
        return "+report_year" if self.since else "report_year"

    @property
    def values(self) -> dict[str, Any]:
        """The values that the conditions name."""
        return {"year": self.year, "kind": self.kind, "since": self.since}


@dataclass(frozen=True, slots=True)
class Piece:
    """Up to PIECE documents of one report year, in the order of their ids."""

    year: int | None
    number: int
    ids: tuple[str, ...]

    @property
    def name(self) -> str:
        """2024-000; documents without a year come last, as unknown-000."""
        return f"{self.year or 'unknown'}-{self.number:03}"


@dataclass(slots=True)
class Record:
    """One document: its columns and places by name; its outline and indicators as rows, each with the id before
    the columns of columns.py.
    """

    document: dict[str, Any]
    outline: list[tuple[Any, ...]] = field(default_factory=list)
    indicators: list[tuple[Any, ...]] = field(default_factory=list)

    def as_object(self) -> dict[str, Any]:
        """The document as a line of documents.jsonl, outline and indicators as lists of objects."""
        return {
            **self.document,
            "outline": [dict(zip(_OUTLINE, row[1:], strict=True)) for row in self.outline],
            "indicators": [
                {**dict(zip(_INDICATORS, row[1:], strict=True)), "flags": json.loads(row[-1])}
                for row in self.indicators
            ],
        }


def count(db: sqlite3.Connection, selection: Selection) -> int:
    """How many documents are selected."""
    row = db.execute(f"SELECT count(*) FROM documents WHERE true{selection.sql}", selection.values).fetchone()
    return int(row[0])


def pieces(db: sqlite3.Connection, selection: Selection) -> Iterator[Piece]:
    """What is to be exported, year by year; the ids of one year at a time are held in memory."""
    years = db.execute(
        f"SELECT DISTINCT report_year FROM documents WHERE true{selection.sql}"
        " ORDER BY report_year IS NULL, +report_year",
        selection.values,
    ).fetchall()
    for (year,) in years:
        rows = db.execute(
            f"SELECT id FROM documents WHERE {selection.year_column} IS :this{selection.sql} ORDER BY +id",
            {**selection.values, "this": year},
        )
        ids = tuple(row[0] for row in rows)
        for number, start in enumerate(range(0, len(ids), PIECE)):
            yield Piece(year, number, ids[start : start + PIECE])


def batches(db: sqlite3.Connection, ids: Sequence[str]) -> Iterator[list[Record]]:
    """The documents with these ids, in this order, BATCH at a time."""
    for some in cut(ids):
        yield read_records(db, some)


def cut(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids of each batch."""
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def read_records(db: sqlite3.Connection, ids: Sequence[str]) -> list[Record]:
    """The documents with these ids, in the order of ids."""
    these = wanted(ids)
    records = {row[0]: Record(dict(zip(COLUMNS, row, strict=True))) for row in read_documents(db, these)}
    for document, rows in _children(db, "outline", _OUTLINE, these):
        records[document].outline = rows
    for document, rows in _children(db, "indicators", _INDICATORS, these):
        records[document].indicators = rows
    return list(records.values())


def wanted(ids: Sequence[str]) -> str:
    """The ids as one value of a statement."""
    return json.dumps(ids)


def read_documents(db: sqlite3.Connection, these: str) -> Iterator[tuple[Any, ...]]:
    """The columns of each document, DOCUMENT_COLUMNS and PLACES, in the order of ids; lists are lists."""
    places = _places(db, these)
    for row in plain(db, _DOCUMENTS, these):
        cells = list(row)
        for place in _LISTS:
            cells[place] = json.loads(cells[place])
        yield (*cells, *places[row[0]])


def _places(db: sqlite3.Connection, these: str) -> defaultdict[Any, list[Any]]:
    """PLACES of each document: nothing of one without a place, a fetch or a twin.  The fetch is one of its home."""
    places: defaultdict[Any, list[Any]] = defaultdict(lambda: [None, [], [], None, None, None])
    homes: dict[Any, Any] = {}
    for document, page, url, day in plain(db, _PLACES, these):
        places[document][1].append(url)
        places[document][2].append(day)
        places[document][0] = places[document][1][0]
        homes.setdefault(document, page)
    for document, page, fetched_at, digest in plain(db, _FETCHES, these):
        if homes.get(document) == page:
            places[document][3:5] = fetched_at, digest
    for document, canonical in plain(db, _TWINS, these):
        places[document][5] = canonical
    return places


def _children(
    db: sqlite3.Connection, table: str, columns: Sequence[str], these: str
) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    sql = (
        f"SELECT document, {', '.join(columns)} FROM {table}"
        " WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document, ordinal"
    )
    for document, rows in groupby(plain(db, sql, these), key=itemgetter(0)):
        yield document, list(rows)


def plain(db: sqlite3.Connection, sql: str, these: str) -> Iterator[tuple[Any, ...]]:
    """Rows as tuples: half the time of sqlite3.Row where there are fifty for each document."""
    cursor = db.cursor()
    cursor.row_factory = None
    return iter(cursor.execute(sql, [these]))
