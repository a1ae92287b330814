"""Parquet files, sharded by report year: documents with their outline inside, outlines and indicators alone."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

from archive.export.errors import ExportError
from archive.export.fields import DOCUMENT_FIELDS, DOCUMENT_KEY, INDICATOR_FIELDS, OUTLINE_FIELDS, Field
from archive.export.records import Piece, Record

CONFIGS = ("documents", "outline", "indicators")
_ROWS_IN_GROUP = 1_000  # documents; a group is what is held in memory


# Columns whose values repeat.  Looking for repeats and for the least and the greatest value in texts as well
# takes a tenth of the time of an export (measured), and no query gains from it.
_REPEATED = {
    "documents": ["issuer", "division_code", "admin_level", "kind", "language", "portal", "cleaner_version", "found"],
    "outline": ["document", "path", "mark", "kind", "part"],
    "indicators": ["document", "indicator", "unit", "qualifier", "scope", "flags"],
}
_REPEATED["documents"] += [f"outline.list.element.{name}" for name in _REPEATED["outline"][1:]]
_SORTED = {
    "documents": ["id", "report_year", "division_code", "kind", "published_at", "updated_at"],
    "outline": ["document", "part"],
    "indicators": ["document", "indicator", "year", "value"],
}


class ParquetFolder:
    """Three folders of Parquet files: documents/, outline/, indicators/; one file a piece."""

    takes_utf8 = True

    def __init__(self, folder: Path) -> None:
        self._pa, self._parquet = _pyarrow()
        self._folder = folder
        self._schemas = _schemas(self._pa)
        self._writers: dict[str, Any] = {}
        self._paths: dict[str, tuple[Path, Path]] = {}
        self._rows: dict[str, int] = {}
        self._held: list[Record] = []
        for name in CONFIGS:
            (folder / name).mkdir(parents=True, exist_ok=True)

    def begin(self, piece: Piece) -> None:
        """Open the files of a piece under names that no reader picks up."""
        for name in CONFIGS:
            path = self._folder / name / f"{piece.name}.parquet"
            part = path.with_suffix(".part")
            self._writers[name] = self._parquet.ParquetWriter(
                part,
                self._schemas[name],
                compression="zstd",
                use_dictionary=_REPEATED[name],
                write_statistics=_SORTED[name],
            )
            self._paths[name] = (part, path)
            self._rows[name] = 0

    def write(self, records: Sequence[Record]) -> None:
        """Hold *records* until they fill a row group."""
        self._held += records
        if len(self._held) >= _ROWS_IN_GROUP:
            self._write_group()

    def end(self) -> None:
        """Finish the files and give them their names; one without rows goes, since not every reader bears it."""
        if self._held:
            self._write_group()
        for writer in self._writers.values():
            writer.close()
        for name, (part, path) in self._paths.items():
            if self._rows[name]:
                part.replace(path)
            else:
                part.unlink()
        self._writers, self._paths = {}, {}

    def sizes(self) -> dict[str, int]:
        """No file grows from piece to piece."""
        return {}

    def close(self) -> None:
        """Close what an error left open; its names stay those of parts."""
        for writer in self._writers.values():
            writer.close()

    def _write_group(self) -> None:
        records, self._held = self._held, []
        outline = self._write_children("outline", [record.outline for record in records])
        self._write_children("indicators", [record.indicators for record in records])
        schema = self._schemas["documents"]
        values = zip(*(record.document.values() for record in records), strict=True)
        columns = dict(zip(records[0].document, values, strict=True))
        arrays = [self._pa.array(columns[field.name], type=schema.field(field.name).type) for field in DOCUMENT_FIELDS]
        nested = self._nested([len(record.outline) for record in records], outline, schema.field("outline").type)
        self._write_table("documents", [*arrays, nested])

    def _write_children(self, name: str, rows: list[list[tuple[Any, ...]]]) -> list[Any]:
        """Write the rows of all documents as one table; return its columns."""
        schema = self._schemas[name]
        flat = list(chain.from_iterable(rows))
        columns = zip(*flat, strict=True) if flat else [()] * len(schema.names)
        arrays = [self._pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
        if flat:
            self._write_table(name, arrays)
        return arrays

    def _write_table(self, name: str, arrays: Sequence[Any]) -> None:
        self._writers[name].write_table(self._pa.Table.from_arrays(arrays, schema=self._schemas[name]))
        self._rows[name] += len(arrays[0])

    def _nested(self, lengths: list[int], columns: Sequence[Any], type_: Any) -> Any:
        """A list<struct> column of the columns of a child table: far faster than from dicts."""
        offsets = self._pa.array([0, *accumulate(lengths)], type=self._pa.int32())
        structs = self._pa.StructArray.from_arrays(columns[1:], fields=list(type_.value_type))
        return self._pa.ListArray.from_arrays(offsets, structs, type=type_)


def _schemas(pa: Any) -> dict[str, Any]:
    outline, indicators = _columns(pa, OUTLINE_FIELDS), _columns(pa, INDICATOR_FIELDS)
    key = _columns(pa, [DOCUMENT_KEY])
    nested = pa.field("outline", pa.list_(pa.struct(outline)))
    return {
        "documents": pa.schema([*_columns(pa, DOCUMENT_FIELDS), nested]),
        "outline": pa.schema([*key, *outline]),
        "indicators": pa.schema([*key, *indicators]),
    }


def _columns(pa: Any, fields: Sequence[Field]) -> list[Any]:
    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "strings": pa.list_(pa.string())}
    return [pa.field(field.name, types[field.type]) for field in fields]


def _pyarrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise ExportError(
            f"Parquet needs pyarrow, which is not installed ({error}); run: pip install 'fazhi[export]'"
        ) from error
