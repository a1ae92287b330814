"""`fazhi twins`: which documents are one report; with --rebuild, found out anew."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from archive.command_line.group import FINE, with_example
from archive.command_line.options import archive_argument, json_option
from archive.command_line.output import Columns, write_rows
from archive.reader import open_reader
from archive.twins.listing import all_clusters

_COLUMNS: Columns = {
    "report": "canonical",
    "year": "report_year",
    "title": "title",
    "also held by": lambda row: " ".join(twin["document"] for twin in row["twins"]),
}


@with_example("fazhi twins")
@archive_argument
@click.option(
    "--rebuild",
    "rebuilds",
    is_flag=True,
    help="Find twins of what has no MinHash of today's algorithm.",
)
@json_option
def command(archive: Path, rebuilds: bool, as_json: bool) -> int:
    """Write each report that several documents hold, or after --rebuild the number of documents done to stderr."""
    from archive.twins.rebuild import rebuild

    if rebuilds:
        sys.stderr.write(f"{rebuild(archive)} documents done\n")
        return FINE
    with open_reader(archive) as reader:
        write_rows(all_clusters(reader.db), _COLUMNS, as_json)
    return FINE
