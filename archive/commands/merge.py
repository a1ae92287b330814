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
    """Write each conflict to stdout, the counts and each WARC file that is missing to stderr; 1 if there are any.

    OTHER is only read; its schema is brought up to date.  A folder of WARC files gives what this archive lacks.
    """
    from archive.database.stopping import stops_between_steps
    from archive.evidence.copies import first_of
    from archive.writing.writer import open_writer

    if other.is_dir():
        return _join(archive, other)
    if archive.exists() and other.exists() and archive.samefile(other):
        raise ArchiveError(f"{other} is the archive itself; merge another one into it")

    with open_writer(archive, create=False) as writer, open_writer(other, create=False) as given, stops_between_steps():
        merged = writer.merge(given)
    conflicts = [asdict(conflict) for conflict in merged.conflicts]
    write_rows(conflicts, {name: name for conflict in conflicts[:1] for name in conflict}, as_json)
    words = ", ".join(f"{number} {name}" for name, number in merged.added.items() if number)
    lacking = f"; {first_of(merged.missing)}: {archive} lacks it now, too" if merged.missing else ""
    sys.stderr.write(f"{words or 'nothing'} added, {len(conflicts)} conflicts{lacking}\n")
    return FOUND_SOMETHING if conflicts or merged.missing else FINE


def _join(archive: Path, folder: Path) -> int:
    """Take the WARC files of *folder* that belong to *archive*; 1 if others are missing still."""
    from archive.evidence.copies import first_of
    from archive.merging.join_folder import join_folder
    from archive.writing.writer import open_writer

    done = join_folder(archive, folder)
    open_writer(archive, create=False).close()  # takes in what no row knows
    lacking = f"; {first_of(done.missing)}" if done.missing else ""
    sys.stderr.write(f"{done.copied} WARC files added, {done.unknown} of them of lost runs{lacking}\n")
    return FOUND_SOMETHING if done.missing else FINE
