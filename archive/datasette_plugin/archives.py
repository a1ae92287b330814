"""Archives among the databases of Datasette: which of them are ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from archive.database.schema import TABLES

_OF_THE_FIRST_VERSION = {"documents", "documents_fts", "former_ids", "snapshots", "locations"}

# An archive lets its readers in at once; a foreign file that another process holds must not make every page wait.
_WAIT_FOR_A_LOCK_SECONDS = 0.1

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
            verdict = _asked(database, has_our_tables)
            _verdicts[database] = (now, verdict)
    except (OSError, sqlite3.Error):  # gone, locked or no database: Datasette's own pages say what is wrong
        return False
    return verdict


def has_our_tables(conn: sqlite3.Connection) -> bool:
    """Return whether all tables and views of today's schema are there."""
    return _tables(conn) >= set(TABLES)


def warnings(datasette: Any) -> list[str]:
    """Return a line for each archive of an older version, which Datasette shows as tables and we not as pages."""
    files = [each for each in datasette.databases.values() if each.path and not each.is_memory]
    return [
        f"{each.path} was written by an older version and is shown as tables only; run fazhi upgrade {each.path}"
        for each in files
        if not is_archive(each) and _is_older(each)
    ]


def _is_older(database: Any) -> bool:
    try:
        return _asked(database, lambda conn: _tables(conn) >= _OF_THE_FIRST_VERSION)
    except (OSError, sqlite3.Error):  # as in is_archive(): Datasette starts, and says on its pages what is wrong
        return False


def _tables(conn: sqlite3.Connection) -> set[str]:
    return {row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}


def _asked(database: Any, ask: Callable[[sqlite3.Connection], bool]) -> bool:
    mode = "mode=ro" if database.is_mutable else "immutable=1"
    uri = f"{Path(database.path).absolute().as_uri()}?{mode}"
    with closing(sqlite3.connect(uri, uri=True, timeout=_WAIT_FOR_A_LOCK_SECONDS)) as conn:
        return ask(conn)
