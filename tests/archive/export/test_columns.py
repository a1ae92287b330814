"""What is gathered by column is what stands in the rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.export import Selection, export, records
from archive.export.column_reader import read_columns
from tests.archive.export.filled_archive import make_filled

HOSTILE = ("", "\x00", "a\x00b", '"', "\\", "\\u0041", "甲\n乙\r\t\x1f\x7f", "\u2028", "𠀀𝟙", "{}", "null", "[1]")
FRACTIONS = (0.1 + 0.2, 1 / 3, 1e-7, 5e-324, 1.7976931348623157e308, 123456789012345.67, -0.0, 2.0**53 + 2)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of thirteen documents; what is added to the first two is no other's."""
    path = make_filled(tmp_path / "archive.db")
    with closing(sqlite3.connect(path)) as db, db:
        first, second = ids_of(db)[:2]
        db.execute("DELETE FROM outline WHERE document IN (?, ?)", [first, second])
        db.execute("DELETE FROM indicators WHERE document IN (?, ?)", [first, second])
        for place in reversed(range(len(HOSTILE))):  # the last first: the table is not in the order of the places
            words = HOSTILE[place]
            row = [second, place, words, 1, words, words, "heading", words, place, place + 1]
            db.execute("INSERT INTO outline VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        for place in reversed(range(len(FRACTIONS))):
            unit = HOSTILE[place] if place % 2 else None
            row = [second, place, "cases", FRACTIONS[place], unit, None, unit, None, "句", 0, 1, 0, 1 / 3, "[]"]
            db.execute("INSERT INTO indicators VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return path


def ids_of(db: sqlite3.Connection) -> list[str]:
    return [row[0] for row in db.execute("SELECT id FROM documents ORDER BY id")]


def rows_of(path: Path, table: str) -> Iterator[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        yield from map(dict, db.execute(f"SELECT * FROM {table} ORDER BY document, ordinal"))


@pytest.mark.parametrize("batch", [1, 2, 5, 1_000])
@pytest.mark.parametrize("table", ["outline", "indicators"])
def test_no_cell_is_changed_on_the_way_to_parquet(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, batch: int
) -> None:
    """Empty and control characters, what looks like JSON, NULL, every digit of a fraction, documents without rows."""
    dataset = pytest.importorskip("pyarrow.dataset")
    monkeypatch.setattr(records, "BATCH", batch)
    export(archive, tmp_path / "out", ["parquet"], Selection())
    rows = dataset.dataset(tmp_path / "out" / table).to_table().to_pylist()
    rows.sort(key=lambda row: (row["document"], row["ordinal"]))
    assert [list(map(repr, row.items())) for row in rows] == [
        list(map(repr, row.items())) for row in rows_of(archive, table)
    ]


def test_the_outline_of_a_document_is_its_own(archive: Path, tmp_path: Path) -> None:
    dataset = pytest.importorskip("pyarrow.dataset")
    export(archive, tmp_path / "out", ["parquet"], Selection())
    documents = dataset.dataset(tmp_path / "out" / "documents").to_table(["id", "outline"]).to_pylist()
    documents.sort(key=lambda row: row["id"])
    assert documents[0]["outline"] == []
    assert [node["heading"] for node in documents[1]["outline"]] == list(HOSTILE)
    nodes = [{"document": row["id"], **node} for row in documents for node in row["outline"]]
    assert nodes == list(rows_of(archive, "outline"))


def test_rows_are_gathered_in_the_order_of_the_key(archive: Path) -> None:
    """By the index on document and ordinal, with nothing sorted or scanned: SQLite promises no other order."""
    asked: list[str] = []
    with closing(sqlite3.connect(archive)) as db:
        these = ids_of(db)
        db.set_trace_callback(asked.append)
        read_columns(db, these)
        db.set_trace_callback(None)
        gathered = [sql for sql in asked if "FROM outline" in sql or "FROM indicators" in sql]
        plans = [[row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")] for sql in gathered]
    assert [plan[0].split()[:5] for plan in plans] == [
        ["SEARCH", table, "USING", "INDEX", f"sqlite_autoindex_{table}_1"]
        for table in ("outline", "indicators", "indicators")
    ]
    assert not [step for plan in plans for step in plan if "TEMP B-TREE" in step]


@pytest.mark.parametrize(("table", "column"), [("documents", "text"), ("outline", "heading"), ("indicators", "unit")])
def test_a_text_that_is_not_utf8_is_no_parquet(archive: Path, tmp_path: Path, table: str, column: str) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    with closing(sqlite3.connect(archive)) as db, db:
        row = f"SELECT max(rowid) FROM {table}"
        db.execute(f"UPDATE {table} SET {column} = CAST(x'eda080' AS TEXT) WHERE rowid = ({row})")
    with pytest.raises(pyarrow.ArrowInvalid, match="UTF8"):
        export(archive, tmp_path / "out", ["parquet"], Selection())
