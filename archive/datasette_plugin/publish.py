"""Publishing: what the world would see of an archive, and a copy of it that is made to be shown.

The copy is a folder for Datasette's configuration directory mode: `datasette serve FOLDER`.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Literal

from archive.database.search_index import INDEXES
from archive.datasette_plugin.public_address import origin
from archive.errors import ArchiveError
from archive.evidence.warc_output import warc_folder
from archive.rows import rows

# No SQL from outside, no download of the whole file, answers of a bounded size and time.  See docs/browse.md.
SETTINGS = {
    "default_allow_sql": False,
    "allow_download": False,
    "suggest_facets": False,
    "allow_csv_stream": False,
    "allow_facet": True,
    "max_returned_rows": 100,
    "max_csv_mb": 10,
    "truncate_cells_html": 200,
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 500,
    "num_sql_threads": 3,
}
# Plugins that change data or let readers run what they bring along.
_WRITING = ("write", "upload", "edit", "insert", "import", "delete", "enrich", "save", "load", "shell")


@dataclass(frozen=True, slots=True)
class Exposure:
    """One thing that readers would see; a warning is one that a person has to think about first."""

    kind: Literal["exposed", "warning"]
    what: str


def exposures(db: sqlite3.Connection, archive: Path, copied: bool = False) -> Iterator[Exposure]:
    """Yield what readers of *archive* would see; of a copy the WARC files are no part."""
    yield from _tables(db)
    yield from _evidence(db, archive, copied)
    yield from _addresses(db)
    yield from _operator(db)
    yield from _plugins()
    if not copied and _is_being_written(archive):
        yield Exposure(
            "warning", f"{archive.name} is being written to, or was not closed; serve it without -i, or publish --to"
        )


def write_copy(db: sqlite3.Connection, folder: Path, address: str | None = None) -> None:
    """Write a compacted copy of the archive into *folder*, with settings for strangers; links begin with *address*.

    It becomes the folder when it is whole: what fails before leaves nothing behind, and can be done again.

    Raises ArchiveError if the folder is there, if *address* is no web address, or if the copy cannot be written.
    """
    if folder.exists():
        raise ArchiveError(f"{folder} exists; expected a new folder, so that nothing old is published with it")
    if address and origin(address) is None:
        raise ArchiveError(f"{address} is no address of a site; expected one such as https://reports.example.cn")
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)  # of one that was killed
        unfinished.mkdir(parents=True)
        _fill(db, unfinished, address)
        unfinished.rename(folder)
    except (OSError, sqlite3.Error) as error:
        raise ArchiveError(f"{folder} cannot be written: {error}; nothing is left of it, publish again") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _fill(db: sqlite3.Connection, folder: Path, address: str | None) -> None:
    copy = folder / "archive.db"
    db.execute("VACUUM INTO ?", [str(copy)])
    tables = {row["name"]: {"count": _count(db, row["name"])} for row in _all_tables(db) if row["type"] == "table"}
    inspected = {"archive": {"hash": "", "size": copy.stat().st_size, "file": "archive.db", "tables": tables}}
    _write_json(folder / "inspect-data.json", inspected)  # Datasette opens what is named here as immutable
    _write_json(folder / "settings.json", SETTINGS)
    # An index takes queries in a language of its own, in which a few words cost minutes; its tables are SQLite's.
    hidden = {row["name"]: {"allow": False} for row in _all_tables(db) if row["name"].startswith(INDEXES)}
    ours = {"public": True, **({"public_url": address} if address else {})}
    metadata = {"databases": {"archive": {"tables": hidden}}, "plugins": {"fazhi": ours}}
    _write_json(folder / "metadata.json", metadata)


def _tables(db: sqlite3.Connection) -> Iterator[Exposure]:
    for row in _all_tables(db):
        if not row["name"].startswith((*INDEXES, "sqlite_", "_sqlite")):
            yield Exposure("exposed", f"{row['type']} {row['name']}: {_count(db, row['name'])} rows, all columns")


def _evidence(db: sqlite3.Connection, archive: Path, copied: bool) -> Iterator[Exposure]:
    if copied:
        yield Exposure("exposed", "no WARC file: original bytes are not in the copy")
        return
    files = [path for path in warc_folder(archive).glob("*.warc.gz") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    count = _count(db, "snapshots")
    yield Exposure(
        "exposed", f"original bytes of {count} snapshots in {len(files)} WARC files, {size} bytes, one by one"
    )


def _addresses(db: sqlite3.Connection) -> Iterator[Exposure]:
    """Yield addresses that are neither web addresses nor names: they may be folders of the machine that ingested."""
    sql = (
        "SELECT url FROM pages WHERE url NOT LIKE 'http://%' AND url NOT LIKE 'https://%' AND url NOT LIKE 'urn:%'"
        " ORDER BY url LIMIT 3"
    )
    if found := [row["url"] for row in rows(db, sql)]:
        yield Exposure("warning", f"addresses that are no web addresses, the first: {', '.join(found)}")


def _operator(db: sqlite3.Connection) -> Iterator[Exposure]:
    """Yield what the rows of runs tell of whoever ran them."""
    places = [row["place"] for row in rows(db, "SELECT DISTINCT place FROM runs WHERE place IS NOT NULL")]
    if places:
        yield Exposure("warning", f"runs name where they ran: {', '.join(places)}")
    sql = "SELECT software FROM runs ORDER BY id DESC LIMIT 1"
    for row in rows(db, sql):
        yield Exposure("exposed", f"software and user agent of the runs: {row['software']}")


def _plugins() -> Iterator[Exposure]:
    for entry in sorted(entry_points(group="datasette"), key=lambda each: each.name):
        name = entry.dist.name if entry.dist else entry.name
        if any(word in name for word in _WRITING):
            yield Exposure("warning", f"Datasette plugin {name} may write or upload; uninstall it where strangers read")
        else:
            yield Exposure("exposed", f"Datasette plugin {name}")


def _is_being_written(archive: Path) -> bool:
    """Return whether the archive has changes that are not in its main file yet; -i would not see them."""
    log = Path(f"{archive}-wal")
    return log.exists() and log.stat().st_size > 0


def _all_tables(db: sqlite3.Connection) -> list[dict[str, str]]:
    return rows(db, "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY type, name")


def _count(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
