"""The one item of a crawl: a report, with the fields of `fazhi export` by the same names.

Feeds (``-O reports.jsonl``, ``-o reports.csv``) and pipelines are given these.  What is no report is no item: it
leaves a spider as one of crawler.signals.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import InitVar, dataclass, make_dataclass
from typing import Any

from archive import Fetch, Kept, PageRef, Structure
from archive.catalogue.structure import indicator_rows, outline_rows
from archive.export.columns import DOCUMENT_COLUMNS, PLACES
from archive.export.records import Record
from archive.identity import payload_digest, text_digest
from archive.timestamps import to_iso
from cleaners import VERSION as CLEANER_VERSION
from cleaners import Article, article_as_dict


@dataclass(frozen=True, slots=True)
class CleanedPage:
    """Where an item comes from: the page, what of it is kept (None without an archive), and what was read in it."""

    page: PageRef
    kept: Kept | None
    fetch: Fetch
    article: Article
    structure: Structure | None = None


_COLUMNS = (*DOCUMENT_COLUMNS, *PLACES)  # in the order of documents.jsonl
_Columns: Any = make_dataclass(
    "_Columns",
    [*((column.name, Any, None) for column in _COLUMNS), ("outline", Any, None), ("indicators", Any, None)],
)


@dataclass(repr=False)
class ReportItem(_Columns):  # type: ignore[misc]  # its fields are the columns of an export, wherever they are added
    """A report as a line of documents.jsonl, fit for JSON; fields that the archive gives are None before it has.

    *cleaned* is no field: what the archive's pipeline writes, and what the item is filled from.
    """

    cleaned: InitVar[CleanedPage | None] = None

    def __post_init__(self, cleaned: CleanedPage | None) -> None:
        self.origin = cleaned

    def __repr__(self) -> str:  # Scrapy logs it with every error
        return f"<ReportItem {self.url} {self.title}>"

    def fill(self, values: Mapping[str, Any]) -> None:
        """Set the fields to *values* by name."""
        for name, value in values.items():
            setattr(self, name, value)


def report_item(cleaned: CleanedPage) -> ReportItem:
    """Return the item of a page, with what is known of it without an archive: all but ids, places and twins."""
    article, page, fetch = cleaned.article, cleaned.page, cleaned.fetch
    fetched_at = to_iso(fetch.fetched_at)
    values = article_as_dict(article) | {
        "portal": page.portal,
        "first_seen_at": fetched_at,
        "retrieved_at": fetched_at,
        "text_digest": text_digest(article, page.url),
        "n_chars": len("".join(article.text.split())),
        "cleaner_version": CLEANER_VERSION,
        "structure_version": CLEANER_VERSION if cleaned.structure else None,
        "url": page.url,
        "urls": [page.url],
        "dates_of_urls": [article.published_at or "-"],
        "payload_digest": payload_digest(fetch.body),
    }
    cells = {column.name: _cell(values.get(column.name), column.type) for column in _COLUMNS}
    outline = [(None, ordinal, *row) for ordinal, row in enumerate(outline_rows(cleaned.structure))]
    indicators = [(None, ordinal, *row) for ordinal, row in enumerate(indicator_rows(cleaned.structure))]
    return ReportItem(**Record(cells, outline, indicators).as_object(), cleaned=cleaned)


def _cell(value: Any, type_: str) -> Any:
    """Return *value* as an export holds it: objects, and lists of them, as JSON in a text."""
    is_json = type_ == "string" and isinstance(value, list | dict)
    return json.dumps(value, ensure_ascii=False) if is_json else value
