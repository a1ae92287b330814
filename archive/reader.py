"""Reader of an archive: read only, while somebody else may write."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any

from archive.database.connection import connect_reader
from archive.identity import page_id
from archive.types import Fetch, Role, StoredSnapshot

COUNTED_TABLES = (
    "portals",
    "runs",
    "problems",
    "pages",
    "snapshots",
    "documents",
    "locations",
    "versions",
    "attachments",
)


def open_reader(path: str | PathLike[str]) -> Reader:
    """A reader of the archive at *path*.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew, SchemaTooOld.
    """
    path = Path(path)
    return Reader(path, connect_reader(path))


class Reader:
    """Reads one archive; made by open_reader, to be used in a ``with`` block."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self.path = path
        self.db = db

    def counts(self) -> dict[str, int]:
        """The number of rows of each table that grows."""
        return {table: self.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED_TABLES}

    def document(self, document: str) -> dict[str, Any] | None:
        """The row of a document, ``breadcrumb`` and ``found`` as list and dict; an id that it had before will do."""
        row = self.db.execute(
            """
            SELECT * FROM documents
            WHERE id = coalesce((SELECT document FROM former_ids WHERE id = :id), :id)
            """,
            {"id": document},
        ).fetchone()
        if row is None:
            return None
        return {**dict(row), "breadcrumb": json.loads(row["breadcrumb"]), "found": json.loads(row["found"])}

    def page_by_url(self, url: str) -> dict[str, Any] | None:
        """The row of the page with this canonical URL."""
        row = self.db.execute("SELECT * FROM pages WHERE id = ?", [page_id(url)]).fetchone()
        return dict(row) if row else None

    def snapshots(self, role: Role | None = None) -> Iterator[StoredSnapshot]:
        """The snapshots of pages of *role* (None: of all), in the order in which they were stored."""
        from archive.evidence.payloads import stored_snapshots  # with warcio, which rows alone do not need

        return stored_snapshots(self.db, role)

    def read_payload(self, snapshot: str) -> Fetch:
        """The exchange that *snapshot* keeps.

        Raises DamagedRecord if the WARC record is not there or has another digest.
        """
        from archive.evidence.payloads import read_payload
        from archive.evidence.warc_output import warc_folder

        return read_payload(self.db, warc_folder(self.path), snapshot)

    def close(self) -> None:
        """Close the connection; closing twice does nothing."""
        self.db.close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
