"""Merge of two archives: its steps, in the order in which rows refer to each other.

Each step may be done again without harm: a merge that was stopped is finished by another one.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from archive.database.batch import Batch
from archive.database.stopping import Stopped
from archive.errors import ArchiveError
from archive.evidence.copies import copy_file, missing, warc_sizes
from archive.merging import merge_documents, merge_evidence, merge_pages, merge_versions
from archive.merging.merge_context import Conflict, MergeContext
from archive.twins.rebuild import make_missing

_BATCH_ROWS = 500

__all__ = ["Conflict", "Merged", "merge"]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought: rows added by table, and where the archives say different things."""

    added: Counter[str] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # a sentence for each WARC file of theirs that is not there


def merge(db: sqlite3.Connection, folder: Path, theirs: sqlite3.Connection, their_folder: Path, now: str) -> Merged:
    """Take what *theirs* holds into *db*, and their WARC files into *folder*; both have today's schema.

    Evidence comes first.  Twins are looked for at the end, among all documents.

    Raises ArchiveError if both are one archive; nothing is written then.
    """
    if _file(db) == _file(theirs):
        raise ArchiveError(f"{_file(db)} is the archive itself; merge another one into it")
    context = MergeContext(db, theirs, Batch(db, _BATCH_ROWS))
    before = _counts(db)
    lacking = _copy_files(theirs, their_folder, folder)
    try:
        _take_all(context, now)
    except Stopped:
        context.batch.commit()
        raise
    return Merged(_counts(db) - before, context.conflicts, lacking)


def _take_all(context: MergeContext, now: str) -> None:
    for step in (
        merge_evidence.take_portals,
        merge_evidence.take_governments,
        merge_evidence.take_runs,
        merge_evidence.take_warc_files,
        merge_documents.take_documents,
        merge_documents.take_former_ids,
        merge_pages.take_pages,
        merge_versions.take_history,
        merge_versions.take_renderings,
        merge_pages.take_locations,
        merge_pages.take_answers,
        merge_pages.take_walks,
        merge_pages.take_listings,
        merge_evidence.take_attachments,
        merge_evidence.take_problems,
    ):
        step(context)
        context.batch.commit()
    make_missing(context.ours, now)
    merge_documents.take_verdicts(context, now)
    merge_documents.reconsider_twins(context)
    context.batch.commit()


def _counts(db: sqlite3.Connection) -> Counter[str]:
    tables = ("portals", "runs", "warc_files", "pages", "snapshots", "documents", "locations", "versions", "twins")
    return Counter({table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables})


def _file(db: sqlite3.Connection) -> str:
    return str(Path(db.execute("PRAGMA database_list").fetchone()["file"]).resolve())


def _copy_files(theirs: sqlite3.Connection, source: Path, target: Path) -> list[str]:
    """Copy the WARC files that *theirs* knows, and return a sentence for each that is nowhere.

    A name has the id of its run, which nobody else has.  Raises ArchiveError for one that would lead out of the folder.
    """
    files = warc_sizes(theirs)
    if source.resolve() != target.resolve():
        for name, size in files:
            copy_file(source / name, target / name, size)
    return [
        words
        for name, size in files
        if next(missing(target, [(name, size)]), None)
        for words in missing(source, [(name, size)])
    ]
