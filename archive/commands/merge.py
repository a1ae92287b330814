"""`fazhi merge`: everything of another archive into this one."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from archive.command_line.group import FINE, FOUND_SOMETHING, with_example
from archive.command_line.options import archive_option, json_option
from archive.command_line.output import write_rows
from archive.errors import ArchiveError


@with_example("fazhi merge other.db")
@click.argument("other", type=click.Path(path_type=Path))
@archive_option
@json_option
def command(archive: Path, other: Path, as_json: bool) -> int:
    """Write each conflict to stdout, the counts to stderr; 1 if there are conflicts.

    OTHER is only read; its schema is brought up to date.
    """
    from archive.database.stopping import stops_between_steps
    from archive.writing.writer import open_writer

    if archive.exists() and other.exists() and archive.samefile(other):
        raise ArchiveError(f"{other} is the archive itself; merge another one into it")

    with open_writer(archive, create=False) as writer, open_writer(other, create=False) as given, stops_between_steps():
        merged = writer.merge(given)
    conflicts = [asdict(conflict) for conflict in merged.conflicts]
    write_rows(conflicts, {name: name for conflict in conflicts[:1] for name in conflict}, as_json)
    words = ", ".join(f"{number} {name}" for name, number in merged.added.items() if number)
    sys.stderr.write(f"{words or 'nothing'} added, {len(conflicts)} conflicts\n")
    return FOUND_SOMETHING if conflicts else FINE
