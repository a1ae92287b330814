"""`fazhi reuse`: how much of a report stands in those of other years, of neighbours, or in one other."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterator
from typing import Any

from archive.errors import ArchiveError
from archive.reader import open_reader
from archive.reuse.neighbours import labelled, neighbours, peers
from archive.reuse.shares import Reuse, estimated, exact
from archive.rows import Row
from archive.twins import candidates
from archive.twins.minhash import ALGORITHM, from_bytes


def add_reuse_arguments(parser: argparse.ArgumentParser) -> None:
    """Which document, and with which it is compared."""
    parser.add_argument("document", metavar="DOCUMENT", help="id of a document")
    parser.add_argument("other", metavar="OTHER", nargs="?", help="id of another: both texts are compared exactly")
    parser.add_argument("--exact", action="store_true", help="compare every text, rather than stored signatures")


def main_reuse(args: argparse.Namespace) -> int:
    """Write a JSON line for each document that DOCUMENT is compared with, what repeats most of it first; return 0.

    Raises ArchiveError if there is no such document.
    """
    with open_reader(args.archive) as reader:
        row = _document(reader.db, args.document)
        others = [_document(reader.db, args.other) | {"relation": "asked"}] if args.other else others_of(reader.db, row)
        lines = list(_lines(reader.db, row, others, is_exact=bool(args.exact or args.other)))
    for line in sorted(lines, key=lambda line: (-line["of_document"], line["other"])):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


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
    sql = "SELECT signature FROM signatures WHERE seq = ? AND algorithm = ? AND signature <> x''"
    signed = db.execute(sql, [seq, ALGORITHM]).fetchone()
    own = from_bytes(signed["signature"]) if signed else None
    return [each.document for each in candidates.find(db, seq, own, None, None)]


def _lines(db: sqlite3.Connection, row: Row, others: list[Row], *, is_exact: bool) -> Iterator[dict[str, Any]]:
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
