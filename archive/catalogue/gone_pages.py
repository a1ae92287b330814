"""Gone pages: those that are not there any more, and those that come back."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Literal

from archive.identity import page_id
from archive.timestamps import from_iso, to_iso


def note_missing(
    db: sqlite3.Connection, url: str, seen_at: datetime, gone_after_days: float
) -> Literal["missing", "gone", "still_gone"]:
    """Write that the page was not there at *seen_at*, and return what that makes of it.

    One miss may be the server's bad day: a page is gone when it is missed again *gone_after_days* or
    more after the first miss.  Its documents stay.
    """
    row = db.execute("SELECT missing_since, gone_at FROM pages WHERE id = ?", [page_id(url)]).fetchone()
    if row is None or row["missing_since"] is None:
        db.execute("UPDATE pages SET missing_since = ? WHERE id = ?", [to_iso(seen_at), page_id(url)])
        return "missing"
    if row["gone_at"] is not None:
        return "still_gone"
    if (seen_at - from_iso(row["missing_since"])).total_seconds() < gone_after_days * 86400:
        return "missing"
    db.execute("UPDATE pages SET gone_at = ? WHERE id = ?", [to_iso(seen_at), page_id(url)])
    return "gone"


def note_present(db: sqlite3.Connection, url: str) -> str | None:
    """Write that the page is there; return since when it was gone, None if it was not."""
    row = db.execute("SELECT missing_since, gone_at FROM pages WHERE id = ?", [page_id(url)]).fetchone()
    if row is None or row["missing_since"] is None:
        return None
    db.execute("UPDATE pages SET missing_since = NULL, gone_at = NULL WHERE id = ?", [page_id(url)])
    gone_at: str | None = row["gone_at"]
    return gone_at
