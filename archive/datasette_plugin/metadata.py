"""Metadata for Datasette: descriptions of the tables of an archive."""

from __future__ import annotations

from typing import Any

from archive.database.schema import TABLES
from archive.datasette_plugin.words.translate import CHINESE, WORDS
from archive.document_fields import COLUMNS

_HIDDEN = ("meta", "_sqlite_migrations")


def describe() -> dict[str, Any]:
    """Return the metadata of one archive: made anew each time, since Datasette writes into it."""
    tables: dict[str, dict[str, Any]] = {name: {"hidden": True} for name in _HIDDEN}
    for name, doc in TABLES.items():
        tables.setdefault(name, {}).update(description=doc.description, columns=dict(doc.columns))
    tables.setdefault("documents", {}).update(
        fts_table="documents_fts",
        fts_pk="seq",
        label_column="title",
        facets=[field.name for field in COLUMNS if field.is_facet],
        sort_desc="published_at",
        size=30,
    )
    tables.setdefault("portals", {})["label_column"] = "name"
    tables.setdefault("pages", {})["label_column"] = "url"
    tables.setdefault("problems", {})["facets"] = ["kind", "portal"]
    return {"title": WORDS[CHINESE]["archive"], "description": WORDS[CHINESE]["archive_is"], "tables": tables}
