"""Archive as typed objects, read only: what `archive.open` gives.

>>> import archive
>>> with archive.open("data/archive.db") as db:
...     figures = {document.title: len(document.indicators) for document in db.documents(year=2024)}
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from types import TracebackType
from typing import Any, Unpack

from archive.export.records import Record, Selection, batches, pieces
from archive.reader import Reader, open_reader
from archive.search.filters import SearchFilters
from archive.search.hits import Order
from archive.search.search import SearchResult, search
from cleaners.article import Table


@dataclass(frozen=True, slots=True)
class Heading:
    """A node of an outline; ``text[start:end]`` is its mark and its heading."""

    path: str
    level: int
    mark: str
    heading: str
    kind: str  # heading or item
    part: str  # achievements, first_responsible, problems, plans or other
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that a text states: a candidate with its evidence, no official statistic."""

    indicator: str
    value: float
    unit: str | None
    qualifier: str | None
    scope: str | None
    year: int | None
    confidence: float
    flags: tuple[str, ...]
    sentence: str  # the evidence, which begins in the text at sentence_start; text[start:end] is the figure in it
    sentence_start: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One distinct report text; docs/schema.md says what the columns hold. None: the page says nothing."""

    id: str
    title: str | None
    issuer: str | None
    division_code: str | None
    admin_level: str | None
    organ_type: str | None  # government, justice, street ...
    organ_class: str | None  # government, department, township, zone, party, congress, judiciary or vertical
    report_year: int | None
    kind: str
    published_at: str | None
    signed_on: str | None
    source: str | None
    author: str | None
    addressee: str | None
    signature: str | None
    document_number: str | None
    index_number: str | None
    index_division: str | None
    keywords: str | None
    language: str | None
    column: str | None
    breadcrumb: tuple[str, ...]
    site_name: str | None
    site_id_code: str | None
    icp: str | None
    police_record: str | None
    tables: tuple[Table, ...] | None  # None: stored before tables were; `fazhi reclean` reads them
    portal: str | None
    first_seen_at: str
    updated_at: str
    text_digest: str
    n_chars: int
    cleaner_version: str
    structure_version: str | None  # None: nobody has read outline and indicators
    found: Mapping[str, str]  # for each field that is set, how it was found
    url: str | None
    urls: tuple[str, ...]
    dates_of_urls: tuple[str, ...]  # "-" where a page states none
    retrieved_at: str | None
    payload_digest: str | None
    canonical: str | None  # the document of which this one is a near duplicate
    text: str
    outline: tuple[Heading, ...]
    indicators: tuple[Indicator, ...]


def open(path: str | PathLike[str]) -> Archive:
    """The archive at *path*, read only; somebody else may write meanwhile.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew, SchemaTooOld.
    """
    return Archive(open_reader(path))


class Archive:
    """One archive; made by open(), to be used in a ``with`` block."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._db = reader.db

    def documents(
        self, *, year: int | None = None, kind: str | None = None, since: str | None = None
    ) -> Iterator[Document]:
        """The documents by report year and id; *since* is a moment after which they were written."""
        for piece in pieces(self._db, Selection(year, kind, since)):
            for records in batches(self._db, piece.ids):
                yield from map(_document, records)

    def document(self, document: str) -> Document | None:
        """One document; an id that it had before will do."""
        row = self._db.execute("SELECT document FROM former_ids WHERE id = ?", [document]).fetchone()
        found = next(batches(self._db, [row[0] if row else document]))
        return _document(found[0]) if found else None

    def search(
        self,
        query: str,
        *,
        order: Order = "best",
        limit: int = 20,
        offset: int = 0,
        **filters: Unpack[SearchFilters],
    ) -> SearchResult:
        """The documents that hold *query*; see archive.search.search."""
        return search(self._db, query, order=order, limit=limit, offset=offset, **filters)

    def outline(self, document: str) -> tuple[Heading, ...]:
        """The headings and items of a document; () if it has none or is not known."""
        found = self.document(document)
        return found.outline if found else ()

    def indicators(self, indicator: str | None = None, *, year: int | None = None) -> Iterator[tuple[str, Indicator]]:
        """(document, figure) of every figure, of one indicator or of one year of figures."""
        conditions = "".join(
            f" AND {name} = :{name}" for name, value in (("indicator", indicator), ("year", year)) if value is not None
        )
        rows = self._db.execute(
            "SELECT document, indicator, value, unit, qualifier, scope, year, sentence, span_start, span_end,"
            f" sentence_start, confidence, flags FROM indicators WHERE true{conditions} ORDER BY document, ordinal",
            {"indicator": indicator, "year": year},
        )
        for document, *figure in map(tuple, rows):
            yield document, _indicator(figure)

    def close(self) -> None:
        """Close the connection; closing twice does nothing."""
        self._reader.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _document(record: Record) -> Document:
    columns = dict(record.document)
    lists = {name: tuple(columns[name]) for name in ("breadcrumb", "urls", "dates_of_urls")}
    read = {"found": json.loads(columns["found"]), "tables": _tables(columns["tables"])}
    return Document(
        **(columns | lists | read),
        outline=tuple(
            Heading(path, level, mark, heading, kind, part, start, end)
            for _, _, path, level, mark, heading, kind, part, start, end in record.outline
        ),
        indicators=tuple(_indicator(row[2:]) for row in record.indicators),
    )


def _tables(stored: str | None) -> tuple[Table, ...] | None:
    if stored is None:
        return None
    return tuple(Table(table["line"], tuple(map(tuple, table["rows"]))) for table in json.loads(stored))


def _indicator(row: Sequence[Any]) -> Indicator:
    indicator, value, unit, qualifier, scope, year, *evidence = row
    sentence, start, end, sentence_start, confidence, flags = evidence
    read = tuple(json.loads(flags))
    return Indicator(
        indicator, value, unit, qualifier, scope, year, confidence, read, sentence, sentence_start, start, end
    )
