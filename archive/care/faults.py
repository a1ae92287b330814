"""Faults of an archive: whatever in it does not agree with something else, for `fazhi check`."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from archive.database import search_index, table_digests
from archive.database.connection import archive_errors, connect_writer, require_archive
from archive.database.lock import WriterLock
from archive.evidence.verify import disagreements
from archive.identity import SHORT_TEXT_CHARS, comparable, digest_of_text, organ_beside_text, year_beside_text
from archive.text.tokens import CJK, match_query
from archive.twins import candidates
from archive.twins.rebuild import count_missing

_INDEX_NAMES = {"documents_fts": "search index", "titles_fts": "index of titles"}
_SAMPLE = 200  # documents whose words are searched for
_PHRASE = re.compile(f"[{CJK}]{{4,8}}")


def faults(db: sqlite3.Connection, folder: Path | None) -> Iterator[str]:
    """What is wrong with an archive, a line each; without *folder* texts and WARC files are not read."""
    yield from (f"database: {row[0]}" for row in db.execute("PRAGMA integrity_check") if row[0] != "ok")
    for row in db.execute("PRAGMA foreign_key_check"):
        yield f"{row['table']}, row {row['rowid']}: refers to a row of {row['parent']} that is not there"
    yield from _index_faults(db)
    yield from _twin_faults(db)
    if folder is not None:
        yield from table_digests.changed_tables(db)
        yield from _digest_faults(db)
        yield from disagreements(db, folder)


def accept_tables(path: Path) -> None:
    """Write the digests of all tables anew, for an archive that somebody has changed with SQL on purpose.

    Raises NoSuchArchive, NotAnArchive, ArchiveLocked.
    """
    require_archive(path)
    with archive_errors(path), WriterLock(path), closing(connect_writer(path)) as db:
        table_digests.renew(db)


def _index_faults(db: sqlite3.Connection) -> Iterator[str]:
    """Where the search index and the documents do not agree; the former knows its rows and their words."""
    if search_index.is_stale(db):
        yield "search index: made by another version of the tokenizer; the next writer makes it anew"
        return
    for index in search_index.INDEXES:
        for name, sql in (
            ("has no entry", f"SELECT seq FROM documents EXCEPT SELECT id FROM {index}_docsize"),
            ("is indexed and not there", f"SELECT id FROM {index}_docsize EXCEPT SELECT seq FROM documents"),
        ):
            yield from (f"{_INDEX_NAMES[index]}: document number {row[0]} {name}" for row in db.execute(sql))
    (count,) = db.execute("SELECT count(*) FROM documents").fetchone()
    sql = "SELECT seq, id, text FROM documents WHERE seq % ? = 0 ORDER BY seq"
    for row in db.execute(sql, [max(1, count // _SAMPLE)]):
        phrase = _PHRASE.search(row["text"], len(row["text"]) // 2) or _PHRASE.search(row["text"])
        found = "SELECT 1 FROM documents_fts WHERE documents_fts MATCH ? AND rowid = ?"
        if phrase and not db.execute(found, [match_query(phrase[0]), row["seq"]]).fetchone():
            yield f"search index: document {row['id']} is not found by its words {phrase[0]}"


def _twin_faults(db: sqlite3.Connection) -> Iterator[str]:
    chains = "SELECT t.document FROM twins t JOIN twins u ON u.document = t.canonical"
    yield from (f"twins: {row[0]} points at a document that points on" for row in db.execute(chains))
    for bands in candidates.BANDS:
        sql = f"SELECT count(*) FROM {bands} WHERE seq NOT IN (SELECT seq FROM minhashes)"
        if (lost := db.execute(sql).fetchone()[0]) > 0:
            yield f"MinHashes: {lost} keys belong to no MinHash; run fazhi twins --rebuild"
    if missing := count_missing(db):
        yield f"MinHashes: {missing} documents have none of today's algorithm; run fazhi twins --rebuild"


def _digest_faults(db: sqlite3.Connection) -> Iterator[str]:
    columns = (
        "id, text, text_digest, issuer, json_extract(found, '$.issuer') AS how,"
        " report_year, json_extract(found, '$.report_year') AS how_year"
    )
    for row in db.execute(f"SELECT {columns} FROM documents"):
        text = comparable(row["text"])  # of a short one the digest is made of more than text, organ and year
        organ = organ_beside_text(text, row["issuer"], row["how"])
        found = digest_of_text(text, organ, year_beside_text(text, row["report_year"], row["how_year"]))
        if len(text) >= SHORT_TEXT_CHARS and found != row["text_digest"]:
            yield f"document {row['id']}: expected text {row['text_digest']}, found {found}"
