"""Hits of a query: which documents match it, how many they are, and in which order they come.

Three things keep this quick however large the archive grows:

- titles have an index of their own (titles_fts): to see which titles hold a phrase, nobody reads through the texts;
- what is sorted by or filtered by stands in two indexes of documents (documents_search by number, documents_newest by
  date), so that no row with its long text is touched but for what is asked;
- the first hits of an index tell how common a query is.  Then the way that costs least is taken: to read all hits, to
  ask the newest documents one after the other until the page is full, or, where filters leave few documents, to ask
  each of these.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Literal, NamedTuple

from archive.search.filters import INDEXES, Filters
from archive.search.query_plan import TITLE, TITLE_LESS_EXCLUDED, WHOLE, Dated, Question, Source
from archive.text.tokens import Query

Order = Literal["best", "newest"]

# Hits that are read before it is decided how to go on; of a query that has more, and that it would cost much to read
# to the end, only those among these are counted.
MOST_READ = 5_000
# So many are read whatever else would cost less, since readers like to know how many there are: .05 s (chosen).
_HITS_ALWAYS_READ = 20_000
# Up to so many hits are ranked, before filters: bm25 weighs every one of them before it knows the first (chosen).
MOST_RANKED = 1_000
# Documents that filters leave, at most, where each may be asked.
_MAX_DOCUMENTS_ASKED = 1_000

# Of one character FTS5 collects all pairs that begin with it before it gives a hit, which takes seconds of a common
# one; but then the newest documents hold it, and so many of their texts are soon read.
_NEWEST_DOCUMENTS = 200
# The share of them that must hold it (chosen): a page of twenty.
_MIN_MATCHING_SHARE = 0.1

_TITLE_WEIGHT = 8.0
# What it costs to look whether filters leave a document, as a number of hits read in a row (.1 µs; see Question.cost).
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
        total += layer.total
        is_exact &= layer.is_complete
    return Found(page, total, is_exact)


class _Narrow(NamedTuple):
    """So few documents are left by the filter whose column leads the index."""

    documents: int
    led_by: str


@dataclass(frozen=True, slots=True)
class _Layer:
    """Documents of one standing: *found* has all of them, or, if there are *newest*, some.

    Then *newest* are the first ones that are wanted, in their order, and *counted* says how many there are, if anybody
    knows.  Whether they *may_be_ranked* hangs on the query and the filters alone, or pages would not fit together.
    """

    found: Sequence[Dated]
    newest: Sequence[int] | None = None
    counted: int | None = None
    may_be_ranked: bool = False

    @property
    def total(self) -> int:
        """How many there are, at least."""
        return max(len(self.found), len(self.newest or ())) if self.counted is None else self.counted

    @property
    def is_complete(self) -> bool:
        """Whether there are no more than the total."""
        return self.newest is None or self.counted is not None


class _Finder:
    """A query with its filters, put to one archive for the first *wanted* documents."""

    def __init__(self, db: sqlite3.Connection, query: Query, filters: Filters, wanted: int) -> None:
        self.db = db
        self.query = query
        self.filters = filters
        self.wanted = wanted
        asked = {"match": query.match, "words": query.words, "match_in_title": query.match_in_title}
        self.values = {**filters.values, **asked}
        self.question = Question(db, query, self.values)

    def layers(self, order: Order) -> Iterator[_Layer]:
        """Yield what stands first, then what stands after it."""
        if not self.query.wanted:
            yield self._all_left()
            return
        above: frozenset[int] = frozenset()
        if order == "best":
            in_titles = self._layer(TITLE_LESS_EXCLUDED if self.query.excluded else TITLE, above)
            yield in_titles
            if not in_titles.is_complete:
                return
            above = frozenset(seq for _, seq in in_titles.found)
        yield self._layer(WHOLE, above)

    def page(self, layer: _Layer, order: Order) -> list[int]:
        """Return the numbers of the documents of *layer* in their order, at least of those that are wanted."""
        if layer.newest is not None:
            return list(layer.newest)
        ordered = sorted(layer.found, key=lambda one: (one[0] or "", one[1]), reverse=True)
        if order == "best" and layer.may_be_ranked and 1 < len(ordered) <= MOST_RANKED:
            scores = self._scores([seq for _, seq in ordered])
            ordered.sort(key=lambda one: scores.get(one[1], 0.0))
        return [seq for _, seq in ordered]

    def _all_left(self) -> _Layer:
        """What filters leave is counted to the end: that is soon done in an index."""
        if narrow := self._narrow():
            few = f"documents d INDEXED BY {narrow.led_by} WHERE true{self.filters.sql} LIMIT {_MAX_DOCUMENTS_ASKED}"
            return _Layer(self._rows(few))
        leading = [INDEXES.get(column) for column in self.filters.values]
        index = leading[0] if len(leading) == 1 and leading[0] else "documents_newest"
        sql = f"SELECT count(*) FROM documents d INDEXED BY {index} WHERE true{self.filters.sql}"
        (counted,) = self.db.execute(sql, self.values).fetchone()
        newest = self._rows(f"{''.join(self._newest)} LIMIT {self.wanted}")
        return _Layer((), [seq for _, seq in newest], counted)

    def _layer(self, source: Source, above: frozenset[int]) -> _Layer:
        wanted = max(0, self.wanted - len(above))
        glanced = self._glance(source, above, wanted) if self.query.has_prefix and self.question.reads_texts else None
        if glanced and (glanced.newest is None or len(glanced.newest) == wanted):
            return glanced
        hits = self._rows(source.first(MOST_READ + 1), f", (true{self.filters.sql})")
        is_complete = len(hits) <= MOST_READ
        del hits[MOST_READ:]
        found: list[Dated] = [(day, seq) for day, seq, is_left in hits if is_left and seq not in above]
        if not is_complete:
            return self._of_many(source, above, wanted, hits, found)
        return _Layer(found, may_be_ranked=glanced is None and len(hits) <= MOST_RANKED)

    def _of_many(
        self, source: Source, above: frozenset[int], wanted: int, hits: Sequence[tuple[Any, ...]], found: list[Dated]
    ) -> _Layer:
        """Go on the way that costs least, where only the first *hits*, and what filters left of them, are known."""
        if not wanted:
            return _Layer(found, [])
        narrow, question = self._narrow(), self.question.cost(source)
        documents_a_hit = hits[-1][1] / len(hits)  # hits come in the order of numbers
        hits_in_all = self._documents / documents_a_hit
        asked = (wanted + len(above)) * documents_a_hit
        costs = {
            "all": hits_in_all if hits_in_all > _HITS_ALWAYS_READ else 0,
            "newest": asked * (question + len(hits) / len(found) * _HITS_A_LOOK) if found else math.inf,
            "each": narrow.documents * question if narrow else math.inf,
        }
        way = min(costs, key=lambda name: costs[name])
        if way == "newest":
            matching = (seq for _, seq in self.question.matching(source, *self._newest) if seq not in above)
            newest = list(islice(matching, wanted))
            if len(newest) == wanted:
                return _Layer(found, newest)
        rest: Iterable[Dated]
        if way == "each" and narrow:
            found = []
            rest = self.question.matching(
                source, f"documents d INDEXED BY {narrow.led_by} WHERE true{self.filters.sql}"
            )
        else:
            rest = self._rows(f"{source.first(-1, after=hits[-1][1])}{self.filters.sql}")
        return _Layer([*found, *(one for one in rest if one[1] not in above)])

    def _glance(self, source: Source, above: frozenset[int], wanted: int) -> _Layer | None:
        """Look at the newest documents alone; None if there are others and few of these hold the query."""
        documents, by_date = self._newest
        limit = f" LIMIT {_NEWEST_DOCUMENTS}"
        found = [one for one in self.question.matching(source, documents, by_date + limit) if one[1] not in above]
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {documents}{limit})"
        (looked_at,) = self.db.execute(sql, self.values).fetchone()
        if looked_at < _NEWEST_DOCUMENTS:
            return _Layer(found, may_be_ranked=True)
        return (
            _Layer(found, [seq for _, seq in found[:wanted]]) if len(found) >= _MIN_MATCHING_SHARE * looked_at else None
        )

    def _narrow(self) -> _Narrow | None:
        """The filter that leaves the fewest documents, if these are few."""
        counts = [
            _Narrow(self._count(f"documents d INDEXED BY {index} WHERE true{self.filters.condition(column)}"), index)
            for column, index in INDEXES.items()
            if column in self.filters.values
        ]
        return min((count for count in counts if count.documents <= _MAX_DOCUMENTS_ASKED), default=None)

    def _count(self, documents: str) -> int:
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {documents} LIMIT {_MAX_DOCUMENTS_ASKED + 1})"
        return int(self.db.execute(sql, self.values).fetchone()[0])

    def _rows(self, documents: str, more: str = "") -> list[tuple[Any, ...]]:
        """Day and number of each of *documents*, and what *more* adds."""
        cursor = self.db.cursor()
        cursor.row_factory = None  # thousands of rows: the plainest take half the time
        return cursor.execute(f"SELECT d.published_at, d.seq{more} FROM {documents}", self.values).fetchall()

    @property
    def _newest(self) -> tuple[str, str]:
        """The documents that the filters leave, and the end of the statement that has the newest first."""
        documents = f"documents d INDEXED BY documents_newest WHERE true{self.filters.sql}"
        return documents, " ORDER BY d.published_at DESC, d.seq DESC"

    @cached_property
    def _documents(self) -> int:
        (documents,) = self.db.execute("SELECT max(seq) FROM documents").fetchone()
        return int(documents)

    def _scores(self, seqs: Sequence[int]) -> dict[int, float]:
        """Return what bm25 makes of the words that tell documents apart, for those that have them; the least is best.

        A word of thousands of documents says little about any of them, and takes long to weigh.
        """
        groups = [group for group in self.query.wanted if not any(self._is_common(WHOLE.table, p.match) for p in group)]
        sql = (
            f"SELECT rowid, bm25(documents_fts, {_TITLE_WEIGHT}, 1.0) FROM documents_fts"
            " WHERE documents_fts MATCH ? AND +rowid IN (SELECT value FROM json_each(?))"  # +: one reading of the index
        )
        rows = self.db.execute(sql, [Query(tuple(groups), ()).match, json.dumps(seqs)])
        return {row[0]: row[1] for row in rows}

    def _is_common(self, index: str, match: str) -> bool:
        sql = f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT 1 OFFSET {MOST_READ}"
        return self.db.execute(sql, [match]).fetchone() is not None
