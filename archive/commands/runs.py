"""`fazhi runs` and `fazhi problems`: what was done and what went wrong, as JSON lines."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterable

from archive.errors import ArchiveError
from archive.reader import open_reader


def add_runs_arguments(parser: argparse.ArgumentParser) -> None:
    """How many runs to write."""
    parser.add_argument("--limit", type=int, default=20, help="runs shown at most, the newest (20)")


def main_runs(args: argparse.Namespace) -> int:
    """Write the newest runs as JSON lines, oldest of them first."""
    with open_reader(args.archive) as reader:
        rows = reader.db.execute("SELECT * FROM runs ORDER BY id DESC LIMIT ?", [args.limit]).fetchall()
        _write(reversed(rows))
    return 0


def add_problems_arguments(parser: argparse.ArgumentParser) -> None:
    """Of which run."""
    parser.add_argument("--run", help="id of a run (default: the last one)")


def main_problems(args: argparse.Namespace) -> int:
    """Write the problems of a run as JSON lines; 0 if it has none, else 1."""
    with open_reader(args.archive) as reader:
        run = args.run or _last_run(reader.db)
        if run and not reader.db.execute("SELECT 1 FROM runs WHERE id = ?", [run]).fetchone():
            raise ArchiveError(f"no run {run} in {args.archive}; `fazhi runs` names them")
        rows = reader.db.execute("SELECT * FROM problems WHERE run = ? ORDER BY id", [run]).fetchall()
        _write(rows)
    return 1 if rows else 0


def _last_run(db: sqlite3.Connection) -> str | None:
    row = db.execute("SELECT max(id) FROM runs").fetchone()
    return row[0] if row else None


def _write(rows: Iterable[sqlite3.Row]) -> None:
    for row in rows:
        values = dict(row)
        if "software" in values:
            values["software"] = json.loads(values["software"])
        sys.stdout.write(json.dumps(values, ensure_ascii=False) + "\n")
