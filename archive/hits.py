"""Which documents hold a query, how many they are, and in which order they come.

Three things keep this quick however large the archive grows:

- titles have an index of their own (titles_fts): to see which titles hold a phrase, nobody reads through the texts;
- what is sorted by or filtered by stands in two indexes of documents (documents_search by number, documents_newest by
  date), so that no row with its long text is touched before the page of hits is known;
- the first hits of an index tell how common a query is.  Then the way that costs least is taken: to read all hits, to
  ask the newest documents one after the other, or, where filters leave few documents, to ask each of these.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Literal, NamedTuple

from archive.filters import INDEXES, Filters
from archive.tokens import Query, fold

Order = Literal["best", "newest"]

# Hits that are read before it is decided how to go on; of a query that has more, and that it would cost much to read
# to the end, only those among these are counted.
MOST_READ = 5_000
# Up to so many hits are ranked; bm25 weighs every one of them before it knows the first (chosen).
MOST_RANKED = 1_000
# Documents that filters leave, at most, where each may be asked.
_MOST_ASKED = 1_000

# Of one character alone FTS5 collects all pairs that begin with it before it gives a hit, which takes seconds of a
# common one; but then the newest documents hold it, and their texts are soon read.
_MOST_GLANCED = 200

_TITLE_WEIGHT = 8.0
# What things cost, as a number of hits read in a row: asking one document for each token of a phrase, and looking
# whether filters leave a document (measured in an archive of 130,000 documents: .05 ms for a phrase of one token,
# .4 ms for one of five, .1 µs for a look, .7 to 1.2 µs for a hit).
_HITS_A_QUESTION = 60
_HITS_A_LOOK = 0.1


class Found(NamedTuple):
    """The seq of each document of a page, and how many there are in all: at least so many where that is not exact."""

    page: list[int]
    total: int
    is_total_exact: bool


def find_documents(
    db: sqlite3.Connection, query: Query, filters: Filters, order: Order, limit: int, offset: int
) -> Found:
    """Return the documents of the page of *limit* after the first *offset*.

    A query without a word finds every document that *filters* leave.
    """
    finder = _Finder(db, query, filters, limit + offset)
    page: list[int] = []
    total, is_exact = 0, True
    for layer in finder.layers(order):
        skipped, missing = max(0, offset - total), limit - len(page)
        if missing > 0:
            page += finder.page(layer, order)[skipped : skipped + missing]
        total += len(layer.found)
        is_exact &= layer.is_complete
    return Found(page, total, is_exact)


# A document as far as it is needed to order it: the day that it bears, and its number.
_Dated = tuple[str | None, int]


class _Source(NamedTuple):
    """A full-text index, and the parameter with what it is asked."""

    table: str
    parameter: str

    def first(self, most: int) -> str:
        """The documents d that the index finds, without looking at one of them; *most*, or -1 for all."""
        found = f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH :{self.parameter} LIMIT {most}"
        return f"({found}) hit CROSS JOIN documents d INDEXED BY documents_search ON d.seq = hit.rowid WHERE true"

    @property
    def holds(self) -> str:
        """The condition that the index finds the document d."""
        found = f"SELECT 1 FROM {self.table} WHERE {self.table} MATCH :{self.parameter} AND rowid = d.seq"
        return f" AND EXISTS ({found})"


_WHOLE = _Source("documents_fts", "match")
_TITLE = _Source("titles_fts", "words")
_TITLE_LESS_EXCLUDED = _Source("documents_fts", "match_in_title")  # what is excluded may stand in the text


class _Narrow(NamedTuple):
    """So few documents are left by the filter whose column leads the index."""

    documents: int
    led_by: str


@dataclass(frozen=True, slots=True)
class _Layer:
    """Documents of one standing: *found* has all of them, or, if there are *newest*, some.

    Then *newest* are the first ones that are wanted, in their order.
    """

    found: Sequence[_Dated]
    newest: Sequence[int] | None = None

    @property
    def is_complete(self) -> bool:
        """Whether all are found."""
        return self.newest is None


class _Finder:
    """A query with its filters, put to one archive for the first *wanted* documents."""

    def __init__(self, db: sqlite3.Connection, query: Query, filters: Filters, wanted: int) -> None:
        self.db = db
        self.query = query
        self.filters = filters
        self.wanted = wanted
        asked = {"match": query.match, "words": query.words, "match_in_title": query.match_in_title}
        self.values = {**filters.values, **asked}

    def layers(self, order: Order) -> Iterator[_Layer]:
        """Yield what stands first, then what stands after it."""
        if not self.query.wanted:
            yield self._all_left()
            return
        above: frozenset[int] = frozenset()
        if order == "best":
            in_titles = self._layer(_TITLE_LESS_EXCLUDED if self.query.excluded else _TITLE, above)
            yield in_titles
            if not in_titles.is_complete:
                return
            above = frozenset(seq for _, seq in in_titles.found)
        yield self._layer(_WHOLE, above)

    def page(self, layer: _Layer, order: Order) -> list[int]:
        """Return the numbers of the documents of *layer* in their order, at least of those that are wanted."""
        if layer.newest is not None:
            return list(layer.newest)
        ordered = sorted(layer.found, key=lambda one: (one[0] or "", one[1]), reverse=True)
        if order == "best" and self.query.wanted and 1 < len(ordered) <= MOST_RANKED:
            scores = self._scores([seq for _, seq in ordered])
            ordered.sort(key=lambda one: scores.get(one[1], 0.0))
        return [seq for _, seq in ordered]

    def _all_left(self) -> _Layer:
        narrow = self._narrow()
        index = narrow.led_by if narrow else "documents_newest"
        found = self._rows(f"documents d INDEXED BY {index} WHERE true{self.filters.sql} LIMIT {MOST_READ + 1}")
        if len(found) <= MOST_READ:
            return _Layer(found)
        return _Layer(found[:MOST_READ], self._newest("", frozenset(), self.wanted))

    def _layer(self, source: _Source, above: frozenset[int]) -> _Layer:
        """Read the first hits, and decide by them."""
        wanted = max(0, self.wanted - len(above))
        if self.query.lone_character:
            glanced = [one for one in self._glanced(source) if one[1] not in above]
            if len(self._newest_texts) < _MOST_GLANCED:
                return _Layer(glanced)
            if len(glanced) >= wanted:
                return _Layer(glanced, [seq for _, seq in glanced[:wanted]])
        is_left = f"(true{self.filters.sql})"
        hits = self._rows(source.first(MOST_READ + 1), f", {is_left}")
        is_complete = len(hits) <= MOST_READ
        del hits[MOST_READ:]
        found: list[_Dated] = [(one[0], one[1]) for one in hits if one[2] and one[1] not in above]
        if is_complete:
            return _Layer(found)
        everything = f"{source.first(-1)}{self.filters.sql}"
        passed = wanted + len(above) if wanted else 0
        rows = self._cheapest(source, everything, hits, len(found), passed)
        if rows is None:
            newest = self._newest(source.holds, above, wanted)
            if len(newest) == wanted:
                return _Layer(found, newest)
        return _Layer([one for one in self._rows(rows or everything) if one[1] not in above])

    def _glanced(self, source: _Source) -> list[_Dated]:
        """Those of the newest documents that hold the character which is the whole query."""
        return [
            (day, seq)
            for day, seq, title, text in self._newest_texts
            if self.query.lone_character in fold(title or "")
            or (source is _WHOLE and (self.query.lone_character in text or self.query.lone_character in fold(text)))
        ]

    @cached_property
    def _newest_texts(self) -> list[tuple[Any, ...]]:
        documents = f"documents d INDEXED BY documents_newest WHERE true{self.filters.sql}"
        newest = f"{documents} ORDER BY d.published_at DESC, d.seq DESC LIMIT {_MOST_GLANCED}"
        return self._rows(newest, ", d.title, d.text")

    def _cheapest(
        self, source: _Source, everything: str, hits: Sequence[tuple[Any, ...]], found: int, wanted: int
    ) -> str | None:
        """Where all documents of a common query come from, or None if it costs least to ask the newest ones.

        A phrase with an open end is put to no document alone: each time its pairs would be collected anew.
        """
        if self.query.has_prefix:
            return everything
        (documents,) = self.db.execute("SELECT max(seq) FROM documents").fetchone()
        share = len(hits) / hits[-1][1]  # of documents that hold the query; hits come in the order of numbers
        asked = wanted / share
        question = len(str(self.values[source.parameter]).split()) * _HITS_A_QUESTION
        ways: list[tuple[float, str | None]] = [(documents * share, everything)]
        if found:
            looked_at = asked * len(hits) / found
            ways.append((asked * question + looked_at * _HITS_A_LOOK, None))
        if narrow := self._narrow():
            each = f"documents d INDEXED BY {narrow.led_by} WHERE true{self.filters.sql}{source.holds}"
            ways.append((narrow.documents * question, each))
        return min(ways, key=lambda way: way[0])[1]

    def _narrow(self) -> _Narrow | None:
        """The filter that leaves the fewest documents, if these are few."""
        counts = [
            _Narrow(self._count(f"documents d INDEXED BY {index} WHERE true{self.filters.condition(column)}"), index)
            for column, index in INDEXES.items()
            if column in self.filters.values
        ]
        return min((count for count in counts if count.documents <= _MOST_ASKED), default=None)

    def _count(self, documents: str) -> int:
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {documents} LIMIT {_MOST_ASKED + 1})"
        return int(self.db.execute(sql, self.values).fetchone()[0])

    def _rows(self, documents: str, more: str = "") -> list[tuple[Any, ...]]:
        """Day and number of each of *documents*, and what *more* adds."""
        cursor = self.db.cursor()
        cursor.row_factory = None  # thousands of rows: the plainest take half the time
        return cursor.execute(f"SELECT d.published_at, d.seq{more} FROM {documents}", self.values).fetchall()

    def _newest(self, holds: str, above: frozenset[int], wanted: int) -> list[int]:
        """Ask one document after the other, the newest first."""
        sql = (
            f"SELECT d.seq FROM documents d INDEXED BY documents_newest WHERE true{self.filters.sql}{holds}"
            " ORDER BY d.published_at DESC, d.seq DESC"
        )
        seqs = (row[0] for row in self.db.execute(sql, self.values))
        return list(islice((seq for seq in seqs if seq not in above), wanted))

    def _scores(self, seqs: Sequence[int]) -> dict[int, float]:
        """Return what bm25 makes of the words that tell documents apart, for those that have them; the least is best.

        A word of thousands of documents says little about any of them, and takes long to weigh.
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
        sql = f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT 1 OFFSET {MOST_READ}"
        return self.db.execute(sql, [match]).fetchone() is not None
