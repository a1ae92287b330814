"""No page reads the whole table of documents: every statement that it sends is shown to the query planner."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from archive import datasette_plugin
from archive.datasette_plugin import kept
from tests.browser.library import CHANGED_URL, make_library

# The figures of coverage are read off an index that the archive's newest schema has; see coverage.py.
INDEX = (
    "CREATE INDEX IF NOT EXISTS documents_coverage ON documents"
    " (division_code, report_year, kind, issuer, published_at, id)"
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    made = make_library(tmp_path_factory.mktemp("library") / "a.db")
    with closing(sqlite3.connect(made, isolation_level=None)) as db:
        db.execute(INDEX)
    return made


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/a/search?q=法治",
        "/a/search?q=法治&year=2024&order=newest",
        "/a/search?issuer=溪山区水务局",
        "/a/search?year=2024",
        "/a/documents/{document}",
        "/a/documents/{document}.json",
        "/a/compare?a={document}",
        "/a/compare?a={before}&b={document}",
        "/a/coverage",
        "/a/coverage?division=990102",
        "/a/coverage.csv?division=9901",
        "/a/feed.atom",
        "/a/feed.atom?division=990102",
        "/a/health",
        "/a/health/problems",
        "/a/years.json",
    ],
)
async def test_no_statement_scans_the_documents(path: Path, url: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        document = db.execute("SELECT document FROM pages WHERE url = ?", [CHANGED_URL]).fetchone()[0]
        before = db.execute("SELECT before FROM versions").fetchone()[0]
    kept._results.clear()
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
    assert response.status_code == 200
    statements = [sql for sql in sent if re.match(r"\s*(SELECT|WITH)\b", sql)]
    assert statements
    with closing(sqlite3.connect(path)) as db:
        for sql in statements:
            for *_, step in db.execute(f"EXPLAIN QUERY PLAN {sql}"):
                assert not is_scan(step, sql), (step, sql)


def is_scan(step: str, sql: str) -> bool:
    """Whether a step of a plan reads most rows of documents themselves, not of an index that holds all it needs."""
    if not re.match(r"(SCAN|SEARCH) (documents|d|after|other)\b", step) or "COVERING INDEX" in step or "LIMIT" in sql:
        return False
    return step.startswith("SCAN") or "documents_kind" in step or "documents_report_year" in step


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT count(text) FROM documents", True),
        ("SELECT text FROM documents WHERE kind = 'report'", True),
        ("SELECT count(*) FROM documents", False),
        ("SELECT text FROM documents WHERE id = 'd1'", False),
    ],
)
def test_a_scan_is_known_by_its_plan(path: Path, sql: str, expected: bool) -> None:
    with closing(sqlite3.connect(path)) as db:
        steps = [str(row[-1]) for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert any(is_scan(step, sql) for step in steps) is expected
