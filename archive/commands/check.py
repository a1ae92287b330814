"""`fazhi check`: everything in an archive that must agree with something else."""

from __future__ import annotations

from pathlib import Path

import click

from archive.command_line.group import FINE, FOUND_SOMETHING, with_example
from archive.command_line.options import archive_argument, json_option
from archive.command_line.output import write_lines
from archive.reader import open_reader


@with_example("fazhi check --quick")
@archive_argument
@click.option("--quick", is_flag=True, help="Read no WARC file and no text; the database alone.")
@click.option(
    "--accept", "accepts", is_flag=True, help="First take all tables as they are, where SQL has changed them."
)
@json_option
def command(archive: Path, quick: bool, accepts: bool, as_json: bool) -> int:
    """Write a line for each thing that is wrong; 1 if there is any."""
    from archive.care.faults import accept_tables, faults
    from archive.evidence.warc_output import warc_folder

    if accepts:
        accept_tables(archive)
    with open_reader(archive) as reader:
        reader.db.execute("BEGIN")  # one state of the archive, whatever is written meanwhile
        number = write_lines(faults(reader.db, None if quick else warc_folder(reader.path)), "fault", as_json)
    return FOUND_SOMETHING if number else FINE
