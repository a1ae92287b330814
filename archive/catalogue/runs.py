"""Rows of runs and problems, and of the portals that they name."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime

from archive.rows import Row, rows, table
from archive.timestamps import to_iso

COUNTS = ("requests", "pages", "new", "changed", "unchanged", "documents", "duplicates", "problems")

KILLED = "killed"

_MAX_DETAIL_CHARS = 2000  # of a problem; a traceback fits, a page that was put there by mistake does not


def new_run_id(started_at: datetime) -> str:
    """An id that sorts by time: ``20261122T143000Z-ab12cd``."""
    return f"{started_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def begin(
    db: sqlite3.Connection,
    command: str,
    selection: str,
    started_at: datetime,
    software: Mapping[str, str],
    place: str | None,
) -> str:
    """Write the row of a run that starts, and return its id."""
    run = new_run_id(started_at)
    table(db, "runs").insert(
        {
            "id": run,
            "command": command,
            "selection": selection,
            "started_at": to_iso(started_at),
            "software": dict(software),
            "place": place,
        }
    )
    return run


def put_lost(db: sqlite3.Connection, run: str, selection: str, now: str) -> None:
    """Write a row for a run whose own was lost, as one that was killed; nothing if it has one."""
    started_at = datetime.strptime(run.partition("-")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    db.execute(
        "INSERT OR IGNORE INTO runs (id, command, selection, started_at, finished_at, reason, software)"
        " VALUES (?, 'unknown', ?, ?, ?, ?, '{}')",
        [run, selection, to_iso(started_at), now, KILLED],
    )


def close_killed(db: sqlite3.Connection, now: str) -> None:
    """Close the runs that never ended, with the counts that their rows still tell.

    The caller holds the writer's lock, so none of them is alive.
    """
    db.execute(
        """
        UPDATE runs SET finished_at = ?, reason = ?,
            pages = (SELECT count(*) FROM snapshots s WHERE s.run = runs.id),
            problems = (SELECT count(*) FROM problems p WHERE p.run = runs.id)
        WHERE finished_at IS NULL
        """,
        [now, KILLED],
    )


def end(db: sqlite3.Connection, run: str, reason: str, counts: Mapping[str, int], now: str) -> None:
    """Write how a run ended.

    Raises ValueError for a count that runs has no column for.
    """
    if unknown := sorted(set(counts) - set(COUNTS)):
        raise ValueError(f"runs has no count {', '.join(unknown)}; it has {', '.join(COUNTS)}")
    table(db, "runs").update(run, {"finished_at": now, "reason": reason, **counts})


def put_problem(
    db: sqlite3.Connection,
    run: str,
    kind: str,
    detail: str,
    now: str,
    url: str | None = None,
    portal: str | None = None,
    snapshot: str | None = None,
) -> None:
    """Write one thing that went wrong; *kind* is a row of cleaners.problem_kinds."""
    db.execute(
        "INSERT INTO problems (run, portal, url, kind, detail, snapshot, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [run, portal, url, kind, detail[:_MAX_DETAIL_CHARS], snapshot, now],
    )


def put_portal(
    db: sqlite3.Connection,
    portal: str,
    name: str,
    host: str,
    division_code: str | None,
    site_id_code: str | None,
    platform: str,
    floor: int,
    accepted_tls: str | None,
) -> None:
    """Write or renew the row of a portal."""
    db.execute(
        """
        INSERT INTO portals (id, name, host, division_code, site_id_code, platform, floor, accepted_tls)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, host = excluded.host,
            division_code = excluded.division_code, site_id_code = excluded.site_id_code,
            platform = excluded.platform, floor = excluded.floor,
            accepted_tls = excluded.accepted_tls
        """,
        [portal, name, host, division_code, site_id_code, platform, floor, accepted_tls],
    )


def newest_runs(db: sqlite3.Connection, limit: int) -> list[Row]:
    """Return the rows of the *limit* newest runs, oldest of them first; ``software`` as a dict."""
    found = rows(db, "SELECT * FROM runs ORDER BY id DESC LIMIT ?", [limit])
    return [row | {"software": json.loads(row["software"])} for row in reversed(found)]


def problems_of(db: sqlite3.Connection, run: str | None = None) -> list[Row] | None:
    """Return the problems of a run, of the last one without *run*; None if there is no such run."""
    if run is not None and not rows(db, "SELECT 1 FROM runs WHERE id = ?", [run]):
        return None
    return rows(db, "SELECT * FROM problems WHERE run = coalesce(?, (SELECT max(id) FROM runs)) ORDER BY id", [run])
