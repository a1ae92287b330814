"""Matrix of coverage: divisions, or the organs of one, and years; the rule stands in database/coverage_views.py."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from archive.coverage import country
from archive.coverage.country import CountryGovernment
from archive.coverage.covered_divisions import Division, Divisions
from archive.coverage.organ_years import FIRST_YEAR
from archive.divisions.organs import is_township
from archive.divisions.prefixes import prefix_of
from archive.rows import Row, rows

Status = Literal[
    "on_time", "late", "by_then", "undated", "unread", "not_found", "not_due", "never", "no_table", "not_expected"
]

STATUSES: tuple[Status, ...] = (
    "on_time", "late", "by_then", "undated", "unread", "not_found", "not_due", "never", "no_table", "not_expected",
)  # fmt: skip
SHOWN_YEARS = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """One division, or organ, in one year.

    *published_on* of the report if there is one that bears a date, and *days* (after 1 April; before it they are
    negative) if that is proven by the organ's or its government's own page; *evidence*: ``own_page``, a dated page
    ``elsewhere``, the first ``capture``; *published_by*: the day by which it was published at the latest;
    *document* its id.  *checked_on*: last complete walk.  *others*: reports by other organs of the
    division.  *below*: how many of the divisions below have published, and of how many the archive has a portal.
    """

    year: int
    status: Status
    published_on: str | None = None
    days: int | None = None
    evidence: str | None = None
    published_by: str | None = None
    document: str | None = None
    checked_on: str | None = None
    others: int = 0
    below: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the matrix; *division* is None where the row is an organ.

    *governments*: how many of the division, and of those below, have a portal table, of how many there are; (0, 0)
    where the archive does not know the governments of the country.
    """

    name: str
    division: Division | None
    cells: list[Cell]
    governments: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class GovernmentsKnown:
    """All governments of a division: how many there are, have a portal table, and of these were never checked."""

    number: int
    with_table: int
    never_checked: int
    without: list[CountryGovernment]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The lines to be shown for a division (None: the country), the youngest year first.

    *checked_on* is the last complete walk where all lines have the same one, so that it need be said only once;
    *unplaced*: how many reports count for no line.
    """

    division: Division | None
    path: list[Division]
    years: list[int]
    divisions: list[Line]
    organs: list[Line]
    checked_on: str | None
    has_earlier: bool
    unplaced: int
    governments: GovernmentsKnown | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What is the same for every matrix of an archive, and takes a while: the governments, and how many others."""

    divisions: Divisions
    governments: dict[tuple[str, int], Row]
    others: dict[tuple[str, int], int]
    last_year: int
    country: dict[str, CountryGovernment]  # by prefix; empty where the archive knows no registry
    unplaced: dict[str, int]  # by the prefix of the division in which they were found; "" where none is known

    def years_of(self, prefix: str) -> list[int]:
        """Return the years without a gap, from the first with a report in a division to the last of the archive.

        Of a division without reports, but with governments of the country, those of the whole archive.
        """
        known = [year for place, year in self.others if place.startswith(prefix)]
        if not known and any(place.startswith(prefix) for place in self.country):
            known = [year for _, year in self.others]
        return list(range(max(FIRST_YEAR, min(known)), self.last_year + 1)) if known else []

    def unplaced_in(self, prefix: str) -> int:
        """Return how many reports of which kind, organ, place or year is not known were found in a division."""
        return sum(number for place, number in self.unplaced.items() if place.startswith(prefix))

    def governments_in(self, prefix: str) -> tuple[int, int]:
        """Return how many governments of a division, and below, have a portal table, and how many there are."""
        found = [each.has_table for place, each in self.country.items() if place.startswith(prefix)]
        return sum(found), len(found)

    def has_no_table(self, prefix: str) -> bool:
        """Tell whether the government of a division is known, and has no portal table yet."""
        return prefix in self.country and not self.country[prefix].has_table

    def known_in(self, prefix: str) -> GovernmentsKnown | None:
        """Return what is known of all governments of a division, and below; None where there is no registry."""
        inside = {place: each for place, each in self.country.items() if place.startswith(prefix)}
        if not inside:
            return None
        checked = {place for (place, _), row in self.governments.items() if row["checked_on"]}
        without = [each for each in inside.values() if not each.has_table]
        with_table = len(inside) - len(without)
        return GovernmentsKnown(len(inside), with_table, with_table - len(checked & inside.keys()), without)

    def published(self, prefixes: list[str], year: int) -> int:
        """Return how many of these governments have a report for *year*."""
        return sum(bool((self.governments.get((prefix, year)) or {}).get("document")) for prefix in prefixes)

    def with_portal_below(self, prefix: str) -> list[str]:
        """Return the prefixes of the divisions below one that have a portal."""
        return [each.prefix for each in self.divisions.within(prefix) if each.portals and each.prefix != prefix]


def count(db: sqlite3.Connection) -> Counted:
    """Return the figures over the whole archive; a second for a million documents, so that callers keep them."""
    found = rows(db, "SELECT * FROM coverage WHERE is_government = 1")
    governments = {(prefix_of(row["division_code"]), row["year"]): row for row in found}
    totals: Counter[tuple[str, int]] = Counter()
    sql = (
        "SELECT division_code, report_year, count(DISTINCT issuer) FROM documents INDEXED BY documents_coverage"
        " WHERE division_code IS NOT NULL AND report_year BETWEEN 2000 AND 2100 AND kind = 'report'"
        " GROUP BY division_code, report_year"
    )
    for code, year, organs in db.execute(sql):
        totals[prefix_of(code), year] += organs
    for key in totals:
        totals[key] -= bool((governments.get(key) or {}).get("document"))
    unplaced: Counter[str] = Counter()
    for code, number in db.execute("SELECT found_in, count(*) FROM unplaced_reports GROUP BY found_in"):
        unplaced[prefix_of(code or "")] += number
    last_year = max((row["year"] for row in found), default=0)
    known = country.governments(db)
    divisions = Divisions(db, known)
    by_prefix = {prefix_of(each.code): each for each in known}
    return Counted(divisions, governments, dict(totals), last_year, by_prefix, dict(unplaced))


def matrix(db: sqlite3.Connection, counted: Counted, code: str, until: int | None = None) -> Matrix | None:
    """Return the matrix of the division *code* ("": of the country); None if the archive knows no such division."""
    division = counted.divisions.get(code) if code else None
    if code and division is None:
        return None
    prefix = division.prefix if division else ""
    years = [year for year in counted.years_of(prefix) if until is None or year <= until]
    shown = years[: -SHOWN_YEARS - 1 : -1]
    places = ([division] if division else []) + counted.divisions.below(prefix)
    lines = [_line(counted, place, shown) for place in places]
    checks = {cell.checked_on for line in lines for cell in line.cells if line.division and line.division.portals}
    return Matrix(
        division=division,
        path=counted.divisions.path(prefix),
        years=shown,
        divisions=lines,
        organs=list(_organs(db, division, shown)) if division else [],
        checked_on=checks.pop() if len(checks) == 1 else None,
        has_earlier=len(years) > len(shown),
        unplaced=counted.unplaced_in(prefix),
        governments=counted.known_in(prefix),
    )


def provinces(counted: Counted) -> tuple[int | None, list[tuple[Division, int, int]]]:
    """Return the youngest year that is due, and for each province how many divisions published it, of how many."""
    due = {year for (_, year), row in counted.governments.items() if _is_due(row)}
    if not due:
        return None, []
    year = max(due)
    found = []
    for place in counted.divisions.below(""):
        if place.prefix not in counted.divisions.covered:
            continue
        known = counted.with_portal_below(place.prefix) + ([place.prefix] if place.portals else [])
        if not place.portals:  # what its government has published counts without a portal as well
            known += [place.prefix] * counted.published([place.prefix], year)
        found.append((place, counted.published(known, year), len(known)))
    return year, found


def _is_due(row: Row) -> bool:
    return bool(row["checked_on"]) and row["checked_on"] > f"{row['year'] + 1}-04-01"


def _line(counted: Counted, place: Division, years: list[int]) -> Line:
    below = counted.with_portal_below(place.prefix)
    cells = []
    for year in years:
        key = (place.prefix, year)
        more: dict[str, Any] = {
            "others": counted.others.get(key, 0),
            "below": (counted.published(below, year), len(below)),
        }
        cell = _cell(year, counted.governments.get(key), **more)
        is_without = cell.status == "never" and counted.has_no_table(place.prefix)
        cells.append(replace(cell, status="no_table") if is_without else cell)
    return Line(place.name, place, cells, counted.governments_in(place.prefix))


def _cell(year: int, row: Row | None, **more: Any) -> Cell:
    """Return the cell of a row of the view; without one nothing was looked for, or nothing is expected."""
    if row is None:
        return Cell(year, "never", **more)
    return Cell(
        year,
        row["status"],
        published_on=row["published_on"],
        days=row["days_after_1_april"],
        evidence=row["evidence"],
        published_by=row["published_by"],
        document=row["document"],
        checked_on=row["checked_on"],
        **more,
    )


def _organs(db: sqlite3.Connection, place: Division, years: list[int]) -> Iterator[Line]:
    """Yield the organs that are expected in a division, or have published, the government first."""
    found: dict[str, dict[int, Row]] = {}
    for row in rows(db, "SELECT * FROM coverage WHERE division_code = ?", [place.code]):
        found.setdefault("" if row["is_government"] else row["organ"], {})[row["year"]] = row
    for name in sorted(found, key=lambda name: (bool(name), is_township(name), name)):
        held = found[name]
        cells = [_cell(year, held[year]) if year in held else Cell(year, "not_expected") for year in years]
        yield Line(name or held[max(held, key=lambda year: (bool(held[year]["document"]), year))]["organ"], None, cells)


def table(found: Matrix) -> tuple[list[str], list[list[object]]]:
    """Return the matrix as a table: head and one line for each division or organ and year."""
    head = [
        "division_code", "name", "is_division", "year", "status", "published_on", "days_after_1_april", "evidence",
        "published_by", "document", "checked_on", "reports_by_other_organs", "divisions_below_published",
        "divisions_below_known", "governments_with_table", "governments",
    ]  # fmt: skip
    lines: list[list[object]] = []
    for line in [*found.divisions, *found.organs]:
        below = line.governments if line.division and found.governments else (None, None)
        code = line.division.code if line.division else found.division.code if found.division else None
        for cell in line.cells:
            proof = [cell.evidence, cell.published_by]
            what = [cell.status, cell.published_on, cell.days, *proof, cell.document, cell.checked_on]
            lines.append(
                [code, line.name, int(line.division is not None), cell.year, *what, cell.others, *cell.below, *below]
            )
    return head, lines
