"""Who published when, and who did not: a matrix of divisions, or of the organs of one division, and years.

The law asks for publication by 1 April of the year after (厅字〔2019〕28号, art. 24).  A report is *not found*
only on the word of a complete walk of every portal of its division, after that day; see walks.py.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from archive.datasette_plugin.divisions import Division, Divisions, prefix_of
from archive.datasette_plugin.kept import kept
from archive.datasette_plugin.walks import complete_walks
from archive.datasette_plugin.words import china_day

Status = Literal["on_time", "late", "undated", "not_found", "not_due", "never"]

SHOWN_YEARS = 8
# Beyond this many documents the figures are only read off the index made for them, never off the table.
_FEW_DOCUMENTS = 50_000
_INDEX = "documents_coverage"
_LOWER = re.compile("(镇|乡|街道|苏木)(人民政府|办事处)")  # their reports stand on the portal of their county


@dataclass(frozen=True, slots=True)
class Cell:
    """One division, or organ, in one year.

    *published_on* and *days* (after 1 April; before it they are negative) of the report if there is one that
    bears a date; *document* its id.  *checked_on*: last complete walk.  *others*: reports by other organs of the
    division.  *below*: how many of the divisions below have published, and of how many the archive has a portal.
    """

    year: int
    status: Status
    published_on: str | None = None
    days: int | None = None
    document: str | None = None
    checked_on: str | None = None
    others: int = 0
    below: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the matrix; *division* is None where the row is an organ."""

    name: str
    division: Division | None
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The lines to be shown for a division (None: the country), the youngest year first.

    *checked_on* is the last complete walk where all lines have the same one, so that it need be said only once.
    """

    division: Division | None
    path: list[Division]
    years: list[int]
    divisions: list[Line]
    organs: list[Line]
    checked_on: str | None
    has_earlier: bool


class TooLarge(Exception):
    """The archive has too many documents for figures without their index."""


@dataclass(frozen=True, slots=True)
class _Report:
    document: str
    day: str  # "" if it bears none


@dataclass(frozen=True, slots=True)
class _Counted:
    divisions: Divisions
    checked: dict[str, str]  # prefix -> day of the last complete walk of all its portals
    own: dict[tuple[str, int], _Report]
    others: dict[tuple[str, int], int]

    def years_of(self, prefix: str) -> list[int]:
        """Return the years without a gap, from the first with a report in a division to the last that is due."""
        known = {year for place, year in self.others if place.startswith(prefix) and 2000 <= year <= 2100}
        if not known:
            return []
        last, last_check = max(known), max(self.checked.values(), default="")
        while last_check > _deadline(last + 1).isoformat():
            last += 1
        return list(range(min(known), last + 1))


def matrix(db: sqlite3.Connection, path: str, code: str, until: int | None = None) -> Matrix | None:
    """Return the matrix of the division *code* ("": of the country); None if the archive knows no such division.

    Raises TooLarge if the archive is large and lacks the index.
    """
    counted = kept(db, path, "coverage", _count)
    division = counted.divisions.get(code) if code else None
    if code and division is None:
        return None
    prefix = division.prefix if division else ""
    years = [year for year in counted.years_of(prefix) if until is None or year <= until]
    shown = years[: -SHOWN_YEARS - 1 : -1]
    places = ([division] if division else []) + counted.divisions.below(prefix)
    checks = {counted.checked.get(place.prefix) for place in places if place.portals}
    return Matrix(
        division=division,
        path=counted.divisions.path(prefix),
        years=shown,
        divisions=[_line(counted, place, shown) for place in places],
        organs=list(_organs(db, counted, division, shown)) if division and division.portals else [],
        checked_on=checks.pop() if len(checks) == 1 else None,
        has_earlier=len(years) > len(shown),
    )


def divisions_named(db: sqlite3.Connection, words: str) -> list[Division]:
    """Return the divisions that a reader may mean by *words*."""
    return Divisions(db).named(words)


def provinces(db: sqlite3.Connection, path: str) -> tuple[int | None, list[tuple[Division, int, int]]]:
    """Return the youngest year that is due, and for each province how many divisions published it, of how many."""
    counted = kept(db, path, "coverage", _count)
    last = max(counted.checked.values(), default="")
    due = [year for year in counted.years_of("") if last > _deadline(year).isoformat()]
    if not due:
        return None, []
    year = due[-1]
    found = []
    for place in counted.divisions.below(""):
        known = _below(counted, place.prefix) + ([place.prefix] if place.portals else [])
        found.append((place, sum((prefix, year) in counted.own for prefix in known), len(known)))
    return year, found


def deadline_days(year: int, day: str) -> int:
    """Return how many days after 1 April of the next year *day* is; before it they are negative.

    >>> deadline_days(2024, "2025-03-20"), deadline_days(2024, "2025-04-10")
    (-12, 9)
    """
    return (date.fromisoformat(day) - _deadline(year)).days


def _deadline(year: int) -> date:
    return date(year + 1, 4, 1)


def _count(db: sqlite3.Connection) -> _Counted:
    documents = _affordable(db)
    divisions = Divisions(db)
    walks = complete_walks(db)
    checked = {}
    for place in divisions.within(""):
        days = [walks.get(portal["id"]) for portal in place.portals]
        if days and all(days):
            checked[place.prefix] = min(day for day in days if day)
    own: dict[tuple[str, int], _Report] = {}
    for prefix, year, issuer, report in _government_reports(db, documents):
        issued_in = divisions.get(prefix)
        if issued_in and is_own_government(issuer, issued_in) and _is_earlier(report, own.get((prefix, year))):
            own[prefix, year] = report
    totals: Counter[tuple[str, int]] = Counter()
    sql = (
        f"SELECT division_code, report_year, count(DISTINCT issuer) FROM {documents}"
        " WHERE division_code IS NOT NULL AND report_year IS NOT NULL AND kind = 'report'"
        " GROUP BY division_code, report_year"
    )
    for code, year, count in db.execute(sql):
        totals[prefix_of(code), year] += count
    others = {key: count - (key in own) for key, count in totals.items()}
    return _Counted(divisions, checked, own, others)


def _affordable(db: sqlite3.Connection) -> str:
    """Return how a FROM clause names the documents: by the index that has all that is asked here, if it is there.

    SQLite left to itself would take the index of kinds, which leads to nearly every row.

    Raises TooLarge if it is not there and there are many documents.
    """
    if any(row[1] == _INDEX for row in db.execute("PRAGMA index_list(documents)")):
        return f"documents INDEXED BY {_INDEX}"
    (most,) = db.execute("SELECT coalesce(max(seq), 0) FROM documents").fetchone()
    if most > _FEW_DOCUMENTS:
        raise TooLarge(f"{most} documents and no index {_INDEX}; any command that writes makes it")
    return "documents"


def _government_reports(db: sqlite3.Connection, documents: str) -> Iterator[tuple[str, int, str, _Report]]:
    sql = (
        f"SELECT division_code, report_year, issuer, published_at, id FROM {documents}"
        " WHERE division_code IS NOT NULL AND report_year IS NOT NULL AND kind = 'report' AND issuer LIKE '%政府'"
    )
    for code, year, issuer, published_at, document in db.execute(sql):
        yield prefix_of(code), year, issuer, _Report(document, china_day(published_at))


def is_own_government(issuer: str, place: Division) -> bool:
    """Return whether *issuer* is the government of *place*, not one whose reports its portal shows as well."""
    if _LOWER.search(issuer) or not issuer.endswith("政府"):
        return False
    bare = issuer.removesuffix("政府").removesuffix("人民")
    return bool(bare) and (place.name.endswith(bare) or bare.endswith(place.name))


def _is_earlier(report: _Report, held: _Report | None) -> bool:
    return held is None or (report.day or "9999", report.document) < (held.day or "9999", held.document)


def _line(counted: _Counted, place: Division, years: list[int]) -> Line:
    checked_on = counted.checked.get(place.prefix)
    below = _below(counted, place.prefix)
    cells = []
    for year in years:
        key = (place.prefix, year)
        published = sum((prefix, year) in counted.own for prefix in below)
        others = counted.others.get(key, 0)
        cells.append(_cell(year, counted.own.get(key), checked_on, others, (published, len(below))))
    return Line(place.name, place, cells)


def _below(counted: _Counted, prefix: str) -> list[str]:
    """Return the prefixes of the divisions below one that have a portal."""
    return [each.prefix for each in counted.divisions.within(prefix) if each.portals and each.prefix != prefix]


def _cell(
    year: int, report: _Report | None, checked_on: str | None, others: int = 0, below: tuple[int, int] = (0, 0)
) -> Cell:
    if report is None:
        return Cell(year, _absence(year, checked_on), checked_on=checked_on, others=others, below=below)
    if not report.day:
        return Cell(year, "undated", document=report.document, checked_on=checked_on, others=others, below=below)
    days = deadline_days(year, report.day)
    return Cell(
        year,
        "on_time" if days <= 0 else "late",
        published_on=report.day,
        days=days,
        document=report.document,
        checked_on=checked_on,
        others=others,
        below=below,
    )


def _absence(year: int, checked_on: str | None) -> Status:
    if checked_on is None:
        return "never"
    return "not_found" if checked_on > _deadline(year).isoformat() else "not_due"


def _organs(db: sqlite3.Connection, counted: _Counted, place: Division, years: list[int]) -> Iterator[Line]:
    """Yield the organs that have ever published in a division, the government first."""
    # The codes of portals of one place differ in nothing but zeros at their end.
    codes = sorted({portal["division_code"] for portal in place.portals})
    sql = (
        f"SELECT issuer, report_year, published_at, id FROM {_affordable(db)} WHERE division_code IN"
        f" ({', '.join('?' * len(codes))}) AND report_year IS NOT NULL AND kind = 'report' AND issuer IS NOT NULL"
    )
    reports: dict[str, dict[int, _Report]] = {}
    for issuer, year, published_at, document in db.execute(sql, codes):
        report = _Report(document, china_day(published_at))
        held = reports.setdefault(issuer, {})
        if _is_earlier(report, held.get(year)):
            held[year] = report
    checked_on = counted.checked.get(place.prefix)
    for issuer in sorted(reports, key=lambda name: (not is_own_government(name, place), _rank(name), name)):
        yield Line(issuer, None, [_cell(year, reports[issuer].get(year), checked_on) for year in years])


def _rank(issuer: str) -> int:
    """Return where a list puts an organ: departments, then streets and towns."""
    return 1 if _LOWER.search(issuer) else 0


def table(found: Matrix) -> tuple[list[str], list[list[object]]]:
    """Return the matrix as a table: head and one line for each division or organ and year."""
    head = [
        "division_code", "name", "is_division", "year", "status", "published_on", "days_after_1_april", "document",
        "checked_on", "reports_by_other_organs", "divisions_below_published", "divisions_below_known",
    ]  # fmt: skip
    lines: list[list[object]] = []
    for line in [*found.divisions, *found.organs]:
        code = line.division.code if line.division else found.division.code if found.division else None
        for cell in line.cells:
            what = [cell.status, cell.published_on, cell.days, cell.document, cell.checked_on]
            lines.append([code, line.name, int(line.division is not None), cell.year, *what, cell.others, *cell.below])
    return head, lines
