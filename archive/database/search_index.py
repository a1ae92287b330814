"""Full-text indexes documents_fts and titles_fts: kept in step with documents, made anew when the tokens change.

The indexes hold no text.  What is taken out of it must be named by the very tokens that were put
in, hence the old title and text, and hence the tokenizer's version in meta.

A change waits in a temporary table until its transaction ends.  FTS5 writes all that it holds in memory
whenever a savepoint begins, each document as a piece of its own to be merged later: that was twice the work.
"""

from __future__ import annotations

import sqlite3

from archive.text.tokens import index_text, tokenizer_version

# Of tokens that wait for the end of a batch; with SQLite's own 1 MiB a batch is written in many pieces,
# which have to be merged again.
_PENDING_BYTES = 32 << 20

# Pieces of a level that are merged into one of the next: with SQLite's own 4 each token is written six times
# before an archive has a million documents, with 8 four times.
_MERGED_PIECES = 8

INDEXES = ("documents_fts", "titles_fts")

_VERSION_KEY = "tokenizer_version"


def set_merging(db: sqlite3.Connection) -> None:
    """Write into the archive how its index is merged."""
    db.execute("INSERT INTO documents_fts (documents_fts, rank) VALUES ('automerge', ?)", [_MERGED_PIECES])


def prepare(db: sqlite3.Connection) -> None:
    """Make room on this connection for changes that wait; to be called once, before the others."""
    db.execute("CREATE TEMP TABLE index_lacks (seq INTEGER PRIMARY KEY)")
    db.execute("CREATE TEMP TABLE index_exceeds (seq INTEGER PRIMARY KEY, title TEXT, text TEXT NOT NULL)")


def put(db: sqlite3.Connection, seq: int) -> None:
    """Let the index have the document *seq*, as its row is when the transaction ends."""
    db.execute("INSERT INTO temp.index_lacks (seq) VALUES (?)", [seq])


def take_out(db: sqlite3.Connection, seq: int, title: str | None, text: str) -> None:
    """Let the index not have the document *seq*, which was put in with this *title* and *text*."""
    if not db.execute("DELETE FROM temp.index_lacks WHERE seq = ?", [seq]).rowcount:
        db.execute("INSERT INTO temp.index_exceeds (seq, title, text) VALUES (?, ?, ?)", [seq, title, text])


def write_waiting(db: sqlite3.Connection) -> None:
    """Make the changes that wait; to be called where a transaction ends, outside of savepoints."""
    for seq, title, text in db.execute("SELECT seq, title, text FROM temp.index_exceeds"):
        title_tokens = index_text(title or "")
        db.execute(
            "INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', ?, ?, ?)",
            [seq, title_tokens, index_text(text)],
        )
        db.execute("INSERT INTO titles_fts (titles_fts, rowid, title) VALUES ('delete', ?, ?)", [seq, title_tokens])
    # The way is prescribed: where documents has statistics, SQLite would read all of them to find those few.
    documents = "documents d INDEXED BY documents_search USING (seq)"
    _insert(db, f"SELECT d.seq, d.title, d.text FROM temp.index_lacks CROSS JOIN {documents}")
    db.execute("DELETE FROM temp.index_exceeds")
    db.execute("DELETE FROM temp.index_lacks")


def optimize(db: sqlite3.Connection) -> None:
    """Write each index in one piece."""
    for index in INDEXES:
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")


def fill_titles(db: sqlite3.Connection) -> None:
    """Put the titles of all documents into their empty index, for an archive that had none."""
    for row in db.execute("SELECT seq, title FROM documents"):
        db.execute("INSERT INTO titles_fts (rowid, title) VALUES (?, ?)", [row[0], index_text(row[1] or "")])


def is_stale(db: sqlite3.Connection) -> bool:
    """Whether the index was made by another version of the tokenizer."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", [_VERSION_KEY]).fetchone()
    return row is None or row["value"] != tokenizer_version()


def rebuild(db: sqlite3.Connection) -> None:
    """Make the whole index anew; to be called inside a transaction."""
    for index in INDEXES:
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
    db.execute("INSERT INTO documents_fts (documents_fts, rank) VALUES ('hashsize', ?)", [_PENDING_BYTES])
    _insert(db, "SELECT seq, title, text FROM documents")
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", [_VERSION_KEY, tokenizer_version()])


def _insert(db: sqlite3.Connection, documents: str) -> None:
    for seq, title, text in db.execute(documents):
        title_tokens = index_text(title or "")
        db.execute(
            "INSERT INTO documents_fts (rowid, title, text) VALUES (?, ?, ?)", [seq, title_tokens, index_text(text)]
        )
        db.execute("INSERT INTO titles_fts (rowid, title) VALUES (?, ?)", [seq, title_tokens])
