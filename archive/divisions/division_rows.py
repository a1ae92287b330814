"""Tables `divisions` and `customary_names` of an archive: the divisions that this package knows, for joins in SQL."""

from __future__ import annotations

import hashlib
import sqlite3
from functools import cache
from importlib.resources import files

from archive.divisions.short_names import short_names
from archive.divisions.table import Divisions

_KEY = "divisions_digest"


def is_stale(db: sqlite3.Connection) -> bool:
    """Whether the table was filled from other data than those of this package."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", [_KEY]).fetchone()
    return row is None or row[0] != _digest()


def renew(db: sqlite3.Connection) -> None:
    """Fill the tables anew; to be called inside a transaction."""
    db.execute("DELETE FROM divisions")
    db.executemany(
        "INSERT INTO divisions (code, name, level, parent, from_year, to_year, successors)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        _rows(),
    )
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'customary_names'").fetchone():  # older schemas have none
        db.execute("DELETE FROM customary_names")
        db.executemany("INSERT INTO customary_names (code, name) VALUES (?, ?)", _customary_names())
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


@cache
def _customary_names() -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(each.code, name) for each in Divisions.load() for name in short_names(each.name)}))
