"""Sinks: what writes a format, is given the documents piece by piece, and can go on where it stopped after one."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, Protocol

from archive.export.chunks import chunks
from archive.export.columns import DOCUMENT_FIELDS, DOCUMENT_KEY, INDICATOR_FIELDS, OUTLINE_FIELDS, Column
from archive.export.document_batch import Batch
from archive.export.markdown import as_markdown
from archive.export.records import Piece, Record
from archive.rows import safe_cell


class Sink(Protocol):
    """Writes one or more files under a folder."""

    def begin(self, piece: Piece) -> None:
        """Prepare for a piece."""

    def write(self, batch: Batch) -> None:
        """Write some documents of the piece."""

    def end(self) -> None:
        """Bring the piece to the disk: after this it need not be written again."""

    def sizes(self) -> dict[str, int]:
        """The files that grow from piece to piece, with their sizes."""

    def close(self) -> None:
        """Give back what is open."""


class GrowingFile:
    """One file to which every document adds lines; *lines* makes them of a record."""

    def __init__(self, path: Path, header: str, lines: Callable[[Record], Iterable[str]], size: int | None) -> None:
        """Begin with *header*, or go on behind the first *size* bytes that are there."""
        self._lines = lines
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("r+b" if size is not None else "wb")
        if size is None:
            self._file.write(header.encode())
        else:
            self._file.truncate(size)
            self._file.seek(size)

    def begin(self, piece: Piece) -> None:
        """Nothing to prepare."""

    def write(self, batch: Batch) -> None:
        """Add the lines of each document."""
        self._file.write("".join(line for record in batch.records for line in self._lines(record)).encode())

    def end(self) -> None:
        """Force what was written to the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def sizes(self) -> dict[str, int]:
        """The size of the file so far."""
        return {self._path.name: self._file.tell()}

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class MarkdownFolder:
    """One file a document, in a folder for each year."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._year = folder

    def begin(self, piece: Piece) -> None:
        """Make the folder of the year."""
        self._year = self._folder / str(piece.year or "unknown")
        self._year.mkdir(parents=True, exist_ok=True)

    def write(self, batch: Batch) -> None:
        """Write each document."""
        for record in batch.records:
            (self._year / f"{record.document['id']}.md").write_bytes(as_markdown(record).encode())

    def end(self) -> None:
        """Files of an interrupted piece are written again, the same."""

    def sizes(self) -> dict[str, int]:
        """No file grows."""
        return {}

    def close(self) -> None:
        """Nothing is open."""


def jsonl_line(record: Record) -> list[str]:
    """The document as one line of JSON."""
    return [json.dumps(record.as_object(), ensure_ascii=False) + "\n"]


def chunk_lines(record: Record) -> list[str]:
    """The chunks of the document as lines of JSON."""
    return [json.dumps(chunk, ensure_ascii=False) + "\n" for chunk in chunks(record)]


def csv_header(fields: Sequence[Column]) -> str:
    """The first line of a table; it begins with a byte order mark, by which spreadsheets know UTF-8."""
    return "\ufeff" + csv_line(_names(fields))


def documents_csv(record: Record) -> list[str]:
    """The line of documents.csv."""
    cells = document_cells(record.document)
    return [csv_line([cells[name] for name in _names(DOCUMENT_FIELDS)])]


def document_cells(document: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a document as cells of a CSV file: URLs and their dates separated by blanks, lists as JSON."""
    cells = {**document, **{name: " ".join(document[name]) for name in ("urls", "dates_of_urls")}}
    return {
        name: json.dumps(cell, ensure_ascii=False) if isinstance(cell, list) else cell for name, cell in cells.items()
    }


def outline_csv(record: Record) -> list[str]:
    """The lines of outline.csv."""
    return [csv_line(row) for row in record.outline]


def indicators_csv(record: Record) -> list[str]:
    """The lines of indicators.csv: long form, one figure a line."""
    return [csv_line(row) for row in record.indicators]


def csv_line(cells: Sequence[Any]) -> str:
    """The cells as a line; see archive.rows.safe_cell for the apostrophe before some of them.

    >>> print(csv_line(["=1+1", 5, None, "a,b"]), end="")
    '=1+1,5,,"a,b"
    """
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerow(map(safe_cell, cells))
    return out.getvalue()


def text_sinks(formats: Sequence[str], folder: Path, sizes: dict[str, int]) -> list[Sink]:
    """The sinks of all formats that are text; *sizes* are those of files that an interrupted export left."""

    def growing(name: str, header: str, lines: Callable[[Record], Iterable[str]]) -> GrowingFile:
        return GrowingFile(folder / name, header, lines, sizes.get(name))

    made: dict[str, Callable[[], list[Sink]]] = {
        "jsonl": lambda: [growing("documents.jsonl", "", jsonl_line)],
        "csv": lambda: [
            growing("documents.csv", csv_header(DOCUMENT_FIELDS), documents_csv),
            growing("outline.csv", csv_header([DOCUMENT_KEY, *OUTLINE_FIELDS]), outline_csv),
            growing("indicators.csv", csv_header([DOCUMENT_KEY, *INDICATOR_FIELDS]), indicators_csv),
        ],
        "chunks": lambda: [growing("chunks.jsonl", "", chunk_lines)],
        "markdown": lambda: [MarkdownFolder(folder / "markdown")],
        "parquet": list,  # written from columns, by archive/export/parquet.py
    }
    return [sink for name in formats for sink in made[name]()]


def _names(fields: Sequence[Column]) -> list[str]:
    return [field.name for field in fields]
