"""Release: what makes a folder of files a dataset: card, citation, descriptions for machines, digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.export.card import card
from archive.export.columns import (
    CHANGE_FIELDS,
    DOCUMENT_FIELDS,
    DOCUMENT_KEY,
    INDICATOR_FIELDS,
    OUTLINE_FIELDS,
    Column,
)
from archive.export.croissant import croissant
from archive.export.progress import MANIFEST, STATE

TITLE = "法治政府建设: annual reports on rule-of-law government in China"
_PUBLISHER = "The fazhi project"
_TABLES: Mapping[str, tuple[Sequence[Column], Sequence[str]]] = {
    "documents": (DOCUMENT_FIELDS, ("id",)),
    "outline": ((DOCUMENT_KEY, *OUTLINE_FIELDS), ("document", "ordinal")),
    "indicators": ((DOCUMENT_KEY, *INDICATOR_FIELDS), ("document", "ordinal")),
    "changes": (CHANGE_FIELDS, ()),
}


@dataclass(frozen=True, slots=True)
class Release:
    """What was exported: *name* is that of a dated release, None for an export without one."""

    name: str | None
    as_of: str | None  # the moment of the newest change in the archive
    formats: Sequence[str]
    counts: Mapping[str, int]
    changed: Mapping[str, int]
    task: Mapping[str, Any]

    @property
    def version(self) -> str:
        """The release, or else the day of the newest change."""
        return self.name or (self.as_of or "empty")[:10]


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    size_bytes: int
    digest: str


def write_release(folder: Path, release: Release) -> int:
    """Write what describes the files in *folder*, and their digests; return how many files there are.

    Every export gets manifest.json and SHA256SUMS, and datapackage.json if it has CSV; a named release gets
    a card, a citation and Croissant as well.
    """
    data = [_file(folder, path) for path in _paths(folder) if path.parts[0] != "markdown"]
    if "csv" in release.formats:
        _write_json(folder / "datapackage.json", _data_package(release, data))
    if release.name:
        (folder / "README.md").write_text(card(release.name, release.as_of, release.formats, release.counts), "utf-8")
        (folder / "CITATION.cff").write_text(_citation(release), "utf-8")
        if "parquet" in release.formats:
            folders = {file.path.partition("/")[0] for file in data if file.path.endswith(".parquet")}
            description = croissant(TITLE, _PUBLISHER, release.version, release.as_of, folders)
            _write_json(folder / "croissant.json", description)
    _write_json(folder / MANIFEST, _manifest(release, data))
    return _write_sums(folder)


def _paths(folder: Path) -> Iterator[Path]:
    """The files below *folder*, relative and sorted; a folder at a time, since there may be a million."""
    for entry in sorted(folder.rglob("*") if not (folder / "markdown").exists() else _walk(folder)):
        if entry.is_file() and not entry.name.startswith(STATE):
            yield entry.relative_to(folder)


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        yield from _walk(entry) if entry.is_dir() else iter([entry])


def _file(folder: Path, path: Path) -> _File:
    with (folder / path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return _File(path.as_posix(), (folder / path).stat().st_size, digest)


def _write_sums(folder: Path) -> int:
    """SHA256SUMS over all files, as ``sha256sum --check`` reads it."""
    number = 0
    with (folder / "SHA256SUMS").open("w", encoding="utf-8") as sums:
        for path in _paths(folder):
            if path.name != "SHA256SUMS":
                sums.write(f"{_file(folder, path).digest}  {path.as_posix()}\n")
                number += 1
    return number + 1


def _manifest(release: Release, files: Sequence[_File]) -> dict[str, Any]:
    return {
        "name": "fazhi",
        "version": release.version,
        "as_of": release.as_of,
        "selection": release.task["selection"],
        "formats": list(release.formats),
        "rows": dict(release.counts),
        "changes": dict(release.changed),
        "files": [{"path": file.path, "bytes": file.size_bytes, "sha256": file.digest} for file in files],
    }


def _data_package(release: Release, files: Sequence[_File]) -> dict[str, Any]:
    """Frictionless Data Package 1.0 over the CSV files."""
    return {
        "profile": "tabular-data-package",
        "name": "fazhi",
        "title": TITLE,
        "version": release.version,
        "licenses": [
            {"name": "other", "title": "Official documents (Copyright Law of the People's Republic of China, art. 5)"}
        ],
        "resources": [_resource(file) for file in files if file.path.endswith(".csv")],
    }


def _resource(file: _File) -> dict[str, Any]:
    name = file.path.removesuffix(".csv")
    fields, key = _TABLES[name]
    types = {"strings": "string"}
    schema: dict[str, Any] = {
        "fields": [
            {"name": field.name, "type": types.get(field.type, field.type), "description": field.description}
            for field in fields
        ],
        "missingValues": [""],
    }
    if key:
        schema["primaryKey"] = list(key)
    if "document" in key:
        schema["foreignKeys"] = [
            {"fields": ["document"], "reference": {"resource": "documents", "fields": ["id"]}},
        ]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": file.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size_bytes,
        "hash": f"sha256:{file.digest}",
        "schema": schema,
    }


def _citation(release: Release) -> str:
    lines = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it, and cite each report with its organ, title, URL and day.",
        "type": "dataset",
        "title": TITLE,
        "version": release.version,
        "abstract": f"{release.counts.get('documents', 0)} documents, as of {release.as_of}.",
    }
    head = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in lines.items())
    day = f"date-released: {json.dumps(release.as_of[:10])}\n" if release.as_of else ""
    return f"{head}{day}authors:\n  - name: {json.dumps(_PUBLISHER)}\n"


def _write_json(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")
