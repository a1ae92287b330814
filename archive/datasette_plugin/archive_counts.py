"""Counts over a whole archive that pages show, made once until it has changed."""

from __future__ import annotations

import sqlite3

from archive.coverage import matrix
from archive.coverage.covered_divisions import Divisions
from archive.datasette_plugin.counted_once import counted_once


def coverage(db: sqlite3.Connection, path: str) -> matrix.Counted:
    """Return the figures of coverage of the archive at *path*, opened as *db*."""
    return counted_once(db, path, "coverage", matrix.count)


def divisions(db: sqlite3.Connection, path: str) -> Divisions:
    """Return the divisions of the archive at *path*, opened as *db*."""
    return counted_once(db, path, "divisions", Divisions)
