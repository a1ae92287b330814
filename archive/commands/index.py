"""`fazhi index`: the CDXJ index beside the WARC files, brought up to date."""

from __future__ import annotations

from pathlib import Path

from archive.command_line.group import FINE, with_example
from archive.command_line.options import archive_argument, json_option
from archive.command_line.output import write_facts
from archive.database.connection import archive_errors
from archive.reader import open_reader


@with_example("fazhi index")
@archive_argument
@json_option
def command(archive: Path, as_json: bool) -> int:
    """Bring the index up to date, write its place and how many lines came to it."""
    from archive.evidence.cdxj import INDEX_NAME, refresh
    from archive.evidence.warc_output import warc_folder

    with open_reader(archive) as reader, archive_errors(reader.path):
        folder = warc_folder(reader.path)
        added = refresh(reader.db, folder)
    write_facts({"index": str(folder / INDEX_NAME), "added": added}, as_json)
    return FINE
