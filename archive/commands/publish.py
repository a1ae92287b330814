"""`fazhi publish`: what the world would see of an archive, and a copy of it that is made to be shown."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from archive.command_line.group import FINE, FOUND_SOMETHING, with_example
from archive.command_line.options import archive_argument, json_option
from archive.command_line.output import write_rows
from archive.reader import open_reader


@with_example("fazhi publish --check")
@archive_argument
@click.option("--check", "checks", is_flag=True, help="List what would be seen and change nothing.")
@click.option(
    "--to", type=click.Path(path_type=Path), metavar="FOLDER", help="Write a copy for `datasette serve FOLDER`."
)
@click.option("--address", metavar="URL", help="Where strangers will find the copy; full links begin with it.")
@json_option
def command(archive: Path, checks: bool, to: Path | None, address: str | None, as_json: bool) -> int:
    """Write what would be seen, a line each, after copying if asked; 1 if there is a warning.

    Raises ArchiveError if the folder exists or cannot be written, or the archive cannot be read.
    """
    from archive.datasette_plugin.publish import exposures, write_copy

    if checks == (to is not None):
        raise click.UsageError("expected either --check or --to FOLDER")
    if address and to is None:
        raise click.UsageError("--address goes with --to FOLDER")
    with open_reader(archive) as reader:
        found = list(exposures(reader.db, archive, copied=to is not None))
        if to is not None:
            write_copy(reader.db, to, address)
    write_rows(map(asdict, found), {"kind": "kind", "what": "what"}, as_json)
    return FOUND_SOMETHING if any(exposure.kind == "warning" for exposure in found) else FINE
