"""`fazhi runs`: the newest runs, what each found and how it ended."""

from __future__ import annotations

from pathlib import Path

from archive.catalogue.runs import newest_runs
from archive.command_line.group import FINE, with_example
from archive.command_line.options import archive_argument, json_option, limit_option
from archive.command_line.output import Columns, write_rows
from archive.reader import open_reader

_COLUMNS: Columns = {
    "run": "id",
    "command": "command",
    "ended": lambda row: row["reason"] or "not yet",
    "pages": "pages",
    "new": "new",
    "changed": "changed",
    "problems": "problems",
}


@with_example("fazhi runs --limit 5")
@archive_argument
@limit_option(20, "Runs")
@json_option
def command(archive: Path, limit: int, as_json: bool) -> int:
    """Write the newest runs, oldest of them first."""
    with open_reader(archive) as reader:
        write_rows(newest_runs(reader.db, limit), _COLUMNS, as_json)
    return FINE
