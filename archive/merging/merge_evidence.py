"""Merging what was fetched, but for snapshots: portals, runs, WARC files, attachments, problems."""

from __future__ import annotations

from archive.merging.merge_context import Both


def take_portals(both: Both) -> None:
    """Take their portals; of one that both name, ours stays as it is."""
    for row in both.rows("SELECT * FROM portals"):
        if not both.insert("portals", dict(row), "IGNORE"):
            ours = both.ours.execute("SELECT * FROM portals WHERE id = ?", [row["id"]]).fetchone()
            both.note("portals", row["id"], ours, row, ("name", "host", "division_code"), "ours")


def take_runs(both: Both) -> None:
    """Take their runs; no two have one id, unless they are one."""
    for row in both.rows("SELECT * FROM runs"):
        both.insert("runs", dict(row), "IGNORE")


def take_warc_files(both: Both) -> None:
    """Take the rows of their WARC files, which were copied already."""
    for row in both.rows("SELECT * FROM warc_files"):
        both.insert("warc_files", dict(row), "IGNORE")


def take_attachments(both: Both) -> None:
    """Take the files that their pages offer; what we know of a file stays."""
    for row in both.rows("SELECT * FROM attachments"):
        values = dict(row) | {"snapshot": both.snapshot(row["snapshot"])}
        if both.insert("attachments", values, "IGNORE"):
            continue
        key = {"page": row["page"], "url": row["url"]}
        ours = both.ours.execute("SELECT * FROM attachments WHERE page = :page AND url = :url", key).fetchone()
        both.note("attachments", row["url"], ours, row, ("digest",), "ours")
        names = [name for name in values if name not in key]
        filled = ", ".join(f"{name} = coalesce({name}, :{name})" for name in names)
        both.ours.execute(f"UPDATE attachments SET {filled} WHERE page = :page AND url = :url", values)


def take_problems(both: Both) -> None:
    """Take the problems of their runs; a merge that is done again finds them there."""
    for row in both.rows("SELECT * FROM problems ORDER BY id"):
        values = dict(row) | {"snapshot": both.snapshot(row["snapshot"])}
        del values["id"]
        same = " AND ".join(f"{name} IS :{name}" for name in values)
        if both.ours.execute(f"SELECT 1 FROM problems WHERE {same}", values).fetchone() is None:
            both.insert("problems", values)
