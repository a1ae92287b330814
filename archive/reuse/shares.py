"""The share of a text that stands in another: estimated from stored MinHashes, or exact.

Exact: letters and digits in passages of SHORTEST characters or more that both texts have; see alignment.py.
Estimated: MinHashes tell which part of all different runs of eight characters two texts have in common, and their
lengths turn that into a share of each.  docs/coverage.md says how far the two lie apart.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from archive.reuse.alignment import Comparison, Shares
from archive.twins.minhash import ALGORITHM, estimates, from_bytes


class Reuse(NamedTuple):
    """How much of one document stands in *other*, and how much of *other* in it, 0.0 to 1.0."""

    other: str
    of_document: float
    of_other: float


class _Hashed(NamedTuple):
    id: str
    n_chars: int
    numbers: bytes


def estimated(db: sqlite3.Connection, document: str, others: Sequence[str]) -> dict[str, Reuse]:
    """Return the estimates for those of *others* that have a MinHash; {} if *document* has none.

    Texts of less than 300 characters, and all of an archive whose MinHashes are of another algorithm, have none.
    """
    own = next(_hashed(db, [document]), None)
    if own is None:
        return {}
    found = list(_hashed(db, others))
    resemblances = estimates(from_bytes(own.numbers), [other.numbers for other in found])
    return {
        other.id: Reuse(other.id, _share(resemblance, own, other), _share(resemblance, other, own))
        for other, resemblance in zip(found, resemblances, strict=True)
    }


def exact(text: str, other: str) -> Shares:
    """Return how much of each text stands in the other."""
    return Comparison(paragraphs(text), paragraphs(other)).shares()


def paragraphs(text: str) -> list[str]:
    """Return the lines of *text*, those of a table as one: a row of figures alone is no passage."""
    lines = [line for line in text.split("\n") if line.strip()]
    groups = groupby(enumerate(lines), key=lambda each: None if "\t" in each[1] else each[0])
    return ["\n".join(line for _, line in group) for _, group in groups]


def _share(resemblance: float, one: _Hashed, other: _Hashed) -> float:
    """Return the share of *one* that *other* has: what both have is J / (1 + J) of the sum of their sizes."""
    return min(1.0, resemblance / (1 + resemblance) * (1 + other.n_chars / max(one.n_chars, 1)))


def _hashed(db: sqlite3.Connection, documents: Sequence[str]) -> Iterator[_Hashed]:
    sql = (
        "SELECT d.id, d.n_chars, m.numbers FROM documents d JOIN minhashes m ON m.seq = d.seq"
        f" WHERE d.id IN ({', '.join('?' * len(documents))}) AND m.algorithm = ? AND m.numbers <> x''"
    )
    yield from (_Hashed(*row) for row in db.execute(sql, [*documents, ALGORITHM]))
