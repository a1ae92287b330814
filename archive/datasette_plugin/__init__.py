"""The Datasette plugin: Chinese search, pages to read, and a description of every table.

It acts on databases that are archives of ours, whatever their names, and leaves others as they are.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from datasette.utils.asgi import NotFound
from datasette.views.base import DatasetteError
from pluggy import HookimplMarker

from archive.datasette_plugin import gate, replaced, safety, serving
from archive.datasette_plugin.archives import archives, has_our_tables, is_archive, warnings
from archive.datasette_plugin.datasette_pages import draw_no_tracebacks
from archive.datasette_plugin.jinja import prepare
from archive.datasette_plugin.metadata import describe
from archive.datasette_plugin.pages import main_pages, overviews, robots_txt
from archive.datasette_plugin.words import language_switch
from archive.datasette_plugin.words.translate import CHINESE, WORDS, language_of, words_of
from archive.search.snippets import cut
from archive.text.tokens import match_query, parse_query

hookimpl = HookimplMarker("datasette")
_LARGEST_VALUE_BYTES = 200 << 20  # of a text or blob: three times the largest answer that a crawl takes
_LONGEST_PATTERN_BYTES = 1_000  # of LIKE and GLOB, which no time limit ends within one text (chosen)


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Replace Datasette's escape_fts, which its table pages call; hence trylast.  Add zh_query and zh_snippet."""
    if database == "_internal" or not has_our_tables(conn):
        return
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_VALUE_BYTES)
    conn.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, _LONGEST_PATTERN_BYTES)
    for name in ("escape_fts", "zh_query"):
        conn.create_function(name, 1, lambda query: match_query(str(query or "")), deterministic=True)
    conn.create_function("zh_snippet", 2, _snippet, deterministic=True)


def _snippet(text: object, query: object) -> str:
    """Return the passage of *text* that answers *query*, the hits in 【】: a cell of Datasette cannot show more."""
    pieces = cut(str(text or ""), parse_query(str(query or "")))
    return "".join(f"【{piece.text}】" if piece.is_hit else piece.text for piece in pieces)


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Have the figures of the home page ready before the first reader; tell the operator of archives left behind."""
    draw_no_tracebacks()
    for line in warnings(datasette):
        sys.stderr.write(f"{line}\n")
    return lambda: main_pages.count_ahead(datasette)


@hookimpl
def get_metadata(datasette: Any) -> dict[str, Any]:
    """Describe the tables of every archive; a metadata file of the operator's comes after and wins."""
    return {"databases": {database.name: describe() for database in archives(datasette)}}


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Our pages; each hands a database that is no archive to Datasette's own page."""
    database, ending = r"/(?P<database>[^\/\.]+)", r"(\.(?P<format>\w+))?$"
    tables = {
        "search": main_pages.search_page,
        "years": main_pages.years,
        "compare": overviews.compare_page,
        "coverage": overviews.coverage_page,
        "health": overviews.health_page,
        "feed": overviews.feed_page,
        "endpoints": overviews.endpoints_page,
        "vocabulary": overviews.vocabulary_page,
    }
    return [
        (r"/(\.(?P<format>jsono?))?$", main_pages.home),
        (r"/robots\.txt$", robots_txt.robots),
        (r"/-/fazhi/language/(?P<language>[a-z]+)$", language_switch.switch),
        (r"/-/fazhi/(?P<path>.*)$", serving.static_file),
        *((rf"{database}/(?P<table>{name}){ending}", view) for name, view in tables.items()),
        (rf"{database}/(?P<table>health)/(?P<pks>problems){ending}", overviews.run_page),
        (rf"{database}/(?P<table>coverage)/(?P<pks>unplaced){ending}", overviews.unplaced_page),
        (rf"{database}/(?P<table>originals)/(?P<pks>[^/]+?){ending}", main_pages.original),
        (rf"{database}/(?P<table>documents)/(?P<pks>[^/]+?){ending}", main_pages.document),
    ]


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Give the templates our filters, and the table of documents a shape for reading."""
    prepare(env, datasette)


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Callable[[], Awaitable[Any]] | None:
    """Show what leads nowhere in our dress; other errors are Datasette's, 400 where the reader's asking was wrong."""
    if isinstance(exception, DatasetteError) and exception.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        exception.status = HTTPStatus.BAD_REQUEST  # a column that is none, two orders at once: nothing is wrong here
    if not isinstance(exception, NotFound):
        return None
    # "404" is what Datasette says when no route fits: no word for a reader.
    detail = str(exception).removeprefix("404")
    return lambda: main_pages.not_found_page(datasette, request, detail)


@hookimpl
def extra_template_vars(datasette: Any, request: Any, database: str | None) -> dict[str, Any]:
    """The words in the reader's language, and the nonce that scripts of templates carry, see safety.py."""
    names = {archive.name for archive in archives(datasette)}
    is_ours = database in names if database else bool(names)
    return {
        "csp_nonce": safety.nonce_of(request),
        "language_switch": language_switch.switch_link(datasette, request),
        "in_chinese": is_ours and language_of(request) == CHINESE,
        **words_of(request),
    }


@hookimpl
def extra_css_urls(datasette: Any, template: str, database: str | None) -> list[str]:
    """A little style for Datasette's own pages of an archive."""
    if template.startswith("fazhi/") or database not in {each.name for each in archives(datasette)}:
        return []
    return [str(serving.static_url(datasette, "tables.css"))]


@hookimpl
def menu_links(datasette: Any, request: Any) -> list[dict[str, str]]:
    """The way back from Datasette's own pages to the search pages."""
    found = archives(datasette)
    if not found:
        return []
    word, switch = WORDS[language_of(request)]["search"], language_switch.switch_link(datasette, request)
    return [
        *(
            {"href": str(serving.page_url(datasette, database, "search")), "label": f"{word} · {database.name}"}
            for database in found
        ),
        {"href": switch["url"], "label": switch["name"]},
    ]


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Put the gate before a Datasette that shows an archive, and send a content security policy with every page."""

    def applies() -> bool:
        return any(map(is_archive, datasette.databases.values()))

    def wrap(app: Any) -> Any:
        present = replaced.with_present_files(app, datasette, applies)
        return safety.with_policy(gate.with_gate(present, datasette, applies), applies)

    return wrap
