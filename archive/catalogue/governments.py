"""Table `governments`: all governments of the country that owe a report, and where one stands with their portals."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from archive.types import Government

_COLUMNS = ("division_code", "host", "scheme", "platform", "status", "checked_at")


def put_governments(db: sqlite3.Connection, governments: Iterable[Government]) -> None:
    """Make these the rows of the table; nothing is written where they are already."""
    wanted = sorted(tuple(getattr(each, column) for column in _COLUMNS) for each in governments)
    held = db.execute(f"SELECT {', '.join(_COLUMNS)} FROM governments ORDER BY division_code").fetchall()
    if [tuple(row) for row in held] == wanted:
        return
    db.execute("DELETE FROM governments")
    marks = ", ".join("?" * len(_COLUMNS))
    db.executemany(f"INSERT INTO governments ({', '.join(_COLUMNS)}) VALUES ({marks})", wanted)
