"""Comparisons of one report with those of other years, of neighbours, or with one other: what repeats it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from archive.errors import ArchiveError
from archive.reuse.neighbours import labelled, neighbours, peers
from archive.reuse.shares import Reuse, estimated, exact
from archive.rows import Row
from archive.twins import candidates
from archive.twins.minhash import ALGORITHM, from_bytes


def compared_with(db: sqlite3.Connection, document: str, other: str | None = None, *, is_exact: bool) -> list[Row]:
    """Return a row for *other*, compared exactly, or for each document that may repeat *document*; in no order.

    ``of_document`` and ``of_other`` are the shares of either that stand in the other, 0.0 to 1.0.

    Raises ArchiveError if there is no such document.
    """
    row = _document(db, document)
    others = [_document(db, other) | {"relation": "asked"}] if other else others_of(db, row)
    return list(_shares(db, row, others, is_exact=is_exact or other is not None))


def _document(db: sqlite3.Connection, document: str) -> Row:
    row = labelled(db, document)
    if row is None:
        raise ArchiveError(f"no document {document}; expected an id, as `fazhi search` writes it")
    return row


def others_of(db: sqlite3.Connection, row: Row) -> list[Row]:
    """Return other years of the issuer, other issuers of the portal and year, and whatever resembles it anywhere."""
    found = [each | {"relation": "other_year"} for each in neighbours(db, row).years]
    found += [each | {"relation": "same_portal_and_year"} for each in peers(db, row)]
    known = {each["id"] for each in found} | {row["id"]}
    for candidate in _similar(db, row["seq"]):
        similar = labelled(db, candidate)
        if similar and similar["id"] not in known:
            found.append(similar | {"relation": "similar"})
    return found


def _similar(db: sqlite3.Connection, seq: int) -> list[str]:
    sql = "SELECT numbers FROM minhashes WHERE seq = ? AND algorithm = ? AND numbers <> x''"
    stored = db.execute(sql, [seq, ALGORITHM]).fetchone()
    own = from_bytes(stored["numbers"]) if stored else None
    return [each.document for each in candidates.find(db, seq, own, candidates.Block(None, None, None))]


def _shares(db: sqlite3.Connection, row: Row, others: list[Row], *, is_exact: bool) -> Iterator[Row]:
    guesses = {} if is_exact else estimated(db, row["id"], [other["id"] for other in others])
    for other in others:
        reuse = guesses.get(other["id"]) or (_compared(db, row, other["id"]) if is_exact else None)
        if reuse is not None:
            yield {
                "document": row["id"],
                "other": other["id"],
                "relation": other["relation"],
                "label": other["label"],
                "of_document": round(reuse.of_document, 4),
                "of_other": round(reuse.of_other, 4),
                "method": "exact" if is_exact else "estimate",
            }


def _compared(db: sqlite3.Connection, row: Row, other: str) -> Reuse:
    (text,) = db.execute("SELECT text FROM documents WHERE id = ?", [other]).fetchone()
    shares = exact(row["text"], text)
    return Reuse(other, shares.of_left, shares.of_right)
