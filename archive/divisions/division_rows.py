"""The table `divisions` of an archive: the divisions that this package knows, for joins and filters in SQL."""

from __future__ import annotations

import hashlib
import sqlite3
from functools import cache
from importlib.resources import files

from archive.divisions.table import Divisions

_KEY = "divisions_digest"


def is_stale(db: sqlite3.Connection) -> bool:
    """Whether the table was filled from other data than those of this package."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", [_KEY]).fetchone()
    return row is None or row[0] != _digest()


def renew(db: sqlite3.Connection) -> None:
    """Fill the table anew; to be called inside a transaction."""
    db.execute("DELETE FROM divisions")
    db.executemany(
        "INSERT INTO divisions (code, name, level, parent, from_year, to_year, successors)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        _rows(),
    )
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", [_KEY, _digest()])


@cache
def _digest() -> str:
    return f"sha256:{hashlib.sha256(files('archive.divisions').joinpath('divisions.csv').read_bytes()).hexdigest()}"


@cache
def _rows() -> tuple[tuple[str | int | None, ...], ...]:
    return tuple(
        (each.code, each.name, each.level, each.parent, each.from_year, each.to_year, " ".join(each.successors))
        for each in Divisions.load()
    )
