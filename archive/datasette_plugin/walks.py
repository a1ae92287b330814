"""Which portals were walked completely, and when: only then may a missing report be called not found."""

from __future__ import annotations

import re
import sqlite3

from archive.datasette_plugin.rows import Row, has_table, rows
from archive.datasette_plugin.words import china_day

_RUNS_LOOKED_AT = 200  # a run a week for four years
# What keeps the rows of a list from being known, whatever address it is written for; refused_... as well.
_LIST_PROBLEMS = ("no_rows", "page_repeats", "too_many_pages", "floor", "unreadable_portal", "backed_off")


def complete_walks(db: sqlite3.Connection) -> dict[str, str]:
    """Return for each portal that was ever walked completely the day (China time) of the last such walk.

    A walk is complete if its run ended by itself, asked for this portal, and wrote no problem about a list;
    a portal with a list that was never read to its end has none.
    """
    walked = _walked(db)
    portals = rows(db, "SELECT id, division_code FROM portals")
    missing = {row["id"]: row["division_code"] or "" for row in portals if row["id"] in walked}
    sql = "SELECT * FROM runs WHERE command = 'crawl' AND reason = 'finished' ORDER BY id DESC LIMIT ?"
    done: dict[str, str] = {}
    for run in rows(db, sql, [_RUNS_LOOKED_AT]):
        asked = [portal for portal, code in missing.items() if is_asked(run["selection"], portal, code)]
        failed = portals_with_list_problems(db, run["id"]) if asked else set()
        for portal in asked:
            if portal not in failed and walked[portal] >= run["started_at"]:
                done[portal] = china_day(run["started_at"])
                del missing[portal]
    return done


def _walked(db: sqlite3.Connection) -> dict[str, str]:
    """Return the moment of the last walk of each portal all of whose lists have been read to their end."""
    if not has_table(db, "walks"):
        return {}
    found = rows(
        db,
        "SELECT pages.portal, max(walked_at) AS at FROM walks JOIN pages ON pages.id = walks.page"
        " WHERE pages.portal IS NOT NULL GROUP BY pages.portal HAVING count(*) = count(complete_at)",
    )
    return {row["portal"]: row["at"] for row in found}


def is_asked(selection: str, portal: str, division_code: str) -> bool:
    """Return whether a run with this selection asks for a portal.

    >>> is_asked("", "haizhu", "440105"), is_asked("portal=haizhu,liwan", "huadu", "440114")
    (True, False)
    >>> is_asked("division=4401", "haizhu", "440105")
    True
    """
    named = dict(re.findall(r"(portal|division)=(\S+)", selection))
    if "portal" in named and portal not in named["portal"].split(","):
        return False
    return "division" not in named or division_code.startswith(named["division"])


def portals_with_list_problems(db: sqlite3.Connection, run: str) -> set[str]:
    """Return the portals of which a run could not read some list."""
    return {row["portal"] for row in list_problems(db, run) if row["portal"]}


def list_problems(db: sqlite3.Connection, run: str) -> list[Row]:
    """Return the problems of a run that keep rows of lists unknown."""
    kinds = ", ".join("?" * len(_LIST_PROBLEMS))
    # A list that was never fetched is no page; its problem says "list ..." of itself.
    sql = (
        "SELECT problems.* FROM problems LEFT JOIN pages ON pages.url = problems.url"
        f" WHERE problems.run = ? AND (problems.kind IN ({kinds}) OR problems.kind LIKE 'refused%'"
        " OR pages.role = 'list' OR problems.detail LIKE 'list %') ORDER BY problems.id"
    )
    return rows(db, sql, [run, *_LIST_PROBLEMS])
