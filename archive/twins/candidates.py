"""Candidates for twins of a document, out of any number: found by keys in the database, nothing is loaded."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from archive.identity import comparable
from archive.text.simplified import simplified_words
from archive.twins.minhash import ALGORITHM, KEY_BITS, MinHash, band_keys, estimates, from_bytes, minhash, to_bytes
from archive.twins.organ_names import are_one_organ
from archive.twins.report_features import Reading

# Below this estimate no pair of the test bed was one report; the estimate itself errs by .04.
LEAST_ESTIMATE = 0.45
# Unrelated reports stay below .05; a page with a third of its PDF reaches this (chosen).
_MIN_IN_BLOCK = 0.15
MOST_CANDIDATES = 20

# A key that more documents have comes from a phrase of everybody's: it tells nothing, and reading
# all of them would make a template of thousands of copies dear (6,000 copies: 146 ms a question, 23 without).
_MAX_SHARING = 256
_BATCH_ROWS = 500

# Keys fall all over their table: of a large one nearly each of 32 keys changes a page of its own.  So new ones go
# into a small table, and one range of keys after the other moves on, many keys to a page.  A round through all
# ranges takes 16,384 documents, and so many the small table holds at most.
BANDS = ("minhash_keys", "minhash_keys_recent")
_RANGES = 128
_DOCUMENTS_A_RANGE = 128


_SHARING = f"{' UNION ALL '.join(f'SELECT seq FROM {bands} WHERE key = ?' for bands in BANDS)} LIMIT ?"


class Candidate(NamedTuple):
    """A document that may be a twin, and the resemblance that the MinHashes let expect."""

    document: str
    estimate: float


class Block(NamedTuple):
    """Where an organ's other texts of a year are looked for: by its name, and by its division under other names."""

    issuer: str | None
    year: int | None
    division: str | None


def put(db: sqlite3.Connection, seq: int, reading: Reading) -> MinHash | None:
    """Write the MinHash of the document *seq* and return it; None if the text is too short for one."""
    found = minhash(reading)
    stored = b"" if found is None else to_bytes(found)
    db.execute("INSERT INTO minhashes (seq, algorithm, numbers) VALUES (?, ?, ?)", [seq, ALGORITHM, stored])
    if found is not None:
        db.executemany(
            "INSERT OR IGNORE INTO minhash_keys_recent (key, seq) VALUES (?, ?)",
            [(key, seq) for key in sorted(band_keys(found))],
        )
    if seq % _DOCUMENTS_A_RANGE == 0:
        _move_on(db, seq // _DOCUMENTS_A_RANGE % _RANGES)
    return found


def take_out(db: sqlite3.Connection, seq: int) -> None:
    """Remove the MinHash of the document *seq*, of whichever algorithm."""
    row = db.execute("SELECT algorithm, numbers FROM minhashes WHERE seq = ?", [seq]).fetchone()
    if row is None:
        return
    if row["algorithm"] == ALGORITHM and row["numbers"]:
        keys = [(key, seq) for key in band_keys(from_bytes(row["numbers"]))]
        for bands in BANDS:
            db.executemany(f"DELETE FROM {bands} WHERE key = ? AND seq = ?", keys)
    else:
        for bands in BANDS:
            db.execute(f"DELETE FROM {bands} WHERE seq = ?", [seq])
    db.execute("DELETE FROM minhashes WHERE seq = ?", [seq])


def take_out_all(db: sqlite3.Connection) -> None:
    """Remove all MinHashes."""
    for table in (*BANDS, "minhashes"):
        db.execute(f"DELETE FROM {table}")


def find(db: sqlite3.Connection, seq: int, own: MinHash | None, block: Block) -> list[Candidate]:
    """The documents that may be twins of *seq*, likeliest first, MOST_CANDIDATES at most.

    1. Those that share a key of their MinHashes and resemble it by LEAST_ESTIMATE.
    2. Those of the same issuer and year, which may resemble it less: a page that holds half of
       its PDF seldom has a key in common with it.  An issuer may have a long and a short name in its division.

    A text too short for a MinHash has the latter alone, the latest of them.
    """
    if own is None:
        return _latest(db, _of_block(db, seq, block))
    found = dict(_estimated(db, own, _sharing_keys(db, seq, own), LEAST_ESTIMATE))
    found |= _estimated(db, own, _of_block(db, seq, block), _MIN_IN_BLOCK)
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [Candidate(*item) for item in ordered[:MOST_CANDIDATES]]


def _move_on(db: sqlite3.Connection, number: int) -> None:
    """Move the keys of one of _RANGES, counted from 0, out of the small table."""
    width = (1 << KEY_BITS) // _RANGES
    ends = [number * width, (number + 1) * width]
    db.execute(
        "INSERT OR IGNORE INTO minhash_keys"
        " SELECT key, seq FROM minhash_keys_recent WHERE key >= ? AND key < ? ORDER BY key, seq",
        ends,
    )
    db.execute("DELETE FROM minhash_keys_recent WHERE key >= ? AND key < ?", ends)


def _sharing_keys(db: sqlite3.Connection, seq: int, own: MinHash) -> list[int]:
    sharing: set[int] = set()
    for key in band_keys(own):
        rows = db.execute(_SHARING, [key, key, _MAX_SHARING + 1]).fetchall()
        if len(rows) <= _MAX_SHARING:
            sharing.update(row[0] for row in rows)
    return sorted(sharing - {seq})


def _of_block(db: sqlite3.Connection, seq: int, block: Block) -> list[int]:
    if not block.issuer or block.year is None:
        return []
    sql = "SELECT seq FROM documents WHERE issuer = ? AND report_year = ? AND seq <> ? LIMIT ?"
    found = {row[0] for row in db.execute(sql, [block.issuer, block.year, seq, _MAX_SHARING])}
    if block.division:
        sql = "SELECT seq, issuer FROM documents WHERE division_code = ? AND report_year = ? AND seq <> ? LIMIT ?"
        own = _folded(block.issuer)
        for other, issuer in db.execute(sql, [block.division, block.year, seq, _MAX_SHARING]):
            if other not in found and issuer and issuer != block.issuer and are_one_organ(own, _folded(issuer)):
                found.add(other)
    return sorted(found)


def _folded(name: str) -> str:
    return comparable(simplified_words(name))


def _estimated(db: sqlite3.Connection, own: MinHash, seqs: list[int], least: float) -> dict[str, float]:
    """Id and estimated resemblance of those of *seqs* that reach *least*."""
    found: dict[str, float] = {}
    for start in range(0, len(seqs), _BATCH_ROWS):
        batch = seqs[start : start + _BATCH_ROWS]
        rows = db.execute(
            f"""
            SELECT d.id, m.numbers FROM minhashes m JOIN documents d ON d.seq = m.seq
            WHERE m.seq IN ({", ".join("?" * len(batch))}) AND m.algorithm = ? AND m.numbers <> x''
            """,
            [*batch, ALGORITHM],
        ).fetchall()
        shares = estimates(own, [row["numbers"] for row in rows])
        found |= {row["id"]: share for row, share in zip(rows, shares, strict=True) if share >= least}
    return found


def _latest(db: sqlite3.Connection, seqs: list[int]) -> list[Candidate]:
    latest = sorted(seqs, reverse=True)[:MOST_CANDIDATES]
    sql = f"SELECT id FROM documents WHERE seq IN ({', '.join('?' * len(latest))}) ORDER BY seq DESC"
    return [Candidate(row["id"], 0.0) for row in db.execute(sql, latest)]
