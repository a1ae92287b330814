"""Every table and column is described, in docs/schema.md too."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.database.migrations import migrations
from archive.database.schema import TABLES, schema_as_markdown

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def empty():
    db = Database(memory=True)
    migrations.apply(db)
    return db


def test_every_table_is_described_and_no_other(empty):
    parts = ("config", "content", "data", "docsize", "idx")
    shadows = {f"{index}_{part}" for index in ("documents_fts", "titles_fts") for part in parts}
    assert (set(empty.table_names()) | set(empty.view_names())) - shadows == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described_and_no_other(empty, table):
    assert set(empty[table].columns_dict) == set(TABLES[table].columns)


@pytest.mark.parametrize("table", TABLES)
def test_every_reference_names_its_column(empty, table):
    assert [row for row in empty.execute(f"PRAGMA foreign_key_list({table})") if row[4] is None] == []


@pytest.mark.parametrize("table", TABLES)
def test_what_refers_to_rows_that_may_go_is_found_by_an_index(empty, table):
    """Else SQLite reads the whole table whenever a document is deleted."""
    led_by = {
        empty.execute(f"PRAGMA index_info({row[1]})").fetchone()[2]
        for row in empty.execute(f"PRAGMA index_list({table})")
    }
    key = {row[1] for row in empty.execute(f"PRAGMA table_info({table})") if row[5] == 1 and row[2] == "INTEGER"}
    references = [row[3] for row in empty.execute(f"PRAGMA foreign_key_list({table})") if row[2] == "documents"]
    assert set(references) <= led_by | key


@pytest.mark.parametrize("table", TABLES)
def test_descriptions_are_sentences_that_fit_a_table_cell(table):
    for words in (TABLES[table].description, *TABLES[table].columns.values()):
        assert words.endswith(".")
        assert not {"|", "\n"} & set(words)


def test_the_page_in_docs_is_current():
    page = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    assert page == schema_as_markdown(), "stale: run `fazhi schema > docs/schema.md`"
