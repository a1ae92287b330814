"""Read from the archive what the page of one document shows."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from archive.datasette_plugin.paragraphs import Block, blocks
from archive.search import document_label

_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """One document with everything that is known of it; rows have the names of their columns."""

    row: _Row
    label: str
    blocks: list[Block]
    breadcrumb: list[str]
    found: dict[str, str]
    locations: list[_Row]
    snapshots: list[_Row]
    attachments: list[_Row]
    versions: list[_Row]
    portal_name: str | None

    @property
    def outline(self) -> list[Block]:
        """The headings of the two upper levels, also those that open a paragraph."""
        return [block for block in self.blocks if block.anchor and block.level in (2, 3)]


def read(db: sqlite3.Connection, document: str) -> Reading | None:
    """Return the document with this id, or None."""
    rows = _rows(db, "SELECT * FROM documents WHERE id = ?", document)
    if not rows:
        return None
    row = rows[0]
    return Reading(
        row=row,
        label=document_label(document, row["title"], row["issuer"], row["report_year"]),
        blocks=blocks(row["text"], row["addressee"], row["signature"]),
        breadcrumb=[str(step) for step in _loaded(row["breadcrumb"], list)],
        found={str(name): str(way) for name, way in _loaded(row["found"], dict).items()},
        locations=_rows(db, _LOCATIONS, document),
        snapshots=_rows(db, _SNAPSHOTS, document),
        attachments=_rows(db, _ATTACHMENTS, document),
        versions=_rows(db, _VERSIONS, document),
        portal_name=_portal_name(db, row["portal"]),
    )


def current_id(db: sqlite3.Connection, former: str) -> str | None:
    """Return the id of the document that once had the id *former*, or None."""
    row = db.execute("SELECT document FROM former_ids WHERE id = ?", [former]).fetchone()
    return str(row[0]) if row else None


_LOCATIONS = """
    SELECT locations.*, pages.url, pages.gone_at, portals.name AS portal_name
    FROM locations JOIN pages ON pages.id = locations.page LEFT JOIN portals ON portals.id = locations.portal
    WHERE locations.document = ? ORDER BY locations.first_seen_at, pages.url
"""
_SNAPSHOTS = "SELECT * FROM snapshots WHERE document = ? ORDER BY fetched_at DESC LIMIT 20"
_ATTACHMENTS = """
    SELECT DISTINCT url, name, media_type, digest, size_bytes FROM attachments
    WHERE page IN (SELECT page FROM locations WHERE document = ?) ORDER BY name, url
"""
_VERSIONS = """
    SELECT versions.*, versions.before = :document AS is_before, other.id AS other, other.title AS other_title,
        other.issuer AS other_issuer, other.report_year AS other_year
    FROM versions
    JOIN documents other ON other.id = CASE versions.before WHEN :document THEN versions.after ELSE versions.before END
    WHERE versions.page IN (SELECT page FROM locations WHERE document = :document)
        AND :document IN (versions.before, versions.after)
    ORDER BY versions.seen_at
"""


def _rows(db: sqlite3.Connection, sql: str, document: str) -> list[_Row]:
    cursor = db.execute(sql, {"document": document} if ":document" in sql else [document])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _portal_name(db: sqlite3.Connection, portal: str | None) -> str | None:
    row = db.execute("SELECT name FROM portals WHERE id = ?", [portal]).fetchone()
    return str(row[0]) if row else None


def _loaded(value: str, shape: type) -> Any:
    """Return the JSON in a column, or an empty *shape* if it holds something else."""
    try:
        loaded = json.loads(value)
    except ValueError:
        return shape()
    return loaded if isinstance(loaded, shape) else shape()
