"""Merging pages: where each was listed, what was found there, and what it shows now."""

from __future__ import annotations

from archive.catalogue import place_facts
from archive.catalogue.place_facts import PlaceFacts
from archive.merging.merge_context import MergeContext

# Of the newest fetch, whoever made it.
_STATE = ("http_status", "etag", "last_modified", "next_due_at", "gone_at", "missing_since")


def take_pages(context: MergeContext) -> None:
    """Take the addresses of their pages; what these answered follows when the snapshots are there."""
    for row in context.rows("SELECT * FROM pages"):
        context.insert("pages", dict(row) | {"snapshot": None, "document": None}, "IGNORE")
        context.ours.execute(
            """
            UPDATE pages SET portal = coalesce(portal, :portal), section = coalesce(section, :section),
                title = coalesce(title, :title), listed_on = coalesce(listed_on, :listed_on),
                role = iif(role = 'other', :role, role),
                first_seen_at = min(first_seen_at, :first_seen_at)
            WHERE id = :id
            """,
            dict(row),
        )


def take_locations(context: MergeContext) -> None:
    """Take where their documents were found; first and last sight are those of both archives."""
    for row in context.rows("SELECT * FROM locations"):
        values = dict(row) | {"document": context.document(row["document"])}
        held = place_facts.facts(context.ours, str(values["document"]), row["page"])
        names = ", ".join(values)
        context.ours.execute(
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
        if held is not None:
            theirs = PlaceFacts(*(row[name] for name in place_facts.COLUMNS))
            place_facts.put(context.ours, str(values["document"]), row["page"], place_facts.together(held, theirs))


def take_answers(context: MergeContext) -> None:
    """Let each of their pages answer and show what it did when it was seen last.

    Ours may have the same fetch with less said of it: as the WARC file alone tells, where an earlier merge
    was killed; or uncleaned, where theirs was cleaned.
    """
    for row in context.rows("SELECT * FROM pages"):
        ours = context.ours.execute("SELECT * FROM pages WHERE id = ?", [row["id"]]).fetchone()
        snapshot, document = context.snapshot(row["snapshot"]), context.document(row["document"])
        is_bare = ours["document"] is None and ours["last_seen_at"] == row["last_seen_at"]
        if ours["snapshot"] is None or is_bare or ours["last_seen_at"] < row["last_seen_at"]:
            values = {name: row[name] for name in ("id", "last_seen_at", *_STATE)}
            assignments = ", ".join(f"{name} = :{name}" for name in values if name != "id")
            context.ours.execute(
                f"""
                UPDATE pages SET {assignments}, snapshot = coalesce(:snapshot, snapshot),
                    document = coalesce(:document, document) WHERE id = :id
                """,
                values | {"snapshot": snapshot, "document": document},
            )
        context.ours.execute(
            """
            UPDATE pages SET document = (SELECT document FROM snapshots WHERE id = pages.snapshot)
            WHERE id = ? AND document IS NULL
            """,
            [row["id"]],
        )


def take_walks(context: MergeContext) -> None:
    """Take how far their lists were read; of one that both read, the later walk and the later end."""
    for row in context.rows("SELECT * FROM walks"):
        values = dict(row)
        context.ours.execute(
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


def take_listings(context: MergeContext) -> None:
    """Take where their pages were listed; first and last sight are those of both archives."""
    for row in context.rows("SELECT * FROM listings"):
        values = dict(row)
        context.ours.execute(
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
