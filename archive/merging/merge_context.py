"""Context of a merge: both archives, and under which ids their things go by in ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from archive.database import stopping
from archive.database.batch import Batch


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where two archives say different things of one, and which was kept."""

    table: str
    id: str
    column: str
    kept: str | int | None
    dropped: str | int | None


@dataclass(slots=True)
class MergeContext:
    """Ours, which is written, theirs, which is read, and what was renamed on the way."""

    ours: sqlite3.Connection
    theirs: sqlite3.Connection
    batch: Batch
    conflicts: list[Conflict] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)  # their id: ours, where they differ
    snapshots: dict[str, str] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)  # documents with more places than before, or shown no more

    def document(self, id: str | None) -> str | None:
        """Our id of their document."""
        return None if id is None else self.documents.get(id, id)

    def snapshot(self, id: str | None) -> str | None:
        """Our id of their snapshot."""
        return None if id is None else self.snapshots.get(id, id)

    def rows(self, sql: str) -> Iterator[sqlite3.Row]:
        """Their rows, each in a step of its own that is written with its batch."""
        for row in self.theirs.execute(sql):
            stopping.check()
            with self.batch.step():
                yield row

    def insert(self, table: str, values: dict[str, object], or_else: str = "") -> bool:
        """Write a row of ours; whether it was not there (with *or_else* IGNORE)."""
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        verb = f"INSERT OR {or_else}" if or_else else "INSERT"
        return self.ours.execute(f"{verb} INTO {table} ({names}) VALUES ({marks})", values).rowcount > 0

    def note(
        self, table: str, id: str, ours: sqlite3.Row, theirs: sqlite3.Row, columns: tuple[str, ...], kept: str
    ) -> None:
        """Write down the *columns* in which two rows differ and neither is empty; *kept*: "ours" or "theirs"."""
        for column in columns:
            mine, other = ours[column], theirs[column]
            if mine != other and mine is not None and other is not None:
                pair = (mine, other) if kept == "ours" else (other, mine)
                self.conflicts.append(Conflict(table, id, column, *pair))


@contextmanager
def step(context: MergeContext) -> Iterator[None]:
    """A step that reads none of their rows."""
    with context.batch.step():
        yield
