"""`fazhi coverage`: who has published the report of a year when, and who has not."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from archive.command_line.group import FINE, FOUND_SOMETHING, with_example
from archive.command_line.options import archive_argument, division_option, json_option
from archive.command_line.output import Columns, write_rows
from archive.coverage.covered_divisions import Divisions
from archive.coverage.organ_years import COLUMNS, MISSING, STATUS_WORDS, organ_years
from archive.reader import open_reader
from archive.rows import as_csv

_COLUMNS: Columns = {
    "division": "division",
    "organ": "organ",
    "year": "year",
    "status": lambda row: STATUS_WORDS[row["status"]],
    "published": "published_on",
    "days": lambda row: None if row["days_after_1_april"] is None else f"{row['days_after_1_april']:+d}",
    "checked": "checked_on",
}


@with_example("fazhi coverage --year 2025 --status not_found")
@archive_argument
@division_option
@click.option("--year", type=int, help="The year that the reports cover.  [default: all from 2016 on]")
@click.option("--status", multiple=True, type=click.Choice(list(STATUS_WORDS)), help="Only these; may be repeated.")
@click.option("--governments", is_flag=True, help="Leave out departments, towns and streets.")
@click.option("--csv", "form", flag_value="csv", help="CSV for spreadsheets.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), hidden=True)  # as scripts had it
@json_option
def command(
    archive: Path,
    division: str | None,
    year: int | None,
    status: tuple[str, ...],
    governments: bool,
    form: str | None,
    as_json: bool,
) -> int:
    """Write a row for each organ and year; 0 if each has its report or is not due, else 1."""
    with open_reader(archive) as reader:
        prefix = Divisions(reader.db).prefix_of_one(division) if division else ""
        found = organ_years(reader.db, prefix, year, only_governments=governments)
    shown = [row for row in found if not status or row["status"] in status]
    if form == "csv":
        # Without the byte order mark: the next program in a pipe would take it for a part of the first name.
        sys.stdout.write(as_csv(COLUMNS, ([row[name] for name in COLUMNS] for row in shown)).removeprefix("\ufeff"))
    else:
        write_rows(shown, _COLUMNS, form == "json" if form else as_json)
    return FOUND_SOMETHING if any(row["status"] in MISSING for row in shown) else FINE
