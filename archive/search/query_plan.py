"""Plan of a query: documents that match it, read off a full-text index or asked one after the other."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from archive.search.snippets import finder
from archive.text.tokens import Phrase, Query

# A document as far as it is needed to order it: the day that it bears, and its number.
Dated = tuple[str | None, int]

# What it costs to ask one document, as a number of hits read off an index in a row and put in order: to look into its
# text, or to put each token of a phrase to the index (measured in an archive of a million documents: .15 ms, and from
# .05 ms for one token to .6 ms for five; 2 µs for a hit).
_HITS_A_TEXT = 75
_HITS_A_TOKEN = 50


class Source(NamedTuple):
    """A full-text index, the parameter with what it is asked, and whether that is sought in the title alone."""

    table: str
    parameter: str
    is_of_titles: bool

    def first(self, most: int, after: int = 0) -> str:
        """The documents d that the index finds, without looking at one of them; *most*, or -1 for all.

        They come in the order of their numbers; those up to the number *after* are passed over.
        """
        matching = f"{self.table} MATCH :{self.parameter} AND rowid > {after}"
        found = f"SELECT rowid FROM {self.table} WHERE {matching} LIMIT {most}"
        return f"({found}) hit CROSS JOIN documents d INDEXED BY documents_search ON d.seq = hit.rowid WHERE true"


WHOLE = Source("documents_fts", "match", False)
TITLE = Source("titles_fts", "words", True)
TITLE_LESS_EXCLUDED = Source("documents_fts", "match_in_title", True)  # what is excluded may stand in the text


class Question:
    """A query that is put to documents one by one.

    Of Chinese characters alone, it is sought in the texts themselves: an index of many pieces takes several times as
    long to tell of one document.
    """

    def __init__(self, db: sqlite3.Connection, query: Query, values: Mapping[str, object]) -> None:
        self._db = db
        self._values = values
        self._finders = {p: finder(p) for group in (*query.wanted, query.excluded) for p in group}
        self._query = query

    @property
    def reads_texts(self) -> bool:
        """Whether the index is not needed."""
        return None not in self._finders.values()

    def cost(self, source: Source) -> float:
        """What one document costs, in hits.

        A phrase with an open end is put to an index for no document alone: its pairs would be collected each time.
        """
        if self.reads_texts:
            return _HITS_A_TEXT
        tokens = len(str(self._values[source.parameter]).split())
        return math.inf if self._query.has_prefix else _HITS_A_TOKEN * tokens

    def matching(self, source: Source, documents: str, ending: str = "") -> Iterator[Dated]:
        """Yield those of *documents* (d, with a condition, and the *ending* that orders them) that hold the query."""
        cursor = self._db.cursor()
        cursor.row_factory = None
        if not self.reads_texts:
            held = f"SELECT 1 FROM {source.table} WHERE {source.table} MATCH :{source.parameter} AND rowid = d.seq"
            sql = f"SELECT d.published_at, d.seq FROM {documents} AND EXISTS ({held}){ending}"
            yield from cursor.execute(sql, self._values)
            return
        text = "d.text" if self._query.excluded or not source.is_of_titles else "''"
        sql = f"SELECT d.published_at, d.seq, coalesce(d.title, ''), {text} FROM {documents}{ending}"
        for day, seq, *printed in cursor.execute(sql, self._values):
            if self._matches(source, printed):
                yield day, seq

    def _matches(self, source: Source, printed: Sequence[str]) -> bool:
        sought = printed[:1] if source.is_of_titles else printed
        return all(self._is_any_in(group, sought) for group in self._query.wanted) and not self._is_any_in(
            self._query.excluded, printed
        )

    def _is_any_in(self, phrases: Sequence[Phrase], printed: Sequence[str]) -> bool:
        return any(is_in(text) for is_in in map(self._finders.get, phrases) if is_in for text in printed)
