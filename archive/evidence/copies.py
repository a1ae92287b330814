"""Copies of WARC files from one archive to another: under names that stay in the folder, whole, never in silence."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from archive.database.file_copy import sync_folder
from archive.errors import ArchiveError

_NAME = re.compile(r"[\w.+=@~-]{1,200}\.(?:warc|arc)(?:\.gz|\.zst)?", re.IGNORECASE)
_CHUNK_BYTES = 1 << 20


def bad_name(name: str) -> str | None:
    """Return what is wrong with the *name* of a WARC file in a row; None if it can be a file in the folder.

    >>> bad_name("../../.bashrc")
    "warc_files names '../../.bashrc'; expected the name of a WARC file, without folders: its row is not ours"
    """
    if _NAME.fullmatch(name) and not name.startswith("."):
        return None
    return f"warc_files names {name!r}; expected the name of a WARC file, without folders: its row is not ours"


def warc_sizes(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return name and bytes of the WARC files that the archive knows.

    Raises ArchiveError for a name that would lead out of the folder.
    """
    found = [(str(name), int(size)) for name, size in db.execute("SELECT name, size_bytes FROM warc_files")]
    if words := next((words for name, _ in found if (words := bad_name(name))), None):
        raise ArchiveError(words)
    return sorted(found)


def missing(folder: Path, files: list[tuple[str, int]]) -> Iterator[str]:
    """Yield a sentence for each of the *files* (name and bytes) that is not in *folder*, or is shorter."""
    for name, size in files:
        path = folder / name
        if not path.is_file():
            yield f"{name}: expected {size} bytes in {folder}, found no file"
        elif path.stat().st_size < size:
            yield f"{name}: expected {size} bytes in {folder}, found {path.stat().st_size}"


def first_of(sentences: list[str]) -> str:
    """Return the first of some *sentences*, and how many more there are."""
    return sentences[0] + (f" (and {len(sentences) - 1} files more)" if len(sentences) > 1 else "")


def copy_file(source: Path, target: Path, size: int) -> bool:
    """Let *target* hold the first *size* bytes of *source*; return False if it has them, or as many as that has.

    What *target* has stays until the copy is whole.
    """
    there, held = (path.stat().st_size if path.is_file() else -1 for path in (source, target))
    if held >= min(size, there):
        return False
    unfinished = target.with_name(f"{target.name}.part")
    try:
        with source.open("rb") as old, unfinished.open("wb") as new:
            shutil.copyfileobj(old, new)
            new.truncate(min(size, new.tell()))
            new.flush()
            os.fsync(new.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(target.absolute().parent)
    return True


def begins_alike(one: Path, other: Path, size: int) -> bool:
    """Return whether the first *size* bytes of two files are the same."""
    with one.open("rb") as first, other.open("rb") as second:
        while size > 0:
            chunk = min(size, _CHUNK_BYTES)
            mine, theirs = first.read(chunk), second.read(chunk)
            if mine != theirs or len(mine) < chunk:
                return False
            size -= chunk
    return True
