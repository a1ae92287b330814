"""What the archive's tests share: a made-up article, a clock that stands, an archive in a fresh folder."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import Fetch, PageRef, Writer, open_writer
from cleaners.article import Article, Attachment, Problem
from tests.fork_server import run_python, start_python

URL = "http://www.jia.gov.cn/1.html"
DAY_ONE = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def _patient_datasette():
    """No page of a test's Datasette is cut off, and no facet left out, because the machine was busy."""
    if datasette := sys.modules.get("datasette.app"):
        datasette.DEFAULT_SETTINGS |= {"sql_time_limit_ms": 1_800_000, "facet_time_limit_ms": 1_800_000}


@pytest.fixture
def article():
    """Makes an article; a text of one word is drawn out to the length of a report."""

    def make(text, *, is_long=True, **fields):
        known = {"kind": "report"} | fields
        return Article("\n".join([text] * 120) if is_long and text else text, **known)

    return make


@pytest.fixture
def attachment():
    return Attachment


@pytest.fixture
def cleaner_problem():
    return Problem


@pytest.fixture
def fetch():
    """Makes a fetch of a page, so many days after the first day."""

    def make(body=b"<p>report</p>", *, url=URL, day=0.0, headers=(("Content-Type", "text/html"),), **fields):
        return Fetch(url, DAY_ONE + timedelta(days=day), body, headers=headers, **fields)

    return make


@pytest.fixture
def page():
    """Makes a page reference; the default is the page that `fetch` fetches."""

    def make(url=URL, role="detail", **fields):
        return PageRef(url, role, **fields)

    return make


@pytest.fixture
def archive_path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def writer(archive_path: Path) -> Iterator[Writer]:
    """A writer with a run begun, whose clock stands at the first day."""
    with open_writer(archive_path, software={"fazhi": "0"}, clock=lambda: DAY_ONE) as writer:
        writer.begin_run("crawl", "all")
        yield writer


@pytest.fixture
def show(writer, fetch, page):
    """Lets a page show a body, in which a cleaner read an article; gives Kept and Added."""

    def do(body, article, *, url=URL, day=0.0, version="1"):
        kept = writer.keep(fetch(body, url=url, day=day), page(url))
        return kept, writer.add(article, kept.snapshot, cleaner_version=version)

    return do


@pytest.fixture
def rows(archive_path):
    """Asks the archive's file with SQL; gives the rows as dicts."""

    def ask(sql, *values):
        with closing(sqlite3.connect(archive_path)) as db:
            db.row_factory = sqlite3.Row
            return [dict(row) for row in db.execute(sql, values)]

    return ask


@pytest.fixture
def warcs(archive_path):
    """The paths of the archive's WARC files."""
    return lambda: sorted((archive_path.parent / "warc").glob("*.warc.gz"))


@pytest.fixture
def warcio_check(warcs):
    """Runs `warcio check` over the archive's WARC files; gives exit code and output."""

    def check():
        done = run_python("warcio.cli", "check", *map(str, warcs()))
        return done.returncode, done.stdout + done.stderr

    return check


@pytest.fixture
def start_writer(archive_path):
    """Starts a process that writes pages until it is ended; what it prints tells of commits."""
    started = []

    def start(*arguments, path=archive_path, **options):
        process = start_python("tests.archive.busy_writer", str(path), *map(str, arguments), **options)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()
