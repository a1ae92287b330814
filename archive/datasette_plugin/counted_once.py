"""Cache of figures over the whole archive: each is counted once, and again when the archive has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

_T = TypeVar("_T")

# While a crawl writes, every request would count anew; so a figure stays for so many times what counting took (chosen).
_REST_FACTOR = 20


@dataclass(frozen=True, slots=True)
class _Counted:
    state: tuple[Any, ...]
    value: Any
    rests_until: float


_results: dict[tuple[str, str], _Counted] = {}


def counted_once(db: sqlite3.Connection, path: str, name: str, count: Callable[[sqlite3.Connection], _T]) -> _T:
    """Return what *count* says of the archive at *path*, opened as *db*; counted again when it has changed."""
    state = _state(db)
    known = _results.get((path, name))
    if known is not None and (known.state == state or monotonic() < known.rests_until):
        value: _T = known.value
        return value
    began = monotonic()
    value = count(db)
    now = monotonic()
    _results[path, name] = _Counted(state, value, now + _REST_FACTOR * (now - began))
    return value


def _state(db: sqlite3.Connection) -> tuple[Any, ...]:
    """Return what is another as soon as a document came in or a run began or ended."""
    row = db.execute(
        "SELECT (SELECT max(seq) FROM documents), (SELECT count(*) FROM portals),"
        " (SELECT count(*) || max(started_at) || coalesce(max(finished_at), '') FROM runs)"
    ).fetchone()
    return tuple(row)
