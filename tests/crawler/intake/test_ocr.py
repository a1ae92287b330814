"""Scans: marked as such, and read by the real tesseract only where that is switched on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.intake.ocr import Ocr
from tests.cleaners.files.builders import pdf_line, pdf_pages, pictured_pdf
from tests.crawler.crawls import crawl, query, start
from tests.crawler.loopback_hosts import Answer, Hosts, hosts

HOST = "http://www.lan.gov.example"
TITLE = "兰汀区2024年法治政府建设年度报告"
LINES = (
    "二〇二四年，我区坚持依法行政，现将有关情况报告如下。",
    "一、主要举措和成效",
    "全年办理行政复议案件一百二十件，组织执法培训三十场。",
)


def _has(command: list[str], word: str) -> bool:
    if not shutil.which(command[0]):
        return False
    return word in subprocess.run(command, capture_output=True, text=True, check=False).stdout


has_tesseract = _has(["tesseract", "--list-langs"], "chi_sim")
needs_tesseract = pytest.mark.skipif(
    not has_tesseract or not _has(["fc-list", ":lang=zh"], ":"),
    reason="tesseract with chi_sim, or a Chinese font to draw a scan with, is not installed",
)


@pytest.fixture
def lan() -> Iterator[Hosts]:
    with hosts() as served:
        yield served


_DRAW = (
    "import sys; from cleaners.files.layout.scans import picture_of_page;"
    " sys.stdout.buffer.write(picture_of_page(sys.stdin.buffer.read(), 1))"
)


def drawn(pdf: bytes) -> bytes:
    """The first page as a picture, in a fresh process: where a PDF file was read before, PDFium draws squares."""
    return subprocess.run([sys.executable, "-c", _DRAW], input=pdf, capture_output=True, check=True).stdout


def scan(pages: int = 1) -> bytes:
    """A PDF file whose pages are pictures of a printed page."""
    lines = [pdf_line(TITLE, 150, 760, 18), *(pdf_line(line, 70, 700 - 30 * n, 16) for n, line in enumerate(LINES))]
    head, size, _, dots = drawn(pdf_pages([b"".join(lines)])).split(b"\n", 3)
    assert head == b"P5"
    width, height = map(int, size.split())
    return pictured_pdf(width, height, dots, pages)


def _crawled(
    lan: Hosts, tmp_path: Path, body: bytes, *options: str, more: str = "", variables: dict[str, str] | None = None
) -> Path:
    """An archive after a crawl of a portal with a report that is a page with nothing but this file, and *more* rows."""
    page = f'<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div id="zoom"><p><a href="/a/1.pdf">{TITLE}.pdf</a></p></div></body></html>'
    lan.table.update(
        {
            f"{HOST}/fz/": f'<html><body><ul><li><a href="/art/1.html">{TITLE}</a></li>{more}</ul></body></html>'.encode(),
            f"{HOST}/art/1.html": page.encode(),
            f"{HOST}/a/1.pdf": Answer(body, headers={"Content-Type": "application/pdf"}),
        }
    )
    toml = tmp_path / "portals.toml"
    toml.write_text(
        f'[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example"]\ndivision = "999101"\nplatform = "generic"\nsections = ["{HOST}/fz/"]\n',
        "utf-8",
    )
    archive = tmp_path / "archive.db"
    crawl(lan.proxy_url, archive, "-s", f"PORTAL_TABLES={toml}", *options, variables=variables)
    return archive


def _kinds(archive: Path) -> set[str]:
    return {row["kind"] for row in query(archive, "SELECT kind FROM problems")}


def test_a_scan_is_marked_and_kept_and_not_read_by_default(lan: Hosts, tmp_path: Path) -> None:
    archive = _crawled(lan, tmp_path, pictured_pdf(60, 84, bytes(60 * 84)))
    assert "needs_ocr" in _kinds(archive)
    ((text,),) = query(archive, "SELECT text FROM documents")
    assert text == ""
    assert query(archive, "SELECT 1 FROM attachments WHERE digest IS NOT NULL")


@needs_tesseract
def test_a_scan_is_read_where_that_is_switched_on_and_its_text_is_marked(lan: Hosts, tmp_path: Path) -> None:
    archive = _crawled(lan, tmp_path, scan(), "-s", "OCR=1", "-s", "OCR_TIMEOUT_SECONDS=1800")
    ((text, found),) = query(archive, "SELECT text, found FROM documents")
    assert "现将有关情况报告如下" in text
    assert "一、主要举措和成效" in text.split("\n")
    assert json.loads(found)["text"] == "ocr"
    ((detail,),) = query(archive, "SELECT detail FROM problems WHERE kind = 'ocr'")
    assert "tesseract (chi_sim) read 1 of 1 pages" in detail
    assert "needs_ocr" not in _kinds(archive)
    ((size,),) = query(archive, "SELECT size_bytes FROM attachments")
    assert size == len(lan.table[f"{HOST}/a/1.pdf"].body)


@needs_tesseract
def test_no_more_pages_are_read_than_allowed_and_that_is_told() -> None:
    seen = Ocr("chi_sim", max_pages=1, timeout_seconds=1800).read(scan(3), pages=3)
    assert "现将有关情况报告如下" in seen.text
    assert [kind for kind, _ in seen.problems] == ["ocr", "cut_off"]
    assert "1 of 3 pages" in seen.problems[1][1]


@needs_tesseract
def test_a_recognition_that_takes_too_long_is_given_up() -> None:
    seen = Ocr("chi_sim", max_pages=9, timeout_seconds=0.05).read(scan(), pages=1)
    assert seen.text == ""
    assert [kind for kind, _ in seen.problems] == ["needs_ocr", "cut_off"]


@needs_tesseract
def test_a_picture_is_read_as_it_came() -> None:
    lines = b"".join(pdf_line(line, 70, 700 - 30 * n, 16) for n, line in enumerate(LINES))
    seen = Ocr("chi_sim", max_pages=1, timeout_seconds=1800).read(drawn(pdf_pages([lines])), pages=None)
    assert "一、主要举措和成效" in seen.text


@needs_tesseract
def test_bytes_that_are_no_picture_cost_nothing_but_a_problem() -> None:
    seen = Ocr("chi_sim", max_pages=1, timeout_seconds=1800).read(b"no picture" * 100, pages=None)
    assert (seen.text, seen.problems[0][0]) == ("", "needs_ocr")


# The real tesseract, which tells when it has begun, and reads once it may.
_SLOW_TESSERACT = """#!/bin/sh
case "$*" in *stdin*)
    touch {folder}/begun
    until [ -e {folder}/may_read ]; do sleep 0.1; done
esac
exec {tesseract} "$@"
"""


def _wait_for(path: Path) -> None:
    """Until *path* is there."""
    while not path.exists():
        time.sleep(0.1)


@needs_tesseract
def test_other_pages_are_fetched_read_and_followed_while_a_scan_is_recognised(lan: Hosts, tmp_path: Path) -> None:
    tesseract = tmp_path / "bin" / "tesseract"
    tesseract.parent.mkdir()
    tesseract.write_text(_SLOW_TESSERACT.format(folder=tmp_path, tesseract=shutil.which("tesseract")), "utf-8")
    tesseract.chmod(0o755)
    body = "".join(f"<p>第{number}项工作：{LINES[0]}</p>" for number in range(1, 16))
    other = f"<h1>{TITLE}二</h1><div id='zoom'>{body}<p><a href='/a/2.pdf'>附件</a></p></div>"
    lan.table |= {
        # The other page comes when the recognition has begun, and its file is what the recognition waits for.
        f"{HOST}/art/2.html": Answer(other.encode(), before=lambda: _wait_for(tmp_path / "begun")),
        f"{HOST}/a/2.pdf": Answer(
            pdf_pages([b""]), headers={"Content-Type": "application/pdf"}, before=(tmp_path / "may_read").touch
        ),
    }
    more = f'<li><a href="/art/2.html">{TITLE}二</a></li>'
    variables = {"PATH": f"{tesseract.parent}{os.pathsep}{os.environ['PATH']}"}
    options = ["-s", "OCR=1", "-s", "OCR_TIMEOUT_SECONDS=1800"]
    archive = _crawled(lan, tmp_path, scan(), *options, more=more, variables=variables)
    texts = [text for (text,) in query(archive, "SELECT text FROM documents")]
    assert len(texts) == 2
    assert all("现将有关情况报告如下" in text for text in texts)
    assert "ocr" in _kinds(archive)
    assert lan.log.index(f"{HOST}/a/1.pdf") < lan.log.index(f"{HOST}/a/2.pdf")


def test_a_crawl_that_should_read_scans_and_cannot_does_not_start(lan: Hosts, tmp_path: Path) -> None:
    process = start(lan.proxy_url, tmp_path / "archive.db", "-s", "OCR=1", "-s", "OCR_LANGUAGE=zzz")
    _, errors = process.communicate()
    assert process.returncode == 2
    assert "no tesseract with the language zzz was found; run apt-get install" in errors
    assert not lan.log
