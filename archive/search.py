"""Find documents by what is printed in them; from Python, for Datasette's search page and for `fazhi search`.

>>> from archive.search import search
>>> search("data/archive.db", "营商环境 -疫情", year=2024).total     # doctest: +SKIP
17
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database

from archive.database import connect_reader
from archive.snippets import Piece, cut, mark
from archive.tokens import Query, parse_query

Order = Literal["best", "newest"]

# Counting stops here: nobody pages that far, and counting a word of every report would cost more than showing it.
MOST_COUNTED = 10_000
# Up to so many hits are ranked; bm25 weighs every one of them before it knows the first (chosen).
MOST_RANKED = 1_000

_TITLE_WEIGHT = 8.0


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


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits; *total* stops at MOST_COUNTED + 1, which means "more than MOST_COUNTED"."""

    query: Query
    hits: tuple[Hit, ...]
    total: int

    @property
    def is_total_exact(self) -> bool:
        """False if there are more hits than were counted."""
        return self.total <= MOST_COUNTED


def search(
    archive: sqlite3.Connection | Database | str | Path,
    query: str,
    *,
    year: int | None = None,
    kind: str | None = None,
    portal: str | None = None,
    issuer: str | None = None,
    division: str | None = None,
    level: str | None = None,
    order: Order = "best",
    limit: int = 20,
    offset: int = 0,
) -> SearchResult:
    """Return the documents that hold *query*, best or newest first; see archive.tokens.match_query.

    best: those whose title holds the query come first.  Up to MOST_RANKED hits are then in order of bm25,
    more than that in order of publication.  newest: by published_at; what bears no date comes last.

    *division* is the beginning of a division code, *level* a value of documents.admin_level.

    An empty query finds every document that the filters leave.  One that only excludes finds nothing: then
    ``result.query.problem`` is "only_excluded".

    Raises NoSuchArchive, NotAnArchive or SchemaTooNew if *archive* is a path and no archive of ours stands there.
    """
    parsed = parse_query(query)
    filters = _Filters.of(
        report_year=year, kind=kind, portal=portal, issuer=issuer, admin_level=level, division=division
    )
    with _connection(archive) as db:
        if parsed.problem == "only_excluded":
            return SearchResult(parsed, (), 0)
        layers: list[str | None] = [parsed.match if parsed.wanted else None]
        if order == "best" and parsed.wanted:
            layers = [in_title := f"{{title}} : ({parsed.match})", f"({parsed.match}) NOT ({in_title})"]
        page, total = _page(db, layers, filters, order, limit, offset)
        return SearchResult(parsed, _hits(db, page, parsed), total)


def document_label(document: str, title: str | None, issuer: str | None, report_year: int | None) -> str:
    """Return the title, or a name in brackets, as catalogues write what they had to supply.

    >>> document_label("d0a1b2c3d4e5f607", None, "某县水利局", 2023)
    '［某县水利局 2023年报告］'
    """
    if title:
        return title
    if issuer or report_year:
        return f"［{' '.join(filter(None, [issuer, f'{report_year}年报告' if report_year else '报告']))}］"
    return f"［无标题文件 {document}］"


def main_search(args: argparse.Namespace) -> int:
    """Write the hits as JSON lines to stdout and their number to stderr; return 0, or 1 if nothing was found."""
    result = search(
        args.archive,
        args.query,
        year=args.year,
        kind=args.kind,
        portal=args.portal,
        issuer=args.issuer,
        division=args.division,
        order=args.order,
        limit=args.limit,
    )
    for hit in result.hits:
        sys.stdout.write(json.dumps(_as_json(hit), ensure_ascii=False) + "\n")
    if result.query.problem == "only_excluded":
        sys.stderr.write("the query only excludes; add a word that has to occur\n")
    more = "" if result.is_total_exact else "more than "
    sys.stderr.write(f"{more}{min(result.total, MOST_COUNTED)} found, {len(result.hits)} shown\n")
    return 0 if result.hits else 1


def add_search_arguments(parser: argparse.ArgumentParser) -> None:
    """Give *parser* the arguments that main_search reads, except the archive."""
    parser.add_argument("query", help='words that must all occur; "…" keeps words together, -word excludes, a OR b')
    parser.add_argument("--year", type=int, help="report year")
    parser.add_argument("--kind", help="kind of document")
    parser.add_argument("--portal", help="id of a portal")
    parser.add_argument("--issuer", help="full name of the issuing organ")
    parser.add_argument("--division", help="beginning of a division code")
    parser.add_argument("--order", choices=["best", "newest"], default="best")
    parser.add_argument("--limit", type=int, default=20, help="hits shown at most (20)")


# A range and not a pattern: SQLite finds its ends in an index.
_CONDITIONS = {"division": " AND d.division_code >= :division AND d.division_code < :division || 'A'"}


@dataclass(frozen=True, slots=True)
class _Filters:
    """Conditions on columns of documents, each parameter named like its column."""

    values: dict[str, str | int]

    @classmethod
    def of(cls, **values: str | int | None) -> _Filters:
        return cls({column: value for column, value in values.items() if value is not None})

    @property
    def sql(self) -> str:
        return "".join(_CONDITIONS.get(column, f" AND d.{column} = :{column}") for column in self.values)


def _page(
    db: sqlite3.Connection, layers: list[str | None], filters: _Filters, order: Order, limit: int, offset: int
) -> tuple[list[int], int]:
    """Return the seq of each document of the page, and the number of all hits; layers follow one another."""
    page: list[int] = []
    total = 0
    for match in layers:
        count = _count(db, match, filters, MOST_COUNTED + 1 - total)
        skipped, missing = max(0, offset - total), limit - len(page)
        if missing > 0 and count > skipped:
            sql = _ordered(match, filters, order, count)
            values = {**filters.values, "match": match, "limit": missing, "offset": skipped}
            page += [row[0] for row in db.execute(f"{sql} LIMIT :limit OFFSET :offset", values)]
        total += count
    return page, total


_FOUND = "documents_fts CROSS JOIN documents d ON d.seq = documents_fts.rowid WHERE documents_fts MATCH :match"


def _count(db: sqlite3.Connection, match: str | None, filters: _Filters, most: int) -> int:
    if match is None:
        found = f"documents d WHERE true{filters.sql}"
    elif filters.values:
        found = f"{_FOUND}{filters.sql}"
    else:
        found = "documents_fts WHERE documents_fts MATCH :match"
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {found} LIMIT :most)"
    return int(db.execute(sql, {**filters.values, "match": match, "most": most}).fetchone()[0])


def _ordered(match: str | None, filters: _Filters, order: Order, count: int) -> str:
    newest = "ORDER BY d.published_at DESC, d.rowid DESC"
    if match is None:
        return f"SELECT d.seq FROM documents d WHERE true{filters.sql} {newest}"
    if order == "best" and count <= MOST_RANKED:
        rank = f"ORDER BY bm25(documents_fts, {_TITLE_WEIGHT}, 1.0), d.published_at DESC, d.rowid DESC"
        return f"SELECT d.seq FROM {_FOUND}{filters.sql} {rank}"
    if count <= MOST_COUNTED:
        return f"SELECT d.seq FROM {_FOUND}{filters.sql} {newest}"
    # Too many to sort.  But then the newest documents are full of them: walk down the dates and ask each.
    is_found = "(SELECT 1 FROM documents_fts WHERE documents_fts MATCH :match AND rowid = d.seq)"
    return f"SELECT d.seq FROM documents d WHERE EXISTS {is_found}{filters.sql} {newest}"


def _hits(db: sqlite3.Connection, page: list[int], query: Query) -> tuple[Hit, ...]:
    """Return the hits in the order of *page*; only now are texts read."""
    sql = (
        "SELECT seq, id, title, issuer, report_year, published_at, kind, portal, text FROM documents"
        f" WHERE seq IN ({', '.join('?' * len(page))})"
    )
    rows = {row[0]: row[1:] for row in map(tuple, db.execute(sql, page))}
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


def _as_json(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.document,
        "title": hit.label if hit.has_title else None,
        "label": hit.label,
        "issuer": hit.issuer,
        "report_year": hit.report_year,
        "published_at": hit.published_at,
        "kind": hit.kind,
        "portal": hit.portal,
        "snippet": "".join(piece.text for piece in hit.snippet),
        "hits": sorted({piece.text for piece in hit.snippet if piece.is_hit}),
    }


@contextmanager
def _connection(archive: sqlite3.Connection | Database | str | Path) -> Iterator[sqlite3.Connection]:
    """Give the connection that was handed in, or one to the file, closed afterwards."""
    if isinstance(archive, Database):
        yield archive.conn
    elif isinstance(archive, sqlite3.Connection):
        yield archive
    else:
        with closing(connect_reader(Path(archive))) as db:
            yield db
