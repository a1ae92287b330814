"""Columns, exports, archive.Document, JSON and filters follow from the table of fields; nothing cleaned is lost."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from contextlib import closing
from typing import get_type_hints

import pytest
from sqlite_utils import Database

import archive
from archive.api import Document
from archive.database.migrations import migrations
from archive.datasette_plugin.pages.search_form import SearchForm
from archive.document_fields import COLUMNS, FILTERS, PLACES
from archive.export.columns import DOCUMENT_FIELDS
from archive.search.filters import SearchFilters
from cleaners.article import Article, Table
from cleaners.fields import FIELDS

FULL = {
    "author": "王某",
    "column": "法治政府建设",
    "icp": "粤ICP备05000000号",
    "police_record": "44010002000000",
    "index_division": "440106",
    "site_name": "某县人民政府",
    "site_id_code": "4400000000",
    "breadcrumb": ("首页", "法治政府 > 年报"),
    "tables": (Table(3, (("案件", "12"), ("", "=1+1"))),),
}


def test_the_table_documents_has_the_columns_of_the_fields_with_their_types():
    db = Database(memory=True)
    migrations.apply(db)
    types = {"integer": "INTEGER"}
    assert {column.name: column.type for column in db["documents"].columns} == {
        field.name: types.get(field.type, "TEXT") for field in COLUMNS
    }


def test_every_field_that_is_stored_as_a_column_is_exported():
    stored = {field.name for field in FIELDS if field.stored_in == "documents"}
    assert not stored - {column.name for column in DOCUMENT_FIELDS}


def test_a_document_has_the_exported_fields_and_what_hangs_on_them():
    exported = [field.name for field in (*COLUMNS, *PLACES) if field.is_exported]
    assert {field.name for field in dataclasses.fields(Document)} == {*exported, "outline", "indicators"}
    hints = get_type_hints(Document)
    whole = {"integer": int, "strings": tuple[str, ...]}
    for field in (*COLUMNS, *PLACES):
        if field.is_exported and field.type != "json":
            kind = whole.get(field.type, str)
            assert hints[field.name] in (kind, kind | None), field.name


def test_every_filter_is_an_argument_of_search_and_stands_in_the_form():
    assert set(FILTERS) == set(SearchFilters.__annotations__)
    in_form = {field.name for field in dataclasses.fields(SearchForm)} | {"organ_class", "organ_type"}
    assert set(FILTERS) <= in_form


@pytest.mark.parametrize("name", FULL)
def test_what_a_cleaner_read_comes_out_of_the_archive_as_it_went_in(show, article, archive_path, name):
    _, added = show(b"1", article("法治", **{name: FULL[name]}))
    with archive.open(archive_path) as db:
        document = db.document(added.document)
    assert getattr(document, name) == FULL[name]


def test_tables_of_a_document_older_than_the_column_are_unknown_until_it_is_cleaned_again(
    show, article, writer, archive_path
):
    kept, added = show(b"1", article("法治"))
    with closing(sqlite3.connect(archive_path)) as db, db:
        db.execute("UPDATE documents SET tables = NULL")
    with archive.open(archive_path) as db:
        assert db.document(added.document).tables is None
    writer.reclean(kept.snapshot, article("法治", tables=FULL["tables"]), "2")
    with archive.open(archive_path) as db:
        assert db.document(added.document).tables == FULL["tables"]


def test_sql_takes_the_tables_apart(show, article, rows):
    show(b"1", article("法治", tables=FULL["tables"]))
    cells = rows("SELECT json_extract(t.value, '$.rows[0][1]') AS cell FROM documents, json_each(documents.tables) t")
    assert cells == [{"cell": "12"}]


def test_an_archive_with_signatures_of_minhash_has_them_under_their_new_names():
    db = Database(memory=True)
    migrations.apply(db, stop_before="m010_all_metadata")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(
        "INSERT INTO documents (id, seq, kind, breadcrumb, found, text_digest, n_chars, cleaner_version, first_seen_at,"
        " updated_at, text, signature) VALUES ('d1', 7, 'report', '[]', '{}', 'x', 1, '1', 'a', 'b', 't', '某县水利局')"
    )
    db.execute("INSERT INTO signatures VALUES (7, 'old', x'0102')")
    db.execute("INSERT INTO signature_bands VALUES (5, 7)")
    db.execute("INSERT INTO signature_bands_recent VALUES (6, 7)")
    migrations.apply(db)
    assert list(db.execute("SELECT seq, algorithm, numbers FROM minhashes")) == [(7, "old", b"\x01\x02")]
    assert list(db.execute("SELECT * FROM minhash_keys")) == [(5, 7)]
    assert list(db.execute("SELECT * FROM minhash_keys_recent")) == [(6, 7)]
    assert list(db.execute("SELECT signature, author, tables FROM documents")) == [("某县水利局", None, None)]


def test_an_article_of_all_fields_is_stored_whole(show, rows):
    values = {field.name: field.name for field in FIELDS if field.stored_in == "documents" and field.type == "string"}
    show(b"1", Article(**(values | {"kind": "report", "report_year": 2024, "found": {"title": "heading"}})))
    (row,) = rows("SELECT * FROM documents")
    assert {name: row[name] for name in values} == values | {"kind": "report"}
    assert (row["report_year"], json.loads(row["found"])["title"]) == (2024, "heading")
