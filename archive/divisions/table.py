"""Table of the administrative divisions of China, counties and above, with the years in which they stood.

A row is a code with a name.  ``from_year`` and ``to_year`` are the first and the last year at whose *end*
the list of the civil affairs ministry holds it; None means before the table begins (end of 2013) and after
it ends.  So a county that became a district in 2021 has two rows: one until 2020, one from 2021 on.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from archive.divisions.short_names import short_names, stem

Level = Literal["province", "city", "county"]

LAST_YEAR = 2025  # the last year whose changes the table knows


@dataclass(frozen=True, slots=True)
class Division:
    """A division in a span of years; *successors* are the codes that its area has now, the main one first."""

    code: str
    name: str
    level: Level
    parent: str | None  # None above a province
    from_year: int | None
    to_year: int | None
    successors: tuple[str, ...] = ()

    def stood_in(self, year: int) -> bool:
        """Tell whether it stood at some time in *year*: in the year of a change both old and new did."""
        return (self.from_year or 0) <= year and (self.to_year is None or self.to_year >= year - 1)


class Divisions:
    """All divisions, by code and by name.  Loading takes some 50 ms; keep the object."""

    def __init__(self, rows: Iterable[Division]) -> None:
        self._by_code: dict[str, list[Division]] = {}
        self._by_name: dict[str, list[Division]] = {}
        self._by_stem: dict[str, list[Division]] = {}
        self._county_stems: dict[str, list[Division]] = {}
        self._below: dict[str, list[Division]] = {}
        self._before: dict[str, list[str]] = {}
        for row in rows:
            self._by_code.setdefault(row.code, []).append(row)
            for name in {row.name, *short_names(row.name)}:
                self._by_name.setdefault(name, []).append(row)
            if row.level != "county":
                self._by_stem.setdefault(stem(row.name), []).append(row)
            else:
                self._county_stems.setdefault(stem(row.name), []).append(row)
            if row.parent:
                self._below.setdefault(row.parent, []).append(row)
            for code in row.successors:
                self._before.setdefault(code, []).append(row.code)
        self.longest_name = max(map(len, self._by_name), default=0)

    @classmethod
    def load(cls) -> Divisions:
        """Return the table that this package ships."""
        text = files("archive.divisions").joinpath("divisions.csv").read_text("utf-8")
        return cls(_read(text.splitlines()))

    def __iter__(self) -> Iterator[Division]:
        return (row for rows in self._by_code.values() for row in rows)

    def by_code(self, code: str, year: int | None = None) -> Division | None:
        """Return the division with this code at the end of *year*, or at least at some time in it.

        Without a year the youngest.  None: no such code, or not in that year.
        """
        rows = self._by_code.get(code, [])
        if year is not None:
            rows = [row for row in rows if row.stood_in(year)]
        return rows[-1] if rows else None

    def by_name(self, name: str, *, within: str | None = None, year: int | None = None) -> list[Division]:
        """Return all divisions of this name, official (金平苗族瑶族傣族自治县) or short (金平县), below *within*.

        Many names occur more than once (鼓楼区, 市中区): more than one answer means that the name does not
        tell.  Without a year those that still stand, or if none does, those that once did.
        """
        rows = self._by_name.get(name, [])
        if within is not None:
            rows = [row for row in rows if self.lies_in(row.code, within)]
        return _of_year(rows, year)

    def named(self, name: str) -> list[Division]:
        """Return all divisions of this name, official or short, of any year."""
        return self._by_name.get(name, [])

    def above_with_stem(self, name: str) -> list[Division]:
        """Return the provinces and cities whose name without 省, 市, 自治州 is *name* (广州, 红河)."""
        return self._by_stem.get(name, [])

    def is_stem_of_a_county(self, name: str) -> bool:
        """Tell whether the name of a county without 县, 区, 市 is *name* (朝阳, 海南), in any year."""
        return name in self._county_stems

    def with_county_stem(self, name: str) -> list[Division]:
        """Return the counties whose name without 县, 区, 市 is *name*, of any year."""
        return self._county_stems.get(name, [])

    def below(self, code: str) -> list[Division]:
        """Return the divisions directly below *code*, of any year."""
        return self._below.get(code, [])

    def path(self, code: str, year: int | None = None) -> list[Division]:
        """Return the divisions from the province down to *code*; [] if the code is unknown or not of that year."""
        row = self.by_code(code, year)
        path: list[Division] = []
        while row is not None:
            path.insert(0, row)
            row = self.by_code(row.parent) if row.parent else None
        return path

    def level(self, code: str) -> Level | None:
        """Return province, city (prefecture level) or county, of a known code."""
        row = self.by_code(code)
        return row.level if row else None

    def lies_in(self, code: str, above: str) -> bool:
        """Tell whether *code* is *above* or lies below it, in any year."""
        return any(row.code == above for row in self.path(code))

    def at(self, code: str, year: int | None = None) -> str | None:
        """Return the code that the place of *code* had in *year* (without one: has now).

        None: unknown code, or the place was divided or merged, so that no single code stands for it; a part
        given to a neighbour does not count where the name goes on (水城县 is 水城区).

        >>> Divisions.load().at("542627", 2020), Divisions.load().at("430182", 2015)
        ('540426', '430124')
        """
        for _ in range(5):  # longer chains of changes do not occur
            row = self.by_code(code)
            if row is None or self._stands(row, year):
                return code if row else None
            backward = year is not None and not (row.to_year is not None and row.to_year < year)
            step = self._before_it(row) if backward else self._after_it(row)
            if step is None:
                return None
            code = step
        return None

    def _after_it(self, row: Division) -> str | None:
        """The successor of an ended division, if there is one only or one that bears its name."""
        rows = [after for code in row.successors if (after := self.by_code(code))]
        same = [after for after in rows if stem(after.name) == stem(row.name)]
        chosen = rows if len(rows) == 1 else same
        return chosen[0].code if len(chosen) == 1 else None

    def _before_it(self, row: Division) -> str | None:
        """The division that became *row*, and nothing else."""
        rows = [
            before for code in self._before.get(row.code, []) if code != row.code and (before := self.by_code(code))
        ]
        if len(rows) > 1:  # 两江新区 was made of two: 江北区, whose main successor it is, was another place
            rows = [before for before in rows if stem(before.name) == stem(row.name)]
        became = [before for before in rows if self._after_it(before) == row.code]
        return became[0].code if len(became) == 1 else None

    def _stands(self, row: Division, year: int | None) -> bool:
        if year is None:
            return row.to_year is None
        return any(same.stood_in(year) for same in self._by_code[row.code])


def _of_year(rows: list[Division], year: int | None) -> list[Division]:
    if year is not None:
        return [row for row in rows if row.stood_in(year)]
    return [row for row in rows if row.to_year is None] or rows


def _read(lines: Iterable[str]) -> Iterator[Division]:
    for row in csv.DictReader(lines):
        level: Level = "province" if row["level"] == "province" else "city" if row["level"] == "city" else "county"
        yield Division(
            row["code"],
            row["name"],
            level,
            row["parent"] or None,
            int(row["from_year"]) if row["from_year"] else None,
            int(row["to_year"]) if row["to_year"] else None,
            tuple(row["successors"].split()),
        )
