"""How a published archive bears a hostile reader: fifty readers, one of whom asks without end for what costs most.

    python benchmarks/hostile_readers.py
    python benchmarks/hostile_readers.py --seconds 30 --only compare --only one_line
    python benchmarks/hostile_readers.py --folder /mnt/big/house --documents 20000

Makes an archive of invented reports and of documents that no government writes (8,000 lines, one line of 5 MB, 100,000
figures, 50,000 headings, 83,000 hits), publishes it, and serves the copy by `datasette serve` on 127.0.0.1.  The others
read as people do, with a pause of one to four seconds; the hostile one, in a process of his own, asks again as soon as
he is answered.  For each way of his, the p95 of the others is compared with the p95 of the rounds without him, before
and after.  Times are wall clock: on a busy machine both move, and the rounds without him tell how much.  Beside them
stands how long one answer to him holds the event loop (CPU time of its thread, the longest of his addresses).
Exit code 1 if another reader got an error.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import random
import socket
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from archive import Fetch, PageRef, Structure, Writer, open_writer
from archive.datasette_plugin.publish import write_copy
from archive.reader import open_reader
from cleaners.article import Article
from cleaners.structure.indicators.model import Indicator
from cleaners.structure.outline import Heading

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.datasette_server import datasette
from benchmarks.reports import invented_reports

_FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_WORDS = ("法治政府", "行政复议", "营商环境", "行政执法", "规范性文件", "第一责任人", "法律顾问")
_PAUSE_SECONDS = (1.0, 4.0)
_TIMEOUT_SECONDS = 120
_MONSTERS = ("lines", "one_line", "figures", "headings", "hits", "table", "long_a", "long_b")


@dataclass
class Round:
    """What a round showed: seconds and errors of the others, the server's processor time, the hostile one's answers."""

    name: str
    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    cpu_share: float = 0.0
    loop_ms: float = 0.0
    answers: Counter[str] = field(default_factory=Counter)

    def at(self, share: float) -> float:
        """The milliseconds below which *share* of the others were answered."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else float("nan")


def main(argv: Sequence[str] | None = None) -> int:
    """Make the archive, serve it, send the readers, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="where the archive is made, or lies already (a temporary one)")
    parser.add_argument("--documents", type=int, default=2_000, help="ordinary ones (2000)")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=15, help="of each round (15)")
    parser.add_argument("--only", action="append", help="a way of being hostile; all of them if none is named")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as made:
        folder = args.folder or Path(made)
        ids = _published(folder, args.documents)
        with datasette([str(folder / "public")]) as (base, pid):
            found = asyncio.run(_rounds(base, pid, ids, args))
    _print(found, args)
    return 1 if any(each.errors for each in found) else 0


def _print(found: list[Round], args: argparse.Namespace) -> None:
    print(f"\n{args.documents:,} documents, {args.readers} readers, {args.seconds:.0f} s a round\n")
    head = "the hostile reader | his answers | others, p50 ms | p95 ms | p95 without him | ratio | CPU | loop, CPU ms"
    print(f"| {head} | errors |")
    print("|---|---|---|---|---|---|---|---|---|")
    for before, each, after in zip(found[::2], found[1::2], found[2::2], strict=False):
        answers = ", ".join(f"{count} x {status}" for status, count in sorted(each.answers.items()))
        usual = sorted(before.seconds + after.seconds)
        without = Round("nobody", usual).at(0.95)
        figures = (each.at(0.5), each.at(0.95), without)
        ratio = f"{each.at(0.95) / without:.2f}"
        cells = [each.name, answers, *(f"{value:.0f}" for value in figures), ratio, f"{each.cpu_share:.0%}"]
        print(f"| {' | '.join(cells)} | {each.loop_ms:.0f} | {each.errors} |")


async def _rounds(base: str, pid: int, ids: dict[str, str], args: argparse.Namespace) -> list[Round]:
    ways = {name: paths for name, paths in _hostile_ways(ids).items() if not args.only or name in args.only}
    await _round(base, pid, "warm", ids, args, None)
    found = [await _round(base, pid, "nobody", ids, args, None)]
    for name, paths in ways.items():
        found.append(await _round(base, pid, name, ids, args, paths))
        found.append(await _round(base, pid, "nobody", ids, args, None))
    return found


async def _round(
    base: str, pid: int, name: str, ids: dict[str, str], args: argparse.Namespace, hostile: list[str] | None
) -> Round:
    result, draw = Round(name), random.Random(name)
    result.loop_ms = max((_loop_milliseconds(base, pid, name, path) for path in hostile or ()), default=0.0)
    ends = time.perf_counter() + args.seconds
    context = multiprocessing.get_context("spawn")
    answers: Any = context.Queue()
    child = context.Process(target=_be_hostile, args=(base, name, hostile, args.seconds, answers)) if hostile else None
    if child:
        child.start()
        ends = time.perf_counter() + args.seconds + 2  # importing takes him a while
    began, cpu = time.perf_counter(), _cpu_seconds(pid)
    async with httpx.AsyncClient(base_url=base, timeout=_TIMEOUT_SECONDS) as client:
        readers = args.readers - bool(child)
        await asyncio.gather(*(_read(client, result, ids, random.Random(draw.random()), ends) for _ in range(readers)))
    result.cpu_share = (_cpu_seconds(pid) - cpu) / (time.perf_counter() - began)
    if child:
        result.answers.update(answers.get())
        child.join()
    print(f"{name}: p95 {result.at(0.95):.0f} ms of {len(result.seconds)}", file=sys.stderr)
    return result


async def _read(
    client: httpx.AsyncClient, result: Round, ids: dict[str, str], draw: random.Random, ends: float
) -> None:
    """Read as a person does until the round is over."""
    known = [document for name, document in ids.items() if name not in _MONSTERS]
    await asyncio.sleep(draw.uniform(0, _PAUSE_SECONDS[1]))
    while time.perf_counter() < ends:
        path = draw.choice(
            [
                "/",
                f"/archive/search?q={quote(draw.choice(_WORDS))}",
                f"/archive/search?q={quote(draw.choice(_WORDS))}&year=2023",
                *[f"/archive/documents/{draw.choice(known)}"] * 3,
                "/archive/coverage",
            ]
        )
        began = time.perf_counter()
        try:
            status = (await client.get(path)).status_code
        except httpx.HTTPError:
            status = 0
        result.seconds.append(time.perf_counter() - began)
        result.errors += status != httpx.codes.OK
        await asyncio.sleep(draw.uniform(*_PAUSE_SECONDS))


def _be_hostile(base: str, name: str, paths: list[str], seconds: float, answers: Any) -> None:
    """Ask for *paths* one after the other, again and again; put how often which status came."""
    found: Counter[str] = Counter()
    ends = time.perf_counter() + seconds
    if name == "drips":
        found["open connections"] = _drip(base, paths[0], ends)
    else:
        with httpx.Client(base_url=base, timeout=_TIMEOUT_SECONDS) as client:
            number = 0
            while time.perf_counter() < ends:
                found[_status(client, name, paths[number % len(paths)])] += 1
                number += 1
    answers.put(dict(found))


def _status(client: httpx.Client, name: str, path: str) -> str:
    """Ask and return the status; "closed" where the server hung up."""
    try:
        if name == "posts":
            return str(client.post(path, content=b"x" * 5_000_000).status_code)
        headers = {"if-none-match": "*," * 3_000, "range": "bytes=0-1,5-4,-9"} if name == "headers" else {}
        headers |= {"cookie": 'a="' + '\\"' * 30_000 + '"'} if name == "cookies" else {}
        return str(client.get(path, headers=headers).status_code)
    except httpx.HTTPError:
        return "closed"


def _loop_milliseconds(base: str, pid: int, name: str, path: str) -> float:
    """Ask once, alone, and return the CPU time of the server's first thread, in which the event loop runs."""
    if name == "drips":
        return 0.0
    with httpx.Client(base_url=base, timeout=_TIMEOUT_SECONDS) as client:
        before = _thread_seconds(pid)
        _status(client, name, path)
        return (_thread_seconds(pid) - before) * 1000


def _thread_seconds(pid: int) -> float:
    """CPU time of the first thread of a process; not a number where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, ValueError, IndexError):
        return float("nan")


def _drip(base: str, path: str, ends: float) -> int:
    """Hold a hundred connections on which hardly anything is read or sent; return how many there were."""
    host, _, port = base.removeprefix("http://").partition(":")
    held: list[socket.socket] = []
    for number in range(100):
        with suppress(OSError):
            one = socket.create_connection((host, int(port)))
            one.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{'' if number % 2 else chr(13) + chr(10)}".encode())
            held.append(one)
    while time.perf_counter() < ends:
        for number, one in enumerate(held):
            with suppress(OSError):
                one.settimeout(0.01)
                one.sendall(b"X-A: b\r\n") if number % 2 else one.recv(100)
        time.sleep(0.5)
    for one in held:
        one.close()
    return len(held)


def _hostile_ways(ids: dict[str, str]) -> dict[str, list[str]]:
    """Return the ways to be hostile: a name, and the addresses that are asked for in turn."""
    document = {name: f"/archive/documents/{ids[name]}" for name in _MONSTERS}
    like = quote("%水%法%治%政%府%行%政%复%议%山")
    many = "+".join(quote(chr(0x4E00 + 7 * number) * 2) for number in range(20))
    return {
        "lines": [document["lines"], f"{document['lines']}?page=4", f"{document['lines']}?q={quote('行政复议')}"],
        "one_line": [document["one_line"], f"{document['one_line']}?q={quote('水')}&page=7"],
        "figures": [document["figures"], f"{document['figures']}?page=9"],
        "headings": [document["headings"], f"{document['headings']}?page=30"],
        "table": [document["table"]],
        "hits": [
            f"/archive/search?q={quote('水')}",
            f"/archive/search?q={quote('水水')}",
            f"{document['hits']}?q={quote('水')}",
        ],
        "many_words": [f"/archive/search?q={many}", f"/archive/search?q={quote('法 政 行 工 年')}"],
        "long_query": [f"/archive/search?q={'x' * 20_000}", f"/archive/search?q={quote('法治' * 300)}"],
        "compare": [f"/archive/compare?a={ids['long_a']}&b={ids['long_b']}&view=changes"],
        "compare_5mb": [f"/archive/compare?a={ids['lines']}&b={ids['one_line']}"],
        "json": [f"{document['headings']}.json", f"{document['figures']}.json", f"{document['one_line']}.json"],
        "text": [f"{document['one_line']}.txt"],
        "exports": ["/archive/coverage/unplaced.json", "/archive/coverage/unplaced.csv", "/archive/coverage.csv"],
        "feed": ["/archive/feed.atom", "/archive/search.csv?q=" + quote("法治")],
        "tables": ["/archive/documents.json?_size=max", "/archive/documents.csv?_size=max", "/archive/outline.csv"],
        "patterns": [f"/archive/documents?text__like={like}", "/archive/documents?text__glob=*a*b*c*d*e*"],
        "facets": ["/archive/documents?" + "&".join(f"_facet={n}" for n in ("title", "id", "text_digest", "found"))],
        "parameters": [
            "/archive/search?" + "&".join(f"a{n}=b" for n in range(900)),
            "/archive/documents?" + "&".join(["_facet=kind"] * 40),
        ],
        "sql": ["/archive?sql=with+recursive+c(x)+as+(select+1+union+all+select+x%2B1+from+c)+select+max(x)+from+c"],
        "addresses": [
            "/nosuch",
            "/archive/nosuch",
            "/archive/documents?_size=-1",
            "/archive/documents/~00",
            "/-/threads",
        ],
        "pages": ["/archive/search?q=%E6%B3%95%E6%B2%BB&page=500", "/archive/search?q=a&page=99999999999"],
        "headers": ["/archive/search?q=%E6%B3%95%E6%B2%BB"],
        "cookies": ["/archive/search?q=%E6%B3%95%E6%B2%BB"],
        "posts": ["/archive/search"],
        "drips": [f"{document['one_line']}.txt"],
    }


def _published(folder: Path, documents: int) -> dict[str, str]:
    """Make archive and copy in *folder*, unless they are there; return ids by name: of monsters and some reports."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "archive.db"
    if not path.exists():
        with open_writer(path) as writer:
            writer.begin_run("bench", f"{documents} documents")
            with writer.batch():
                for report in invented_reports(documents, 1):
                    known = {"issuer": report.issuer, "report_year": report.year, "kind": "report"}
                    _add(writer, f"{report.number}", Article(report.text, report.title, **known), Structure())
                for name, text, structure in _monsters():
                    _add(writer, name, Article(text, name, issuer="大文局", report_year=2024, kind="report"), structure)
    if not (folder / "public").exists():
        with open_reader(path) as reader:
            write_copy(reader.db, folder / "public")
    with closing(sqlite3.connect(path)) as db:
        names = ", ".join(f"'{name}'" for name in _MONSTERS)
        found = dict(db.execute(f"SELECT title, id FROM documents WHERE title IN ({names})").fetchall())
        return found | {
            id_: id_ for (id_,) in db.execute(f"SELECT id FROM documents WHERE title NOT IN ({names}) LIMIT 300")
        }


def _add(writer: Writer, name: str, article: Article, structure: Structure) -> None:
    url = f"http://www.bench.example/{name}.html"
    kept = writer.keep(Fetch(url, _FIRST_DAY + timedelta(seconds=len(name)), name.encode()), PageRef(url, "detail"))
    writer.add(article, kept.snapshot, cleaner_version="1", structure=structure)


def _monsters() -> Iterator[tuple[str, str, Structure]]:
    """Yield name, text and structure of documents that no government writes."""
    line = "第{0}项：办理行政复议案件{0}件，开展活动{1}场，审查合同{1}份，各项部署均已落实，群众反映良好。"
    yield "lines", "\n".join(line.format(n, n % 97) for n in range(8_000)), Structure()
    yield "one_line", "水" * 1_700_000, Structure()
    yield "hits", "水" * 83_000, Structure()
    yield "table", "\n".join("\t".join(str(n) for n in range(200)) for _ in range(2_000)), Structure()
    for name, last in (("long_a", "甲"), ("long_b", "乙")):
        yield name, "\n".join("丙" * 1_400 + last + str(n) for n in range(80)), Structure()
    text = "".join(f"办件{n:06}件，" for n in range(100_000))
    figures = [
        Indicator(
            "litig.total",
            Decimal(n),
            "件",
            None,
            None,
            None,
            text[10 * n : 10 * n + 9],
            10 * n + 2,
            10 * n + 9,
            10 * n,
            0.9,
        )
        for n in range(100_000)
    ]
    yield "figures", text, Structure((), figures)
    text = "\n".join(f"（一）健全机制{n:05}\n落实。" for n in range(50_000))
    nodes = [
        Heading(str(n), 1 if n % 100 == 0 else 2, "（一）", f"健全机制{n:05}", "heading", 17 * n, 17 * n + 12, "other")
        for n in range(50_000)
    ]
    yield "headings", text, Structure(nodes, ())


def _cpu_seconds(pid: int) -> float:
    """Processor time of a process and of its children; not a number where the system does not tell."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, IndexError, ValueError):
            cells = stat.read_text().rpartition(")")[2].split()
            if int(stat.parent.name) == pid or int(cells[1]) == pid:
                total += (int(cells[11]) + int(cells[12])) / os.sysconf("SC_CLK_TCK")
    return total or float("nan")


if __name__ == "__main__":
    sys.exit(main())
