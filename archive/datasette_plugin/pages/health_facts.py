"""Health page: runs, the problems of one, and the portals that need a person."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from archive.care.health import Finding, findings
from archive.rows import Row, rows

_RUNS_SHOWN = 20
_SILENT_DAYS = 14.0  # as `fazhi health` has it by default
PROBLEMS_SHOWN = 200
PORTALS_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Health:
    """What needs a person, the newest runs, and each portal with its last complete walk."""

    findings: list[Finding]
    runs: list[Row]
    portals: list[Row]  # those that are not well first, PORTALS_SHOWN at most
    portal_count: int
    names: dict[str, str]  # of the portals that findings are about


@dataclass(frozen=True, slots=True)
class Problems:
    """What went wrong in one run: counts by kind and portal, and the rows, at most PROBLEMS_SHOWN."""

    run: Row
    kinds: list[Row]
    kind: str | None
    portal: str | None
    rows: list[Row]
    total: int


def health(db: sqlite3.Connection, now: datetime) -> Health:
    """Return how the archive fares; *now* decides how long a portal has been silent."""
    runs = rows(db, "SELECT * FROM runs ORDER BY id DESC LIMIT ?", [_RUNS_SHOWN])
    found = list(findings(db, now, _SILENT_DAYS)) if runs else []
    ailing = {finding.portal for finding in found}
    walks = _walks(db)
    portals = rows(db, "SELECT * FROM portals ORDER BY division_code, id")
    for portal in portals:
        portal["walked_on"] = walks.get(portal["id"])
        portal["state"] = "ailing" if portal["id"] in ailing else "well" if portal["walked_on"] else "never"
    portals.sort(key=lambda portal: bool(portal["state"] == "well"))
    names = {portal["id"]: portal["name"] for portal in portals if portal["id"] in ailing}
    return Health(found, runs, portals[:PORTALS_SHOWN], len(portals), names)


def problems(db: sqlite3.Connection, run: str, kind: str | None, portal: str | None) -> Problems | None:
    """Return what went wrong in *run* ("": the last one), of one kind or at one portal if asked; None: no such run."""
    asked = "WHERE id = ?" if run else "ORDER BY id DESC LIMIT 1"
    found = rows(db, f"SELECT * FROM runs {asked}", [run] if run else [])
    if not found:
        return None
    sql = "SELECT kind, portal, count(*) AS n FROM problems WHERE run = ? GROUP BY kind, portal ORDER BY n DESC, kind"
    conditions, values = "run = ?", [found[0]["id"]]
    for column, value in (("kind", kind), ("portal", portal)):
        if value:
            conditions, values = f"{conditions} AND {column} = ?", [*values, value]
    (total,) = db.execute(f"SELECT count(*) FROM problems WHERE {conditions}", values).fetchone()
    return Problems(
        run=found[0],
        kinds=rows(db, sql, [found[0]["id"]]),
        kind=kind,
        portal=portal,
        rows=rows(db, f"SELECT * FROM problems WHERE {conditions} ORDER BY id LIMIT {PROBLEMS_SHOWN}", values),
        total=total,
    )


def _walks(db: sqlite3.Connection) -> dict[str, str]:
    """Return for each portal that was ever walked completely the day (China time) of the last such walk."""
    found = rows(db, "SELECT portal, checked_on FROM walked_portals WHERE checked_on IS NOT NULL")
    return {row["portal"]: row["checked_on"] for row in found}
