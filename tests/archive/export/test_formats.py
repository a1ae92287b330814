"""Each format gives back what the archive holds, and the same archive the same bytes."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.export import FORMATS, Selection, export
from archive.export.chunks import LEAST, MOST, chunks
from archive.export.markdown import escaped
from archive.export.records import Record
from archive.export.sinks import csv_line
from cleaners.structure.outline import outline
from tests.archive.export.filled_archive import FORMULA, make_filled

Rows = dict[str, list[dict[str, Any]]]
TEXT_FORMATS = ("jsonl", "csv", "markdown", "chunks")


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a table, the apostrophe before formulas taken off again."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: cell.removeprefix("'") for name, cell in row.items()} for row in csv.DictReader(file)]


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_json_lines_give_back_every_document(released: Path, stored: Rows) -> None:
    lines = [json.loads(line) for line in (released / "documents.jsonl").read_text("utf-8").splitlines()]
    assert [line["id"] for line in sorted(lines, key=lambda line: line["id"])] == [
        row["id"] for row in stored["documents"]
    ]
    by_id = {line["id"]: line for line in lines}
    for row in stored["documents"]:
        line = by_id[row["id"]]
        known = {name: row[name] for name in row if name in line} | {"breadcrumb": json.loads(row["breadcrumb"])}
        assert {name: line[name] for name in known} == known
        assert line["url"] in line["urls"]
    outline_rows = [{"document": line["id"], **node} for line in by_id.values() for node in line["outline"]]
    assert sorted(outline_rows, key=lambda node: (node["document"], node["ordinal"])) == stored["outline"]
    figures = [
        {"document": line["id"], **one, "flags": json.dumps(one["flags"])}
        for line in by_id.values()
        for one in line["indicators"]
    ]
    assert sorted(figures, key=lambda one: (one["document"], one["ordinal"])) == stored["indicators"]


def test_documents_stand_by_year_and_id_those_without_a_year_last(released: Path) -> None:
    lines = [json.loads(line) for line in (released / "documents.jsonl").read_text("utf-8").splitlines()]
    order = [(line["report_year"] or 9999, line["id"]) for line in lines]
    assert order == sorted(order)
    assert lines[-1]["report_year"] is None


@pytest.mark.parametrize("table", ["documents", "outline", "indicators"])
def test_csv_gives_back_every_cell(released: Path, stored: Rows, table: str) -> None:
    key = "id" if table == "documents" else "document"
    rows = sorted(read_csv(released / f"{table}.csv"), key=lambda row: (row[key], int(row.get("ordinal", 0))))
    assert len(rows) == len(stored[table])
    for row, true in zip(rows, stored[table], strict=True):
        for name, cell in row.items():
            if name in true:
                assert cell == ("" if true[name] is None else str(true[name])), name


def test_no_csv_cell_begins_like_a_formula(released: Path, stored: Rows) -> None:
    assert FORMULA in [row["source"] for row in stored["documents"]]
    for name in ("documents", "outline", "indicators"):
        with (released / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(st.lists(st.one_of(st.none(), st.integers(), st.text(alphabet="=+-@'\t\"\n,法 a")), min_size=1, max_size=5))
def test_a_csv_cell_comes_back_when_its_apostrophe_is_taken_off(cells: list[Any]) -> None:
    (row,) = csv.reader(csv_line([*cells, "end"]).splitlines(keepends=True))
    back = [cell.removeprefix("'") if isinstance(true, str) else cell for cell, true in zip(row, cells, strict=False)]
    assert back == ["" if cell is None else str(cell) for cell in cells]


def test_markdown_has_front_matter_and_the_headings_with_their_marks(released: Path, stored: Rows) -> None:
    nodes = [row for row in stored["outline"] if row["kind"] == "heading"]
    for row in stored["documents"]:
        path = released / "markdown" / str(row["report_year"] or "unknown") / f"{row['id']}.md"
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        head = {name: json.loads(value) for name, value in (line.split(": ", 1) for line in front.splitlines())}
        assert (head["id"], head["title"], head["text_digest"]) == (row["id"], row["title"], row["text_digest"])
        printed = [line.lstrip("#").strip() for line in body.splitlines() if line.startswith("##")]
        true = [escaped(n["mark"] + n["heading"]) for n in nodes if n["document"] == row["id"]]
        assert [line.rstrip("。") for line in printed] == true


def test_markdown_shown_is_the_text(released: Path, stored: Rows) -> None:
    """Read by a parser that is not ours: no character is lost, and none means more than itself."""
    parser = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")
    for row in stored["documents"]:
        path = released / "markdown" / str(row["report_year"] or "unknown") / f"{row['id']}.md"
        body = path.read_text("utf-8").split("---\n", 2)[2]
        inline = [token for token in parser.parse(body) if token.type == "inline"]
        kinds = {child.type for token in inline for child in token.children}
        assert kinds <= {"text", "softbreak", "text_special"}
        shown = "".join(child.content for token in inline for child in token.children)
        true = (row["title"] or "") + row["text"]
        assert "".join(shown.split()) == "".join(true.split())


def test_chunks_are_slices_of_the_text_with_stable_ids(released: Path, stored: Rows) -> None:
    texts = {row["id"]: row["text"] for row in stored["documents"]}
    tops = {(row["document"], row["span_start"]) for row in stored["outline"] if row["level"] == 1}
    lines = [json.loads(line) for line in (released / "chunks.jsonl").read_text("utf-8").splitlines()]
    assert len({line["id"] for line in lines}) == len(lines)
    held: dict[str, str] = {}
    for line in lines:
        text = texts[line["document"]]
        part = text[line["start"] : line["end"]]
        assert line["content"].endswith("\n" + part)
        assert line["id"].startswith(f"{line['document']}#{line['path']}-")
        assert len(part) <= MOST
        assert not [at for document, at in tops if document == line["document"] and line["start"] < at < line["end"]]
        held[line["document"]] = held.get(line["document"], "") + part
    for document, text in texts.items():
        assert "".join(held[document].split()) == "".join(text.split())
    assert sum(line["end"] - line["start"] >= LEAST for line in lines) > len(lines) / 2


@given(st.text(alphabet="一二、（）1.。；法治政府\n\t 长", max_size=3000), st.integers(1, 40))
def test_any_text_is_cut_without_loss(text: str, times: int) -> None:
    text = "\n".join([text] * times)
    nodes = [
        ("d1", n, h.path, h.level, h.mark, h.heading, h.kind, h.part, h.start, h.end)
        for n, h in enumerate(outline(text))
    ]
    document = {"id": "d1", "title": None, "issuer": None, "report_year": 2024, "url": None, "text": text}
    made = list(chunks(Record(document, nodes)))
    assert "".join("".join(text[c["start"] : c["end"]] for c in made).split()) == "".join(text.split())
    assert len({c["id"] for c in made}) == len(made)


def test_the_same_archive_gives_the_same_bytes(released: Path, tmp_path: Path) -> None:
    again = make_filled(tmp_path / "another.db")
    export(again, tmp_path / "out", FORMATS, Selection(), "2026.04")
    assert files_of(tmp_path / "out") == files_of(released)


def test_parquet_alone_is_the_same_as_among_other_formats(filled: Path, released: Path, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", ["parquet"], Selection())
    alone = {name: body for name, body in files_of(tmp_path / "out").items() if name.endswith(".parquet")}
    assert alone == {name: body for name, body in files_of(released).items() if name.endswith(".parquet")} != {}


def test_a_year_and_a_kind_are_exported_alone(filled: Path, tmp_path: Path) -> None:
    export(filled, tmp_path / "year", ["jsonl"], Selection(year=2022))
    export(filled, tmp_path / "kind", ["jsonl"], Selection(kind="news"))
    lines = [json.loads(line) for line in (tmp_path / "year" / "documents.jsonl").read_text("utf-8").splitlines()]
    assert {line["report_year"] for line in lines} == {2022}
    assert len((tmp_path / "kind" / "documents.jsonl").read_text("utf-8").splitlines()) == 1


def test_an_export_needs_no_pyarrow_unless_parquet_is_asked_for(filled: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from pathlib import Path; from archive.export import *\n"
        f"export(Path({str(filled)!r}), Path({str(tmp_path / 'a')!r}), ['jsonl'], Selection())\n"
        f"try: export(Path({str(filled)!r}), Path({str(tmp_path / 'b')!r}), ['parquet'], Selection())\n"
        "except ExportError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'fazhi[export]'" in done.stdout
