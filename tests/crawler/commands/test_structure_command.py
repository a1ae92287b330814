"""Outlines and indicators come with every page that is read, and later to archives that have none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from crawler.sample.institutions import bureau
from crawler.sample.portal_files import place_of
from crawler.sample.reports import compose
from tests.crawler.crawls import Scrapy

LANTING = place_of("lanting")

Row = tuple[object, ...]


@pytest.fixture
def ingested(scrapy: Scrapy, tmp_path: Path) -> Path:
    """The archive of three reports that were ingested."""
    for year in (2022, 2023, 2024):
        report = compose(bureau(LANTING, "水务局"), year, date(year + 1, 3, 1))
        (tmp_path / f"{year}.txt").write_text("\n".join([report.title, *report.paragraphs]), "utf-8")
    done = scrapy("ingest", *(str(path) for path in sorted(tmp_path.glob("20*.txt"))))
    assert done.returncode == 0, done.stderr
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
