"""`fazhi verify`: snapshots against WARC records, WARC files against their rows and digests, the index against both."""

from __future__ import annotations

from pathlib import Path

from archive.command_line.group import FINE, FOUND_SOMETHING, with_example
from archive.command_line.options import archive_argument, json_option
from archive.command_line.output import write_lines
from archive.reader import open_reader


@with_example("fazhi verify")
@archive_argument
@json_option
def command(archive: Path, as_json: bool) -> int:
    """Write a line for each thing that does not agree; 1 if there is any."""
    from archive.evidence.verify import disagreements
    from archive.evidence.warc_output import warc_folder

    with open_reader(archive) as reader:
        number = write_lines(disagreements(reader.db, warc_folder(reader.path)), "fault", as_json)
    return FOUND_SOMETHING if number else FINE
