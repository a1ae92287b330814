"""Merging what pages showed: their snapshots, and the changes that these tell of."""

from __future__ import annotations

import sqlite3
from itertools import pairwise
from typing import NamedTuple

from archive.merging.merge_context import MergeContext
from archive.twins.stored_reports import change

_OF_SNAPSHOTS = ("pages", "versions", "attachments", "problems")


class _Sight(NamedTuple):
    """A moment at which a page was seen to show a document."""

    seen_at: str
    document: str
    snapshot: str


def take_history(context: MergeContext) -> None:
    """Take the snapshots of each of their pages, and write its changes from all that either archive saw of it.

    MergeContext in one step: where theirs has the first snapshot of a payload, only its changes tell when ours saw it.
    """
    for row in context.rows("SELECT id, document FROM pages"):
        again = _take_snapshots(context, row["id"])
        if row["document"] is not None:
            _take_versions(context, row["id"], again)


def take_renderings(context: MergeContext) -> None:
    """Take which of their snapshots a browser made another one of; what we know of one stays."""
    for row in context.rows("SELECT id, rendered_as FROM snapshots WHERE rendered_as IS NOT NULL"):
        context.ours.execute(
            "UPDATE snapshots SET rendered_as = coalesce(rendered_as, ?) WHERE id = ?",
            [context.snapshot(row["rendered_as"]), context.snapshot(row["id"])],
        )


def _take_snapshots(context: MergeContext, page: str) -> set[_Sight]:
    """When ours saw a payload of *page* of which theirs has the earlier snapshot, which is the one that stays."""
    again = set()
    for row in context.theirs.execute("SELECT * FROM snapshots WHERE page = ? ORDER BY rowid", [page]):
        # What a browser made of it may come later: see take_renderings.
        values = dict(row) | {"document": context.document(row["document"]), "rendered_as": None}
        held = context.ours.execute(
            "SELECT * FROM snapshots WHERE page = ? AND payload_digest = ?", [page, row["payload_digest"]]
        ).fetchone()
        if held is None:
            context.insert("snapshots", values)
        elif held["fetched_at"] <= row["fetched_at"]:
            context.snapshots[row["id"]] = held["id"]
            _put_reading(context.ours, held["id"], values)
        else:
            context.insert("snapshots", values)
            _replace(context.ours, held, row["id"])
            if held["document"] is not None:
                again.add(_Sight(held["fetched_at"], held["document"], row["id"]))
    return again


def _replace(db: sqlite3.Connection, held: sqlite3.Row, snapshot: str) -> None:
    """Let *snapshot* stand for *held*, a later one of the same payload, wherever something refers to it."""
    _put_reading(db, snapshot, dict(held))
    for table in _OF_SNAPSHOTS:
        db.execute(f"UPDATE {table} SET snapshot = ? WHERE snapshot = ?", [snapshot, held["id"]])
    db.execute("UPDATE snapshots SET rendered_as = ? WHERE rendered_as = ?", [snapshot, held["id"]])
    db.execute("DELETE FROM snapshots WHERE id = ?", [held["id"]])


def _put_reading(db: sqlite3.Connection, snapshot: str, known: dict[str, object]) -> None:
    """Write what a cleaner read in *snapshot* if it was read in the other copy of its payload alone."""
    db.execute(
        "UPDATE snapshots SET document = ?, cleaner_version = ? WHERE id = ? AND document IS NULL",
        [known["document"], known["cleaner_version"], snapshot],
    )


def _take_versions(context: MergeContext, page: str, again: set[_Sight]) -> None:
    sights = sorted(_sights(context, context.ours, page, False) | _sights(context, context.theirs, page, True) | again)
    _put_versions(context.ours, page, sights)
    if len(shown := {sight.document for sight in sights}) > 1:
        context.met |= shown


def _sights(context: MergeContext, db: sqlite3.Connection, page: str, is_theirs: bool) -> set[_Sight]:
    """When *page* showed what, as *db* knows it: each snapshot, each change, and the last sight of each document."""
    rows = db.execute(
        """
        SELECT fetched_at, document, id FROM snapshots WHERE page = :page AND document IS NOT NULL
        UNION SELECT seen_at, after, snapshot FROM versions WHERE page = :page
        UNION SELECT last_seen_at, document, snapshot FROM pages
        WHERE id = :page AND document IS NOT NULL AND snapshot IS NOT NULL
        UNION SELECT l.last_seen_at, l.document, s.id FROM locations l JOIN snapshots s ON s.id = (
            SELECT id FROM snapshots WHERE page = :page AND document = l.document AND fetched_at <= l.last_seen_at
            ORDER BY fetched_at DESC LIMIT 1
        ) WHERE l.page = :page
        """,
        {"page": page},
    )
    sights = (_Sight(*row) for row in rows)
    if not is_theirs:
        return set(sights)
    return {_Sight(s.seen_at, str(context.document(s.document)), str(context.snapshot(s.snapshot))) for s in sights}


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
