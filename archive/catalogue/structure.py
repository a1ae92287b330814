"""Rows of outline and indicators: what a cleaner read out of a document's text."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from archive.types import StoredText, Structure

_OUTLINE = ("path", "level", "mark", "heading", "kind", "part", "span_start", "span_end")
_INDICATORS = (
    "indicator", "value", "unit", "qualifier", "scope", "year", "sentence", "span_start", "span_end", "sentence_start",
    "confidence", "flags",
)  # fmt: skip
COLUMNS = {"outline": _OUTLINE, "indicators": _INDICATORS}  # without document and ordinal
_PAGE = 200  # documents that are read at once; their texts are held in memory

_Rows = list[tuple[Any, ...]]


def put(db: sqlite3.Connection, document: str, structure: Structure | None) -> bool:
    """Let *document* have this outline and these indicators (None: none), and tell whether it had others."""
    rows = {"outline": outline_rows(structure), "indicators": indicator_rows(structure)}
    changed = [table for table, new in rows.items() if new != _held(db, table, document)]
    for table in changed:
        db.execute(f"DELETE FROM {table} WHERE document = ?", [document])
        _insert(db, table, document, rows[table])
    return bool(changed)


def put_new(db: sqlite3.Connection, document: str, structure: Structure) -> None:
    """Write what was read out of a document that has had nothing yet."""
    _insert(db, "outline", document, outline_rows(structure))
    _insert(db, "indicators", document, indicator_rows(structure))


def take_out(db: sqlite3.Connection, document: str) -> None:
    """Delete what was read out of *document*, which goes away."""
    for table in COLUMNS:
        db.execute(f"DELETE FROM {table} WHERE document = ?", [document])


def copy(source: sqlite3.Connection, old: str, target: sqlite3.Connection, new: str) -> None:
    """Let *new* of *target* have what *old* of *source* has."""
    take_out(target, new)
    for table in COLUMNS:
        _insert(target, table, new, _held(source, table, old))


def pending(db: sqlite3.Connection, version: str) -> Iterator[StoredText]:
    """The documents whose outline and indicators no cleaner of this *version* has read, in the order of their rows.

    Each is looked at when it is asked for: what is written meanwhile is not given twice.
    """
    after = 0
    while True:
        rows = db.execute(
            "SELECT rowid, id, text, report_year FROM documents"
            " WHERE rowid > ? AND structure_version IS NOT ? ORDER BY rowid LIMIT ?",
            [after, version, _PAGE],
        ).fetchall()
        for row in rows:
            yield StoredText(row["id"], row["text"], row["report_year"])
        if len(rows) < _PAGE:
            return
        after = rows[-1]["rowid"]


def _held(db: sqlite3.Connection, table: str, document: str) -> _Rows:
    columns = ", ".join(COLUMNS[table])
    rows = db.execute(f"SELECT {columns} FROM {table} WHERE document = ? ORDER BY ordinal", [document])
    return [tuple(row) for row in rows]


def _insert(db: sqlite3.Connection, table: str, document: str, rows: Sequence[tuple[Any, ...]]) -> None:
    names = COLUMNS[table]
    db.executemany(
        f"INSERT INTO {table} (document, ordinal, {', '.join(names)}) VALUES (?, ?{', ?' * len(names)})",
        ((document, ordinal, *row) for ordinal, row in enumerate(rows)),
    )


def outline_rows(structure: Structure | None) -> _Rows:
    """The nodes of an outline as rows of the table, without document and ordinal."""
    nodes = structure.outline if structure else ()
    return [(n.path, n.level, n.mark, n.heading, n.kind, n.part, n.start, n.end) for n in nodes]


def indicator_rows(structure: Structure | None) -> _Rows:
    """The figures as rows of the table, without document and ordinal."""
    figures = structure.indicators if structure else ()
    return [
        (
            f.indicator, float(f.value), f.unit, f.qualifier, f.scope, f.year, f.sentence, f.start, f.end,
            f.sentence_start, f.confidence, json.dumps(f.flags),
        )
        for f in figures
    ]  # fmt: skip
