"""How far the estimated share of repeated text lies from the exact one, on pairs of an archive; a table in Markdown.

python benchmarks/reuse.py data/archive.db                  200 documents, each with all that it is compared with
python benchmarks/reuse.py --documents 1000 --seed 2 data/archive.db
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from archive.database.connection import connect_reader
from archive.reuse.comparisons import others_of
from archive.reuse.neighbours import labelled
from archive.reuse.shares import estimated, exact


def main(argv: Sequence[str] | None = None) -> int:
    """Compare pairs of a sample both ways, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    with closing(connect_reader(args.archive)) as db:
        pairs = _pairs(db, args.documents, args.seed)
    print("| pairs | number | exact, mean | bias of the estimate | mean error | 95 % of errors below |")
    print("|---|---|---|---|---|---|")
    for relation, shares in sorted(pairs.items()):
        _print(relation, shares)
    _print("all", [each for shares in pairs.values() for each in shares])
    return 0


def _pairs(db: sqlite3.Connection, documents: int, seed: int) -> dict[str, list[tuple[float, float]]]:
    """Estimated and exact share of pairs, by what the documents are to each other."""
    ids = [row[0] for row in db.execute("SELECT id FROM documents WHERE kind = 'report' ORDER BY id")]
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for document in random.Random(seed).sample(ids, min(documents, len(ids))):
        row = labelled(db, document)
        assert row is not None
        others = others_of(db, row)
        guesses = estimated(db, document, [other["id"] for other in others])
        for other in others:
            if other["id"] in guesses:
                (text,) = db.execute("SELECT text FROM documents WHERE id = ?", [other["id"]]).fetchone()
                found[other["relation"]].append((guesses[other["id"]].of_document, exact(row["text"], text).of_left))
    return found


def _print(relation: str, shares: list[tuple[float, float]]) -> None:
    if shares:
        errors = sorted(abs(guess - truth) for guess, truth in shares)
        mean = sum(truth for _, truth in shares) / len(shares)
        bias = sum(guess - truth for guess, truth in shares) / len(shares)
        print(
            f"| {relation} | {len(shares)} | {mean:.3f} | {bias:+.3f} | {sum(errors) / len(errors):.3f} "
            f"| {errors[int(len(errors) * 0.95)]:.3f} |"
        )


if __name__ == "__main__":
    sys.exit(main())
