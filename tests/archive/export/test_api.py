"""The Python interface: typed objects, read only."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive import api
from archive.errors import NoSuchArchive

Rows = dict[str, list[dict[str, Any]]]


def test_documents_come_with_outline_and_indicators(filled: Path, stored: Rows) -> None:
    with api.open(filled) as db:
        documents = {document.id: document for document in db.documents()}
    assert set(documents) == {row["id"] for row in stored["documents"]}
    for row in stored["documents"]:
        document = documents[row["id"]]
        assert (document.title, document.report_year, document.text) == (row["title"], row["report_year"], row["text"])
        for node in document.outline:
            assert document.text[node.start : node.end].endswith(node.heading)
        for figure in document.indicators:
            assert document.text[figure.sentence_start :].startswith(figure.sentence)
    assert sum(len(document.outline) for document in documents.values()) == len(stored["outline"])
    assert sum(len(document.indicators) for document in documents.values()) == len(stored["indicators"])


def test_a_former_id_leads_to_its_document(filled: Path) -> None:
    with api.open(filled) as db:
        assert db.document("d0000000000000f") == db.document("d00000000000001")
        assert db.document("d99999999999999") is None
        assert db.outline("d99999999999999") == ()
        assert next(iter(db.outline("d00000000000001"))).mark == "一、"


def test_documents_are_chosen_by_year_and_kind(filled: Path) -> None:
    with api.open(filled) as db:
        assert {document.report_year for document in db.documents(year=2022)} == {2022}
        assert [document.id for document in db.documents(kind="news")] == ["d00000000000005"]


def test_search_gives_hits(filled: Path) -> None:
    with api.open(filled) as db:
        assert "d00000000000002" in [hit.document for hit in db.search("营商环境").hits]
        assert [hit.document for hit in db.search("演练", year=2024).hits] == ["d00000000000003"]


def test_search_filters_as_the_search_page_does(filled: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(filled, tmp_path))
    with closing(sqlite3.connect(path)) as db:
        row = {"division_code": "990102", "admin_level": "county", "organ_class": "department", "organ_type": "water"}
        db.execute(f"UPDATE documents SET {', '.join(f'{name} = :{name}' for name in row)} WHERE seq = 1", row)
        db.commit()
    filters = {"division": "9901", "level": "county", "organ_class": "department", "organ_type": "water"}
    with api.open(path) as archive:
        for name, value in filters.items():
            assert [hit.document for hit in archive.search("法治", **{name: value}).hits] == ["d00000000000001"], name
            assert archive.search("法治", **{name: "none"}).hits == (), name


def test_figures_are_chosen_by_indicator_and_year(filled: Path, stored: Rows) -> None:
    with api.open(filled) as db:
        assert len(list(db.indicators())) == len(stored["indicators"])
        chosen = list(db.indicators("train.people", year=2024))
    true = [row for row in stored["indicators"] if row["indicator"] == "train.people" and row["year"] == 2024]
    assert true
    assert [(document, one.value, one.sentence) for document, one in chosen] == [
        (row["document"], row["value"], row["sentence"]) for row in true
    ]


def test_nothing_can_be_written(filled: Path) -> None:
    with api.open(filled) as db, pytest.raises(sqlite3.OperationalError, match="readonly"):
        db._db.execute("DELETE FROM documents")


def test_a_missing_archive_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoSuchArchive):
        api.open(tmp_path / "none.db")
