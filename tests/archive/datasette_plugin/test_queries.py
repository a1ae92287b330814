"""No page reads the whole table of documents: every statement that it sends is shown to the query planner."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from archive import datasette_plugin
from archive.datasette_plugin import counted_once
from tests.browser.invented_archive import CHANGED_URL, make_library


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    return make_library(tmp_path_factory.mktemp("library") / "a.db")


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/a/search?q=法治",
        "/a/search?q=法治&year=2024&order=newest",
        "/a/search?issuer=溪山区水务局",
        "/a/search?year=2024",
        "/a/search?q=法治&organ=department/education",
        "/a/search?organ=department",
        "/a/search?division=青禾市溪山区",
        "/a/search?q=法治&division=9901&level=county&kind=report&portal=xishan&page=2",
        "/a/search?issuer=没有这个机关",
        "/a/search.csv?q=法治",
        "/a/documents/{document}",
        "/a/documents/{document}?q=法治",
        "/a/documents/{document}.json",
        "/a/documents/{document}.bib",
        "/a/documents/d00000000000000",
        "/a/compare?a={document}",
        "/a/compare?a={before}&b={document}",
        "/a/coverage",
        "/a/coverage?division=990102",
        "/a/coverage?division=990102&view=table&until=2024",
        "/a/coverage?division=溪山",
        "/a/coverage.csv?division=9901",
        "/a/coverage/unplaced",
        "/a/coverage/unplaced.json?division=990102",
        "/a/feed.atom",
        "/a/feed.atom?division=990102",
        "/a/health",
        "/a/health/problems",
        "/a/years.json",
        "/a/vocabulary",
        "/a/endpoints",
        "/robots.txt",
    ],
)
async def test_no_statement_scans_the_documents(path: Path, url: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        document = db.execute("SELECT document FROM pages WHERE url = ?", [CHANGED_URL]).fetchone()[0]
        before = db.execute("SELECT before FROM versions").fetchone()[0]
    counted_once._results.clear()
    sent: list[str] = []
    datasette = Datasette([str(path)])
    database = datasette.get_database("a")
    connect = database.connect

    def traced(write: bool = False) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(write)
        connection.set_trace_callback(sent.append)
        return connection

    database.connect = traced
    response = await datasette.client.get(url.format(document=document, before=before))
    assert response.status_code == (404 if "d00000000000000" in url else 200)
    statements = [sql for sql in sent if re.match(r"\s*(SELECT|WITH)\b", sql)]
    assert statements or url in ("/a/endpoints", "/robots.txt")
    with closing(sqlite3.connect(path)) as db:
        for sql in statements:
            assert not scans(db, sql), sql


def scans(db: sqlite3.Connection, sql: str) -> list[str]:
    """The steps of a plan that read most rows of documents themselves, not of an index that holds all it needs.

    Whoever walks an index until a limit is reached, without sorting, reads no more than the page shows.
    """
    steps = [str(row[-1]) for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", tuple("1" * sql.count("?")))]
    is_limited = "LIMIT" in sql and not any("TEMP B-TREE FOR ORDER BY" in step for step in steps)
    found = []
    for step in steps:
        if "documents_unplaced" in step:  # holds those alone that are asked for
            continue
        of_documents = re.match(r"(SCAN|SEARCH) (documents|d|after|other)\b", step)
        if of_documents and "COVERING INDEX" not in step and not (is_limited and "USING INDEX" in step):
            is_wide = "documents_kind" in step or "documents_report_year" in step
            found += [step] if step.startswith("SCAN") or is_wide else []
    return found


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT count(text) FROM documents", True),
        ("SELECT text FROM documents WHERE kind = 'report'", True),
        ("SELECT text FROM documents LIMIT 12", True),
        ("SELECT text FROM documents ORDER BY n_chars LIMIT 12", True),
        ("SELECT text FROM documents ORDER BY published_at LIMIT 12", False),
        ("SELECT count(*) FROM documents", False),
        ("SELECT text FROM documents WHERE id = 'd1'", False),
    ],
)
def test_a_scan_is_known_by_its_plan(path: Path, sql: str, expected: bool) -> None:
    with closing(sqlite3.connect(path)) as db:
        assert bool(scans(db, sql)) is expected
