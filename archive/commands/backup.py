"""`fazhi backup`: a copy of the archive with its WARC files."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from archive.command_line.group import FINE, with_example
from archive.command_line.options import archive_option, json_option
from archive.command_line.output import write_facts


@with_example("fazhi backup backup/")
@click.argument("folder", type=click.Path(path_type=Path))
@archive_option
@json_option
def command(archive: Path, folder: Path, as_json: bool) -> int:
    """Write the backup into FOLDER, which is made or brought up to date, and what it holds to stdout."""
    from archive.care.backup import back_up

    write_facts(asdict(back_up(archive, folder)), as_json)
    return FINE
