"""The divisions that an archive has a portal or documents of, and those above them (GB/T 2260 codes)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from archive.coverage.country import CountryGovernment
from archive.divisions.named import one_place, places_called
from archive.divisions.prefixes import WIDTHS, parent_of, prefix_of
from archive.rows import rows


@dataclass(frozen=True, slots=True)
class Division:
    """A place: *prefix* are the digits of its code that tell it from others, *portals* the ids of its own portals."""

    prefix: str
    name: str
    portals: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code with all its digits."""
        return self.prefix.ljust(6, "0")


class Divisions:
    """The divisions with a portal or a document, and those above them; *covered* are the prefixes of these."""

    def __init__(self, db: sqlite3.Connection, country: Iterable[CountryGovernment] = ()) -> None:
        """Read them; *country*: governments whose divisions are there as well, with a portal or without."""
        covered = _names(db)
        names = {prefix_of(each.code): each.name for each in country} | covered
        portals: dict[str, list[str]] = {}
        for row in rows(db, "SELECT id, division_code FROM portals WHERE division_code IS NOT NULL ORDER BY id"):
            portals.setdefault(prefix_of(row["division_code"]), []).append(row["id"])
        wanted = {prefix[:width] for prefix in names for width in (*WIDTHS, len(prefix)) if width <= len(prefix)}
        official = _official(db, {prefix.ljust(6, "0") for prefix in wanted - names.keys()})
        self._all = {
            prefix: Division(
                prefix, (names | official).get(prefix, prefix.ljust(6, "0")), tuple(portals.get(prefix, ()))
            )
            for prefix in sorted(wanted)
        }
        self.covered = frozenset(prefix[:width] for prefix in covered for width in (*WIDTHS, len(prefix)))

    def get(self, code: str) -> Division | None:
        """Return the division with this code, whole or without its last zeros."""
        return self._all.get(prefix_of(code))

    def below(self, prefix: str) -> list[Division]:
        """Return the divisions directly below *prefix*; below "" the provinces."""
        return [each for each in self._all.values() if self._parent(each.prefix) == prefix and each.prefix]

    def within(self, prefix: str) -> list[Division]:
        """Return all divisions whose code begins with *prefix*, itself among them."""
        return [each for each in self._all.values() if each.prefix.startswith(prefix)]

    def path(self, prefix: str) -> list[Division]:
        """Return the divisions from the province down to *prefix*."""
        return [
            self._all[prefix[:width]] for width in (*WIDTHS, 9) if prefix[:width] in self._all and width <= len(prefix)
        ]

    def label(self, code: str | None) -> str:
        """Return the names from the province down, or the code if the archive knows no such division."""
        path = self.path(prefix_of(code)) if code else []
        names = [each.name for each in path]
        return " ".join(names) if names and path[-1].prefix == prefix_of(code or "") else code or ""

    def suggestions(self, most: int) -> list[str]:
        """Return the labels to offer where a name is typed: provinces and cities before counties."""
        ordered = sorted(self._all.values(), key=lambda each: (len(each.prefix), each.prefix))
        return [self.label(each.code) for each in ordered[:most]]

    def meant(self, words: str) -> list[Division]:
        """Return the division that *words* mean, as archive.divisions.named reads them; all if several may be meant."""
        return [self._all[prefix] for prefix in places_called(words, self._paths())]

    def prefix_of_one(self, words: str) -> str:
        """Return the beginning of the codes of the one place that *words* name; of a beginning of codes, that.

        Raises UnknownDivision, naming the candidates, if no division of the archive is meant or several are.
        """
        return one_place(words, self._paths(), "the archive holds")

    def places(self) -> list[tuple[str, str]]:
        """Return the code of each division and its label."""
        return [(each.code, self.label(each.code)) for each in self._all.values()]

    def _paths(self) -> dict[str, list[str]]:
        return {prefix: [above.name for above in self.path(prefix)] for prefix in self._all}

    def _parent(self, prefix: str) -> str:
        """Return the nearest division above that is there: 东莞市 has none between it and its towns."""
        parent = parent_of(prefix)
        return parent if not parent or parent in self._all else self._parent(parent)


def _names(db: sqlite3.Connection) -> dict[str, str]:
    """Return the names of what the archive has."""
    sql = "SELECT division_code, name FROM covered_divisions"
    return {prefix_of(str(row["division_code"])): str(row["name"]) for row in rows(db, sql)}


def _official(db: sqlite3.Connection, codes: set[str]) -> dict[str, str]:
    """Return the names in the table of divisions; of a code used twice, the younger."""
    sql = "SELECT name FROM divisions WHERE code = ? ORDER BY coalesce(to_year, 9999) DESC LIMIT 1"
    found = {code: db.execute(sql, [code]).fetchone() for code in codes}
    return {prefix_of(code): str(row[0]) for code, row in found.items() if row}
