"""Digests of tables: what the rows of each should come to, kept in step by whoever writes.

The digest of a table is the sum of the digests of its rows, modulo 2**64, so that it follows each row that is written
without reading another.  Temporary triggers of the writer's own connection count; other programs see none of
them.  What differs afterwards was changed by no writer of ours: flipped bytes, or somebody's SQL.

SQLite's own tables and those in which FTS5 keeps an index are left out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

_MODULUS = 1 << 64
_FTS = ("documents_fts", "titles_fts")
_OWN = "table_digests"
Tallies = dict[str, tuple[int, int]]  # of a table: how many rows more, and how much its digest grows


@dataclass(slots=True)
class RowTally:
    """What the open transaction adds to the digests; `flush` writes it, just before the commit."""

    tallies: Tallies = field(default_factory=dict)

    def count(self, table: str, sign: int, *values: object) -> None:
        """Count a row in (1) or out (-1); SQLite calls it."""
        rows, digest = self.tallies.get(table, (0, 0))
        self.tallies[table] = rows + sign, (digest + sign * row_digest(values)) % _MODULUS


class WriterConnection(sqlite3.Connection):
    """A connection that may write and keeps the digests of tables in step once `start` was called."""

    tally: RowTally | None = None


def row_digest(values: tuple[object, ...]) -> int:
    """Return the digest of a row: 64 bits of BLAKE2b of its values as Python writes them.

    >>> row_digest(("a", 1)) == row_digest(("a", 1.0))
    False
    """
    return int.from_bytes(blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def start(db: sqlite3.Connection, *, renews: bool) -> None:
    """Keep digests in step on this connection from now on; *renews*: rows were changed without, as migrations do."""
    if not isinstance(db, WriterConnection):
        raise TypeError("expected a WriterConnection, which can carry what the transaction adds")
    db.tally = RowTally()
    db.create_function("fazhi_count_row", -1, db.tally.count)
    db.execute("PRAGMA recursive_triggers = ON")  # so that what REPLACE takes out is counted, too
    for table, columns in digested_tables(db).items():
        rows = {name: ", ".join(f"{name}.{column}" for column in columns) for name in ("NEW", "OLD")}
        put, taken = (f"fazhi_count_row('{table}', {sign}, {rows[row]})" for row, sign in (("NEW", 1), ("OLD", -1)))
        for event, counted in (("INSERT", put), ("DELETE", taken), ("UPDATE", f"{taken}, {put}")):
            db.execute(
                f"CREATE TEMP TRIGGER digest_{event}_{table} AFTER {event} ON main.{table} BEGIN SELECT {counted}; END"
            )
    if renews or db.execute(f"SELECT 1 FROM {_OWN} LIMIT 1").fetchone() is None:
        renew(db)


def renew(db: sqlite3.Connection) -> None:
    """Take the tables as they are: write the digests of their rows anew, in a transaction of its own."""
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute(f"DELETE FROM {_OWN}")
        for table, columns in digested_tables(db).items():
            db.execute(
                f"INSERT INTO {_OWN} (name, rows, digest) VALUES (?, ?, ?)", [table, *_found(db, table, columns)]
            )
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def mark(db: sqlite3.Connection) -> Tallies | None:
    """Return what the transaction adds so far, for `go_back`; None on a connection that counts nothing."""
    tally = getattr(db, "tally", None)
    return dict(tally.tallies) if tally else None


def go_back(db: sqlite3.Connection, to: Tallies | None) -> None:
    """Forget what was counted since *to* was marked: those rows were undone."""
    if (tally := getattr(db, "tally", None)) is not None and to is not None:
        tally.tallies = to


def flush(db: sqlite3.Connection) -> None:
    """Write what the transaction adds; to be called just before it commits."""
    tally = getattr(db, "tally", None)
    if tally is None:
        return
    for table, (rows, digest) in tally.tallies.items():
        if not rows and not digest:
            continue
        (held,) = db.execute(f"SELECT digest FROM {_OWN} WHERE name = ?", [table]).fetchone() or (_text(0),)
        new = _text((int(held, 16) + digest) % _MODULUS)
        db.execute(
            f"INSERT INTO {_OWN} (name, rows, digest) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (name) DO UPDATE SET rows = rows + ?2, digest = ?3",
            [table, rows, new],
        )
    tally.tallies = {}


def changed_tables(db: sqlite3.Connection) -> Iterator[str]:
    """Yield a sentence for each table whose rows are not those that were written; reads all of them."""
    tables = digested_tables(db)
    for table, rows, digest in db.execute(f"SELECT name, rows, digest FROM {_OWN} ORDER BY name").fetchall():
        if table in tables and (rows, digest) != (found := _found(db, table, tables[table])):
            differ = f"one or more of {rows} rows are not as they were written"
            what = f"expected {rows} rows, found {found[0]}" if rows != found[0] else differ
            yield (
                f"table {table}: {what}: bytes were flipped, or another program wrote; restore a backup "
                "(fazhi restore), or take the tables as they are: fazhi check --accept"
            )


def digested_tables(db: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the columns of each table that has a digest."""
    names = [row[0] for row in db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY name")]
    tables = [name for name in names if name != _OWN and not name.startswith(("sqlite_", *_FTS))]
    return {name: [row[1] for row in db.execute(f"PRAGMA main.table_info({name})")] for name in tables}


def _found(db: sqlite3.Connection, table: str, columns: list[str]) -> tuple[int, str]:
    rows = digest = 0
    for row in db.execute(f"SELECT {', '.join(columns)} FROM main.{table}"):
        rows, digest = rows + 1, digest + row_digest(tuple(row))
    return rows, _text(digest % _MODULUS)


def _text(digest: int) -> str:
    """Sixteen hex digits: SQLite's integers have a sign."""
    return f"{digest:016x}"
