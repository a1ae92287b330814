"""`fazhi coverage`: who has published the report of a year when, and who has not."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator

from archive.coverage.covered_divisions import Divisions
from archive.coverage.matrix import STATUSES
from archive.errors import ArchiveError
from archive.reader import open_reader
from archive.rows import Row, as_csv, rows
from archive.text.terminal import places

_MISSING = ("not_found", "unread", "never")
_WORDS = {
    "on_time": "on time", "late": "late", "undated": "no date", "unread": "listed, not read", "not_found": "not found",
    "not_due": "not due", "never": "never checked",
}  # fmt: skip


def add_coverage_arguments(parser: argparse.ArgumentParser) -> None:
    """Which divisions and years, and how it is written."""
    parser.add_argument(
        "--division", default="", metavar="PLACE", help="beginning of a code, such as 4401, or a name (all divisions)"
    )
    parser.add_argument("--year", type=int, help="the year that the reports cover (all from 2016 on)")
    parser.add_argument(
        "--status",
        action="append",
        choices=[status for status in STATUSES if status in _WORDS],
        help="only these; may be given more than once",
    )
    parser.add_argument("--governments", action="store_true", help="leave out departments, towns and streets")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help="json: a line for each row")


def main_coverage(args: argparse.Namespace) -> int:
    """Write a row for each organ and year; 0 if each has its report or is not due, else 1.

    Raises ArchiveError if there is no such division, or several have the name.
    """
    with open_reader(args.archive) as reader:
        prefix = _prefix(reader.db, args.division)
        found = list(_rows(reader.db, prefix, args.year, args.governments))
    shown = [row for row in found if not args.status or row["status"] in args.status]
    sys.stdout.write({"table": _as_table, "csv": _as_csv, "json": _as_json}[args.format](shown))
    return 1 if any(row["status"] in _MISSING for row in shown) else 0


def _prefix(db: sqlite3.Connection, place: str) -> str:
    """Return the beginning of the codes that are meant."""
    if (
        place.isdecimal()
        and db.execute(
            "SELECT 1 FROM covered_divisions WHERE division_code >= ? AND division_code < ? LIMIT 1",
            [place, f"{place}A"],
        ).fetchone()
    ):
        return place
    known = Divisions(db)
    meant = known.meant(place) if place else []
    if place and len(meant) != 1:
        names = ", ".join(f"{each.code} {known.label(each.code)}" for each in meant[:10])
        expected = f"one of {names}" if meant else "the beginning of a code, or a name; `fazhi portals` shows codes"
        raise ArchiveError(
            f"--division {place}: {len(meant)} divisions of the archive are called so; expected {expected}"
        )
    return meant[0].prefix if meant else ""


def _rows(db: sqlite3.Connection, prefix: str, year: int | None, governments: bool) -> Iterator[Row]:
    conditions = ""
    values: list[str | int] = [prefix, f"{prefix}A"]
    if year is not None:
        conditions = " AND year = ?"
        values.append(year)
    if governments:
        conditions += " AND is_government = 1"
    yield from rows(
        db,
        f"SELECT * FROM coverage WHERE division_code >= ? AND division_code < ?{conditions}"
        " ORDER BY division_code, is_government DESC, organ_class = 'township', organ, year",
        values,
    )


def _as_csv(found: list[Row]) -> str:
    # Without the byte order mark: the next program in a pipe would take it for a part of the first name.
    return as_csv(_HEAD, ([row[name] for name in _HEAD] for row in found)).removeprefix("\ufeff")


def _as_json(found: list[Row]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)


def _as_table(found: list[Row]) -> str:
    """Return columns that a terminal shows below one another, Chinese characters being two places wide."""
    lines = [("division", "organ", "year", "status", "published", "days", "checked"), *map(_line, found)]
    widths = [max(places(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "".join(_padded(line, widths) + "\n" for line in lines)


def _line(row: Row) -> tuple[str, ...]:
    days = row["days_after_1_april"]
    return (
        f"{row['division_code']} {row['division']}", str(row["organ"]), str(row["year"]), _WORDS[row["status"]],
        row["published_on"] or "", "" if days is None else f"{days:+d}", row["checked_on"] or "",
    )  # fmt: skip


def _padded(cells: Iterable[str], widths: list[int]) -> str:
    padded = (cell + " " * (width - places(cell)) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()


_HEAD = [
    "division_code", "division", "is_government", "organ", "organ_class", "year", "status", "published_on",
    "days_after_1_april", "document", "checked_on",
]  # fmt: skip
