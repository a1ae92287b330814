"""Clusters of documents that are one report: each points at the one that stands for them, which points at none.

A pointer is all that merging writes: texts, places and versions stay where they are, and taking
the pointer away undoes it.  A newcomer is compared with several members of a cluster, and one that
says "another report" keeps it out, however much it resembles the others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archive.twins import candidates, canonical
from archive.twins.candidates import Candidate
from archive.twins.decide import Report, Verdict, compare
from archive.twins.stored_reports import compare_stored, judged, report

RULES = "rules"
READER = "reader"

_MOST_ASKED = 3  # members of a cluster that are compared with a newcomer: its canonical and the likeliest

_PUT = """
    INSERT INTO twins (
        document, canonical, compared_with, judgement, reason, resemblance, containment, decided_by, decided_at
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


_BLOCK = "SELECT seq, issuer, report_year, division_code FROM documents WHERE id = ?"


class _Edge(NamedTuple):
    """A comparison that shows two documents to be one report."""

    other: str
    verdict: Verdict


def place(db: sqlite3.Connection, document: str, now: str) -> str | None:
    """Sign *document*, look for its twins and put it to them; the document that stands for them, None if it has none.

    What a person has to decide goes to review.  To be called once its places are written, since
    these tell which document stands for the others.
    """
    row = db.execute(_BLOCK, [document]).fetchone()
    own = report(db, document)
    signed = candidates.put(db, row["seq"], own.reading)
    found = candidates.find(
        db, row["seq"], signed, candidates.Block(row["issuer"], row["report_year"], row["division_code"])
    )
    for other in _said_to_be_same(db, document):
        join(db, document, other, compare_stored(db, document, other), READER, now)
    for edge in list(_accepting(db, document, own, found, now)):
        join(db, document, edge.other, edge.verdict, RULES, now)
    return standing_for(db, document)


def standing_for(db: sqlite3.Connection, document: str) -> str | None:
    """The document that stands for *document*; None if it stands for itself."""
    row = db.execute("SELECT canonical FROM twins WHERE document = ?", [document]).fetchone()
    return row["canonical"] if row else None


def members(db: sqlite3.Connection, document: str) -> list[str]:
    """All documents of the cluster of *document*, the one that stands for them first."""
    head = standing_for(db, document) or document
    rows = db.execute("SELECT document FROM twins WHERE canonical = ? ORDER BY document", [head])
    return [head, *(row["document"] for row in rows)]


def join(db: sqlite3.Connection, document: str, other: str, verdict: Verdict, decided_by: str, now: str) -> None:
    """Make one cluster of the clusters of both, by a comparison of *document* with *other*.

    Where *document* has a cluster already, the members of that are asked too, and each may object,
    unless a reader decided.
    """
    own, other_head = members(db, document), members(db, other)[0]
    head = own[0]
    if head == other_head:
        return
    for member in own[:_MOST_ASKED]:
        if decided_by == RULES and member != document and compare_stored(db, member, other_head).is_objection:
            return
    if head != document:
        found = compare_stored(db, head, other)
        verdict = Verdict(verdict.judgement, f"twin of {document}", found.resemblance, found.containment)
    db.execute("UPDATE twins SET canonical = ? WHERE canonical = ?", [other_head, head])
    _put(db, head, other_head, _Edge(other, verdict), decided_by, now)
    reconsider(db, other_head)


def leave(db: sqlite3.Connection, document: str) -> None:
    """Take *document* out of its cluster; what was compared with it alone is compared anew with the others."""
    head, *others = members(db, document)
    rest = [member for member in (head, *others) if member != document]
    if head == document and rest:
        _hand_over(db, head, canonical.choose(db, rest))
    db.execute("DELETE FROM twins WHERE document = ?", [document])
    orphans = db.execute("SELECT * FROM twins WHERE compared_with = ?", [document]).fetchall()
    for row in orphans:
        verdict = compare_stored(db, row["document"], row["canonical"])
        db.execute("DELETE FROM twins WHERE document = ?", [row["document"]])
        if verdict.is_twin:
            edge = _Edge(row["canonical"], verdict)
            _put(db, row["document"], row["canonical"], edge, row["decided_by"], row["decided_at"])


def renew(db: sqlite3.Connection, document: str, now: str) -> str | None:
    """As place(), for a document whose text changed: what was decided about the old text goes."""
    forget(db, document)
    return place(db, document, now)


def forget(db: sqlite3.Connection, document: str) -> None:
    """Remove all that was found out about the text of *document*; what a person decided of it stays."""
    leave(db, document)
    db.execute("DELETE FROM review WHERE (document = ? OR other = ?) AND verdict IS NULL", [document] * 2)
    row = db.execute("SELECT seq FROM documents WHERE id = ?", [document]).fetchone()
    candidates.take_out(db, row["seq"])


def reconsider(db: sqlite3.Connection, document: str) -> None:
    """Let the best of its cluster stand for it, after *document* was found at another place or replaced at one."""
    cluster = members(db, document)
    if len(cluster) > 1:
        best = canonical.choose(db, cluster)
        if best != cluster[0]:
            _hand_over(db, cluster[0], best)


def _accepting(
    db: sqlite3.Connection, document: str, own: Report, found: Iterable[Candidate], now: str
) -> Iterator[_Edge]:
    """The best comparison with each cluster that takes *document* in: one member says so, and no asked one objects."""
    for asked in _by_cluster(db, found):
        edges = [_Edge(other, judged(db, document, other) or compare(own, report(db, other))) for other in asked]
        for edge in edges:
            if edge.verdict.judgement == "review":
                put_review(db, document, edge.other, edge.verdict, now)
        twins = [edge for edge in edges if edge.verdict.is_twin]
        if twins and not any(edge.verdict.is_objection or edge.verdict.judgement == "review" for edge in edges):
            yield max(twins, key=lambda edge: edge.verdict.resemblance)


def _by_cluster(db: sqlite3.Connection, found: Iterable[Candidate]) -> list[list[str]]:
    """The documents to be asked, cluster by cluster, likeliest cluster first."""
    clusters: dict[str, list[str]] = {}
    for candidate in found:
        head = standing_for(db, candidate.document) or candidate.document
        asked = clusters.setdefault(head, [head])
        if candidate.document != head and len(asked) < _MOST_ASKED:
            asked.append(candidate.document)
    return list(clusters.values())


def _said_to_be_same(db: sqlite3.Connection, document: str) -> list[str]:
    rows = db.execute(
        """
        SELECT other AS id FROM review WHERE document = :document AND verdict = 'same'
        UNION SELECT document FROM review WHERE other = :document AND verdict = 'same'
        """,
        {"document": document},
    )
    return [row["id"] for row in rows]


def put_review(db: sqlite3.Connection, document: str, other: str, verdict: Verdict, now: str) -> None:
    """Write that a person has to look at two documents; a pair that is known stays as it is."""
    db.execute(
        """
        INSERT OR IGNORE INTO review (document, other, reason, resemblance, containment, found_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [*sorted((document, other)), verdict.reason, verdict.resemblance, verdict.containment, now],
    )


def _put(db: sqlite3.Connection, document: str, head: str, edge: _Edge, decided_by: str, now: str) -> None:
    verdict = edge.verdict
    figures = [round(verdict.resemblance, 4), round(verdict.containment, 4)]
    db.execute(_PUT, [document, head, edge.other, verdict.judgement, verdict.reason, *figures, decided_by, now])


def _hand_over(db: sqlite3.Connection, old: str, new: str) -> None:
    """Let *new*, which points at *old*, stand for the cluster: its row turns round, the others follow."""
    db.execute("UPDATE twins SET canonical = ? WHERE canonical = ? AND document <> ?", [new, old, new])
    db.execute(
        """
        UPDATE twins SET document = :old, canonical = :new,
            compared_with = iif(compared_with = :old, :new, compared_with)
        WHERE document = :new
        """,
        {"old": old, "new": new},
    )
