from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.errors import ManifestError
from crawler.intake.inputs.saved_pages import read_file, read_manifest


def test_a_page_without_an_address_is_known_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("法治", "utf-8")
    (tmp_path / "b.txt").write_text("法治", "utf-8")
    (first,), (second,) = (list(read_file(tmp_path / name, {})) for name in ("a.txt", "b.txt"))
    assert first.url == second.url
    assert first.url.startswith("urn:sha256:")
    assert first.status is None
    assert dict(first.headers)["Content-Type"] == "text/plain"


def test_a_manifest_gives_address_and_moment(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.tsv"
    manifest.write_text("file\turl\tfetched_at\na.html\thttp://a.example/1\t2026-03-01T08:00:00Z\n", "utf-8")
    (tmp_path / "a.html").write_text("<p>法治", "utf-8")
    (fetch,) = read_file(tmp_path / "a.html", read_manifest(manifest))
    assert (fetch.url, fetch.fetched_at) == ("http://a.example/1", datetime(2026, 3, 1, 8, tzinfo=UTC))


def test_a_manifest_may_be_json_lines(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text('{"file": "a.html", "url": "about:internet"}\n{"file": "b.html"}\n', "utf-8")
    assert {name: entry.url for name, entry in read_manifest(manifest).items()} == {"a.html": None, "b.html": None}


def test_a_json_file_beside_a_page_gives_its_address(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>法治", "utf-8")
    (tmp_path / "a.json").write_text('{"url": "http://a.example/1", "text": "法治"}', "utf-8")
    (fetch,) = read_file(tmp_path / "a.html", {})
    assert fetch.url == "http://a.example/1"


MARKED = "<!DOCTYPE html>\n<!-- saved from url=(0018)http://a.example/9 -->\n<p>法治"
SINGLE_FILE = "<html><!--\n Page saved with SingleFile \n url: http://a.example/9 \n saved date: Mon Mar 03 2025 10:00:00 GMT+0800\n-->"


def test_a_page_that_a_browser_saved_has_the_address_of_its_mark(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(MARKED, "utf-8")
    (tmp_path / "b.html").write_text(SINGLE_FILE, "utf-8")
    (marked,), (single,) = (list(read_file(tmp_path / name, {})) for name in ("a.html", "b.html"))
    assert marked.url == single.url == "http://a.example/9"
    assert single.fetched_at == datetime(2025, 3, 3, 2, tzinfo=UTC)


def test_what_describes_a_page_goes_before_the_mark_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(MARKED, "utf-8")
    (tmp_path / "a.json").write_text('{"url": "http://a.example/1"}', "utf-8")
    (fetch,) = read_file(tmp_path / "a.html", {})
    assert fetch.url == "http://a.example/1"


MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: http://a.example/9
Date: Mon, 3 Mar 2025 02:00:00 -0000
MIME-Version: 1.0
Content-Type: text/html; charset="utf-8"

<p>法治</p>"""


def test_an_mhtml_file_has_address_and_moment_of_its_headers(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_text(MHTML.replace("-0000", "+0800"), "utf-8")
    (fetch,) = read_file(tmp_path / "a.mhtml", {})
    assert (fetch.url, fetch.fetched_at) == ("http://a.example/9", datetime(2025, 3, 2, 18, tzinfo=UTC))


@pytest.mark.parametrize("name", ["a.aspx", "a.jsp", "a.php", "a", "a.txt", "a.css"])
def test_a_page_is_one_whatever_its_file_is_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(MARKED, "utf-8")
    (fetch,) = read_file(tmp_path / name, {})
    assert (fetch.url, dict(fetch.headers)["Content-Type"]) == ("http://a.example/9", "text/html")


@pytest.mark.parametrize("text", ["url\nhttp://a.example/\n", "file\tfetched_at\na.html\tyesterday\n"])
def test_a_manifest_that_cannot_be_read_is_an_error(tmp_path: Path, text: str) -> None:
    manifest = tmp_path / "manifest.tsv"
    manifest.write_text(text, "utf-8")
    with pytest.raises(ManifestError, match=r"manifest\.tsv"):
        read_manifest(manifest)
