"""Search: documents by what is printed in them, for Python, Datasette's search page and `fazhi search`.

>>> from archive.search.search import search
>>> search("data/archive.db", "营商环境 -疫情", year=2024).total
10
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from archive.database.connection import connect_reader
from archive.search.filters import Filters, SearchFilters
from archive.search.hits import Order, find_documents
from archive.search.snippets import MOST_ANALYSED, Piece, cut, first_word, mark
from archive.text.tokens import Query, parse_query

if TYPE_CHECKING:
    from sqlite_utils import Database

LONGEST_LABEL = 300  # characters (chosen: the longest title of the seeds has 47)
# The text as far as snippets look at it: of a very long one what surrounds the first word of the query.
_PART_OF_TEXT = (
    f"CASE WHEN length(text) <= {MOST_ANALYSED} THEN text"
    f" ELSE substr(text, max(1, instr(text, ?) - 1000), {MOST_ANALYSED + 2_000}) END"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that was found; *label* names it also where the page gave no title."""

    document: str
    label: str
    has_title: bool  # False: the archive made the label
    issuer: str | None
    report_year: int | None
    published_at: str | None
    kind: str
    portal: str | None
    title_pieces: tuple[Piece, ...]
    snippet: tuple[Piece, ...]

    def columns(self) -> dict[str, str | int | None]:
        """Return what rows of JSON and CSV say of the document; *title* is None where the page gave none."""
        return {
            "id": self.document,
            "title": self.label if self.has_title else None,
            "label": self.label,
            "issuer": self.issuer,
            "report_year": self.report_year,
            "published_at": self.published_at,
            "kind": self.kind,
            "portal": self.portal,
        }


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits, and how many documents there are: at least *total* where that is not exact.

    Of a query that many documents hold, not all are counted; see archive.search.hits.
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int
    is_total_exact: bool = True


def search(
    archive: sqlite3.Connection | Database | str | Path,
    query: str,
    *,
    order: Order = "best",
    limit: int = 20,
    offset: int = 0,
    **filters: Unpack[SearchFilters],
) -> SearchResult:
    """Return the documents that hold *query*, best or newest first; see archive.text.tokens.match_query.

    best: those whose title holds the query come first.  Among up to MOST_RANKED hits the order is then that of
    bm25 over the words that tell them apart, among more, or if one character alone is asked for that many of the
    newest hold, the order of publication.  newest: by published_at; what bears no date comes last.

    *filters* choose among the documents, see SearchFilters: year=2024, division="4401", organ_class="department".

    An empty query finds every document that the filters leave.  One that only excludes, or has too much in it
    (archive.text.tokens.Excess), finds nothing: then ``result.query.problem`` tells why.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew or SchemaTooOld if *archive* is a path and no archive of today's
    schema stands there.
    """
    parsed = parse_query(query)
    chosen = Filters.of(**filters)
    with _connection(archive) as db:
        if parsed.problem not in (None, "empty"):
            return SearchResult(parsed, (), 0)
        found = find_documents(db, parsed, chosen, order, limit, offset)
        return SearchResult(parsed, _hits(db, found.page, parsed), found.total, found.is_total_exact)


def document_label(document: str, title: str | None, issuer: str | None, report_year: int | None) -> str:
    """Return the title, or a name in brackets, as catalogues write what they had to supply.

    >>> document_label("d0a1b2c3d4e5f607", None, "某县水利局", 2023)
    '［某县水利局 2023年报告］'

    A title of more than LONGEST_LABEL characters is cut there, with an ellipsis.
    """
    if title:
        return title if len(title) <= LONGEST_LABEL else title[:LONGEST_LABEL] + "…"
    if issuer or report_year:
        return f"［{' '.join(filter(None, [issuer, f'{report_year}年报告' if report_year else '报告']))}］"
    return f"［无标题文件 {document}］"


def _hits(db: sqlite3.Connection, page: list[int], query: Query) -> tuple[Hit, ...]:
    """Return the hits in the order of *page*; only now are texts read."""
    if not page:
        return ()
    sql = (
        f"SELECT seq, id, title, issuer, report_year, published_at, kind, portal, {_PART_OF_TEXT} FROM documents"
        f" WHERE seq IN ({', '.join('?' * len(page))})"
    )
    rows = {row[0]: row[1:] for row in map(tuple, db.execute(sql, [first_word(query), *page]))}
    return tuple(_hit(rows[seq], query) for seq in page)


def _hit(row: tuple[Any, ...], query: Query) -> Hit:
    document, title, issuer, report_year, published_at, kind, portal, text = row
    label = document_label(document, title, issuer, report_year)
    return Hit(
        document=document,
        label=label,
        has_title=bool(title),
        issuer=issuer,
        report_year=report_year,
        published_at=published_at,
        kind=kind,
        portal=portal,
        title_pieces=mark(label, query),
        snippet=cut(text, query),
    )


@contextmanager
def _connection(archive: sqlite3.Connection | Database | str | Path) -> Iterator[sqlite3.Connection]:
    """Give the connection that was handed in, or one to the file, closed afterwards."""
    if isinstance(archive, str | Path):
        with closing(connect_reader(Path(archive))) as db:
            yield db
    else:
        yield archive if isinstance(archive, sqlite3.Connection) else archive.conn
