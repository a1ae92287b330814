"""Engine of an export: carries documents from an archive to the formats that are asked for, piece by piece."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from archive.database.connection import archive_errors, connect_reader
from archive.export.changes import write_changes
from archive.export.document_batch import Batch
from archive.export.parquet import ParquetFolder
from archive.export.progress import STATE, Progress, prepare
from archive.export.records import Piece, Selection, cut, pieces
from archive.export.release import Release, write_release
from archive.export.sinks import Sink, text_sinks

_CACHE_KIB = 32 << 10  # the inner pages of the keys of a million documents; SQLite's own 2 MB read them again and again


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written."""

    folder: Path
    documents: int
    files: int


def export(
    archive: Path,
    folder: Path,
    formats: Sequence[str],
    selection: Selection,
    release: str | None = None,
    tell: Callable[[int], object] = lambda documents: None,
) -> Summary:
    """Write the selected documents into *folder*; the same archive gives the same bytes.

    One state of the archive is exported, whatever a writer does meanwhile.  An export that was
    interrupted goes on behind its last whole piece, if the archive has not changed since.  *tell* is
    called with the number of documents that were written, also with those of earlier pieces.

    Raises ExportError, DiskFull and what open_reader raises.
    """
    with ExitStack() as stack:
        db = connect_reader(archive)
        stack.callback(db.close)
        stack.enter_context(archive_errors(folder))
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        db.execute("BEGIN")  # one state of the archive to the end; closing gives it back
        state = _state(db)
        task = {**state, "formats": list(formats), "selection": asdict(selection), "release": release}
        progress = prepare(folder, task)
        sinks = _sinks(formats, folder, progress)
        for sink in sinks:
            stack.callback(sink.close)
        stack.enter_context(_no_cycles())
        for piece in pieces(db, selection):
            if piece.name not in progress.pieces:
                _write_piece(db, piece, sinks, progress, folder, tell)
            else:
                tell(len(piece.ids))
        for sink in sinks:
            sink.close()
        changed = write_changes(db, selection.since, folder / "changes.csv") if selection.since else {}
        files = write_release(folder, Release(release, state["as_of"], list(formats), progress.counts, changed, task))
    (folder / STATE).unlink()
    return Summary(folder, progress.counts.get("documents", 0), files)


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Spare Python the search for cycles among millions of rows, none of which has one: a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _state(db: sqlite3.Connection) -> dict[str, Any]:
    """What tells this state of the archive from others, without reading its rows."""
    as_of = db.execute("SELECT max(updated_at) FROM documents").fetchone()[0]
    return {"as_of": as_of, "max_seq": db.execute("SELECT max(seq) FROM documents").fetchone()[0]}


def _sinks(formats: Sequence[str], folder: Path, progress: Progress) -> list[Sink]:
    sinks = text_sinks(formats, folder, progress.sizes)
    return [*sinks, ParquetFolder(folder)] if "parquet" in formats else sinks


def _write_piece(
    db: sqlite3.Connection,
    piece: Piece,
    sinks: Sequence[Sink],
    progress: Progress,
    folder: Path,
    tell: Callable[[int], object],
) -> None:
    for sink in sinks:
        sink.begin(piece)
    counts = dict(progress.counts)
    for ids in cut(piece.ids):
        batch = Batch(db, ids)
        for sink in sinks:
            sink.write(batch)
        for name, number in batch.counts().items():
            counts[name] = counts.get(name, 0) + number
        tell(len(ids))
    for sink in sinks:
        sink.end()
        progress.sizes |= sink.sizes()
    progress.pieces.append(piece.name)
    progress.counts = counts
    progress.save(folder)
