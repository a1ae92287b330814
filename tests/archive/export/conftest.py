"""What the tests of exports share: an archive with outlines and indicators, and one whole export of it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.export import FORMATS, Selection, export
from tests.archive.export.filled import make_filled

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that no test changes."""
    return make_filled(tmp_path_factory.mktemp("filled") / "archive.db")


@pytest.fixture(scope="session")
def released(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release of it in every format; no test changes it."""
    pytest.importorskip("pyarrow")
    folder = tmp_path_factory.mktemp("release") / "2026.04"
    export(filled, folder, FORMATS, Selection(), "2026.04")
    return folder


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the demo, crawled from the sample portals; no test changes it."""
    path = tmp_path_factory.mktemp("crawled") / "archive.db"
    subprocess.run(
        [sys.executable, "-m", "scrapy", "demo", "-s", f"ARCHIVE={path}"], cwd=ROOT, check=True, capture_output=True,
        env=os.environ | {"SCRAPY_SETTINGS_MODULE": "settings.base"},
    )  # fmt: skip
    return path


@pytest.fixture(scope="session")
def crawled_release(crawled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release of it, as `fazhi export --release` makes it; no test changes it."""
    pytest.importorskip("pyarrow")
    folder = tmp_path_factory.mktemp("crawled-release") / "2026.04"
    export(crawled, folder, ("parquet", "csv"), Selection(), "2026.04")
    return folder


@pytest.fixture(scope="session")
def stored(filled: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of the archive, read with plain SQL: documents, outline, indicators."""
    with closing(sqlite3.connect(filled)) as db:
        db.row_factory = sqlite3.Row
        orders = {"documents": "id", "outline": "document, ordinal", "indicators": "document, ordinal"}
        return {
            table: [dict(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY {order}")]
            for table, order in orders.items()
        }
