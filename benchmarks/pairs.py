"""How well twins are told from other reports, on labelled pairs.

    python benchmarks/pairs.py FOLDER [FOLDER ...]     each pair by itself
    python benchmarks/pairs.py --end-to-end FOLDER     the same through an archive: candidates, clusters, pointers

A folder holds pairs.jsonl (a, b, label, type) and docs.jsonl (id, title, text, organ, year).  Each is judged
twice: with titles, organs and years, and with these lost.  Writes a table in Markdown; --errors names the
pairs that were judged wrongly.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive import Fetch, PageRef, open_reader, open_writer
from archive.timestamps import utcnow
from archive.twins import Report, compare
from archive.twins.clusters import members
from cleaners.article import Article

_Judge = Callable[[str, str], str]  # ids of two documents: same, part, other or review


@dataclass
class _Score:
    """What became of the pairs of one folder."""

    counts: Counter[tuple[int, bool]] = field(default_factory=Counter)
    reviews: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        merged = self.counts[1, True] + self.counts[0, True]
        return self.counts[1, True] / merged if merged else 1.0

    @property
    def recall(self) -> float:
        twins = self.counts[1, True] + self.counts[1, False]
        return self.counts[1, True] / twins if twins else 1.0

    @property
    def pairs(self) -> int:
        return self.counts.total()


def main(argv: Sequence[str] | None = None) -> int:
    """Write the table; 0 if every row reaches the floors of the README, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--end-to-end", action="store_true", help="through an archive")
    parser.add_argument("--errors", action="store_true", help="name what was judged wrongly")
    args = parser.parse_args(argv)
    print("| pairs | titles | precision | recall | review | ms |\n|---|---|---|---|---|---|")
    is_well = True
    for folder in args.folders:
        for has_titles in (True, False):
            is_well &= _row(folder, has_titles, args.end_to_end, args.errors)
    return 0 if is_well else 1


def _row(folder: Path, has_titles: bool, is_end_to_end: bool, shows_errors: bool) -> bool:
    documents = {row["id"]: row for row in _lines(folder / "docs.jsonl")}
    pairs = list(_lines(folder / "pairs.jsonl"))
    start = time.process_time()
    judge = (_by_archive if is_end_to_end else _by_texts)(documents, has_titles)
    score = _score(pairs, judge)
    spent = (time.process_time() - start) * 1000 / (len(documents) if is_end_to_end else len(pairs))
    print(
        f"| {folder.name} | {'known' if has_titles else 'lost'} | {score.precision:.4f} | {score.recall:.4f} "
        f"| {score.reviews / score.pairs:.2%} | {spent:.1f} |"
    )
    if shows_errors:
        print("\n".join(score.wrong))
    least_precision, least_recall = (0.995, 0.97) if has_titles else (0.99, 0.96)
    return score.precision >= least_precision and score.recall >= least_recall and score.reviews <= 0.005 * score.pairs


def _score(pairs: list[dict[str, Any]], judge: _Judge) -> _Score:
    score = _Score()
    for pair in pairs:
        judgement = judge(pair["a"], pair["b"])
        is_merged = judgement in ("same", "part")
        score.counts[pair["label"], is_merged] += 1
        score.reviews += judgement == "review"
        if is_merged != bool(pair["label"]):
            score.wrong.append(f"{pair['type']} {pair['a']} {pair['b']}: {judgement}")
    return score


def _by_texts(documents: dict[str, dict[str, Any]], has_titles: bool) -> _Judge:
    def report(row: dict[str, Any]) -> Report:
        known = (row.get("title"), row.get("organ"), row.get("year")) if has_titles else ()
        return Report(row["text"], *known)

    reports = {id: report(row) for id, row in documents.items()}
    return lambda one, other: compare(reports[one], reports[other]).judgement


def _by_archive(documents: dict[str, dict[str, Any]], has_titles: bool) -> _Judge:
    """A judge that has put all documents into an archive, in their order."""
    ids: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pairs.db"
        with open_writer(path) as writer:
            writer.begin_run("bench", "pairs")
            with writer.batch():
                for id, row in documents.items():
                    url = f"http://www.bench.example/{id}.html"
                    kept = writer.keep(Fetch(url, utcnow(), id.encode()), PageRef(url, "detail"))
                    known = (row.get("title"), row.get("organ"), row.get("year")) if has_titles else ()
                    added = writer.add(Article(row["text"], *known), kept.snapshot, cleaner_version="1")
                    ids[id] = added.document if added else ""
        with open_reader(path) as reader, closing(reader.db):
            head = {document: members(reader.db, document)[0] for document in set(ids.values())}
            doubts = {tuple(row) for row in reader.db.execute("SELECT document, other FROM review")}

    def judge(one: str, other: str) -> str:
        pair = sorted((ids[one], ids[other]))
        if head[ids[one]] == head[ids[other]]:
            return "same"
        return "review" if tuple(pair) in doubts else "other"

    return judge


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


if __name__ == "__main__":
    sys.exit(main())
