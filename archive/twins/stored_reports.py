"""Stored documents as reports that can be compared."""

from __future__ import annotations

import sqlite3

from archive.twins.decide import Report, Verdict, compare

_REPORT = "SELECT id, seq, text, title, issuer, report_year FROM documents WHERE id = ?"


def report(db: sqlite3.Connection, document: str) -> Report:
    """The report of the document with this id.

    Raises LookupError if there is none.
    """
    row = db.execute(_REPORT, [document]).fetchone()
    if row is None:
        raise LookupError(f"no document {document}")
    return Report(row["text"], row["title"], row["issuer"], row["report_year"])


def compare_stored(db: sqlite3.Connection, one: str, other: str) -> Verdict:
    """What two documents are to each other, a person's verdict first."""
    return judged(db, one, other) or compare(report(db, one), report(db, other))


def judged(db: sqlite3.Connection, one: str, other: str) -> Verdict | None:
    """What a person has said of two documents; None if nobody has."""
    row = db.execute(
        """
        SELECT verdict, remark, resemblance, containment FROM review
        WHERE document = ? AND other = ? AND verdict IS NOT NULL
        """,
        sorted((one, other)),
    ).fetchone()
    if row is None:
        return None
    return Verdict(row["verdict"], row["remark"] or "a reader decided", row["resemblance"], row["containment"])


def change(db: sqlite3.Connection, before: str, after: str) -> str:
    """What became of a page that showed *before* and shows *after*: revised, rewritten or reused.

    revised: both are one report.  rewritten: the text is another under the same title and year.
    reused: the URL holds another report now.
    """
    old, new = report(db, before), report(db, after)
    if compare(old, new).is_twin:
        return "revised"
    has_same_title = bool(old.title) and old.title_folded == new.title_folded
    return "rewritten" if has_same_title and old.year_named == new.year_named else "reused"
