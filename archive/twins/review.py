"""Review: the pairs of documents that rules leave open, side by side, and the verdict of a reader on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rapidfuzz.distance import Levenshtein

from archive.database.connection import archive_errors, connect_writer, require_archive, transaction
from archive.database.lock import WriterLock
from archive.errors import ArchiveError
from archive.rows import table
from archive.text.terminal import side_by_side
from archive.timestamps import to_iso, utcnow
from archive.twins import clusters
from archive.twins.decide import Verdict, compare
from archive.twins.stored_reports import report

_PAIRS = "SELECT * FROM review WHERE verdict IS NULL ORDER BY found_at, document, other LIMIT ?"
_MOST_DIFFERENCES = 5
_AROUND = 12  # characters shown before and after a difference


@dataclass(frozen=True, slots=True)
class Side:
    """One document of a pair."""

    document: str
    title: str | None
    issuer: str | None
    report_year: int | None
    url: str | None
    n_chars: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents in doubt, with the first passages in which they differ."""

    reason: str
    resemblance: float
    containment: float
    left: Side
    right: Side
    differences: tuple[tuple[str, str], ...]


def pending(db: sqlite3.Connection, limit: int) -> Iterator[Pair]:
    """The pairs that wait for a verdict, oldest doubt first."""
    for row in db.execute(_PAIRS, [limit]).fetchall():
        one, other = row["document"], row["other"]
        texts = (report(db, one).text, report(db, other).text)
        sides = (_side(db, one), _side(db, other))
        yield Pair(row["reason"], row["resemblance"], row["containment"], *sides, tuple(_differences(*texts)))


def record(path: Path, one: str, other: str, verdict: Literal["same", "other"], remark: str | None = None) -> None:
    """Write what a reader says of two documents, and join or part them; any pair may be named, and named again.

    Raises ArchiveError if a document is not there, NoSuchArchive, ArchiveLocked.
    """
    require_archive(path)
    with archive_errors(path), WriterLock(path), closing(connect_writer(path)) as db, transaction(db):
        _put_verdict(db, one, other, verdict, remark, to_iso(utcnow()))


def _put_verdict(db: sqlite3.Connection, one: str, other: str, verdict: str, remark: str | None, now: str) -> None:
    for document in (one, other):
        if db.execute("SELECT 1 FROM documents WHERE id = ?", [document]).fetchone() is None:
            raise ArchiveError(f"no document {document}; `fazhi review` and `fazhi twins` name them")
    if one == other:
        raise ArchiveError(f"{one} was named twice; a verdict needs two documents")
    found = compare(report(db, one), report(db, other))
    clusters.put_review(db, one, other, found, now)
    pair = min(one, other), max(one, other)
    table(db, "review").update(pair, {"verdict": verdict, "remark": remark, "decided_at": now})
    if verdict == "same":
        ruling = Verdict("same", remark or "a reader decided", found.resemblance, found.containment)
        clusters.join(db, one, other, ruling, clusters.READER, now)
    elif clusters.members(db, one)[0] == clusters.members(db, other)[0]:
        clusters.leave(db, _lesser(db, one, other))


def _lesser(db: sqlite3.Connection, one: str, other: str) -> str:
    """The one of two members that goes: not the one that stands for the cluster."""
    return other if clusters.standing_for(db, one) is None else one


def _side(db: sqlite3.Connection, document: str) -> Side:
    row = db.execute(
        """
        SELECT d.id, d.title, d.issuer, d.report_year,
            (SELECT p.url FROM locations l JOIN pages p ON p.id = l.page WHERE l.document = d.id
             ORDER BY l.first_seen_at, p.url LIMIT 1) AS url, d.n_chars
        FROM documents d WHERE d.id = ?
        """,
        [document],
    ).fetchone()
    return Side(*row)


def _differences(one: str, other: str) -> Iterator[tuple[str, str]]:
    """The first passages in which two texts differ, with a few characters around each."""
    blocks = [block for block in Levenshtein.opcodes(one, other) if block.tag != "equal"]
    for block in blocks[:_MOST_DIFFERENCES]:
        yield (
            _passage(one, block.src_start, block.src_end),
            _passage(other, block.dest_start, block.dest_end),
        )


def _passage(text: str, start: int, end: int) -> str:
    end = min(end, start + 4 * _AROUND)
    return " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())


def side_by_side_page(pair: Pair, width: int) -> str:
    """Return both documents beside each other, in lines of *width* places, and an empty line."""
    left, right = pair.left, pair.right
    rows = [
        (left.document, right.document),
        *((str(getattr(left, name) or "–"), str(getattr(right, name) or "–")) for name in ("title", "issuer", "url")),
        (
            f"{left.report_year or '–'}, {left.n_chars} characters",
            f"{right.report_year or '–'}, {right.n_chars} characters",
        ),
        *pair.differences,
    ]
    head = f"{pair.reason} (resemblance {pair.resemblance:.2f}, containment {pair.containment:.2f})"
    return "\n".join([head, *side_by_side(rows, (width - 3) // 2), ""])
