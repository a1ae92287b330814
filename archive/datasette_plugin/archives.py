"""Which of Datasette's databases are archives."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

_NEEDED = {
    "documents",
    "documents_fts",
    "titles_fts",
    "former_ids",
    "pages",
    "snapshots",
    "locations",
    "versions",
    "attachments",
}

# Datasette asks for metadata many times a page.  An archive stays one; another file is looked at again when it changed.
_verdicts: WeakKeyDictionary[Any, tuple[int, bool]] = WeakKeyDictionary()


def archives(datasette: Any) -> list[Any]:
    """Return the databases that are archives, in the order in which they were attached."""
    return [database for database in datasette.databases.values() if is_archive(database)]


def find_archive(datasette: Any, route: str) -> Any | None:
    """Return the archive that stands under this part of a URL, or None."""
    return next((database for database in archives(datasette) if database.route == route), None)


def is_archive(database: Any) -> bool:
    """Return whether this Datasette database is a file with our tables."""
    if database.is_memory or not database.path:
        return False
    changed_at, verdict = _verdicts.get(database, (0, False))
    if verdict:
        return True
    try:
        now = Path(database.path).stat().st_mtime_ns
        if now != changed_at:
            verdict = _look(database)
            _verdicts[database] = (now, verdict)
    except (OSError, sqlite3.Error):  # gone, locked or no database: Datasette's own pages say what is wrong
        return False
    return verdict


def has_our_tables(conn: sqlite3.Connection) -> bool:
    """Return whether the tables that our pages read are there."""
    rows = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {row[0] for row in rows} >= _NEEDED


def _look(database: Any) -> bool:
    mode = "mode=ro" if database.is_mutable else "immutable=1"
    uri = f"{Path(database.path).absolute().as_uri()}?{mode}"
    with closing(sqlite3.connect(uri, uri=True)) as conn:
        return has_our_tables(conn)
