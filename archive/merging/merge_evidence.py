"""Merging what was fetched, but for snapshots: portals, runs, WARC files, attachments, problems."""

from __future__ import annotations

from archive.merging.merge_context import MergeContext


def take_portals(context: MergeContext) -> None:
    """Take their portals; of one that both name, ours stays as it is."""
    for row in context.rows("SELECT * FROM portals"):
        if not context.insert("portals", dict(row), "IGNORE"):
            ours = context.ours.execute("SELECT * FROM portals WHERE id = ?", [row["id"]]).fetchone()
            context.note("portals", row["id"], ours, row, ("name", "host", "division_code"), "ours")


def take_governments(context: MergeContext) -> None:
    """Take their governments of the country; what we know of one stays."""
    for row in context.rows("SELECT * FROM governments"):
        context.insert("governments", dict(row), "IGNORE")


def take_runs(context: MergeContext) -> None:
    """Take their runs; no two have one id, unless they are one."""
    for row in context.rows("SELECT * FROM runs"):
        context.insert("runs", dict(row), "IGNORE")


def take_warc_files(context: MergeContext) -> None:
    """Take the rows of their WARC files, which were copied already."""
    for row in context.rows("SELECT * FROM warc_files"):
        context.insert("warc_files", dict(row), "IGNORE")


def take_attachments(context: MergeContext) -> None:
    """Take the files that their pages offer; what we know of a file stays."""
    for row in context.rows("SELECT * FROM attachments"):
        values = dict(row) | {"snapshot": context.snapshot(row["snapshot"])}
        if context.insert("attachments", values, "IGNORE"):
            continue
        key = {"page": row["page"], "url": row["url"]}
        ours = context.ours.execute("SELECT * FROM attachments WHERE page = :page AND url = :url", key).fetchone()
        context.note("attachments", row["url"], ours, row, ("digest",), "ours")
        names = [name for name in values if name not in key]
        filled = ", ".join(f"{name} = coalesce({name}, :{name})" for name in names)
        context.ours.execute(f"UPDATE attachments SET {filled} WHERE page = :page AND url = :url", values)


def take_problems(context: MergeContext) -> None:
    """Take the problems of their runs; a merge that is done again finds them there."""
    for row in context.rows("SELECT * FROM problems ORDER BY id"):
        values = dict(row) | {"snapshot": context.snapshot(row["snapshot"])}
        del values["id"]
        same = " AND ".join(f"{name} IS :{name}" for name in values)
        if context.ours.execute(f"SELECT 1 FROM problems WHERE {same}", values).fetchone() is None:
            context.insert("problems", values)
