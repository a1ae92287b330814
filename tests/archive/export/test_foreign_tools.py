"""Exports opened by tools that are not ours; each test is skipped where its tool is not installed."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Rows = dict[str, list[dict[str, Any]]]
SAME = ("id", "title", "issuer", "report_year", "kind", "published_at", "text", "text_digest")


def tool(name: str, *words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line tool of this environment."""
    path = Path(sys.executable).with_name(name)
    if not path.exists():
        pytest.skip(f"{name} is not installed")
    return subprocess.run([path, *words], cwd=cwd, capture_output=True, text=True, check=False)


def test_pyarrow_reads_documents_with_their_outline(released: Path, stored: Rows) -> None:
    dataset = pytest.importorskip("pyarrow.dataset")
    rows = sorted(dataset.dataset(released / "documents").to_table().to_pylist(), key=lambda row: row["id"])
    assert [{name: row[name] for name in SAME} for row in rows] == [
        {name: row[name] for name in SAME} for row in stored["documents"]
    ]
    assert [{"document": row["id"], **node} for row in rows for node in row["outline"]] == stored["outline"]


def test_parquet_is_compressed_and_sharded_by_year(released: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for path in (released / "documents").glob("*.parquet"):
        file = parquet.ParquetFile(path)
        assert file.metadata.row_group(0).column(0).compression == "ZSTD"
        years = set(file.read(["report_year"]).column(0).to_pylist())
        assert [str(year or "unknown") for year in years] == [path.stem.rpartition("-")[0]]


@pytest.mark.parametrize("table", ["outline", "indicators"])
def test_pandas_reads_parquet_and_csv_alike(released: Path, stored: Rows, table: str) -> None:
    pandas = pytest.importorskip("pandas")
    parquet = pandas.concat(pandas.read_parquet(path) for path in sorted((released / table).glob("*.parquet")))
    order = ["document", "ordinal"]
    rows = parquet.sort_values(order).astype(object).where(lambda frame: frame.notna(), None).to_dict("records")
    assert rows == stored[table]
    text = pandas.read_csv(released / f"{table}.csv").sort_values(order)
    assert list(text.columns) == list(stored[table][0])
    assert text["ordinal"].tolist() == [row["ordinal"] for row in stored[table]]


def test_every_figure_of_a_crawl_stands_in_the_text_of_its_document(demo_archive: Path, demo_release: Path) -> None:
    pandas = pytest.importorskip("pandas")
    texts = pandas.read_parquet(demo_release / "documents").set_index("id").text
    figures = pandas.read_parquet(demo_release / "indicators")
    with closing(sqlite3.connect(demo_archive)) as db:
        assert db.execute("SELECT count(*) FROM indicators").fetchone() == (len(figures),)
        assert db.execute("SELECT count(*) FROM documents").fetchone() == (len(texts),)
    assert len(figures) > len(texts) > 50
    for row in figures.itertuples():
        text = texts[row.document]
        assert text[row.sentence_start :].startswith(row.sentence)
        assert row.sentence_start <= row.span_start < row.span_end <= row.sentence_start + len(row.sentence)


def test_duckdb_reads_every_format(released: Path, stored: Rows) -> None:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as db:

        def count(source: str) -> Any:
            return db.sql(f"SELECT count(*) FROM {source}").fetchall()[0][0]

        assert count(f"'{released}/documents/*.parquet'") == len(stored["documents"])
        assert count(f"'{released}/documents.jsonl'") == len(stored["documents"])
        assert count(f"'{released}/documents.csv'") == len(stored["documents"])
        assert count(f"'{released}/indicators.csv'") == len(stored["indicators"])
        nodes = db.sql(f"SELECT sum(len(outline)) FROM '{released}/documents/*.parquet'").fetchall()[0][0]
        assert nodes == len(stored["outline"])
        texts = db.sql(f"SELECT id, text FROM '{released}/documents/*.parquet' ORDER BY id").fetchall()
        assert texts == [(row["id"], row["text"]) for row in stored["documents"]]


def test_datasets_loads_every_config_from_the_folder(released: Path, stored: Rows, tmp_path: Path) -> None:
    pytest.importorskip("datasets")
    code = (
        "import json, sys; from datasets import load_dataset\n"
        "folder, cache = sys.argv[1:]\n"
        "counts = {name: load_dataset(folder, name, split='train', cache_dir=cache).num_rows\n"
        "          for name in ('documents', 'outline', 'indicators')}\n"
        "first = load_dataset(folder, split='train', cache_dir=cache)[0]\n"
        "print(json.dumps([counts, first['id'], len(first['outline'])]))\n"
    )
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", code, str(released), str(tmp_path / "cache")],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    counts, first, nodes = json.loads(done.stdout.splitlines()[-1])
    assert counts == {name: len(rows) for name, rows in stored.items()}
    assert nodes == len([row for row in stored["outline"] if row["document"] == first])


def test_frictionless_finds_the_data_package_valid(released: Path, stored: Rows) -> None:
    done = tool("frictionless", "validate", "--json", "datapackage.json", cwd=released)
    report = json.loads(done.stdout)
    assert report["valid"], report
    assert {task["name"]: task["stats"]["rows"] for task in report["tasks"]} == {
        name: len(rows) for name, rows in stored.items()
    }


def test_mlcroissant_finds_the_description_valid_and_loads_records(released: Path, stored: Rows) -> None:
    done = tool("mlcroissant", "validate", "--jsonld", "croissant.json", cwd=released)
    assert done.returncode == 0, done.stderr
    assert "error" not in done.stderr.lower()
    mlcroissant = pytest.importorskip("mlcroissant")
    dataset = mlcroissant.Dataset(jsonld=released / "croissant.json")
    records = list(dataset.records("indicators"))
    assert len(records) == len(stored["indicators"])
    assert {record["indicators/document"].decode() for record in records} == {
        row["document"] for row in stored["indicators"]
    }


def test_cffconvert_finds_the_citation_valid(released: Path) -> None:
    done = tool("cffconvert", "--validate", "--infile", "CITATION.cff", cwd=released)
    assert done.returncode == 0, done.stderr


def test_sha256sum_finds_every_file_whole(released: Path) -> None:
    if not shutil.which("sha256sum"):
        pytest.skip("sha256sum is not installed")
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=released, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    named = {line.split("  ", 1)[1] for line in (released / "SHA256SUMS").read_text("utf-8").splitlines()}
    there = {path.relative_to(released).as_posix() for path in released.rglob("*") if path.is_file()}
    assert named == there - {"SHA256SUMS"}
