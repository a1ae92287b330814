"""Merging documents: one for each text, whoever had it."""

from __future__ import annotations

import sqlite3

from archive.catalogue import documents, place_facts
from archive.catalogue import structure as structures
from archive.catalogue.homes import home_rank
from archive.database import search_index
from archive.identity import document_ids
from archive.merging.merge_context import Conflict, MergeContext, step
from archive.twins import clusters
from archive.twins.decide import Verdict

# What a reader would miss or cite wrongly; other columns follow the same rule without a word.
_COMPARED = ("title", "issuer", "report_year", "kind", "published_at")


def take_documents(context: MergeContext) -> None:
    """Take their documents; text and metadata of one that both have are those of the page that showed it first."""
    for row in context.rows("SELECT * FROM documents ORDER BY seq"):
        known = documents.find(context.ours, row["text_digest"])
        if known is None:
            _insert(context, row)
        else:
            _meet(context, row, known)


def take_former_ids(context: MergeContext) -> None:
    """Take the ids that their documents had, and those that they have lost by the merge."""
    for row in context.rows("SELECT * FROM former_ids"):
        _lead(context, row["id"], str(context.document(row["document"])))
    for theirs, ours in context.documents.items():
        with step(context):
            _lead(context, theirs, ours)


def take_verdicts(context: MergeContext, now: str) -> None:
    """Take what their readers decided; of a pair that both decided, our verdict stays."""
    for row in context.rows("SELECT * FROM review WHERE verdict IS NOT NULL"):
        one, other = sorted((str(context.document(row["document"])), str(context.document(row["other"]))))
        held = context.ours.execute("SELECT * FROM review WHERE document = ? AND other = ?", [one, other]).fetchone()
        if held is not None and held["verdict"] is not None:
            context.note("review", f"{one} {other}", held, row, ("verdict",), "ours")
            continue
        if one == other:
            continue
        context.insert("review", dict(row) | {"document": one, "other": other}, "REPLACE")
        _obey(context.ours, row, one, other, now)


def reconsider_twins(context: MergeContext) -> None:
    """Choose anew who stands for a report, where one of its documents has more places now, or is shown no more."""
    for document in sorted(context.met):
        with step(context):
            clusters.reconsider(context.ours, document)


def _obey(db: sqlite3.Connection, row: sqlite3.Row, one: str, other: str, now: str) -> None:
    if row["verdict"] == "same":
        verdict = Verdict("same", row["remark"] or "a reader decided", row["resemblance"], row["containment"])
        clusters.join(db, one, other, verdict, clusters.READER, now)
    elif clusters.members(db, one)[0] == clusters.members(db, other)[0]:
        clusters.leave(db, other if clusters.standing_for(db, one) is None else one)


def _insert(context: MergeContext, row: sqlite3.Row) -> None:
    document = _free_id(context.ours, row)
    if document != row["id"]:
        context.documents[row["id"]] = document
        context.conflicts.append(Conflict("documents", row["id"], "id", document, row["id"]))
    (seq,) = context.ours.execute("SELECT coalesce(max(seq), 0) + 1 FROM documents").fetchone()
    context.insert("documents", dict(row) | {"id": document, "seq": seq})
    structures.copy(context.theirs, row["id"], context.ours, document)
    search_index.put(context.ours, seq)


def _meet(context: MergeContext, row: sqlite3.Row, known: str) -> None:
    ours = context.ours.execute("SELECT * FROM documents WHERE id = ?", [known]).fetchone()
    context.met.add(known)
    if known != row["id"]:
        context.documents[row["id"]] = known
    is_theirs_home = _home_rank(context.theirs, row) < _home_rank(context.ours, ours)
    context.note("documents", known, ours, row, _COMPARED, "theirs" if is_theirs_home else "ours")
    names = list(dict(row).keys() - {"id", "seq", "structure_version"}) if is_theirs_home else []
    if is_theirs_home:
        search_index.take_out(context.ours, ours["seq"], ours["title"], ours["text"])
        search_index.put(context.ours, ours["seq"])
    if _is_their_structure_better(row, ours, is_theirs_home):
        structures.copy(context.theirs, row["id"], context.ours, known)
        names.append("structure_version")
    first = min(ours["first_seen_at"], row["first_seen_at"])
    if names or first != ours["first_seen_at"]:
        names = list({*names, "first_seen_at"})
        assignments = ", ".join(f"{name} = :{name}" for name in names)
        values = dict(row) | {"known": known, "first_seen_at": first}
        context.ours.execute(f"UPDATE documents SET {assignments} WHERE id = :known", values)


def _home_rank(db: sqlite3.Connection, row: sqlite3.Row) -> tuple[int, str, str]:
    return home_rank(db, row["id"]) or (place_facts.UNKNOWN, row["first_seen_at"], "")


def _is_their_structure_better(row: sqlite3.Row, ours: sqlite3.Row, is_theirs_home: bool) -> bool:
    """Of one text, an outline that was read is better than none; otherwise it goes with its text."""
    is_same = row["text"] == ours["text"] and row["report_year"] == ours["report_year"]
    is_read, is_ours_read = row["structure_version"] is not None, ours["structure_version"] is not None
    return is_read if is_same and is_read != is_ours_read else is_theirs_home


def _free_id(db: sqlite3.Connection, row: sqlite3.Row) -> str:
    """Their id, unless it means another text in ours."""
    taken = "SELECT 1 FROM documents WHERE id = :id UNION SELECT 1 FROM former_ids WHERE id = :id"
    names = [row["id"], *document_ids(row["text_digest"])]
    return next(str(name) for name in names if db.execute(taken, {"id": name}).fetchone() is None)


def _lead(context: MergeContext, former: str, document: str) -> None:
    """Let the id *former* lead to *document*, unless it means something in ours already."""
    if context.ours.execute("SELECT 1 FROM documents WHERE id = ?", [former]).fetchone() is None:
        context.insert("former_ids", {"id": former, "document": document}, "IGNORE")
