"""Bad input gets one clear line and exit code 2."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from scrapy import cmdline


class Done(NamedTuple):
    """What a command wrote, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


Scrapy = Callable[..., Done]


@pytest.fixture
def scrapy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Scrapy:
    """Run ``scrapy ...`` in this process: bad input ends it before a reactor is made."""
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "settings.base")

    def run(*words: str) -> Done:
        archive = (
            [] if any(word.startswith("ARCHIVE=") for word in words) else ["-s", f"ARCHIVE={tmp_path / 'archive.db'}"]
        )
        with pytest.raises(SystemExit) as stopped:
            cmdline.execute(["scrapy", *words, *archive])
        return Done(int(stopped.value.code or 0), *capsys.readouterr())

    return run


def _refused(done: Done, *words: str) -> None:
    lines = done.stderr.strip().splitlines()
    assert done.returncode == 2, done.stderr
    assert len(lines) == 1, done.stderr
    assert all(word in lines[0] for word in words), lines[0]
    assert not done.stdout.strip()


def test_an_unknown_portal_is_refused_naming_the_known(scrapy: Scrapy) -> None:
    _refused(scrapy("crawl", "portal", "-a", "portal=haizu"), "haizu", "haizhu", "xixia")


def test_an_unknown_argument_is_refused(scrapy: Scrapy) -> None:
    _refused(scrapy("crawl", "portal", "-a", "portl=haizhu"), "portl", "portal")


def test_a_broken_portal_table_is_named(scrapy: Scrapy, tmp_path: Path) -> None:
    table = tmp_path / "broken.toml"
    table.write_text('[lan]\nname = "兰汀区"\nhosts = "www.lan.gov.example"\n', "utf-8")
    _refused(scrapy("crawl", "portal", "-s", f"PORTAL_TABLES={table}"), "broken.toml", "[lan]", "hosts", "expected")


def test_a_file_that_is_no_archive_is_refused(scrapy: Scrapy, tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_text("法治政府建设" * 500, "utf-8")
    _refused(scrapy("crawl", "portal", "-a", "portal=haizhu"), "archive.db")


def test_another_program_s_database_is_refused(scrapy: Scrapy, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "archive.db") as db:
        db.execute("CREATE TABLE notes (text)")
    _refused(scrapy("crawl", "portal", "-a", "portal=haizhu"), "archive.db")


def test_an_archive_of_a_newer_schema_is_refused(scrapy: Scrapy, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("法治政府建设情况报告", "utf-8")
    assert scrapy("ingest", str(page)).returncode == 0
    with sqlite3.connect(tmp_path / "archive.db") as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('fazhi', 'm999_later', '2030-01-01')"
        )
    _refused(scrapy("reclean"), "m999_later")


def test_a_missing_folder_is_named(scrapy: Scrapy, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "archive.db"
    _refused(scrapy("crawl", "portal", "-a", "portal=haizhu", "-s", f"ARCHIVE={path}"), "nowhere")


def test_recleaning_needs_an_archive(scrapy: Scrapy) -> None:
    _refused(scrapy("reclean"), "archive.db")


@pytest.mark.parametrize("given", ["missing.html", "missing/"])
def test_ingesting_what_is_not_there_is_refused(scrapy: Scrapy, tmp_path: Path, given: str) -> None:
    _refused(scrapy("ingest", str(tmp_path / given)), "missing", "does not exist")


def test_a_manifest_without_file_names_is_refused(scrapy: Scrapy, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.tsv"
    manifest.write_text("name\turl\na.html\thttp://a.example/\n", "utf-8")
    page = tmp_path / "a.html"
    page.write_text("<p>法治</p>", "utf-8")
    _refused(scrapy("ingest", str(page), "--manifest", str(manifest)), "manifest.tsv", "'file'")
