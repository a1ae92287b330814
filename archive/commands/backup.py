"""`fazhi backup`: a copy of the archive with its WARC files."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from archive.command_line.group import FINE, FOUND_SOMETHING, with_example
from archive.command_line.options import archive_option, json_option
from archive.command_line.output import write_facts


@with_example("fazhi backup backup/")
@click.argument("folder", type=click.Path(path_type=Path))
@archive_option
@json_option
def command(archive: Path, folder: Path, as_json: bool) -> int:
    """Write the backup into FOLDER, which is made or brought up to date, and what it holds to stdout.

    1 if evidence is missing, which is said: what is there is copied. `fazhi verify` names each file.
    """
    from archive.care.backup import back_up
    from archive.evidence.copies import first_of

    done = asdict(back_up(archive, folder))
    missing = done.pop("missing")
    write_facts(done | ({"missing": missing} if as_json else {"missing": len(missing)}), as_json)
    if missing:
        sys.stderr.write(f"fazhi backup: {first_of(missing)}; the backup lacks it, too\n")
    return FOUND_SOMETHING if missing else FINE
