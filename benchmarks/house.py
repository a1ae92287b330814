"""How fast the pages of an archive are: home cold, search and reading page warm, many readers at once.

    python benchmarks/house.py data/archive.db
    python benchmarks/house.py --requests 300 --readers 50 --core 1 /mnt/big/bench.db

Starts `datasette serve` on 127.0.0.1 by itself, bound to one core where --core names it, and asks it with httpx, as
many connections as readers; writes a table in Markdown.  Times are wall clock from request to last byte, so a busy
machine moves them; beside them stands the CPU time of the server (Linux), which is moved less.  The first request
goes to a new process, with the operating system's cache as it is.
Exit code 1 if any answer was an error.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx

from archive.text.tokens import CJK, fold

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.datasette_server import datasette

_WORDS = ("法治政府", "行政复议", "营商环境", "行政执法", "工作", "规范性文件", "第一责任人", "法律顾问")
_TIMEOUT_SECONDS = 120
_DEAR = 20  # requests that may take seconds


@dataclass
class Times:
    """What a kind of requests took, in seconds; *errors* are answers that are no 200, and no answers."""

    name: str
    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    errors: int = 0

    def cells(self) -> list[str]:
        """Return the cells of the table: times in milliseconds, empty where nothing was measured."""
        shares = [*((self.seconds, share) for share in (0.5, 0.95, 1)), *((self.cpu_seconds, s) for s in (0.5, 0.95))]
        requests = len(self.seconds) + self.errors
        return [self.name, str(requests), *(_at(values, share) for values, share in shares), str(self.errors)]


def _at(values: list[float], share: float) -> str:
    """The milliseconds below which *share* of the values lie."""
    ordered = sorted(values)
    return f"{ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000:.0f}" if ordered else ""


def main(argv: Sequence[str] | None = None) -> int:
    """Start the server, ask it, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--requests", type=int, default=200, help="of each kind (200)")
    parser.add_argument("--readers", type=int, default=50, help="at once (50)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--core", type=int, help="the one core on which the server may run")
    parser.add_argument("--immutable", action="store_true", help="as `datasette serve -i` does it")
    args = parser.parse_args(argv)
    paths = _paths(args.archive, args.requests, random.Random(args.seed))
    with datasette(_file(args.archive, is_immutable=args.immutable), args.core) as (base, pid):
        found = asyncio.run(_measured(base, pid, paths, args.readers))
    print(f"\n{_documents(args.archive):,} documents; {args.requests} requests of each kind, seed {args.seed}\n")
    print("| what | requests | p50, ms | p95, ms | longest, ms | CPU p50, ms | CPU p95, ms | errors |")
    print("|---|---|---|---|---|---|---|---|")
    for each in found:
        print(f"| {' | '.join(each.cells())} |")
    return 1 if any(each.errors for each in found) else 0


async def _measured(base: str, pid: int, paths: dict[str, list[str]], readers: int) -> list[Times]:
    limits = httpx.Limits(max_connections=readers, max_keepalive_connections=readers)
    async with httpx.AsyncClient(base_url=base, limits=limits, timeout=_TIMEOUT_SECONDS) as client:
        start = Times("start of the server: the figures of the home page are counted", [], [_cpu_seconds(pid)])
        found = [start, await _asked(client, pid, "home, first request", ["/"], 1)]
        for name, asked in paths.items():
            await _asked(client, pid, name, asked[:3], 1)  # warm
            found.append(await _asked(client, pid, name, asked, 1))
        mixed = [path for group in zip(*paths.values(), strict=False) for path in group]
        began = time.perf_counter()
        found.append(together := await _asked(client, pid, f"all of these, {readers} readers at once", mixed, readers))
        rate = len(together.seconds) / (time.perf_counter() - began)
        together.name += f" ({rate:.0f} answers/s)"
    return found


async def _asked(client: httpx.AsyncClient, pid: int, name: str, paths: Sequence[str], readers: int) -> Times:
    """Ask for all *paths*, *readers* at a time; of several at once nobody can tell who took which CPU time."""
    times, waiting = Times(name), iter(paths)

    async def read() -> None:
        for path in waiting:
            began, cpu = time.perf_counter(), _cpu_seconds(pid)
            try:
                response = await client.get(path)
            except httpx.HTTPError:
                times.errors += 1
                continue
            if response.status_code == httpx.codes.OK:
                times.seconds.append(time.perf_counter() - began)
                times.cpu_seconds += [_cpu_seconds(pid) - cpu] if readers == 1 else []
            else:
                times.errors += 1

    await asyncio.gather(*(read() for _ in range(readers)))
    return times


def _cpu_seconds(pid: int) -> float:
    """CPU time of all threads of a process; not a number where the system does not tell."""
    try:
        threads = [each.read_text() for each in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    except OSError:
        threads = []
    return sum(int(each.split()[0]) for each in threads) / 1e9 if threads else float("nan")


def _paths(archive: Path, requests: int, draw: random.Random) -> dict[str, list[str]]:
    """The addresses of each kind; queries are stretches of texts of the archive and words of everybody's."""
    route = f"/{quote(archive.stem)}"
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as db:
        last = db.execute("SELECT max(seq) FROM documents").fetchone()[0]
        sample = [row for row in (_document(db, draw.randint(1, last)) for _ in range(requests)) if row]
    queries = [_query(text, draw) for _, text, _ in sample]
    return {
        "search, one phrase of 2 to 6 characters": [f"{route}/search?q={quote(query)}" for query in queries],
        "search, a common word": [f"{route}/search?q={quote(draw.choice(_WORDS))}" for _ in sample],
        "search, one character": [f"{route}/search?q={quote(query[0])}" for query in queries[:_DEAR]],
        "search, a phrase and a year": [
            f"{route}/search?q={quote(query)}&year={year or 2024}"
            for query, (_, _, year) in zip(queries, sample, strict=True)
        ],
        "reading page": [f"{route}/documents/{document}" for document, _, _ in sample],
        "home": ["/" for _ in sample],
    }


def _document(db: sqlite3.Connection, seq: int) -> tuple[str, str, int | None] | None:
    row: tuple[str, str, int | None] | None = db.execute(
        "SELECT id, text, report_year FROM documents WHERE seq = ?", [seq]
    ).fetchone()
    return row


def _query(text: str, draw: random.Random) -> str:
    """What a reader may type: a stretch of the text without punctuation."""
    found = re.findall(f"[{CJK}]{{{draw.randint(2, 6)}}}", fold(text))
    return draw.choice(found) if found else _WORDS[0]


def _documents(archive: Path) -> int:
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as db:
        return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])


def _file(archive: Path, *, is_immutable: bool) -> list[str]:
    return ["--immutable", str(archive)] if is_immutable else [str(archive)]


if __name__ == "__main__":
    sys.exit(main())
