"""Documents as columns, for a format of columns: SQLite gathers the rows of a table, and Python touches none of them.

Of fifty rows a document, with ten cells each, carrying every cell over takes half of the time of an export (measured).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from archive.export.columns import INDICATOR_FIELDS, OUTLINE_FIELDS, Column
from archive.export.records import COLUMNS, plain, read_documents, wanted


@dataclass(frozen=True, slots=True)
class Lists:
    """The rows of a table that belong to each of some documents."""

    rows: int
    lines: bytes  # of JSON, one for each document: lists of equal length by column; {} for a document without rows
    numbers: Mapping[str, Sequence[float]]  # columns of fractions, of all documents: JSON would keep 15 of 17 digits


@dataclass(frozen=True, slots=True)
class Columns:
    """A batch of documents, whose texts are UTF-8; their outline and indicators apart."""

    documents: Mapping[str, Sequence[Any]]
    outline: Lists
    indicators: Lists


def read_columns(db: sqlite3.Connection, ids: Sequence[str]) -> Columns:
    """The documents with these ids, in the order of ids."""
    these = wanted(ids)
    with _as_utf8(db):
        documents = dict(zip(COLUMNS, zip(*read_documents(db, these), strict=True), strict=True))
        outline = _lists(db, "outline", OUTLINE_FIELDS, these, documents["id"])
        indicators = _lists(db, "indicators", INDICATOR_FIELDS, these, documents["id"])
    return Columns(documents, outline, indicators)


def joined(parts: Sequence[Columns]) -> Columns:
    """The documents of all *parts*, one part after the other."""
    documents = {name: [cell for part in parts for cell in part.documents[name]] for name in COLUMNS}
    return Columns(documents, _joined([part.outline for part in parts]), _joined([part.indicators for part in parts]))


def _joined(parts: Sequence[Lists]) -> Lists:
    numbers = {name: [cell for part in parts for cell in part.numbers[name]] for name in parts[0].numbers}
    return Lists(sum(part.rows for part in parts), b"\n".join([part.lines for part in parts]), numbers)


@contextmanager
def _as_utf8(db: sqlite3.Connection) -> Iterator[None]:
    """Inside, texts are read as the bytes that stand in the file."""
    db.text_factory = bytes
    try:
        yield
    finally:
        db.text_factory = str


def _lists(
    db: sqlite3.Connection, table: str, fields: Sequence[Column], these: str, documents: Sequence[bytes]
) -> Lists:
    """The index is named because SQLite promises no order of what it gathers, and gives that of the index."""
    source = f"{table} INDEXED BY sqlite_autoindex_{table}_1 WHERE document IN (SELECT value FROM json_each(?))"
    lists = ", ".join(f"'{field.name}', json_group_array({field.name})" for field in fields if field.type != "number")
    gathered = f"SELECT document, count(*), json_object({lists}) FROM {source} GROUP BY document"
    found = {document: (rows, line) for document, rows, line in plain(db, gathered, these)}
    numbers = [field.name for field in fields if field.type == "number"]
    columns: Sequence[Sequence[float]] = [()] * len(numbers)
    if numbers and found:
        ordered = f"SELECT {', '.join(numbers)} FROM {source} ORDER BY document, ordinal"
        columns = list(zip(*plain(db, ordered, these), strict=True))
    return Lists(
        rows=sum(rows for rows, _ in found.values()),
        lines=b"\n".join([found[document][1] if document in found else b"{}" for document in documents]),
        numbers=dict(zip(numbers, columns, strict=True)),
    )
