"""A crawl that is killed, stopped, or out of space leaves a sound archive, and the next one goes on."""

from __future__ import annotations

import contextlib
import random
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from resource import RLIMIT_FSIZE
from urllib.parse import urlsplit

import pytest

from archive import open_writer
from crawler.sample.answers import Request
from tests.crawler.crawls import count, crawl, query, start
from tests.fork_server import Process, run_python
from tests.sample_world.server import SampleServer, serve

# A crawl is killed when it has written so many more rows of a table, and a moment later.
KILLED_AT = (("runs", 1), ("snapshots", 1), ("documents", 1), ("snapshots", 20), ("documents", 10), ("snapshots", 30))
SLOWLY = ("-s", "DOWNLOAD_DELAY=0.1", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with serve() as server:
        yield server


def _ids(archive: Path) -> dict[str, set[str]]:
    if not archive.exists():
        return {"documents": set(), "snapshots": set()}
    return {
        table: {row["id"] for row in query(archive, f"SELECT id FROM {table}")} for table in ("documents", "snapshots")
    }


@contextlib.contextmanager
def _held_back(server: SampleServer, host: str) -> Iterator[None]:
    """Answer nothing for *host* as long as the block lasts, so that no crawl ends in it."""
    is_over, answer = threading.Event(), server.answer

    def wait(request: Request) -> object:
        if urlsplit(request.url).hostname == host:
            is_over.wait()
        return answer(request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "answer", wait)
        try:
            yield
        finally:
            is_over.set()


def _wait_for(table: str, archive: Path, process: Process, rows: int = 1) -> None:
    """Return when the running crawl has committed so many rows of *table*, or has ended."""

    def is_there() -> bool:
        with contextlib.suppress(sqlite3.OperationalError):  # the file, or its tables, are not there yet
            return count(archive, table) >= rows
        return process.poll() is not None

    process.wait_until(is_there)


def test_a_crawl_that_is_killed_again_and_again_loses_and_repeats_nothing(
    server: SampleServer, demo_archive: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.db"
    chance = random.Random(20260331)
    committed = {"documents": set[str](), "snapshots": set[str]()}
    for run, (table, more) in enumerate(KILLED_AT):
        before = run if table == "runs" else len(_ids(archive)[table])
        process = start(server.proxy_url, archive, *SLOWLY)
        # Opening takes over what the last run left: rows without a new run.
        _wait_for("runs", archive, process, run + 1)
        _wait_for(table, archive, process, before + more)
        time.sleep(chance.uniform(0.0, 0.2))
        process.send_signal(signal.SIGKILL)
        _, errors = process.communicate()
        for table, ids in _ids(archive).items() if archive.exists() and archive.stat().st_size else ():
            assert committed[table] <= ids, f"{table} lost rows"
            committed[table] |= ids
        if process.returncode != -signal.SIGKILL:  # it was through before this process had its turn
            assert process.returncode == 0, errors
            break
    crawl(server.proxy_url, archive)

    assert query(archive, "PRAGMA integrity_check")[0][0] == "ok"
    assert not query(archive, "PRAGMA foreign_key_check")
    assert committed["documents"] <= _ids(archive)["documents"]
    # Of pages that print one text with other blanks, the first seen gives the text: the digest is what is the same.
    digests = "SELECT text_digest FROM documents ORDER BY text_digest"
    assert [row[0] for row in query(archive, digests)] == [row[0] for row in query(demo_archive, digests)]
    assert not query(archive, "SELECT page FROM snapshots GROUP BY page, payload_digest HAVING count(*) > 1")
    reasons = [row["reason"] for row in query(archive, "SELECT reason FROM runs ORDER BY started_at, id")]
    assert len(reasons) == run + 2
    assert (reasons[0], reasons[-1]) == ("killed", "finished")
    assert set(reasons[1:-2]) <= {"killed"}
    for command in (
        ["warcio.cli", "check", *map(str, archive.parent.glob("warc/*.warc.gz"))],
        ["archive", "verify", str(archive)],
    ):
        done = run_python(*command)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_stopped_crawl_with_a_jobdir_goes_on_where_it_was(server: SampleServer, tmp_path: Path) -> None:
    archive, jobs = tmp_path / "archive.db", ("-s", f"JOBDIR={tmp_path / 'job'}")
    process = start(server.proxy_url, archive, *jobs, *SLOWLY)
    with _held_back(server, "www.fulan.gov.example"):
        _wait_for("documents", archive, process)
        process.send_signal(signal.SIGTERM)
    _, errors = process.communicate()
    assert "Traceback" not in errors, errors
    assert process.returncode == 2
    assert errors.strip().splitlines()[-1].startswith("scrapy: the crawl ended early (shutdown)")
    before = count(archive, "documents")
    crawl(server.proxy_url, archive, *jobs)
    texts = {row["text"] for row in query(archive, "SELECT text FROM documents")}
    assert 0 < before < len(texts)
    assert server.expected.texts <= texts
    first, second = query(archive, "SELECT * FROM runs ORDER BY started_at, id")
    assert (first["reason"], second["reason"]) == ("shutdown", "finished")
    # What the first run had done is not asked for again (robots.txt is).
    assert second["new"] + first["new"] == len(server.expected.reports) + 2
    assert second["unchanged"] == 0


def test_a_full_disk_ends_the_crawl_with_one_line(server: SampleServer, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    open_writer(archive).close()
    room = archive.stat().st_size + 600_000  # an archive without documents has the table of divisions in it

    process = start(server.proxy_url, archive, limits={RLIMIT_FSIZE: room})
    _, errors = process.communicate()
    lines = errors.strip().splitlines()
    assert process.returncode == 2, errors
    assert len(lines) == 1, errors
    assert lines[0].startswith("scrapy: ")
    assert "space" in lines[0] or "full" in lines[0], lines[0]
    stored = _ids(archive)["snapshots"]
    assert stored

    crawl(server.proxy_url, archive)  # with room again, the next crawl completes the archive
    assert stored <= _ids(archive)["snapshots"]
    assert server.expected.texts <= {row["text"] for row in query(archive, "SELECT text FROM documents")}
    assert query(archive, "PRAGMA integrity_check")[0][0] == "ok"


def test_a_second_crawl_at_the_same_time_is_refused(server: SampleServer, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    first = start(server.proxy_url, archive, "-s", "DOWNLOAD_DELAY=1800")
    try:
        _wait_for("runs", archive, first)
        second = start(server.proxy_url, archive)
        _, errors = second.communicate()
        assert second.returncode == 2, errors
        assert len(errors.strip().splitlines()) == 1, errors
        assert str(first.pid) in errors
    finally:
        first.kill()
        first.communicate()
