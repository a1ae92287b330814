"""Batch of documents, read from the archive in the form that a sink asks for."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cached_property

from archive.export.column_reader import Columns, read_columns
from archive.export.records import Record, read_records


class Batch:
    """Documents by their ids, in this order; each form is read once, when a sink first asks for it."""

    def __init__(self, db: sqlite3.Connection, ids: Sequence[str]) -> None:
        self._db = db
        self._ids = ids

    @cached_property
    def records(self) -> list[Record]:
        """As rows."""
        return read_records(self._db, self._ids)

    @cached_property
    def columns(self) -> Columns:
        """As columns."""
        return read_columns(self._db, self._ids)

    def counts(self) -> dict[str, int]:
        """How many documents there are, and how many rows of their tables; of the form that was read."""
        if "columns" in vars(self):
            outline, indicators = self.columns.outline.rows, self.columns.indicators.rows
        else:
            outline = sum(len(record.outline) for record in self.records)
            indicators = sum(len(record.indicators) for record in self.records)
        return {"documents": len(self._ids), "outline": outline, "indicators": indicators}
