"""`fazhi problems`: what went wrong in a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from archive.catalogue.runs import problems_of
from archive.catalogue.unread import living_run, unread_problems
from archive.command_line.group import FINE, FOUND_SOMETHING, with_example
from archive.command_line.options import archive_argument, json_option
from archive.command_line.output import Columns, write_rows
from archive.errors import ArchiveError
from archive.reader import open_reader
from archive.rows import Row

_COLUMNS: Columns = {"portal": "portal", "kind": "kind", "what was found": "detail"}


@with_example("fazhi problems")
@archive_argument
@click.option("--run", help="Id of a run.  [default: the last one]")
@json_option
def command(archive: Path, run: str | None, as_json: bool) -> int:
    """Write the problems of a run, and the pages that wait to be read (of any run without --run); 1 if there are any.

    Raises ArchiveError if there is no such run.
    """
    with open_reader(archive) as reader:
        found = problems_of(reader.db, run)
        waiting = unread_problems(reader.db, run, living_run(reader.db))
    if found is None:
        raise ArchiveError(f"no run {run} in {archive}; `fazhi runs` names them")
    found += waiting
    write_rows(found if as_json else _with_addresses(found), _COLUMNS, as_json)
    return FOUND_SOMETHING if found else FINE


def _with_addresses(found: list[Row]) -> Iterator[Row]:
    """Yield each problem and, where it has an address, a row with that alone: an address is as long as a line."""
    for row in found:
        yield row
        if row["url"]:
            yield {"portal": None, "kind": None, "detail": row["url"]}
