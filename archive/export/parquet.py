"""Parquet files, sharded by report year: documents with their outline inside, outlines and indicators alone."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from typing import Any

from archive.export.column_reader import Columns, Lists, joined
from archive.export.columns import DOCUMENT_FIELDS, DOCUMENT_KEY, INDICATOR_FIELDS, OUTLINE_FIELDS, Column
from archive.export.document_batch import Batch
from archive.export.errors import ExportError
from archive.export.records import Piece

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

    def __init__(self, folder: Path) -> None:
        self._pa = _pyarrow()
        self._folder = folder
        self._schemas = _schemas(self._pa)
        self._writers: dict[str, Any] = {}
        self._paths: dict[str, tuple[Path, Path]] = {}
        self._rows: dict[str, int] = {}
        self._held: list[Columns] = []
        for name in CONFIGS:
            (folder / name).mkdir(parents=True, exist_ok=True)

    def begin(self, piece: Piece) -> None:
        """Open the files of a piece under names that no reader picks up."""
        for name in CONFIGS:
            path = self._folder / name / f"{piece.name}.parquet"
            part = path.with_suffix(".part")
            self._writers[name] = self._pa.parquet.ParquetWriter(
                part,
                self._schemas[name],
                compression="zstd",
                use_dictionary=_REPEATED[name],
                write_statistics=_SORTED[name],
            )
            self._paths[name] = (part, path)
            self._rows[name] = 0

    def write(self, batch: Batch) -> None:
        """Hold the documents until they fill a row group."""
        self._held.append(batch.columns)
        if sum(len(part.documents["id"]) for part in self._held) >= _ROWS_IN_GROUP:
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
        columns, self._held = joined(self._held), []
        schema, values = self._schemas["documents"], columns.documents
        arrays = [self._array(values[field.name], schema.field(field.name).type) for field in DOCUMENT_FIELDS]
        outline, offsets = self._write_children("outline", columns.outline, arrays[0])
        self._write_children("indicators", columns.indicators, arrays[0])
        type_ = schema.field("outline").type
        structs = self._pa.StructArray.from_arrays(outline[1:], fields=list(type_.value_type))
        self._write_table("documents", [*arrays, self._pa.ListArray.from_arrays(offsets, structs, type=type_)])

    def _array(self, values: Sequence[Any], type_: Any) -> Any:
        if type_ == self._pa.string() and None not in values:
            return self._joined(values)
        return self._pa.array(values, type=type_)

    def _joined(self, texts: Sequence[bytes]) -> Any:
        """The texts as one array, in memory that is taken once: an array that grows is copied again and again."""
        starts = array("i", accumulate(map(len, texts), initial=0))
        buffers = (self._pa.py_buffer(starts), self._pa.py_buffer(b"".join(texts)))
        joined = self._pa.StringArray.from_buffers(len(texts), *buffers)
        joined.validate(full=True)  # nothing else looks whether they are UTF-8
        return joined

    def _write_children(self, name: str, lists: Lists, ids: Any) -> tuple[list[Any], Any]:
        """Write the rows of all documents as one table; return its columns, and where each document's rows begin."""
        fields = list(self._schemas[name])[1:]
        read = self._read_lists(lists, [field for field in fields if field.name not in lists.numbers])
        arrays = [ids.take(self._pa.compute.list_parent_indices(read["ordinal"]))]
        for field in fields:
            if field.name in read:
                arrays.append(read[field.name].flatten())
            else:
                arrays.append(self._pa.array(lists.numbers[field.name], type=field.type))
        if lists.rows:
            self._write_table(name, arrays)
        return arrays, read["ordinal"].offsets

    def _read_lists(self, lists: Lists, fields: Sequence[Any]) -> dict[str, Any]:
        """The lists of each document, by column."""
        json, schema = self._pa.json, self._pa.schema([field.with_type(self._pa.list_(field.type)) for field in fields])
        table = json.read_json(
            self._pa.BufferReader(lists.lines),
            read_options=json.ReadOptions(use_threads=False, block_size=len(lists.lines) + 1),  # one block, one chunk
            parse_options=json.ParseOptions(schema, unexpected_field_behavior="error"),
        )
        table.validate(full=True)  # as in _joined()
        return {name: table.column(name).chunk(0) for name in schema.names}

    def _write_table(self, name: str, arrays: Sequence[Any]) -> None:
        self._writers[name].write_table(self._pa.Table.from_arrays(arrays, schema=self._schemas[name]))
        self._rows[name] += len(arrays[0])


def _schemas(pa: Any) -> dict[str, Any]:
    outline, indicators = _columns(pa, OUTLINE_FIELDS), _columns(pa, INDICATOR_FIELDS)
    key = _columns(pa, [DOCUMENT_KEY])
    nested = pa.field("outline", pa.list_(pa.struct(outline)))
    return {
        "documents": pa.schema([*_columns(pa, DOCUMENT_FIELDS), nested]),
        "outline": pa.schema([*key, *outline]),
        "indicators": pa.schema([*key, *indicators]),
    }


def _columns(pa: Any, fields: Sequence[Column]) -> list[Any]:
    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "strings": pa.list_(pa.string())}
    return [pa.field(field.name, types[field.type]) for field in fields]


def _pyarrow() -> Any:
    try:
        for name in ("parquet", "json", "compute"):
            import_module(f"pyarrow.{name}")
        return import_module("pyarrow")
    except ImportError as error:
        raise ExportError(
            f"Parquet needs pyarrow, which is not installed ({error}); run: pip install 'fazhi[export]'"
        ) from error
