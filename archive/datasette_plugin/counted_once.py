"""What is counted once and kept: figures over the whole archive, until it has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

_T = TypeVar("_T")

# While a crawl writes, every request would count anew; so a result stays for so many times what it took to make.
_REST = 20


@dataclass(frozen=True, slots=True)
class _Kept:
    state: tuple[Any, ...]
    value: Any
    rests_until: float


_results: dict[tuple[str, str], _Kept] = {}


def kept(db: sqlite3.Connection, path: str, name: str, count: Callable[[sqlite3.Connection], _T]) -> _T:
    """Return what *count* says of the archive at *path*, opened as *db*; counted again when it has changed."""
    state = _state(db)
    held = _results.get((path, name))
    if held is not None and (held.state == state or monotonic() < held.rests_until):
        value: _T = held.value
        return value
    began = monotonic()
    value = count(db)
    now = monotonic()
    _results[path, name] = _Kept(state, value, now + _REST * (now - began))
    return value


def _state(db: sqlite3.Connection) -> tuple[Any, ...]:
    """Return what is another as soon as a document came in or a run began or ended."""
    row = db.execute(
        "SELECT (SELECT max(seq) FROM documents), (SELECT count(*) FROM portals),"
        " (SELECT count(*) || max(started_at) || coalesce(max(finished_at), '') FROM runs)"
    ).fetchone()
    return tuple(row)
