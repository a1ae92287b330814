"""How fast an archive is written out, and in how much memory: python benchmarks/export.py --documents 100000

Makes an archive of reports of the sample world (their paragraphs dealt anew, so that no two texts are the
same) with outlines and indicators, exports it to Parquet, and then an increment after 100 changes.  Each
export runs in a process of its own; CPU seconds and the peak of its memory are those of that process.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

from sqlite_utils import Database

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from archive.database.migrations import migrations  # noqa: E402
from archive.export import Selection, export  # noqa: E402  (the checkout need not be installed)
from cleaners.structure.indicators import indicators  # noqa: E402
from cleaners.structure.outline import outline  # noqa: E402
from crawler.sample.institutions import BUREAUS, Place, bureau  # noqa: E402
from crawler.sample.portal_files import place_of  # noqa: E402
from crawler.sample.reports import compose  # noqa: E402

PLACES = [*map(place_of, ("lanting", "yanze", "fulan")), Place("沁杉市", "", "999600", unit="处室")]
YEARS = range(2016, 2026)
STAMP, LATER = "2026-03-01T08:00:00Z", "2026-05-01T08:00:00Z"
DOCUMENT = """
    INSERT INTO documents (id, seq, title, issuer, report_year, kind, breadcrumb, found, text_digest, n_chars,
        cleaner_version, first_seen_at, updated_at, text)
    VALUES (?, ?, ?, ?, ?, 'report', '[]', '{"report_year": "title"}', ?, ?, '1', ?, ?, ?)
"""


def base_reports() -> list[tuple[str, list[tuple], list[tuple]]]:
    """(text, outline rows, indicator rows) of some hundred reports."""
    made = []
    for home in PLACES:
        for name in BUREAUS:
            for year in YEARS:
                text = "\n".join(compose(bureau(home, name), year, date(year + 1, 3, 1)).paragraphs)
                nodes = outline(text)
                heads = [(h.path, h.level, h.mark, h.heading, h.kind, h.part, h.start, h.end) for h in nodes]
                figures = [
                    (i.indicator, float(i.value), i.unit, i.qualifier, i.scope, i.year, i.sentence, i.start, i.end,
                     i.sentence_start, i.confidence, json.dumps(i.flags))
                    for i in indicators(text, report_year=year, outline=nodes)
                ]  # fmt: skip
                made.append((text, heads, figures))
    return made


def fill(db: sqlite3.Connection, documents: int) -> None:
    """Write *documents* documents, a transaction for every 10,000."""
    bases = base_reports()
    rng = Random(8)
    for start in range(0, documents, 10_000):
        with db:
            for number in range(start, min(start + 10_000, documents)):
                add(db, number, rng.choice(bases), rng.choice(bases)[0])


def add(db: sqlite3.Connection, number: int, base: tuple[str, list[tuple], list[tuple]], other: str) -> None:
    """One document: a report with half of another behind it, its structure that of the first."""
    text = f"{base[0]}\n{other[len(other) // 2 :]}\n第{number}号"
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    id_ = f"d{digest[:15]}"
    year = YEARS[number % len(YEARS)]
    db.execute(
        DOCUMENT,
        [
            id_,
            number + 1,
            f"某局{year}年法治政府建设年度报告",
            f"某{number}局",
            year,
            digest,
            len(text),
            STAMP,
            STAMP,
            text,
        ],
    )
    db.execute(
        "INSERT INTO pages (id, url, role, first_seen_at, last_seen_at) VALUES (?, ?, 'detail', ?, ?)",
        [f"p{number}", f"http://www.example.gov.cn/{number}.html", STAMP, STAMP],
    )
    db.execute(
        "INSERT INTO locations (document, page, first_seen_at, last_seen_at) VALUES (?, ?, ?, ?)",
        [id_, f"p{number}", STAMP, STAMP],
    )
    for table, rows in (("outline", base[1]), ("indicators", base[2])):
        if rows:
            marks = ", ".join("?" * (len(rows[0]) + 2))
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", [(id_, n, *row) for n, row in enumerate(rows)])


def make_archive(path: Path, documents: int) -> None:
    """An archive with outline and indicators."""
    db = Database(path)
    migrations.apply(db)
    db.close()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA journal_mode = OFF")
        plain.execute("PRAGMA synchronous = OFF")
        fill(plain, documents)


def measured(archive: Path, out: Path, formats: list[str], since: str | None) -> dict[str, float]:
    """Documents, CPU seconds and peak memory of an export in its own process."""
    words = [sys.executable, __file__, "--child", str(archive), str(out), ",".join(formats), since or ""]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def child(archive: str, out: str, formats: str, since: str) -> None:
    """Export, and tell what it cost."""
    before = os.times()
    summary = export(Path(archive), Path(out), formats.split(","), Selection(since=since or None))
    after = os.times()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu = after.user + after.system - before.user - before.system
    print(json.dumps({"documents": summary.documents, "cpu": cpu, "wall": after.elapsed - before.elapsed, "mb": peak}))


def rows(folder: Path, documents: int, formats: list[str]) -> Iterator[str]:
    """The lines of the table."""
    archive = folder / f"{documents}.db"
    make_archive(archive, documents)
    size = archive.stat().st_size / 1e6
    yield f"{documents:,} documents, archive {size:,.0f} MB"
    for name in formats:
        cost = measured(archive, folder / f"{documents}-{name}", [name], None)
        written = sum(path.stat().st_size for path in (folder / f"{documents}-{name}").rglob("*") if path.is_file())
        yield (
            f"  {name:9} {cost['documents'] / cost['cpu']:8,.0f} documents/s of CPU  {cost['cpu']:7.1f} s CPU"
            f"  {cost['wall']:7.1f} s  {cost['mb']:6.0f} MB peak  {written / 1e6:8,.0f} MB written"
        )
    with closing(sqlite3.connect(archive)) as db, db:
        db.execute("UPDATE documents SET updated_at = ? WHERE seq <= 100", [LATER])
    cost = measured(archive, folder / f"{documents}-since", ["jsonl"], "2026-04-01")
    yield f"  increment {cost['documents']:8,.0f} documents         {cost['cpu']:7.3f} s CPU  {cost['wall']:7.3f} s"


def main() -> None:
    """Measure one or more sizes."""
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[10_000, 50_000])
    parser.add_argument("--format", nargs="+", default=["parquet"])
    parser.add_argument("--folder", type=Path, help="where the archives are made; a temporary folder by default")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        for documents in args.documents:
            for line in rows(Path(folder), documents, args.format):
                print(line, flush=True)


if __name__ == "__main__":
    main()
