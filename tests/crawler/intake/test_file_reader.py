"""Files are read beside a crawl: it may be stopped meanwhile, and articles may share a file."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cleaners.files.builders import docx, paragraph
from tests.crawler.crawls import crawl, query, start
from tests.crawler.loopback_hosts import Answer, Hosts, hosts
from tests.fork_server import Process

HOST = "http://www.lan.gov.example"
TITLE = "兰汀区2024年法治政府建设年度报告"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# Every Python that starts runs this: the one that reads a file tells that it has begun, and reads once it may.
_SLOW_READER = """
import pathlib, sys, time
if "cleaners.files" in sys.orig_argv:
    with open({folder!r} + "/begun", "a") as begun:
        begun.write("begun\\n")
    while not pathlib.Path({folder!r} + "/may_read").exists():
        time.sleep(0.05)
"""


def _file(number: int) -> Answer:
    lines = [f"2024年，兰汀区第{number}局坚持依法行政，现将法治政府建设情况报告如下。", "一、主要举措和成效"]
    lines += [f"全年第{number}局办理第{each}类行政复议案件{each * number}件。" for each in range(1, 16)]
    return Answer(docx("".join(map(paragraph, [f"{TITLE}{number}", *lines]))), headers={"Content-Type": DOCX})


def _text(number: int) -> str:
    return "".join(
        f"<p>2024年，第{number}局全年办理第{each}类行政复议案件{each * number}件。</p>" for each in range(1, 16)
    )


def _page(number: int, file: int, text: str = "") -> bytes:
    link = f'<p>附件：<a href="/a/{file}.docx">{TITLE}{file}.docx</a></p>'
    title = f"{TITLE}{number}"
    return f'<html><head><title>{title}</title></head><body><h1>{title}</h1><div id="zoom">{text}{link}</div></body></html>'.encode()


@dataclass
class Portal:
    """A portal on loopback whose reports stand in files; the reading of them can be held up."""

    lan: Hosts
    folder: Path

    @property
    def archive(self) -> Path:
        return self.folder / "archive.db"

    def has(self, reports: dict[int, int], *, texts: bool = False) -> None:
        """List a page for each number of *reports*, which offers a file, and nothing else unless it has a text."""
        rows = "".join(f'<li><a href="/art/{number}.html">{TITLE}{number}</a></li>' for number in reports)
        self.lan.table[f"{HOST}/fz/"] = f"<html><body><ul>{rows}</ul></body></html>".encode()
        for number, file in reports.items():
            self.lan.table[f"{HOST}/art/{number}.html"] = _page(number, file, _text(number) if texts else "")
            self.lan.table[f"{HOST}/a/{file}.docx"] = _file(file)
        (self.folder / "portals.toml").write_text(
            f'[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example"]\ndivision = "999101"\nplatform = "generic"\n'
            f'sections = ["{HOST}/fz/"]\n',
            "utf-8",
        )
        (self.folder / "sitecustomize.py").write_text(_SLOW_READER.format(folder=str(self.folder)), "utf-8")

    def options(self, *more: str) -> tuple[str, ...]:
        return "-s", f"PORTAL_TABLES={self.folder / 'portals.toml'}", *more

    def crawl(self, *more: str) -> None:
        """Crawl to the end, reading at once."""
        self.let_read()
        crawl(self.lan.proxy_url, self.archive, *self.options(*more))

    def start(self, *more: str) -> Process:
        """Start a crawl; return when the reading of its first file has begun and all files are fetched."""
        variables = {"PYTHONPATH": str(self.folder)}
        options = self.options(*more, "-s", "LOG_LEVEL=INFO")
        process = start(self.lan.proxy_url, self.archive, *options, variables=variables, session=True)
        files = {url for url in self.lan.table if "/a/" in url}
        process.wait_until(lambda: (self.folder / "begun").exists() and files <= set(self.lan.log))
        return process

    def let_read(self) -> None:
        (self.folder / "may_read").touch()

    def begun(self) -> int:
        """How many files were begun to be read while the reading was held up."""
        return len((self.folder / "begun").read_text().splitlines())

    def kinds(self) -> set[str]:
        return {row["kind"] for row in query(self.archive, "SELECT kind FROM problems")}

    def texts(self) -> int:
        return len(query(self.archive, "SELECT 1 FROM documents WHERE text <> ''"))

    def pages_with_file(self) -> int:
        return len(query(self.archive, "SELECT 1 FROM attachments WHERE snapshot IS NOT NULL"))


def _said(process: Process, words: str) -> None:
    """Return when the crawl has said these words; fail if it ends without them."""
    assert process.stderr
    assert any(words in line for line in process.stderr), f"the crawl has not said: {words}"


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    with hosts() as lan:
        yield Portal(lan, tmp_path)


@pytest.mark.parametrize("has_job", [False, True])
def test_ctrl_c_while_a_file_is_read_loses_no_file_and_blames_none(portal: Portal, has_job: bool) -> None:
    job = ("-s", f"JOBDIR={portal.folder / 'job'}") if has_job else ()
    portal.has({1: 1, 2: 2, 3: 3})
    process = portal.start(*job)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the crawl and all that it has started
    _said(process, "Received SIGINT, shutting down gracefully")
    portal.let_read()
    process.communicate()
    ((reason,),) = query(portal.archive, "SELECT reason FROM runs")
    assert reason == "shutdown"
    assert portal.texts() == 3
    portal.crawl(*job)
    assert "file_crash" not in portal.kinds()
    assert (portal.texts(), portal.pages_with_file()) == (3, 3)


def test_a_second_ctrl_c_leaves_the_files_that_wait_to_the_next_crawl(portal: Portal) -> None:
    portal.has({1: 1, 2: 2, 3: 3})
    process = portal.start()
    process.send_signal(signal.SIGINT)
    _said(process, "Received SIGINT, shutting down gracefully")
    process.send_signal(signal.SIGINT)
    _said(process, "Received SIGINT twice, forcing unclean shutdown")
    portal.let_read()
    process.communicate()
    assert portal.begun() == 1
    assert portal.texts() == 0
    portal.crawl()
    assert (portal.texts(), portal.pages_with_file()) == (3, 3)


def test_articles_that_share_the_file_with_their_text_are_all_read(portal: Portal) -> None:
    portal.has({1: 1, 2: 1, 3: 1})
    portal.crawl()
    assert portal.texts() == 1
    pages = query(portal.archive, "SELECT 1 FROM pages WHERE role = 'detail' AND document IS NOT NULL")
    assert len(pages) == 3
    assert portal.pages_with_file() == 3


def test_a_file_that_several_articles_offer_is_asked_for_once_and_belongs_to_each(portal: Portal) -> None:
    portal.has({1: 1, 2: 1, 3: 1}, texts=True)
    portal.crawl()
    assert portal.texts() == 3
    assert portal.lan.log.count(f"{HOST}/a/1.docx") == 1
    assert portal.pages_with_file() == 3
