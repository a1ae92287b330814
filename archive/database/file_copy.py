"""File copies: a database as one reader sees it, whole or not there."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from archive.database.leftovers import SUFFIXES, stamp_copy


def write_copy(db: sqlite3.Connection, target: Path) -> None:
    """Write what *db* holds at this moment into the file *target*, which is replaced when the copy is whole.

    VACUUM INTO and not SQLite's backup call: that begins again whenever another process commits.
    """
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.unlink(missing_ok=True)
    try:
        db.execute("VACUUM INTO ?", [str(unfinished)])
        stamp_copy(unfinished)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        for left in SUFFIXES:  # of the database that is replaced: no part of the new one
            target.with_name(target.name + left).unlink(missing_ok=True)
        unfinished.replace(target)
        sync_folder(target.absolute().parent)
    finally:
        unfinished.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make new and removed names in *folder* survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
