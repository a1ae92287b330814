"""Home of a document: the page that all metadata in its record come from.

That is a page of the organ's or its government's own portal, if one showed it, rather than a newspaper's copy; of
several the one that showed it first.
"""

from __future__ import annotations

import sqlite3

# Order of a document's locations l on pages p; the same whoever stored them when.
HOME_FIRST = "l.nearness, l.first_seen_at, p.url"
_HOME = f"""
    SELECT p.url FROM locations l JOIN pages p ON p.id = l.page
    WHERE l.document = ? ORDER BY {HOME_FIRST} LIMIT 1
"""


def home_rank(db: sqlite3.Connection, document: str) -> tuple[int, str, str] | None:
    """Return what makes a page the home of *document*, to be compared with that of another archive; the least is."""
    row = db.execute(_HOME.replace("p.url FROM", f"{HOME_FIRST} FROM"), [document]).fetchone()
    return tuple(row) if row else None


def home(db: sqlite3.Connection, document: str) -> str | None:
    """Return the canonical URL of the home of *document*; None if no page showed it."""
    row = db.execute(_HOME, [document]).fetchone()
    return str(row[0]) if row else None
