"""Which documents hold a query, how many they are, and in which order they come.

Three things keep this quick however large the archive grows:

- titles have an index of their own (titles_fts): to see which titles hold a phrase, nobody reads through the texts;
- what is sorted by or filtered by stands in two indexes of documents (documents_search by number, documents_newest by
  date), so that no row with its long text is touched before the page of hits is known;
- of a word that is too common to look at each of its documents, the newest documents are full: then these are asked
  one after the other, and the index is never read to its end.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

from archive.tokens import Query

Order = Literal["best", "newest"]

# Counting stops here: nobody pages that far, and counting a word of every report would cost more than showing it.
MOST_COUNTED = 10_000
# Up to so many hits are ranked; bm25 weighs every one of them before it knows the first (chosen).
MOST_RANKED = 1_000

_TITLE_WEIGHT = 8.0
# Asking one document whether it holds a phrase takes as long as reading so many hits in a row (measured with phrases
# of four and six characters in an archive of 80,000 documents: .1 ms and 1.2 µs).
_HITS_A_QUESTION = 100


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on columns of documents, each parameter named like its column; *division* is a prefix of codes."""

    values: dict[str, str | int]

    @classmethod
    def of(cls, **values: str | int | None) -> Filters:
        """The filters that were given, the others left out."""
        return cls({column: value for column, value in values.items() if value is not None})

    @property
    def sql(self) -> str:
        """The conditions, each beginning with AND."""
        return "".join(_CONDITIONS.get(column, f" AND d.{column} = :{column}") for column in self.values)

    @property
    def narrow_index(self) -> str | None:
        """The index that finds the few documents which these filters leave, or None if they may leave many."""
        if "issuer" in self.values:
            return "documents_issuer"
        return "documents_coverage" if len(str(self.values.get("division", ""))) >= _COUNTY_DIGITS else None


# A range and not a pattern: SQLite finds its ends in an index.
_CONDITIONS = {"division": " AND d.division_code >= :division AND d.division_code < :division || 'A'"}
_COUNTY_DIGITS = 6


def find_documents(
    db: sqlite3.Connection, query: Query, filters: Filters, order: Order, limit: int, offset: int
) -> tuple[list[int], int]:
    """Return the seq of each document of the page, and the number of all hits, which stops at MOST_COUNTED + 1.

    A query without a word finds every document that *filters* leave.
    """
    finder = _Finder(db, query, filters)
    page: list[int] = []
    total = 0
    for layer in finder.layers(order):
        skipped, missing = max(0, offset - total), limit - len(page)
        if missing > 0 and len(layer.found) > skipped:
            page += finder.page(layer, order, missing, skipped)
        total += len(layer.found)
    return page, min(total, MOST_COUNTED + 1)


# A document as far as it is needed to order it: the day that it bears, and its number.
_Found = tuple[str | None, int]


class _Source(NamedTuple):
    """A full-text index, and the parameter with what it is asked."""

    table: str
    parameter: str

    @property
    def rows(self) -> str:
        """The documents d that the index finds, without looking at one of them."""
        joined = f"{self.table} CROSS JOIN documents d INDEXED BY documents_search ON d.seq = {self.table}.rowid"
        return f"{joined} WHERE {self.table} MATCH :{self.parameter}"

    @property
    def holds(self) -> str:
        """The condition that the index finds the document d."""
        found = f"SELECT 1 FROM {self.table} WHERE {self.table} MATCH :{self.parameter} AND rowid = d.seq"
        return f" AND EXISTS ({found})"


_WHOLE = _Source("documents_fts", "match")
_TITLE = _Source("titles_fts", "words")
_TITLE_LESS_EXCLUDED = _Source("documents_fts", "match_in_title")  # what is excluded may stand in the text


@dataclass(frozen=True, slots=True)
class _Layer:
    """Documents of one standing: *found* has all of them, or at least MOST_COUNTED + 1 if there are more."""

    source: _Source | None  # None: all documents that the filters leave
    found: Sequence[_Found]
    above: frozenset[int] = frozenset()  # documents that the source finds and that stand in the layer above


class _Finder:
    """A query with its filters, put to one archive."""

    def __init__(self, db: sqlite3.Connection, query: Query, filters: Filters) -> None:
        self.db = db
        self.query = query
        self.filters = filters
        asked = {"match": query.match, "words": query.words, "match_in_title": query.match_in_title}
        self.values = {**filters.values, **asked}

    def layers(self, order: Order) -> Iterator[_Layer]:
        """Yield what stands first, then what stands after it."""
        if not self.query.wanted:
            index = self.filters.narrow_index or "documents_newest"
            yield _Layer(None, self._found(f"documents d INDEXED BY {index} WHERE true", MOST_COUNTED + 1))
            return
        in_titles: list[_Found] = []
        if order == "best":
            source = _TITLE_LESS_EXCLUDED if self.query.excluded else _TITLE
            in_titles = self._found_by(source, MOST_COUNTED + 1)
            yield _Layer(source, in_titles)
        if len(in_titles) <= MOST_COUNTED:
            above = frozenset(seq for _, seq in in_titles)
            found = self._found_by(_WHOLE, MOST_COUNTED + 1 + len(above))
            yield _Layer(_WHOLE, [one for one in found if one[1] not in above] if above else found, above)

    def page(self, layer: _Layer, order: Order, limit: int, offset: int) -> list[int]:
        """Return the numbers of *limit* documents of *layer* after the first *offset*."""
        if len(layer.found) > MOST_COUNTED:
            return self._page_of_many(layer, limit, offset)
        ordered = sorted(layer.found, key=lambda one: (one[0] or "", one[1]), reverse=True)
        if order == "best" and layer.source and len(ordered) <= MOST_RANKED:
            scores = self._scores([seq for _, seq in ordered])
            ordered.sort(key=lambda one: scores.get(one[1], 0.0))
        return [seq for _, seq in ordered[offset : offset + limit]]

    def _found_by(self, source: _Source, most: int) -> list[_Found]:
        # A phrase with an open end is put to no document alone: each time its pairs would be collected anew.
        narrow = None if self.query.has_prefix else self.filters.narrow_index
        if narrow and self._is_common(source.table, str(self.values[source.parameter])):
            return self._found(f"documents d INDEXED BY {narrow} WHERE true{source.holds}", most)
        return self._found(source.rows, most)

    def _found(self, documents: str, most: int) -> list[_Found]:
        sql = f"SELECT d.published_at, d.seq FROM {documents}{self.filters.sql} LIMIT {most}"
        cursor = self.db.cursor()
        cursor.row_factory = None  # thousands of rows: the plainest take half the time
        return cursor.execute(sql, self.values).fetchall()

    def _page_of_many(self, layer: _Layer, limit: int, offset: int) -> list[int]:
        """Ask one document after the other, the newest first; or sort them all, where that takes less time."""
        holds = layer.source.holds if layer.source else ""
        documents = f"documents d INDEXED BY documents_newest WHERE true{self.filters.sql}{holds}"
        if layer.source and self._is_sorting_quicker(layer, limit + offset):
            documents = f"{layer.source.rows}{self.filters.sql}"
        sql = f"SELECT d.seq FROM {documents} ORDER BY d.published_at DESC, d.seq DESC"
        seqs = (row[0] for row in self.db.execute(sql, self.values))
        return list(islice((seq for seq in seqs if seq not in layer.above), offset, offset + limit))

    def _is_sorting_quicker(self, layer: _Layer, wanted: int) -> bool:
        """Whether all hits are read sooner than enough documents are asked; the share is that of the hits found."""
        if self.query.has_prefix:
            return True
        (documents,) = self.db.execute("SELECT max(seq) FROM documents").fetchone()
        share = len(layer.found) / max(seq for _, seq in layer.found)
        return bool(share * documents < (wanted + len(layer.above)) / share * _HITS_A_QUESTION)

    def _scores(self, seqs: Sequence[int]) -> dict[int, float]:
        """Return what bm25 makes of the words that tell documents apart, for those that have them; the least is best.

        A word of ten thousand documents says little about any of them, and takes long to weigh.
        """
        groups = [
            group for group in self.query.wanted if not any(self._is_common(_WHOLE.table, p.match) for p in group)
        ]
        sql = (
            f"SELECT rowid, bm25(documents_fts, {_TITLE_WEIGHT}, 1.0) FROM documents_fts"
            " WHERE documents_fts MATCH ? AND +rowid IN (SELECT value FROM json_each(?))"  # +: one reading of the index
        )
        rows = self.db.execute(sql, [Query(tuple(groups), ()).match, json.dumps(seqs)])
        return {row[0]: row[1] for row in rows}

    def _is_common(self, index: str, match: str) -> bool:
        sql = f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT 1 OFFSET {MOST_COUNTED}"
        return self.db.execute(sql, [match]).fetchone() is not None
