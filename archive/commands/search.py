"""`fazhi search`: documents by what is printed in them."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Any

import click

from archive.command_line.group import FINE, FOUND_SOMETHING, with_example
from archive.command_line.options import Function, archive_option, division_option, json_option, limit_option
from archive.command_line.output import write_json
from archive.command_line.values import OneOf, complete_portals, unknown
from archive.coverage.covered_divisions import Divisions
from archive.document_fields import FILTERS
from archive.reader import open_reader
from archive.search.search import Hit, search
from archive.text.terminal import table, terminal_width
from archive.text.tokens import MOST

_PROBLEMS = {
    "only_excluded": "the query only excludes; add a word that has to occur",
    "too_long": f"the query is too long; expected at most {MOST['too_long']} characters",
    "too_many_words": f"the query has too many words; expected at most {MOST['too_many_words']}",
    "too_many_excluded": f"the query excludes too many words; expected at most {MOST['too_many_excluded']}",
    "too_many_single": f"too many single characters; expected at most {MOST['too_many_single']}, or longer words",
}


def _filter_options(function: Function) -> Function:
    """Give the command an option for each field that chooses documents (archive/document_fields.py)."""
    for name, field in reversed(FILTERS.items()):
        if name == "division":
            function = division_option(function)
            continue
        function = click.option(
            f"--{name.replace('_', '-')}",
            type=int if field.type == "integer" else OneOf(field.values) if field.values else str,
            metavar=name.rpartition("_")[2].upper() if field.values else None,
            help=field.description.partition(";")[0],
            shell_complete=complete_portals if name == "portal" else None,
        )(function)
    return function


def _require_known(db: sqlite3.Connection, portal: str) -> None:
    known = [id for (id,) in db.execute("SELECT id FROM portals ORDER BY id")]
    if portal not in known:
        raise click.BadParameter(unknown(portal, known), param_hint="'--portal'")


@with_example("fazhi search 营商环境 --year 2024", ignore_unknown_options=True)  # -环境 is a word to be left out
@click.argument("words", metavar="QUERY...", nargs=-1, required=True, type=click.UNPROCESSED)
@archive_option
@_filter_options
@click.option("--order", type=click.Choice(["best", "newest"]), default="best", show_default=True)
@limit_option(20, "Hits")
@json_option
def command(archive: Path, words: tuple[str, ...], division: str | None, as_json: bool, **options: Any) -> int:
    """Write the hits to stdout and their number to stderr; 1 if nothing was found.

    All words of QUERY must occur; "…" keeps words together, -word excludes, a OR b asks for one of two.
    """
    if no_option := next((word for word in words if word.startswith("--")), None):
        raise click.NoSuchOption(no_option)
    query = " ".join(words)
    with open_reader(archive) as reader:
        if portal := options["portal"]:
            _require_known(reader.db, portal)
        prefix = Divisions(reader.db).prefix_of_one(division) if division else None
        result = search(reader.db, query, division=prefix, **options)
    if as_json:
        for hit in result.hits:
            write_json(_as_json(hit))
    elif result.hits:
        sys.stdout.write(_as_table(result.hits) + "\n")
    if sentence := _PROBLEMS.get(result.query.problem or ""):
        sys.stderr.write(f"{sentence}\n")
    least = "" if result.is_total_exact else "at least "
    sys.stderr.write(f"{least}{result.total} found, {len(result.hits)} shown\n")
    return FINE if result.hits else FOUND_SOMETHING


def _as_json(hit: Hit) -> dict[str, object]:
    return {
        **hit.columns(),
        "snippet": "".join(piece.text for piece in hit.snippet),
        "hits": sorted({piece.text for piece in hit.snippet if piece.is_hit}),
    }


def _as_table(hits: tuple[Hit, ...]) -> str:
    """Return the hits with their titles, below each the words that were found."""
    rows: list[list[str | None]] = []
    for hit in hits:
        rows.append([hit.document, (hit.published_at or "")[:10], hit.label])
        rows.append([None, None, " ".join("".join(piece.text for piece in hit.snippet).split())])
    return table(["id", "published", "title"], rows, terminal_width())
