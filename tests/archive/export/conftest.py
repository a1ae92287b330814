"""What the tests of exports share: an archive with outlines and indicators, and one whole export of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.export import FORMATS, Selection, export
from tests.archive.export.filled_archive import make_filled
from tests.made_once import made_once


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that no test changes."""
    return made_once(tmp_path_factory, "filled", lambda folder: make_filled(folder / "archive.db")) / "archive.db"


@pytest.fixture(scope="session")
def released(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release of it in every format; no test changes it."""
    pytest.importorskip("pyarrow")

    def make(folder: Path) -> None:
        export(filled, folder / "2026.04", FORMATS, Selection(), "2026.04")

    return made_once(tmp_path_factory, "release", make) / "2026.04"


@pytest.fixture(scope="session")
def demo_release(demo_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release of the demo, as `fazhi export --release` makes it; no test changes it."""
    pytest.importorskip("pyarrow")

    def make(folder: Path) -> None:
        export(demo_archive, folder / "2026.04", ("parquet", "csv"), Selection(), "2026.04")

    return made_once(tmp_path_factory, "demo_release", make) / "2026.04"


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
