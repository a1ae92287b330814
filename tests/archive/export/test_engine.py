"""Interrupted exports, increments, refusals, and the command."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.__main__ import main
from archive.export import ExportError, Selection, engine, export, records
from archive.export.changes import changes, read_since
from archive.export.records import PIECE, count, pieces
from tests.archive.export.filled_archive import add_document, make_filled

FORMATS = ("jsonl", "csv", "chunks", "markdown")
LATER = "2026-05-01T00:00:00Z"


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Stopped(Exception):
    """Stands for whatever ends an export in the middle."""


@pytest.mark.parametrize("after", [1, 4, 8, 12])
def test_an_interrupted_export_goes_on_and_gives_the_same_bytes(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(records, "PIECE", 3)
    monkeypatch.setattr(records, "BATCH", 1)
    formats = (*FORMATS, "parquet") if pytest.importorskip("pyarrow") else FORMATS
    export(filled, tmp_path / "whole", formats, Selection())
    written = []

    def stop(documents: int) -> None:
        written.append(documents)
        if sum(written) >= after:
            raise Stopped

    with pytest.raises(Stopped):
        export(filled, tmp_path / "torn", formats, Selection(), tell=stop)
    seen: list[str] = []
    whole_pieces = json.loads((tmp_path / "torn" / ".export.json").read_text("utf-8"))["pieces"]
    original = engine.Batch
    monkeypatch.setattr(engine, "Batch", lambda db, ids: (seen.extend(ids), original(db, ids))[1])
    summary = export(filled, tmp_path / "torn", formats, Selection())
    assert files_of(tmp_path / "torn") == files_of(tmp_path / "whole")
    assert summary.documents == 13
    assert len(seen) <= 13 - len(whole_pieces)


def test_an_export_of_a_changed_archive_begins_anew(tmp_path: Path) -> None:
    archive = make_filled(tmp_path / "archive.db")

    def stop(documents: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        export(archive, tmp_path / "out", ["jsonl"], Selection(), tell=stop)
    with closing(sqlite3.connect(archive)) as db, db:
        add_document(db, 90, "新增的报告。", report_year=2021, updated_at=LATER)
    export(archive, tmp_path / "out", ["jsonl"], Selection())
    lines = (tmp_path / "out" / "documents.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 14
    assert json.loads(lines[0])["report_year"] == 2021


def test_a_folder_of_something_else_is_refused(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ExportError, match=r"thesis\.txt"):
        export(filled, tmp_path, ["jsonl"], Selection())
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_an_earlier_export_is_replaced_with_all_its_files(filled: Path, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", ["csv", "markdown"], Selection())
    export(filled, tmp_path / "out", ["jsonl"], Selection())
    assert set(files_of(tmp_path / "out")) == {"documents.jsonl", "manifest.json", "SHA256SUMS"}


def test_an_increment_tells_new_changed_withdrawn_and_replaced(tmp_path: Path) -> None:
    archive = make_filled(tmp_path / "archive.db")
    with closing(sqlite3.connect(archive)) as db, db:
        new = add_document(db, 90, "新增的报告。", updated_at=LATER, first_seen_at=LATER, report_year=2025)
        db.execute("UPDATE documents SET updated_at = ?, title = '更正' WHERE id = 'd00000000000002'", [LATER])
        db.execute("UPDATE pages SET gone_at = ? WHERE id = 'p4'", [LATER])
        db.execute("UPDATE pages SET gone_at = '2026-03-05T00:00:00Z' WHERE id = 'p3'")
    export(archive, tmp_path / "out", ["jsonl"], Selection(since="2026-04-01"))
    lines = [json.loads(line) for line in (tmp_path / "out" / "documents.jsonl").read_text("utf-8").splitlines()]
    assert {line["id"] for line in lines} == {new, "d00000000000002"}
    with (tmp_path / "out" / "changes.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {(row["document"], row["change"], row["replaced_by"]) for row in csv.DictReader(file)}
    assert told == {
        (new, "new", ""),
        ("d00000000000002", "changed", ""),
        ("d00000000000004", "withdrawn", ""),
        ("d0000000000000f", "replaced", "d00000000000001"),
    }


def test_an_increment_after_an_export_needs_no_moment(tmp_path: Path) -> None:
    archive = make_filled(tmp_path / "archive.db")
    export(archive, tmp_path / "first", ["jsonl"], Selection())
    assert read_since(str(tmp_path / "first")) == "2026-03-01T08:00:00Z"
    with pytest.raises(ExportError, match="no moment and no earlier export"):
        read_since("yesterday")


def test_an_increment_reads_only_what_changed(filled: Path) -> None:
    """Documents are found by the index on updated_at, pages by that on gone_at; no other way, and no scan."""
    selection = Selection(since="2026-02-01", kind="report", year=2024)
    asked: list[str] = []
    with closing(sqlite3.connect(filled)) as db:
        db.set_trace_callback(asked.append)
        assert count(db, selection) == sum(len(piece.ids) for piece in pieces(db, selection))
        assert list(changes(db, "2026-02-01"))
        db.set_trace_callback(None)
        plans = [row[3] for sql in asked for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert len(asked) == 6
    on_documents = [plan for plan in plans if "documents" in plan.split()[:2]]
    assert len(on_documents) == 4
    assert all("documents_updated_at" in plan for plan in on_documents), plans
    assert [plan for plan in plans if plan.startswith("SCAN")] == [
        "SCAN former_ids USING INDEX sqlite_autoindex_former_ids_1"
    ]


def test_pieces_are_never_larger_than_promised(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert PIECE == 20_000
    monkeypatch.setattr(records, "PIECE", 2)
    with closing(sqlite3.connect(filled)) as db:
        made = list(pieces(db, Selection()))
    assert max(len(piece.ids) for piece in made) == 2
    assert [piece.name for piece in made][:3] == ["2022-000", "2022-001", "2022-002"]
    assert made[-1].name == "unknown-000"


def test_a_writer_does_not_disturb_an_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = make_filled(tmp_path / "archive.db")
    monkeypatch.setattr(records, "PIECE", 3)
    with closing(sqlite3.connect(archive)) as db:
        db.execute("PRAGMA journal_mode = WAL")

        def write(documents: int) -> None:
            with db:
                db.execute("UPDATE documents SET title = 'written meanwhile'")

        export(archive, tmp_path / "out", ["jsonl"], Selection(), tell=write)
    assert "written meanwhile" not in (tmp_path / "out" / "documents.jsonl").read_text("utf-8")


def test_the_command_says_what_it_wrote(filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pyarrow")
    assert main(["export", "--out", str(tmp_path / "out"), "--release", "2026.04", str(filled)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["documents"] == 13
    assert told["files"] == len(files_of(tmp_path / "out"))
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert (manifest["version"], manifest["formats"]) == ("2026.04", ["parquet", "csv"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--release", "April", "--out", "out", "a.db"], "expected a year and a month such as 2026.04"),
        (["--out", "out", "none.db"], "none.db does not exist"),
        (["--out", "a.db", "a.db"], "a.db is a file"),
        (["--out", "out", "--format", "xml", "a.db"], "'xml' is not one of"),
    ],
)
def test_bad_words_are_refused(
    filled: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.db").write_bytes(filled.read_bytes())
    assert main(["export", *words]) == 2
    assert told in capsys.readouterr().err
