"""Home of a document: the page that showed it first, which all metadata in its record come from."""

from __future__ import annotations

import sqlite3

HOME_FIRST = "l.first_seen_at, p.url"  # order of a document's locations l on pages p; the same whoever stored them when
_HOME = f"""
    SELECT p.url FROM locations l JOIN pages p ON p.id = l.page
    WHERE l.document = ? ORDER BY {HOME_FIRST} LIMIT 1
"""


def home(db: sqlite3.Connection, document: str) -> str | None:
    """Return the canonical URL of the home of *document*; None if no page showed it."""
    row = db.execute(_HOME, [document]).fetchone()
    return str(row[0]) if row else None
