"""How an archive bears its size: adding, twins, memory, search, index; tables in Markdown.

    python benchmarks/archive_scale.py                                   20,000 documents, minutes
    python benchmarks/archive_scale.py --documents 1000000 --folder /mnt/big   hours, some 40 GB

A run that was stopped goes on where it was, if it is given the same folder.  Each document gets the headings and
figures of a report of the sample world (some 32 and 13, as real reports have; the invented ones have few), read
outside of the times; ``--bare`` adds documents without any.
Times are CPU time of one process; a batch that ends after a second may be written in a keep(), hence the column of
both.  Rates at two sizes come from one run and are compared as a ratio: another machine, or a busier one, moves both.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from archive import Fetch, PageRef, Structure, Writer, open_writer
from archive.search.search import search
from archive.text.tokens import fold, match_query
from cleaners.article import Article
from cleaners.structure.indicators import indicators
from cleaners.structure.outline import outline
from crawler.sample.institutions import BUREAUS, bureau
from crawler.sample.portal_files import place_of
from crawler.sample.reports import compose

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.reports import Invented, invented_reports

LANTING = place_of("lanting")

_FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_WINDOW = 2_000  # documents whose adding is timed at each mark
_QUERIES = 30  # of each length
_SCANNED = 2_000  # documents compared with substring search, spread over the archive


@dataclass
class _Mark:
    """What was measured when the archive had *documents*."""

    documents: int
    add_seconds: float
    keep_seconds: float
    wall_seconds: float
    peak_mib: float

    @property
    def per_second(self) -> float:
        return _WINDOW / self.add_seconds


def main(argv: Sequence[str] | None = None) -> int:
    """Fill an archive, measure it, write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bare", action="store_true", help="documents without outline and indicators")
    parser.add_argument("--folder", type=Path, help="where the archive is made and left; a temporary one without it")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as temporary:
        path = (args.folder or Path(temporary)) / "bench.db"
        _print_adding(_fill(path, args.documents, args.seed, [None] if args.bare else _structures()))
        with closing(sqlite3.connect(path)) as db:
            _print_search(db, path, args.seed)
            _print_sizes(db, path)
            _print_twins(db, args.documents, args.seed)
    return 0


def _structures() -> list[Structure | None]:
    """Outlines and indicators of some hundred reports."""
    made: list[Structure | None] = []
    for name in BUREAUS:
        for year in range(2016, 2026):
            text = "\n".join(compose(bureau(LANTING, name), year, date(year + 1, 3, 1)).paragraphs)
            nodes = outline(text)
            made.append(Structure(nodes, indicators(text, report_year=year, outline=nodes)))
    return made


def _fill(path: Path, documents: int, seed: int, structures: Sequence[Structure | None]) -> Iterator[_Mark]:
    """Add documents until there are so many; an archive that is there already is filled on."""
    marks = {max(mark, min(_WINDOW, documents)) for mark in (documents // 10, documents // 2, documents)}
    add = keep = 0.0
    with open_writer(path) as writer:
        start = sum(1 for stored in writer.snapshots(None) if stored.cleaner_version)  # kept is not yet added
        writer.begin_run("bench", f"{documents} documents of seed {seed}")
        with writer.batch():
            wall = time.perf_counter()
            for number, report in enumerate(invented_reports(documents - start, seed, start), start=start + 1):
                if any(number == mark - _WINDOW + 1 for mark in marks):
                    add, keep, wall = 0.0, 0.0, time.perf_counter()
                structure = structures[report.number % len(structures)]
                keep_seconds, add_seconds = _store(writer, report, structure)
                add, keep = add + add_seconds, keep + keep_seconds
                if number in marks:
                    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                    yield _Mark(number, add, keep, time.perf_counter() - wall, peak)


def _store(writer: Writer, report: Invented, structure: Structure | None) -> tuple[float, float]:
    # A version stands at the URL of what it replaces, a day later.
    page = report.model if report.plant == "version" else report.number
    url = f"http://www.bench.example/{page}.html"
    day = _FIRST_DAY + timedelta(days=int(report.plant == "version"), seconds=report.number % 80_000)
    article = Article(
        report.text,
        report.title,
        published_at=f"{report.year + 1}-02-{page % 27 + 1:02}",
        issuer=report.issuer,
        report_year=report.year,
        kind="report",
        language="zh-Hans",
    )
    start = time.process_time()
    kept = writer.keep(Fetch(url, day, f"<p>{report.number}</p>".encode()), PageRef(url, "detail"))
    middle = time.process_time()
    writer.add(article, kept.snapshot, cleaner_version="1", structure=structure)
    return middle - start, time.process_time() - middle


def _print_adding(marks: Iterable[_Mark]) -> None:
    print("\n| documents in the archive | add, documents/CPU s | keep and add | wall ms a document | peak memory MiB |")
    print("|---|---|---|---|---|")
    rates = []
    for mark in marks:
        rates.append(mark.per_second)
        both, wall = _WINDOW / (mark.keep_seconds + mark.add_seconds), mark.wall_seconds / _WINDOW * 1000
        print(
            f"| {mark.documents:,} | {mark.per_second:.0f} | {both:.0f} | {wall:.1f} | {mark.peak_mib:.0f} |",
            flush=True,
        )
    print(f"\nRate at the end to the rate at the first mark: {rates[-1] / rates[0]:.2f}")


def _print_twins(db: sqlite3.Connection, documents: int, seed: int) -> None:
    """Of each kind of planted report, how many stand in one cluster with their model."""
    head = dict(db.execute("SELECT document, canonical FROM twins"))
    ids = dict(
        db.execute(
            """
            SELECT cast(substr(p.url, 26, length(p.url) - 30) AS INTEGER), s.document
            FROM snapshots s JOIN pages p ON p.id = s.page ORDER BY s.fetched_at DESC
            """
        )
    )
    met: dict[str, list[bool]] = {}
    plants = {report.number: (report.plant, report.model) for report in invented_reports(documents, seed)}
    for number, (plant, model) in plants.items():
        if model is None or plant == "version" or plants[model][0] != "fresh":
            continue
        one, other = ids[number], ids[model]
        met.setdefault(plant, []).append(head.get(one, one) == head.get(other, other))
    print("\n| planted | pairs | merged |\n|---|---|---|")
    for plant, merged in sorted(met.items()):
        print(f"| {plant} | {len(merged)} | {sum(merged)} |")
    changes = dict(db.execute("SELECT change, count(*) FROM versions GROUP BY change"))
    (pairs,) = db.execute("SELECT count(*) FROM review").fetchone()
    print(f"\nPairs for review: {pairs} ({pairs / documents:.4%} of the documents); versions: {changes}")


def _print_sizes(db: sqlite3.Connection, path: Path) -> None:
    (text,) = db.execute("SELECT sum(length(cast(text AS BLOB))) FROM documents").fetchone()
    (index,) = db.execute("SELECT sum(length(block)) FROM documents_fts_data").fetchone()
    # Of the pages: dbstat's own sum of their sizes overflows at 2 GiB (SQLite 3.40).
    sizes = dict(db.execute("SELECT name, pageno * page_size FROM dbstat('main', 1), pragma_page_size"))
    (documents,) = db.execute("SELECT count(*) FROM documents").fetchone()
    total = path.stat().st_size
    print(f"\nText {text / 2**20:.0f} MiB; search index {index / text:.2f} of it; file {total / text:.2f} of it.")
    for table in ("outline", "indicators"):
        (rows,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()
        size = sum(size for name, size in sizes.items() if table in name)
        print(f"{table}: {rows / documents:.0f} rows and {size / documents:,.0f} bytes a document, keys included.")
    minhashes = sum(size for name, size in sizes.items() if name.startswith("minhash"))
    print(f"MinHashes and keys: {minhashes / total:.1%} of the file.")


def _print_search(db: sqlite3.Connection, path: Path, seed: int) -> None:
    draw = random.Random(seed)
    (count,) = db.execute("SELECT count(*) FROM documents").fetchone()
    sample = {seq: fold(text) for seq, text in _texts(db, count, draw)}
    print("\n| query | recall | precision | first page, ms p50 | p95 |\n|---|---|---|---|---|")
    for name, queries in _queries(list(sample.values()), draw).items():
        recall, precision = _exactness(db, queries, sample)
        times = sorted(_timed(lambda query=query: search(path, query)) for query in queries)
        print(
            f"| {name} | {recall:.3f} | {precision:.3f} "
            f"| {times[len(times) // 2] * 1000:.1f} | {times[int(len(times) * 0.95)] * 1000:.1f} |"
        )
    for word in ("法治政府", "工作"):
        best = min(_timed(lambda word=word: search(path, word)) for _ in range(3))
        print(f"| {word}, one of the commonest | | | {best * 1000:.1f} | |")


def _texts(db: sqlite3.Connection, count: int, draw: random.Random) -> Iterator[tuple[int, str]]:
    for seq in draw.sample(range(1, count + 1), min(_SCANNED, count)):
        yield from db.execute("SELECT seq, text FROM documents WHERE seq = ?", [seq])


def _queries(texts: list[str], draw: random.Random) -> dict[str, list[str]]:
    """Stretches of texts by length, and pairs of them that one text holds."""
    found: dict[str, list[str]] = {
        f"{length} characters": [_stretch(draw.choice(texts), length, draw) for _ in range(_QUERIES)]
        for length in (2, 3, 4, 6)
    }
    both = [draw.choice(texts) for _ in range(_QUERIES)]
    found["two words"] = [f"{_stretch(text, 2, draw)} {_stretch(text, 4, draw)}" for text in both]
    return found


def _stretch(text: str, length: int, draw: random.Random) -> str:
    while True:
        start = draw.randrange(len(text) - length)
        part = text[start : start + length]
        if all("\u4e00" <= character <= "\u9fff" for character in part):
            return part


def _exactness(db: sqlite3.Connection, queries: list[str], sample: dict[int, str]) -> tuple[float, float]:
    """Mean recall and precision against substring search in *sample*."""
    recalls, precisions = [], []
    for query in queries:
        rows = db.execute("SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?", [match_query(query)])
        found = {row[0] for row in rows} & sample.keys()
        true = {seq for seq, text in sample.items() if all(word in text for word in query.split())}
        recalls.append(len(found & true) / len(true) if true else 1.0)
        precisions.append(len(found & true) / len(found) if found else 1.0)
    return sum(recalls) / len(recalls), sum(precisions) / len(precisions)


def _timed(work: Callable[[], object]) -> float:
    work()  # warm
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
