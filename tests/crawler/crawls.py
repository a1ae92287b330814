"""Crawls as users start them: ``scrapy crawl portal`` as a process, every host served on loopback."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CLOSED = "http://127.0.0.1:9"  # where requests go that no test server answers


def start(
    proxy: str, archive: Path, *args: str, variables: Mapping[str, str] | None = None, **popen: Any
) -> subprocess.Popen[str]:
    """Start a crawl with the demo's settings through *proxy*; the caller waits for it or ends it.

    *variables* are added to the environment.
    """
    environment = os.environ | {
        "SCRAPY_SETTINGS_MODULE": "settings.demo",
        "FAZHI_ARCHIVE": str(archive),
        "http_proxy": proxy,
        "https_proxy": proxy,
        "no_proxy": "",
        **(variables or {}),
    }
    command = [sys.executable, "-m", "scrapy", "crawl", "portal", "-s", "PROGRESS_BAR=False", *args]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True, **popen)


def crawl(proxy: str, archive: Path, *args: str, variables: Mapping[str, str] | None = None) -> None:
    """Crawl to the end; an exit code or a traceback is a failure."""
    out, errors = (process := start(proxy, archive, *args, variables=variables)).communicate(timeout=280)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors, errors
    assert not out


def query(archive: Path, sql: str, *values: object) -> list[sqlite3.Row]:
    """Rows of the archive, read as any other program would."""
    with sqlite3.connect(f"file:{archive}?mode=ro", uri=True) as db:
        db.row_factory = sqlite3.Row
        return db.execute(sql, values).fetchall()


def count(archive: Path, table: str) -> int:
    return query(archive, f"SELECT count(*) AS n FROM {table}")[0]["n"]
