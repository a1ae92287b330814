"""Resolution of an issuer to a division and a kind of organ: by its name, its page and its portal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from archive.divisions.codes import CodeFound, read_index_number, read_site_code
from archive.divisions.national import is_national
from archive.divisions.organs import organ_class, read_organ
from archive.divisions.outside_the_list import Outside, read_corps, read_new_area
from archive.divisions.places import (
    Place,
    fold_name,
    is_provincial,
    may_be_meant,
    names_a_zone,
    read_county_stem,
    read_customary,
    read_place,
    read_zone_inside,
    relative_kind,
    unknown_place,
)
from archive.divisions.short_names import stem
from archive.divisions.table import Division, Divisions

AdminLevel = Literal["province", "city", "county", "township"]
How = Literal["site_id_code", "index_number", "portal", "site_name", "name", "unique_name", "unresolved"]

_KIND = re.compile("(?:自治区|地区|省|市|区|县|州|盟|旗)$")


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who an issuer is.

    *division_code* is None when nothing tells, and then *how* is ``unresolved``; the kind of organ may be
    known all the same.  *admin_level* is that of the government which the organ belongs to (a county's
    bureau: county), township for streets, towns and townships, None for zones, which have no fixed rank.
    *evidence* has a line for all that was looked at; lines beginning with ``contradiction:`` need an eye.
    """

    division_code: str | None
    admin_level: AdminLevel | None
    organ_types: tuple[str, ...]  # a merged bureau has several (教体局: education, sport)
    how: How
    evidence: tuple[str, ...] = ()

    @property
    def organ_type(self) -> str | None:
        """The first of the types."""
        return self.organ_types[0] if self.organ_types else None

    @property
    def organ_class(self) -> str | None:
        """The class of the first type: government, department, township, zone, party ..."""
        return organ_class(self.organ_types)


def resolve(
    issuer: str | None,
    *,
    site_id_code: str | None = None,
    index_number: str | None = None,
    portal_division: str | None = None,
    site_name: str | None = None,
    year: int | None = None,
    divisions: Divisions | None = None,
) -> Resolution:
    """Return the division and kind of the organ *issuer*, with the codes of *year* (without one: today's).

    1. The home of the page: SiteIDCode, else 索引号, else the portal table, else the portal's name.  An 索引号
       that names a division inside the portal's is nearer to the organ, and is taken.  A SiteIDCode against
       which at least two of the others agree, and none is for it, is set aside.
    2. The place in the issuer's name, if it is the home, lies inside it or above it (a city's bureau on the
       portal of a district).  If it lies elsewhere, the home stands and the evidence says ``contradiction``.
       An 索引号 alone does not beat a name that is clear without it.
    3. Relative names (市水务局, 我局) and names without a place: the home, or the division of that kind above it;
       of a 厅 the province.
    4. Without a home: the name with its parent, or a name that only one division bears (``unique_name``).

    Organs of the whole state (司法部) have no division.  A code that the table lacks is believed only from the portal
    table.  Never raises, whatever the strings.
    """
    case = _Case(divisions or _shipped(), year)
    name = fold_name(issuer)
    place, around = case.place(name)
    home = case.home(site_id_code, index_number, portal_division, site_name, place)
    types = read_organ(_organ_words(name, place))
    township = organ_class(types) == "township"
    found = case.around(around, home) if around else case.locate(name, place, home, township=township)
    zone = names_a_zone(place.rest, types)
    if zone:
        case.notes.append("a zone: the code is that of the division around it")
    level = None if (zone or around) and not township else case.level(found.code, types)
    return Resolution(found.code, level, types, found.how, tuple(case.notes))


@dataclass(frozen=True, slots=True)
class _Found:
    code: str | None
    how: How


_NOWHERE = _Found(None, "unresolved")


@dataclass(slots=True)
class _Case:
    """One resolution under way; its methods add to *notes*."""

    table: Divisions
    year: int | None
    notes: list[str] = field(default_factory=list)
    home_without_index: _Found = _NOWHERE

    def home(
        self, site: str | None, index: str | None, portal: str | None, site_name: str | None, place: Place
    ) -> _Found:
        """The division that page and portal belong to; *place* only bears witness against a wrong site code."""
        found: list[_Found] = []
        self._add(found, "site_id_code", read_site_code(site, self.table))
        self._add(found, "index_number", read_index_number(index, self.table))
        self._add(found, "portal", self._portal(portal))
        self._add(found, "site_name", self._site_name(site_name))
        if self._site_code_is_wrong(found, place):
            self.notes.append(f"contradiction: the site code's {found[0].code} stands against all else, set aside")
            found = found[1:]
        self.home_without_index = next((each for each in found if each.how != "index_number"), _NOWHERE)
        if not found:
            return _NOWHERE
        home = found[0]
        for other in found[1:]:
            if not self.related(home.code, other.code):
                self.notes.append(f"contradiction: {home.how} says {home.code}, {other.how} says {other.code}")
            elif other.how == "index_number" and self._inside(other.code, home.code):
                home = other
        return home

    def place(self, name: str) -> tuple[Place, Outside | None]:
        """The place at the beginning of *name*; the second is set where it is no division and one lies around it."""
        outside = read_corps(name, self.table)
        if outside is None:
            place = read_place(name, self.table, self.year)
            outside = None if place.rows and place.names > 1 else read_new_area(name, self.table)
            if outside is None or len(outside.printed) <= len(place.printed):
                place = place if place.rows else read_customary(name, self.table) or place
                return read_zone_inside(place, self.table), None
        row = self.table.by_code(outside.code)
        rows = () if outside.is_around or row is None else (row,)
        return Place(rows, outside.printed, 1, outside.rest), outside if outside.is_around else None

    def around(self, outside: Outside, home: _Found) -> _Found:
        """The division around a place outside the list, or the home of the page where that holds the whole place."""
        row = self.table.by_code(outside.code)
        self.notes.append(f"{outside.printed} is no division; {outside.code} {row.name if row else ''} lies around it")
        if home.code and not self.related(home.code, outside.code):
            self.notes.append(f"contradiction: {home.how} says {home.code}, the name {outside.printed}")
            return home
        if home.code == outside.code or (
            self._inside(home.code, outside.code) and self.table.level(home.code or "") != "county"
        ):
            return home
        return _Found(outside.code, "name")

    def locate(self, name: str, place: Place, home: _Found, *, township: bool) -> _Found:
        """The division of the organ, from its name and the home of its page."""
        if is_national(name):
            self.notes.append(f"{name} is an organ of the whole state")
            return _NOWHERE
        found = self._named(place, home) if place.rows else self._unnamed(name, home)
        if township and found.code:
            found = self._town(found, home)
        return self._branch(found, place) if found.code else found

    def level(self, code: str | None, types: tuple[str, ...]) -> AdminLevel | None:
        """The level of the government that the organ belongs to."""
        if code is None:
            return None
        if organ_class(types) == "township":
            return "township"
        return self.table.level(code) or _level_by_digits(code)

    def related(self, one: str | None, other: str | None) -> bool:
        """Whether one of the two divisions is, or lies in, the other."""
        return one == other or self._inside(one, other) or self._inside(other, one)

    def _near(self, row: Division, home: str | None) -> bool:
        """Related, now or before a change: 下城区 is part of 拱墅区, whose portal keeps its reports."""
        return self.related(row.code, home) or any(self.related(code, home) for code in row.successors)

    def _inside(self, code: str | None, above: str | None) -> bool:
        return bool(code and above and code != above and self.table.lies_in(code, above))

    def _site_code_is_wrong(self, found: list[_Found], place: Place) -> bool:
        """Two other witnesses agree with each other, and none with the site code.

        Portals of 河南省 were seen with site codes that begin with 45, the number of 广西.
        """
        if not found or found[0].how != "site_id_code":
            return False
        named = self._choose(place.rows)
        others = [each.code for each in found[1:]] + [row.code for row in named if len(named) == 1]
        alone = not any(self.related(found[0].code, code) for code in others)
        return alone and len(others) > 1 and all(self.related(others[0], code) for code in others[1:])

    def _add(self, found: list[_Found], how: How, read: CodeFound | None) -> None:
        if read is None:
            return
        self.notes.append(read.note)
        if read.code:
            found.append(_Found(self._of_year(read.code), how))

    def _of_year(self, code: str) -> str:
        if self.table.by_code(code) is None:
            return code
        then = self.table.at(code, self.year)
        if then is None:
            self.notes.append(f"{code} was divided or merged; kept")
        elif then != code:
            self.notes.append(f"{code} is {then} in {self.year or 'the newest list'}")
        return then or code

    def _portal(self, portal: str | None) -> CodeFound | None:
        value = (portal or "").strip()
        if not value:
            return None
        if not re.fullmatch("[0-9]{6}", value):
            return CodeFound(None, f"portal {value!r}: not six digits, ignored")
        row = self.table.by_code(value)
        return CodeFound(value, f"portal: {value} {row.name if row else '(not in the table)'}")

    def _site_name(self, site_name: str | None) -> CodeFound | None:
        rows = self._choose(read_place(fold_name(site_name), self.table).rows)
        if len(rows) != 1:
            return None
        return CodeFound(rows[0].code, f"site_name {site_name}: {rows[0].code} {rows[0].name}")

    def _choose(self, rows: tuple[Division, ...]) -> list[Division]:
        """Those of the year, or of the next, in which its report appears; else all."""
        if self.year is None:
            return [row for row in rows if row.to_year is None] or list(rows)
        for year in (self.year, self.year + 1):
            if chosen := [row for row in rows if row.stood_in(year)]:
                return chosen
        return list(rows)

    def _named(self, place: Place, home: _Found) -> _Found:
        if strange := unknown_place(place.rest):
            self.notes.append(f"{strange} in {place.printed} is not in the table")
            return home if self.table.level(home.code or "") == "county" else _NOWHERE
        near = tuple(row for row in place.rows if self._near(row, home.code))
        rows = self._choose(near or place.rows)
        codes = list(dict.fromkeys(self.table.at(row.code, self.year) or row.code for row in rows))
        if near and len(codes) == 1:
            self.notes.append(f"name {place.printed}: {codes[0]}")
            return home if codes[0] == home.code else _Found(codes[0], "name")
        if near:
            self.notes.append(f"name {place.printed}: {' or '.join(codes)}, not told apart by the home of the page")
            return _NOWHERE
        if home.code:
            self.notes.append(
                f"contradiction: {home.how} says {home.code}, the name {place.printed} {' or '.join(codes)}"
            )
            return self._without_index(place, home)
        return self._by_name_alone(place, codes)

    def _without_index(self, place: Place, home: _Found) -> _Found:
        """An 索引号 is copied from other organs' pages: it does not beat a name that is clear without it."""
        if home.how != "index_number":
            return home
        found = self._named(place, self.home_without_index)
        return found if found.code else home

    def _by_name_alone(self, place: Place, codes: list[str]) -> _Found:
        if len(codes) != 1:
            self.notes.append(f"name {place.printed}: {' or '.join(codes)}, nothing tells which")
            return _NOWHERE
        row = self.table.by_code(codes[0])
        if place.names == 1 and len(place.printed) == 2 and place.printed.endswith("区"):
            self.notes.append(f"name {place.printed}: too common a word to stand alone")  # 城区, 东区
            return _NOWHERE
        has_parent = place.names > 1 or (row is not None and row.level == "province")
        self.notes.append(
            f"name {place.printed}: {codes[0]}, {'with its parent' if has_parent else 'no other bears it'}"
        )
        return _Found(codes[0], "name" if has_parent else "unique_name")

    def _unnamed(self, name: str, home: _Found) -> _Found:
        if home.code is None:
            self.notes.append("no place in the name, and nothing says where the page belongs")
            return _NOWHERE
        if place := read_county_stem(name, home.code, self.table):
            return self._named(place, home)
        if kind := relative_kind(name) or ("厅" if is_provincial(name) else None):
            return self._relative(kind, home)
        strange = unknown_place(name)
        if strange:
            self.notes.append(f"the name begins with {strange}, which is not in the table")
            known = self.table.level(home.code)
            if known in ("province", "city") and not name.startswith(("我", "本")):
                return _NOWHERE  # a place inside it, or outside: not known
        return home

    def _relative(self, kind: str, home: _Found) -> _Found:
        path = self.table.path(home.code or "")
        if not path:
            return home  # a division that only the portal table knows
        for row in reversed(path):
            if _kind_of(row) == kind or (kind == "厅" and row.level == "province"):
                self.notes.append(f"{kind} seen from {home.code}: {row.code} {row.name}")
                return home if row.code == home.code else _Found(row.code, home.how)
        self.notes.append(f"a {kind} below {home.code}, not known which")
        return _NOWHERE

    def _town(self, found: _Found, home: _Found) -> _Found:
        """Streets and towns lie in a county; of the city alone the county is not known."""
        if self._inside(home.code, found.code) and self.table.level(home.code or "") == "county":
            return home
        if self.table.below(found.code or ""):
            self.notes.append(f"a street or town in {found.code}, its county not known")
            return _NOWHERE
        return found

    def _branch(self, found: _Found, place: Place) -> _Found:
        """上饶市生态环境局广丰分局: the branch for 广丰区 of a city's bureau."""
        if "分局" not in place.rest:
            return found
        rows = [row for row in self.table.below(found.code or "") if stem(row.name) in place.rest]
        rows = [row for row in rows if may_be_meant(row, self.year)]  # 两江新区分局 was of no division before 2025
        rows = self._choose(tuple(rows))
        if len({row.code for row in rows}) != 1:
            return found
        self.notes.append(f"a branch for {rows[0].code} {rows[0].name}")
        return _Found(rows[0].code, "name")


def _organ_words(name: str, place: Place) -> str:
    rest = place.rest if place.rows else name
    # Of a place alone (广州市花都区) it is the government that reports.
    return rest or ("人民政府" if place.rows else "")


def _kind_of(row: Division) -> str:
    found = _KIND.search(row.name)
    return found[0] if found else ""


def _level_by_digits(code: str) -> AdminLevel:
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


@cache
def _shipped() -> Divisions:
    return Divisions.load()
