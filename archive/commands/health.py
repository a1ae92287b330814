"""`fazhi health`: what needs a person; silent when nothing does."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from archive.care.health import findings
from archive.command_line.group import FINE, FOUND_SOMETHING, with_example
from archive.command_line.options import archive_argument, json_option
from archive.command_line.output import Columns, write_rows
from archive.reader import open_reader
from archive.timestamps import utcnow

_COLUMNS: Columns = {"portal": lambda row: row["portal"] or "crawler", "kind": "kind", "what was found": "detail"}


@with_example("fazhi health --silent-days 30")
@archive_argument
@click.option(
    "--silent-days", type=float, default=14.0, show_default=True, metavar="DAYS",
    help="A portal, or the crawler, is silent after so many days.",
)  # fmt: skip
@click.option(
    "--no-evidence", is_flag=True, help="Compare no WARC file with its digests; else a share, all in a month."
)
@json_option
def command(archive: Path, silent_days: float, no_evidence: bool, as_json: bool) -> int:
    """Write what needs a person, the crawler's own state first; 0 and silence if nothing does, else 1."""
    open_reader(archive).close()  # of an archive that cannot be read nothing is checked
    if not no_evidence:
        from archive.care.rolling_check import check_share

        check_share(archive, utcnow())
    with open_reader(archive) as reader:
        found = [asdict(finding) for finding in findings(reader.db, utcnow(), silent_days)]
    for finding in found:
        del finding["wording"]  # a key of the pages' own translations
    return FOUND_SOMETHING if write_rows(found, _COLUMNS, as_json) else FINE
