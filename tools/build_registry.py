"""Build settings/registry, the hosts of China's governments by province, from a table of hosts; no network.

    python tools/build_registry.py hosts.tsv     # from a table with the columns named in INPUT
    python tools/build_registry.py               # from what stands there: only what the portal tables hold is renewed
    python tools/build_registry.py --check       # write nothing; exit 1 when a file is not what it should be

What people and crawls have found is kept when the registry is built again:

- a row with ``own`` among its sources stays as it stands, whatever the input says of its host; where it is the portal
  of its division, another host that the input calls so becomes a ``rival``;
- what a look at a host has told (proposed, refused, nothing found) stays with its day; ``in the tables`` follows from
  settings/portals.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REGISTRY = ROOT / "settings" / "registry"
PORTALS = ROOT / "settings" / "portals"
FIELDS = (
    "division", "host", "scheme", "name", "kind", "portal", "beside", "platform", "platform_mark", "reach", "status",
    "checked_at", "sources", "notes",
)  # fmt: skip
INPUT = (
    "division", "host", "scheme", "name", "kind", "is_government_portal", "reach_2026_04", "platform",
    "platform_evidence", "sources", "notes",
)  # fmt: skip
REACHED_ON = "2026-04-26"  # the day of the one fetch of each home page that the column reach_2026_04 tells of
FILES = {
    "00": "national", "11": "beijing", "12": "tianjin", "13": "hebei", "14": "shanxi", "15": "neimenggu",
    "21": "liaoning", "22": "jilin", "23": "heilongjiang", "31": "shanghai", "32": "jiangsu", "33": "zhejiang",
    "34": "anhui", "35": "fujian", "36": "jiangxi", "37": "shandong", "41": "henan", "42": "hubei", "43": "hunan",
    "44": "guangdong", "45": "guangxi", "46": "hainan", "50": "chongqing", "51": "sichuan", "52": "guizhou",
    "53": "yunnan", "54": "xizang", "61": "shaanxi", "62": "gansu", "63": "qinghai", "64": "ningxia", "65": "xinjiang",
    "81": "hongkong", "82": "macau",
}  # fmt: skip
# What the input calls a source -> the key that settings/registry/sources.csv explains.
SOURCES = {
    "website-gov.ts": "census", "website-policy.ts": "census-policy", "website-budget.ts": "census-budget",
    "news-probe-results.json": "census-news", "gov-flat.json": "census-flat",
    "policy-probe-results.json": "census-policy", "govcms.py": "govcms", "gkmlpt.py": "gkmlpt",
    "province_policy_news/spiders/": "spiders",
}  # fmt: skip
OWN = "own"
IN_TABLES, NEVER = "in the tables", "never looked at"
FOUND = ("proposed", "refused", "nothing found")  # what a look at the host has told, with the day and its answer
_GUESSED = " (guessed from host)"
_BESIDE = re.compile(r"same registered domain as portal (\S+?)(?:;|$) ?")

Row = dict[str, str]  # FIELDS -> text


def main() -> int:
    """Build the files, write what changed; 0 when all is well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hosts", type=Path, nargs="?", help="the table of hosts; without it the registry that is there")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    options = parser.parse_args()
    standing = read_registry(REGISTRY)
    given = read_hosts(options.hosts) if options.hosts else standing
    files = as_files(build(given, standing, table_hosts(PORTALS)))
    stale = [name for name, text in files.items() if _text_of(REGISTRY / name) != text]
    for name in stale:
        if options.check:
            print(f"{name} is not what the tables give; run without --check", file=sys.stderr)  # noqa: T201
        else:
            (REGISTRY / name).write_text(files[name], "utf-8")
    return 1 if options.check and stale else 0


def read_hosts(path: Path) -> list[Row]:
    """Return the rows of a table of hosts: tab-separated, without quoting, with the columns of INPUT."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if missing := [name for name in INPUT if rows and name not in rows[0]]:
        raise SystemExit(f"{path.name}: columns {', '.join(missing)} are missing; expected {', '.join(INPUT)}")
    return [_row(row) for row in rows]


def read_registry(folder: Path) -> list[Row]:
    """Return the rows that stand in the files of *folder*; [] before the first build."""
    rows: list[Row] = []
    for name in FILES.values():
        if (path := folder / f"{name}.csv").exists():
            rows += csv.DictReader(path.read_text("utf-8").splitlines())
    return rows


def table_hosts(folder: Path) -> set[str]:
    """Return the hosts of all portal tables in *folder*."""
    tables = [tomllib.loads(path.read_text("utf-8")) for path in folder.glob("*.toml")]
    return {host for tables_of_province in tables for table in tables_of_province.values() for host in table["hosts"]}


def build(given: Iterable[Row], standing: Iterable[Row], in_tables: set[str]) -> list[Row]:
    """Return the rows of the registry, by division and host; what *standing* holds of our own is kept."""
    before = {row["host"]: row for row in standing}
    own = {host: row for host, row in before.items() if OWN in row["sources"].split()}
    rows = {row["host"]: dict(row) for row in given} | {host: dict(row) for host, row in own.items()}
    settled = {row["division"]: row["host"] for row in own.values() if row["portal"] == "yes"}
    for host, row in rows.items():
        if row["portal"] == "yes" and settled.get(row["division"], host) != host:
            row |= {"portal": "no", "kind": "rival"}
        if (known := before.get(host)) and known["status"] in FOUND:
            row |= {field: known[field] for field in ("reach", "status", "checked_at")}
        row["status"] = IN_TABLES if host in in_tables else NEVER if row["status"] == IN_TABLES else row["status"]
    portals = {row["division"]: row["host"] for row in rows.values() if row["portal"] == "yes"}
    for row in rows.values():
        is_second = row["kind"] in ("alias", "rival", "disclosure site")
        row["beside"] = portals.get(row["division"], "") if is_second else ""
    return sorted(rows.values(), key=lambda row: (row["division"], row["host"]))


def as_files(rows: Iterable[Row]) -> dict[str, str]:
    """Return name and text of the file of each province."""
    files: dict[str, io.StringIO] = {}
    for row in rows:
        name = f"{FILES[row['division'][:2]]}.csv"
        if name not in files:
            files[name] = io.StringIO()
            csv.writer(files[name], lineterminator="\n").writerow(FIELDS)
        csv.writer(files[name], lineterminator="\n").writerow(row[field] for field in FIELDS)
    return {name: out.getvalue() for name, out in files.items()}


def _row(given: Row) -> Row:
    name, notes = _name_and_notes(given)
    platform_mark = given["platform_evidence"].split(":")[0]
    kind = "shared service" if given["kind"] == "other" else given["kind"]
    reach = given["reach_2026_04"]
    row = {field: given.get(field, "") for field in FIELDS}
    return row | {
        "name": name, "kind": kind, "portal": given["is_government_portal"], "platform_mark": platform_mark,
        "reach": reach, "status": NEVER, "checked_at": REACHED_ON if reach and reach != "not tried" else "",
        "sources": " ".join(dict.fromkeys(_source_keys(given))), "notes": "; ".join(notes),
    }  # fmt: skip


def _name_and_notes(given: Row) -> tuple[str, list[str]]:
    """Return the name without what is said of it, and what is said of the row."""
    name = given["name"].removesuffix(_GUESSED)
    notes = [note for note in [_BESIDE.sub("", given["notes"])] if note]
    if name != given["name"]:
        notes.append("name guessed from the host")
    if name == "department, name unknown":
        return "", [*notes, "name unknown"]
    if also := given["platform_evidence"].partition(": ")[2]:
        notes.append(f"platform: {also}")
    return name, notes


def _source_keys(given: Row) -> Iterator[str]:
    for source in given["sources"].split("; "):
        if source.startswith("settings/portals"):
            yield "table"
        elif source.startswith("code "):
            yield "code"
        elif source.startswith("stored text"):
            yield "page"
        else:
            yield next(key for ending, key in SOURCES.items() if source.endswith(ending))
    if "corrected:" in given["notes"]:
        yield OWN


def _text_of(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())
