"""`fazhi coverage`: who has published the report of a year when, and who has not."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from archive.command_line.group import FINE, FOUND_SOMETHING, with_example
from archive.command_line.options import archive_argument, division_option, json_option
from archive.command_line.output import Columns, write_rows
from archive.coverage.country import add_missing, governments, years_of
from archive.coverage.covered_divisions import Divisions
from archive.coverage.organ_years import COLUMNS, FIRST_YEAR, MISSING, STATUS_WORDS, organ_years
from archive.coverage.unplaced import COLUMNS as UNPLACED_COLUMNS
from archive.coverage.unplaced import MISSING_WORDS, unplaced_reports
from archive.reader import open_reader
from archive.rows import Row, as_csv

_COLUMNS: Columns = {
    "division": "division",
    "organ": "organ",
    "year": "year",
    "status": lambda row: _status(row),
    "published": "published_on",
    "days": lambda row: None if row["days_after_1_april"] is None else f"{row['days_after_1_april']:+d}",
    "checked": "checked_on",
}

_UNPLACED: Columns = {
    "document": "document",
    "title": "title",
    "missing": lambda row: ", ".join(MISSING_WORDS[each] for each in row["missing"].split()),
    "organ": "issuer",
    "found in": "found_in",
    "year": "year",
    "published": "published_on",
}


@with_example("fazhi coverage --year 2025 --status not_found")
@archive_argument
@division_option
@click.option("--year", type=int, help="The year that the reports cover.  [default: all from 2016 on]")
@click.option("--status", multiple=True, type=click.Choice(list(STATUS_WORDS)), help="Only these; may be repeated.")
@click.option("--governments", "only_governments", is_flag=True, help="Leave out departments, towns and streets.")
@click.option("--crawled", is_flag=True, help="Leave out governments without a portal in the archive.")
@click.option("--csv", "form", flag_value="csv", help="CSV for spreadsheets.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), hidden=True)  # as scripts had it
@click.option("--unplaced", is_flag=True, help="Instead: reports without year, kind, organ or place, in no row.")
@json_option
def command(
    archive: Path,
    division: str | None,
    year: int | None,
    status: tuple[str, ...],
    only_governments: bool,
    crawled: bool,
    form: str | None,
    unplaced: bool,
    as_json: bool,
) -> int:
    """Write a row for each organ and year; 0 if each has its report or is not due, else 1."""
    if form and click.get_current_context().get_parameter_source("as_json") is ParameterSource.COMMANDLINE:
        raise click.UsageError(f"two forms were asked for: {form}, and {'--json' if as_json else '--table'}")
    as_json = form == "json" if form else as_json
    with open_reader(archive) as reader:
        known = governments(reader.db)
        prefix = Divisions(reader.db, known).prefix_of_one(division) if division else ""
        if unplaced:
            without_row = unplaced_reports(reader.db, prefix)
            _write(without_row, UNPLACED_COLUMNS, _UNPLACED, form, as_json)
            return FOUND_SOMETHING if without_row else FINE
        found = organ_years(reader.db, prefix, year, only_governments=only_governments)
        inside = [each for each in known if each.code.startswith(prefix)]
        years = {year} if year else {*years_of(reader.db, FIRST_YEAR), *(row["year"] for row in found)}
        found = found if crawled else add_missing(found, inside, sorted(years))
    shown = [row for row in found if not status or row["status"] in status]
    _write(shown, COLUMNS, _COLUMNS, form, as_json)
    return FOUND_SOMETHING if any(row["status"] in MISSING for row in shown) else FINE


def _write(found: list[Row], names: tuple[str, ...], columns: Columns, form: str | None, as_json: bool) -> None:
    if form == "csv":
        # Without the byte order mark: the next program in a pipe would take it for a part of the first name.
        sys.stdout.write(as_csv(names, ([row[name] for name in names] for row in found)).removeprefix("\ufeff"))
    else:
        write_rows(found, columns, as_json)


def _status(row: Mapping[str, Any]) -> str:
    """Return the status in words, with the reserve where the day is that of a repost or of the first capture."""
    words = STATUS_WORDS[row["status"]]
    return f"{words}, by {row['published_by']}" if row["evidence"] in ("elsewhere", "capture") else words
