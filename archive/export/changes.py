"""Changes of documents since a moment: new, changed, withdrawn, replaced."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from archive.export.columns import CHANGE_FIELDS
from archive.export.errors import ExportError
from archive.export.progress import MANIFEST
from archive.export.sinks import csv_header, csv_line

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
_WRITTEN = """
    SELECT id, CASE WHEN first_seen_at >= :since THEN 'new' ELSE 'changed' END, updated_at, NULL
    FROM documents WHERE updated_at >= :since ORDER BY +id
"""
_WITHDRAWN = """
    SELECT l.document, 'withdrawn', max(p.gone_at), NULL
    FROM pages p CROSS JOIN locations l ON l.page = p.id  -- CROSS: the gone pages first
    WHERE p.gone_at >= :since AND NOT EXISTS (
        SELECT 1 FROM locations o JOIN pages q ON q.id = o.page WHERE o.document = l.document AND q.gone_at IS NULL
    )
    GROUP BY +l.document ORDER BY +l.document
"""
_REPLACED = "SELECT id, 'replaced', NULL, document FROM former_ids ORDER BY id"


def read_since(words: str) -> str:
    """The moment that ``--since`` means: a day, a moment in UTC, or that of an earlier export's folder.

    Raises ExportError.
    """
    if _MOMENT.fullmatch(words):
        return words
    manifest = Path(words) / MANIFEST
    try:
        as_of = json.loads(manifest.read_text("utf-8"))["as_of"]
    except (OSError, ValueError, KeyError, TypeError):
        raise ExportError(
            f"{words!r} is no moment and no earlier export; give 2026-04-01, 2026-04-01T08:00:00Z, or a folder with "
            f"{MANIFEST}"
        ) from None
    return str(as_of)


def changes(db: sqlite3.Connection, since: str) -> Iterator[tuple[str, str, str | None, str | None]]:
    """(document, change, moment, replaced_by) of all that has changed; of replaced ids, all that there are."""
    for sql in (_WRITTEN, _WITHDRAWN, _REPLACED):
        for row in db.execute(sql, {"since": since} if ":since" in sql else {}):
            yield tuple(row)


def write_changes(db: sqlite3.Connection, since: str, path: Path) -> dict[str, int]:
    """Write changes.csv; return how many of each kind there are."""
    counts: dict[str, int] = {}
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(csv_header(CHANGE_FIELDS))
        for row in changes(db, since):
            counts[row[1]] = counts.get(row[1], 0) + 1
            file.write(csv_line(row))
    return counts
