"""Crawls as users start them: ``scrapy crawl portal`` as a process, every host served on loopback."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.fork_server import Process, start_python

Scrapy = Callable[..., "subprocess.CompletedProcess[str]"]  # what the fixture `scrapy` runs

ROOT = Path(__file__).parents[2]
# A busy machine fails no crawl: what a server or a browser takes is no matter, unless a test says so.
PATIENT = ("-s", "DOWNLOAD_TIMEOUT=1800", "-s", "RENDER_TIMEOUT=1800", "-s", "PROGRESS_BAR=False")
CLOSED = "http://127.0.0.1:9"  # where requests go that no test server answers


def start(proxy: str, archive: Path, *args: str, variables: Mapping[str, str] | None = None, **how: Any) -> Process:
    """Start a crawl with the demo's settings through *proxy*; the caller waits for it or ends it.

    *variables* are added to the environment; *how* is what `start_python` takes besides.
    """
    environment = {
        "SCRAPY_SETTINGS_MODULE": "settings.demo",
        "FAZHI_ARCHIVE": str(archive),
        "http_proxy": proxy,
        "https_proxy": proxy,
        "no_proxy": "",
        **(variables or {}),
    }
    return start_python("scrapy", "crawl", "portal", *PATIENT, *args, environment=environment, **how)


def crawl(proxy: str, archive: Path, *args: str, variables: Mapping[str, str] | None = None) -> None:
    """Crawl to the end; an exit code or a traceback is a failure."""
    out, errors = (process := start(proxy, archive, *args, variables=variables)).communicate()
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
