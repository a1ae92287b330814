"""Croissant 1.0: the Parquet files of a release described as JSON-LD for machine learning tools."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from archive.export.columns import DOCUMENT_FIELDS, DOCUMENT_KEY, INDICATOR_FIELDS, OUTLINE_FIELDS, Column

_TYPES = {"string": "sc:Text", "strings": "sc:Text", "integer": "sc:Integer", "number": "sc:Float"}
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_SETS: tuple[tuple[str, str, Sequence[Column]], ...] = (
    ("documents", "One distinct report text a record.", DOCUMENT_FIELDS),
    ("outline", "One heading or item a record.", (DOCUMENT_KEY, *OUTLINE_FIELDS)),
    ("indicators", "One stated figure a record: a candidate with its evidence.", (DOCUMENT_KEY, *INDICATOR_FIELDS)),
)


def croissant(title: str, creator: str, version: str, as_of: str | None, folders: Collection[str]) -> dict[str, Any]:
    """The description; *folders* are those that have Parquet files."""
    sets = [one for one in _SETS if one[0] in folders]
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "fazhi",
        "alternateName": title,
        "description": "Clean texts, headings and stated figures of reports that organs of government must publish.",
        "license": "Official documents (Copyright Law of the People's Republic of China, art. 5)",
        "creator": {"@type": "sc:Organization", "name": creator},
        "citeAs": f"{creator}: {title}, {version}",
        "version": version,
        "datePublished": (as_of or "1970-01-01")[:10],
        "inLanguage": "zh",
        "distribution": [_file_set(name) for name, _, _ in sets],
        "recordSet": [_record_set(*one) for one in sets],
    }


def _file_set(name: str) -> dict[str, Any]:
    """The files beside the description; their digests stand in manifest.json."""
    return {
        "@type": "cr:FileSet",
        "@id": f"{name}-files",
        "name": f"{name}-files",
        "encodingFormat": "application/x-parquet",
        "includes": f"{name}/*.parquet",
    }


def _record_set(name: str, description: str, fields: Sequence[Column]) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": description,
        "field": [_field(name, field) for field in fields],
    }


def _field(record_set: str, field: Column) -> dict[str, Any]:
    value: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{record_set}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": _TYPES[field.type],
        "source": {"fileSet": {"@id": f"{record_set}-files"}, "extract": {"column": field.name}},
    }
    return value | ({"repeated": True} if field.type == "strings" else {})
