"""Outlines and indicators come with every page that is read, and later to archives that have none."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from crawler.sample.institutions import bureau
from crawler.sample.portal_files import place_of
from crawler.sample.reports import compose
from tests.crawler.crawls import Scrapy
from tests.fork_server import run_python
from tests.made_once import made_once

LANTING = place_of("lanting")

Row = tuple[object, ...]


@pytest.fixture
def ingested(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of three reports that were ingested."""

    def make(folder: Path) -> None:
        for year in (2022, 2023, 2024):
            report = compose(bureau(LANTING, "水务局"), year, date(year + 1, 3, 1))
            (folder / f"{year}.txt").write_text("\n".join([report.title, *report.paragraphs]), "utf-8")
        files = [str(path) for path in sorted(folder.glob("20*.txt"))]
        environment = {"SCRAPY_SETTINGS_MODULE": "settings.base", "FAZHI_ARCHIVE": str(folder / "archive.db")}
        done = run_python("scrapy", "ingest", *files, environment=environment)
        assert done.returncode == 0, done.stderr

    shutil.copytree(made_once(tmp_path_factory, "ingested", make), tmp_path, dirs_exist_ok=True)
    return tmp_path / "archive.db"


def structure(path: Path) -> tuple[list[Row], list[Row]]:
    with closing(sqlite3.connect(path)) as db:
        outline = db.execute("SELECT document, path, heading, part FROM outline ORDER BY document, ordinal").fetchall()
        sql = "SELECT document, indicator, value, year FROM indicators ORDER BY document, ordinal"
        return outline, db.execute(sql).fetchall()


def forget(path: Path) -> None:
    """As an archive is that was written before there were outlines."""
    with closing(sqlite3.connect(path)) as db, db:
        for statement in (
            "DELETE FROM outline",
            "DELETE FROM indicators",
            "UPDATE documents SET structure_version = NULL",
        ):
            db.execute(statement)


def test_what_is_ingested_has_headings_and_figures(ingested: Path) -> None:
    outline, indicators = structure(ingested)
    assert len({row[0] for row in outline}) == 3
    assert {row[3] for row in outline} >= {"achievements", "problems", "plans"}
    assert {row[3] for row in indicators} >= {2022, 2023, 2024}


@pytest.mark.parametrize("option", [["--structure"], []])
def test_recleaning_gives_old_documents_what_new_ones_have(ingested: Path, scrapy: Scrapy, option: list[str]) -> None:
    before = structure(ingested)
    forget(ingested)
    done = scrapy("reclean", "--table", *option)
    assert (done.returncode, done.stdout) == (0, "structure changed 3\n")
    assert structure(ingested) == before


def test_what_was_read_is_not_read_again(ingested: Path, scrapy: Scrapy) -> None:
    assert scrapy("reclean", "--table", "--structure").stdout == "nothing to clean\n"
