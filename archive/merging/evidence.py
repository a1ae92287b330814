"""Merging what was fetched: portals, runs, WARC files, snapshots, attachments, problems."""

from __future__ import annotations

import sqlite3

from archive.merging.both import Both

_OF_SNAPSHOTS = ("pages", "versions", "attachments", "problems")


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


def take_snapshots(both: Both) -> None:
    """Take their snapshots; of a payload that both saw at one page, the earlier is the snapshot."""
    for row in both.rows("SELECT * FROM snapshots ORDER BY rowid"):
        # What a browser made of it may come later: see take_renderings.
        values = dict(row) | {"document": both.document(row["document"]), "rendered_as": None}
        held = both.ours.execute(
            "SELECT * FROM snapshots WHERE page = ? AND payload_digest = ?", [row["page"], row["payload_digest"]]
        ).fetchone()
        if held is None:
            both.insert("snapshots", values)
        elif held["fetched_at"] <= row["fetched_at"]:
            both.snapshots[row["id"]] = held["id"]
            _tell(both.ours, held["id"], values)
        else:
            both.insert("snapshots", values)
            _tell(both.ours, row["id"], dict(held))
            both.seen.append((row["page"], held["fetched_at"], held["document"], row["id"]))
            for table in _OF_SNAPSHOTS:
                both.ours.execute(f"UPDATE {table} SET snapshot = ? WHERE snapshot = ?", [row["id"], held["id"]])
            both.ours.execute("UPDATE snapshots SET rendered_as = ? WHERE rendered_as = ?", [row["id"], held["id"]])
            both.ours.execute("DELETE FROM snapshots WHERE id = ?", [held["id"]])


def take_renderings(both: Both) -> None:
    """Take which of their snapshots a browser made another one of; what we know of one stays."""
    for row in both.rows("SELECT id, rendered_as FROM snapshots WHERE rendered_as IS NOT NULL"):
        both.ours.execute(
            "UPDATE snapshots SET rendered_as = coalesce(rendered_as, ?) WHERE id = ?",
            [both.snapshot(row["rendered_as"]), both.snapshot(row["id"])],
        )


def _tell(db: sqlite3.Connection, snapshot: str, known: dict[str, object]) -> None:
    """Write what a cleaner read in *snapshot* if it was read in the other copy of its payload alone."""
    db.execute(
        "UPDATE snapshots SET document = ?, cleaner_version = ? WHERE id = ? AND document IS NULL",
        [known["document"], known["cleaner_version"], snapshot],
    )


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
