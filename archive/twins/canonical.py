"""Canonical document of a cluster: which one stands for all of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from archive.identity import comparable

_PLACES = """
    SELECT p.name, p.division_code, s.media_type, g.role, g.document = :document AS is_shown
    FROM locations l
    JOIN pages g ON g.id = l.page
    LEFT JOIN portals p ON p.id = l.portal
    LEFT JOIN snapshots s ON s.page = l.page AND s.document = :document
    WHERE l.document = :document
"""
_PAGE, _FILE, _SCAN = 0, 1, 2
_CODE_DIGITS = (2, 4, 6)  # of a division code that are not zeros at its end: province, city, county


class Rank(NamedTuple):
    """How well a document stands for its cluster; the smallest does."""

    is_foreign: bool  # 1. the issuing organ's own portal comes before its government's,
    distance: int  # 2. the county's before the city's before the province's,
    medium: int  # 3. a page before a file before a scan,
    is_replaced: bool  # 4. the text that a page shows now before one that it showed,
    shortness: int  # 5. the longer text before one cut off,
    first_seen_at: str  # 6. the first that was seen.
    document: str


def choose(db: sqlite3.Connection, documents: Iterable[str]) -> str:
    """The document of *documents* that stands for them; the same whatever their order."""
    return min(rank(db, document) for document in documents).document


def rank(db: sqlite3.Connection, document: str) -> Rank:
    """How well *document* stands for others of the same text, by the best of the places where it was found."""
    row = db.execute("SELECT issuer, found, n_chars, first_seen_at FROM documents WHERE id = ?", [document]).fetchone()
    places = db.execute(_PLACES, {"document": document}).fetchall()
    is_scan = json.loads(row["found"]).get("text") == "ocr"
    found = [
        (
            not _is_own(place["name"], row["issuer"]),
            -_depth(place["division_code"]),
            _SCAN if is_scan else _medium(place),
        )
        for place in places
    ]
    is_foreign, distance, medium = min(found, default=(True, 0, _SCAN))
    is_replaced = not any(place["is_shown"] for place in places)
    return Rank(is_foreign, distance, medium, is_replaced, -row["n_chars"], row["first_seen_at"], document)


def _is_own(portal_name: str | None, issuer: str | None) -> bool:
    """Whether a portal of this name is the issuer's own: 某县水利局 publishes on 某县水利局门户网站."""
    return bool(portal_name and issuer) and comparable(issuer or "") in comparable(portal_name or "")


def _depth(division_code: str | None) -> int:
    """How far down a division is: 1 for a province, 4 for a township, 0 if it is not known."""
    significant = len((division_code or "").rstrip("0"))
    return sum(significant > digits for digits in _CODE_DIGITS) + 1 if significant else 0


def _medium(place: sqlite3.Row) -> int:
    return _FILE if place["role"] == "attachment" or "html" not in (place["media_type"] or "html") else _PAGE
