"""The registry of government hosts (settings/registry): one row a host of a portal, department, alias or rival.

Only what asks for it reads it, in some 20 ms; a crawl of the portal tables does not need it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import settings
from archive.divisions.named import one_place, places_of_portals
from archive.types import Government
from crawler.errors import PortalTableError

Kind = Literal["government", "department", "disclosure site", "alias", "rival", "shared service"]
HostStatus = Literal["in the tables", "proposed", "refused", "nothing found", "never looked at"]

KINDS: tuple[Kind, ...] = get_args(Kind)
STATUSES: tuple[HostStatus, ...] = get_args(HostStatus)
FOLDER = Path(settings.__file__).parent / "registry"
_BESIDE = ("sources.csv", "without_portal.csv")
ALL = "000000"  # stands for the whole state
NO_PORTAL = "no portal"
IN_TABLES: HostStatus = "in the tables"
_OF_A_GOVERNMENT = ("government", "alias", "rival", "disclosure site")
_NO_REPORT_DUE = ("00", "81", "82")  # the state itself, 香港, 澳门


@dataclass(frozen=True, slots=True)
class Host:
    """One host, as the columns of the registry say; docs/portals.md describes them. "" where nothing is known."""

    division: str  # GB/T 2260; "000000" of the whole state
    host: str
    scheme: str  # http, https, or http/https
    name: str
    kind: Kind
    portal: str  # "yes" of the one portal of a government
    beside: str  # the portal beside which an alias, a rival or a disclosure site stands
    platform: str  # a guess
    platform_mark: str  # seen, or assumed
    reach: str  # what one fetch of the home page on checked_at gave
    status: HostStatus
    checked_at: str  # a day
    sources: str  # keys of sources.csv, with blanks between
    notes: str

    @property
    def is_portal(self) -> bool:
        """Whether it is the portal of the government of its division."""
        return self.portal == "yes"


@dataclass(frozen=True, slots=True)
class Portalless:
    """A government of which no source knows a portal."""

    division: str
    name: str
    why: str


@cache
def load_registry(folder: Path = FOLDER) -> tuple[Host, ...]:
    """Return the hosts by division and name.

    Raises PortalTableError naming file and line of a row that is not as the columns ask for.
    """
    names = tuple(each.name for each in fields(Host))
    found: list[Host] = []
    for path in sorted(folder.glob("*.csv")):
        if path.name not in _BESIDE:
            found += _read(path, names)
    return tuple(sorted(found, key=lambda each: (each.division, each.host)))


@cache
def without_portal(folder: Path = FOLDER) -> tuple[Portalless, ...]:
    """Return the governments of which no source knows a portal."""
    lines = (folder / "without_portal.csv").read_text("utf-8").splitlines()
    return tuple(Portalless(**row) for row in csv.DictReader(lines))


def chosen(
    hosts: Sequence[Host],
    *,
    division: str | None = None,
    kinds: Sequence[str] = (),
    platforms: Sequence[str] = (),
    statuses: Sequence[str] = (),
) -> list[Host]:
    """Return the hosts of a place, of these kinds, platforms and statuses; () is any.

    Raises UnknownDivision where *division*, a name or the beginning of a code, does not tell one place.
    """
    prefix = prefix_in_registry(hosts, division) if division else ""
    return [
        each
        for each in hosts
        if each.division.startswith(prefix)
        and (not kinds or each.kind in kinds)
        and (not platforms or each.platform in platforms)
        and (not statuses or each.status in statuses)
    ]


def prefix_in_registry(hosts: Iterable[Host], words: str) -> str:
    """Return the beginning of the codes of the place that *words* mean, as archive.divisions.named reads them."""
    governments = ((each.division, each.name) for each in hosts if each.is_portal)
    missing = ((each.division, f"{each.name}人民政府") for each in without_portal())
    return one_place(words, places_of_portals([*governments, *missing]), "the registry holds")


def governments(folder: Path = FOLDER) -> list[Government]:
    """Return all governments of the country that owe a report, by division, those without a portal among them.

    A government is in the tables where any host of its own is: its portal, or an alias, rival or disclosure site.
    """
    hosts = load_registry(folder)
    in_tables = {each.division for each in hosts if each.status == IN_TABLES and each.kind in _OF_A_GOVERNMENT}
    found = [
        Government(
            each.division, each.host, each.scheme or None, each.platform or None,
            IN_TABLES if each.division in in_tables else each.status, each.checked_at or None,
        )
        for each in hosts
        if each.is_portal and not each.division.startswith(_NO_REPORT_DUE)
    ]  # fmt: skip
    missing = [Government(each.division, None, None, None, NO_PORTAL, None) for each in without_portal(folder)]
    return sorted([*found, *missing], key=lambda each: each.division_code)


def counts(hosts: Iterable[Host], prefix: str = "") -> list[dict[str, Any]]:
    """Return for each province its governments, by the status of their portals, and its other hosts; last, of several
    provinces, their sums.

    Of *hosts* that were chosen, and of governments without a portal whose code begins with *prefix*; provinces in which
    no report is due (香港, 澳门) are left out.
    """
    by_province: dict[str, Counter[str]] = {}
    status = {each.host: each.status for each in governments()}
    for each in hosts:
        if not each.division.startswith(_NO_REPORT_DUE):
            word = status[each.host] if each.is_portal else each.kind
            by_province.setdefault(each.division[:2], Counter())[word] += 1
    for missing in without_portal():
        if missing.division.startswith(prefix):
            by_province.setdefault(missing.division[:2], Counter())[NO_PORTAL] += 1
    names = {each.division: each.name.removesuffix("人民政府") for each in load_registry() if each.is_portal}
    codes = {province: province.ljust(6, "0") for province in sorted(by_province)}
    rows = [_count(code, names[code], by_province[province]) for province, code in codes.items()]
    return rows if len(rows) < 2 else [*rows, _count(ALL, "全国", sum(by_province.values(), Counter[str]()))]


def _count(code: str, name: str, number: Counter[str]) -> dict[str, Any]:
    statuses = (*STATUSES, NO_PORTAL)
    words = (*statuses, "department", "disclosure site", "alias", "rival")
    governments = sum(number[status] for status in statuses)
    return {"division": code, "name": name, "governments": governments} | {
        word.replace(" ", "_"): number[word] for word in words
    }


def _read(path: Path, names: tuple[str, ...]) -> Iterator[Host]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        if tuple(next(rows, ())) != names:
            raise PortalTableError(f"{path.name}: its head is another; expected {', '.join(names)}")
        for row in rows:
            if len(row) != len(names) or row[4] not in KINDS or row[10] not in STATUSES:
                raise PortalTableError(
                    f"{path.name} line {rows.line_num}: found {','.join(row)!r}; expected {len(names)} values, "
                    f"kind one of {', '.join(KINDS)}, status one of {', '.join(STATUSES)}"
                )
            yield Host(*row)  # type: ignore[arg-type]  # the words were compared above
