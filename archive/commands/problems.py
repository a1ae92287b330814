"""`fazhi problems`: what went wrong in a run."""

from __future__ import annotations

from pathlib import Path

import click

from archive.catalogue.runs import problems_of
from archive.command_line.group import FINE, FOUND_SOMETHING, with_example
from archive.command_line.options import archive_argument, json_option
from archive.command_line.output import Columns, write_rows
from archive.errors import ArchiveError
from archive.reader import open_reader


@with_example("fazhi problems")
@archive_argument
@click.option("--run", help="Id of a run.  [default: the last one]")
@json_option
def command(archive: Path, run: str | None, as_json: bool) -> int:
    """Write the problems of a run; 1 if it has any.

    Raises ArchiveError if there is no such run.
    """
    with open_reader(archive) as reader:
        found = problems_of(reader.db, run)
    if found is None:
        raise ArchiveError(f"no run {run} in {archive}; `fazhi runs` names them")
    columns: Columns = {"portal": "portal", "kind": "kind", "what was found": "detail", "url": "url"}
    return FOUND_SOMETHING if write_rows(found, columns, as_json) else FINE
