"""Merging pages: what each showed, when, and what it shows now, from what both archives saw of it."""

from __future__ import annotations

import sqlite3
from itertools import pairwise
from typing import NamedTuple

from archive.merging.both import Both
from archive.twins.stored import change

# Of the newest fetch, whoever made it.
_STATE = ("http_status", "etag", "last_modified", "next_due_at", "gone_at", "missing_since")


class _Sight(NamedTuple):
    """A moment at which a page was seen to show a document."""

    seen_at: str
    document: str
    snapshot: str


def take_pages(both: Both) -> None:
    """Take the addresses of their pages; what these answered follows when the snapshots are there."""
    for row in both.rows("SELECT * FROM pages"):
        both.insert("pages", dict(row) | {"snapshot": None, "document": None}, "IGNORE")
        both.ours.execute(
            """
            UPDATE pages SET portal = coalesce(portal, :portal), section = coalesce(section, :section),
                title = coalesce(title, :title), role = iif(role = 'other', :role, role),
                first_seen_at = min(first_seen_at, :first_seen_at)
            WHERE id = :id
            """,
            dict(row),
        )


def take_locations(both: Both) -> None:
    """Take where their documents were found; first and last sight are those of both archives."""
    for row in both.rows("SELECT * FROM locations"):
        values = dict(row) | {"document": both.document(row["document"])}
        names = ", ".join(values)
        both.ours.execute(
            f"""
            INSERT INTO locations ({names}) VALUES ({", ".join(f":{name}" for name in values)})
            ON CONFLICT (document, page) DO UPDATE SET
                portal = coalesce(portal, excluded.portal), title = coalesce(title, excluded.title),
                section = coalesce(section, excluded.section),
                first_seen_at = min(first_seen_at, excluded.first_seen_at),
                last_seen_at = max(last_seen_at, excluded.last_seen_at)
            """,
            values,
        )


def take_versions(both: Both) -> None:
    """Write the changes of each of their pages from all that either archive saw of it."""
    again: dict[str, set[_Sight]] = {}
    for page, *seen in both.seen:
        if seen[1] is not None:
            again.setdefault(page, set()).add(_Sight(*map(str, seen)))
    for row in both.rows("SELECT id FROM pages WHERE document IS NOT NULL"):
        found = _sights(both, both.ours, row["id"], False) | _sights(both, both.theirs, row["id"], True)
        sights = sorted(found | again.get(row["id"], set()))
        _put_versions(both.ours, row["id"], sights)
        if len(shown := {sight.document for sight in sights}) > 1:
            both.met |= shown


def take_answers(both: Both) -> None:
    """Let each of their pages answer and show what it did when it was seen last."""
    for row in both.rows("SELECT * FROM pages"):
        ours = both.ours.execute("SELECT * FROM pages WHERE id = ?", [row["id"]]).fetchone()
        snapshot, document = both.snapshot(row["snapshot"]), both.document(row["document"])
        if ours["snapshot"] is None or ours["last_seen_at"] < row["last_seen_at"]:
            values = {name: row[name] for name in ("id", "last_seen_at", *_STATE)}
            assignments = ", ".join(f"{name} = :{name}" for name in values if name != "id")
            both.ours.execute(
                f"""
                UPDATE pages SET {assignments}, snapshot = coalesce(:snapshot, snapshot),
                    document = coalesce(:document, document) WHERE id = :id
                """,
                values | {"snapshot": snapshot, "document": document},
            )


def take_walks(both: Both) -> None:
    """Take how far their lists were read; of one that both read, the later walk and the later end."""
    for row in both.rows("SELECT * FROM walks"):
        values = dict(row)
        both.ours.execute(
            f"""
            INSERT INTO walks ({", ".join(values)}) VALUES ({", ".join(f":{name}" for name in values)})
            ON CONFLICT (page) DO UPDATE SET
                complete_at = nullif(max(coalesce(complete_at, ''), coalesce(excluded.complete_at, '')), ''),
                run = iif(excluded.walked_at > walked_at, excluded.run, run),
                pages = max(pages, excluded.pages), rows = max(rows, excluded.rows),
                walked_at = max(walked_at, excluded.walked_at)
            """,
            values,
        )


def take_listings(both: Both) -> None:
    """Take where their pages were listed; first and last sight are those of both archives."""
    for row in both.rows("SELECT * FROM listings"):
        values = dict(row)
        both.ours.execute(
            f"""
            INSERT INTO listings ({", ".join(values)}) VALUES ({", ".join(f":{name}" for name in values)})
            ON CONFLICT (url, list_url, listed_as) DO UPDATE SET
                section = iif(excluded.last_seen_at > last_seen_at, excluded.section, section),
                title = iif(excluded.last_seen_at > last_seen_at, excluded.title, title),
                first_seen_at = min(first_seen_at, excluded.first_seen_at),
                last_seen_at = max(last_seen_at, excluded.last_seen_at)
            """,
            values,
        )


def _sights(both: Both, db: sqlite3.Connection, page: str, is_theirs: bool) -> set[_Sight]:
    """When *page* showed what, as *db* knows it: each snapshot, each change, and the last sight."""
    rows = db.execute(
        """
        SELECT fetched_at, document, id FROM snapshots WHERE page = :page AND document IS NOT NULL
        UNION SELECT seen_at, after, snapshot FROM versions WHERE page = :page
        UNION SELECT last_seen_at, document, snapshot FROM pages
        WHERE id = :page AND document IS NOT NULL AND snapshot IS NOT NULL
        """,
        {"page": page},
    )
    sights = (_Sight(*row) for row in rows)
    if not is_theirs:
        return set(sights)
    return {_Sight(s.seen_at, str(both.document(s.document)), str(both.snapshot(s.snapshot))) for s in sights}


def _put_versions(db: sqlite3.Connection, page: str, sights: list[_Sight]) -> None:
    known = {
        (row["before"], row["after"]): row["change"]
        for row in db.execute("SELECT before, after, change FROM versions WHERE page = ?", [page])
    }
    db.execute("DELETE FROM versions WHERE page = ?", [page])
    for before, after in pairwise(sights):
        pair = before.document, after.document
        if before.document != after.document:
            found = known[pair] if known.get(pair) else change(db, *pair)
            db.execute(
                "INSERT OR IGNORE INTO versions (page, before, after, seen_at, snapshot, change)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [page, *pair, after.seen_at, after.snapshot, found],
            )
