"""What Datasette is told about the tables of an archive."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from archive.datasette_plugin.words.translate import CHINESE, WORDS

_HIDDEN = ("meta", "_sqlite_migrations")


def describe() -> dict[str, Any]:
    """Return the metadata of one archive: made anew each time, since Datasette writes into it."""
    tables: dict[str, dict[str, Any]] = {name: {"hidden": True} for name in _HIDDEN}
    for name, doc in _table_docs().items():
        tables.setdefault(name, {}).update(description=doc.description, columns=dict(doc.columns))
    tables.setdefault("documents", {}).update(
        fts_table="documents_fts",
        fts_pk="seq",
        label_column="title",
        facets=["report_year", "issuer", "portal", "kind"],
        sort_desc="published_at",
        size=30,
    )
    tables.setdefault("portals", {})["label_column"] = "name"
    tables.setdefault("pages", {})["label_column"] = "url"
    tables.setdefault("problems", {})["facets"] = ["kind", "portal"]
    return {"title": WORDS[CHINESE]["archive"], "description": WORDS[CHINESE]["archive_is"], "tables": tables}


def _table_docs() -> dict[str, Any]:
    """Return the descriptions of archive.database.schema, if this version has them."""
    try:
        docs: dict[str, Any] = import_module("archive.database.schema").TABLES
    except ModuleNotFoundError:
        return {}
    return docs
