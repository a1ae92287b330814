"""CDXJ index beside the WARC files (``warc/index.cdxj``): which record answers for an address at a moment.

CDXJ as pywb and other players of web archives read it: sorted lines of a key (`surt`), 14 digits of UTC and
a JSON object.  It is derived: whoever deletes it gets it back from `fazhi index`.  Only WARC files that are closed
stand in it; these never change.
"""

from __future__ import annotations

import heapq
import io
import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TextIO

from archive.errors import DamagedRecord
from archive.evidence.copies import bad_name
from archive.evidence.surt import surt
from archive.evidence.warc_files import RecordSpan, read_record_at, whole_members
from archive.evidence.warc_records import Record, header
from archive.timestamps import to_iso

INDEX_NAME = "index.cdxj"
_FILE_KEY = '"filename": "'  # the last field of a line, so that it is found without parsing
_MAX_LINES = 500_000  # that are held in memory: some 250 MB
_ANSWERS = ("response", "resource")


def refresh(db: sqlite3.Connection, folder: Path) -> int:
    """Add the WARC files that are closed and not in the index yet; how many lines that gave.

    The index is replaced as a whole, so a reader sees the old one or the new one.
    """
    known = set(_lines_by_file(folder))
    added, waiting = 0, list[str]()
    for name in _closed_files(db):
        if name not in known and not bad_name(name) and (folder / name).is_file():
            waiting += index_lines(folder, name)
            if len(waiting) >= _MAX_LINES:
                added += _merge_in(folder, waiting)
                waiting = []
    return added + (_merge_in(folder, waiting) if waiting else 0)


def index_lines(folder: Path, name: str) -> Iterator[str]:
    """The lines of the answers in the WARC file *name*, in its order; `fazhi verify` names what is damaged."""
    for span in whole_members(folder / name, 0):
        with suppress(DamagedRecord):
            if line := index_line(read_record_at(folder, span), span):
                yield line


def index_line(record: Record, span: RecordSpan) -> str | None:
    """The line of a record that answers for its address.

    None for requests, and for what a browser made of an answer: the answer is what was on the net.
    """
    if record.fetch is None or not (record.type in _ANSWERS or (record.type == "revisit" and record.fetch.status)):
        return None
    url, moment = record.fetch.url, "".join(filter(str.isdigit, to_iso(record.fetch.fetched_at)))
    media_type = (header(record.fetch.headers, "Content-Type") or "").partition(";")[0].strip()
    fields = {
        "url": url,
        "mime": "warc/revisit" if record.type == "revisit" else media_type or "unk",
        **({"status": str(record.fetch.status)} if record.type == "response" else {}),
        "digest": record.fields["warc-payload-digest"],
        "length": str(span.length),
        "offset": str(span.offset),
        "filename": span.file,
    }
    return f"{surt(url)} {moment} {json.dumps(fields)}\n"


def index_faults(db: sqlite3.Connection, folder: Path) -> Iterator[str]:
    """Where the index and the WARC files do not agree; an archive without an index has no faults of it."""
    path = folder / INDEX_NAME
    if not path.exists():
        return
    with _lines(path) as lines:
        for number, (before, line) in enumerate(pairwise(_with_start(lines)), 1):
            if before > line:
                yield f"{path}, line {number}: found out of order; delete the index and run fazhi index"
            yield from (f"{path}, line {number}: {words}" for words in _line_faults(folder, line))
    counted = _lines_by_file(folder)
    for name in _closed_files(db):
        is_there = not bad_name(name) and (folder / name).is_file()
        count = sum(1 for _ in index_lines(folder, name)) if is_there else 0
        if counted[name] < count:
            mend = "delete the index and run fazhi index" if counted[name] else "run fazhi index"
            yield f"{path}: expected {count} lines for {name}, found {counted[name]}; {mend}"


def _with_start(lines: Iterator[str]) -> Iterator[str]:
    yield ""
    yield from lines


def _line_faults(folder: Path, line: str) -> list[str]:
    try:
        fields = json.loads(line.split(" ", 2)[2])
        span = RecordSpan(fields["filename"], int(fields["offset"]), int(fields["length"]))
    except (ValueError, KeyError, IndexError, TypeError):
        return [f"expected a line of CDXJ, found {line[:80]!r}; delete the index and run fazhi index"]
    try:
        record = read_record_at(folder, span)
    except DamagedRecord as error:
        return [str(error)]
    if index_line(record, span) != line:
        return [f"{span.file} at {span.offset}: found another record; delete the index and run fazhi index"]
    return []


def _closed_files(db: sqlite3.Connection) -> list[str]:
    return [row[0] for row in db.execute("SELECT name FROM warc_files WHERE closed_at IS NOT NULL ORDER BY name")]


def _lines_by_file(folder: Path) -> Counter[str]:
    """How many lines the index has for each WARC file."""
    with _lines(folder / INDEX_NAME) as lines:
        return Counter(_file_of(line) for line in lines)


def _lines(path: Path) -> TextIO:
    """The index to read; an empty one if it is not there."""
    return path.open(encoding="ascii", errors="replace") if path.exists() else io.StringIO()


def _file_of(line: str) -> str:
    return line.rpartition(_FILE_KEY)[2].partition('"')[0]


def _merge_in(folder: Path, lines: Sequence[str]) -> int:
    """Write the index anew with *lines* in it, and without those of files that are there no more."""
    # Each process has a file of its own: a crawl may end while `fazhi index` runs.
    path, unfinished = folder / INDEX_NAME, folder / f"{INDEX_NAME}.{os.getpid()}.part"
    there = {each.name for each in folder.iterdir()}
    try:
        with unfinished.open("w", encoding="ascii") as new, _lines(path) as old:
            kept = (line for line in old if _file_of(line) in there)
            new.writelines(heapq.merge(kept, sorted(lines)))
            new.flush()
            os.fsync(new.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return len(lines)
