"""`fazhi reuse`: how much of a report stands in those of other years, of neighbours, or in one other."""

from __future__ import annotations

from pathlib import Path

import click

from archive.command_line.group import FINE, with_example
from archive.command_line.options import archive_option, json_option
from archive.command_line.output import Columns, write_rows
from archive.reader import open_reader

_COLUMNS: Columns = {
    "other": "other",
    "relation": lambda row: row["relation"].replace("_", " "),
    "of this": lambda row: f"{row['of_document']:.0%}",
    "of other": lambda row: f"{row['of_other']:.0%}",
    "title": "label",
}


@with_example("fazhi reuse d1f0c2a3b4d5e6f7")
@click.argument("document")
@click.argument("other", required=False)
@archive_option
@click.option("--exact", is_flag=True, help="Compare every text, rather than stored MinHashes.")
@json_option
def command(archive: Path, document: str, other: str | None, exact: bool, as_json: bool) -> int:
    """Write each document that DOCUMENT is compared with, what repeats most of it first; OTHER is compared exactly.

    Raises ArchiveError if there is no such document.
    """
    from archive.reuse.comparisons import compared_with

    with open_reader(archive) as reader:
        found = compared_with(reader.db, document, other, is_exact=exact)
    write_rows(sorted(found, key=lambda row: (-row["of_document"], row["other"])), _COLUMNS, as_json)
    return FINE
