"""Archives that are replaced, restored or removed under a running server: read anew, or said to be gone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from archive.database.leftovers import require_own_leftovers
from archive.errors import ForeignLog

_Identity = tuple[int, int]
_RETRY_SECONDS = b"30"  # a restore takes as long as a copy of the file; chosen


def with_present_files(app: Any, datasette: Any, applies: Callable[[], bool]) -> Any:
    """Return *app* behind a look at the files of *datasette*: one system call for each and request.

    A file that is another than before is opened anew.  SQLite would read the old one, which has no name any more,
    until the server ends.  Of one that is gone, or lies beside the log of another, each request is told (503).
    """
    known: dict[str, _Identity] = {}

    async def looked_at(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http" and applies() and (fault := _look(datasette, known)):
            await _say(send, fault)
        else:
            await app(scope, receive, send)

    return looked_at


def _look(datasette: Any, known: dict[str, _Identity]) -> str | None:
    """Open anew what was replaced; return what is wrong with a file, None if nothing is."""
    paths = [str(database.path) for database in datasette.databases.values() if database.path]
    for path in paths:
        now = _identity(path)
        if now is None and path not in known:  # Datasette's own pages say what is wrong with one that never was there
            continue
        if now is None:
            return f"{Path(path).name} is not there: it was removed, or is being restored; try again in a while"
        if known.setdefault(path, now) != now:
            try:
                require_own_leftovers(Path(path))
            except ForeignLog as error:
                return str(error)
            known[path] = now
            _open_anew(datasette)
    return None


def _open_anew(datasette: Any) -> None:
    """Let all connections go: each thread of Datasette's has its own, and new threads open new ones."""
    if datasette.executor is not None:
        datasette.executor.shutdown(wait=False)
        datasette.executor = ThreadPoolExecutor(max_workers=datasette.setting("num_sql_threads"))
    for database in datasette.databases.values():
        database._read_connection = None


def _identity(path: str) -> _Identity | None:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


async def _say(send: Any, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", _RETRY_SECONDS)]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": f"{words}\n".encode()})
