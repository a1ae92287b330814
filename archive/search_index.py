"""The rows of documents_fts and titles_fts: kept in step with documents, made anew when the tokens change.

The indexes hold no text.  What is taken out of it must be named by the very tokens that were put
in, hence the old title and text, and hence the tokenizer's version in meta.
"""

from __future__ import annotations

import sqlite3

from archive.tokens import TOKENIZER_VERSION, index_text

# Of tokens that wait for the end of a batch; with SQLite's own 1 MiB a batch is written in many pieces,
# which have to be merged again.
_PENDING_BYTES = 32 << 20

INDEXES = ("documents_fts", "titles_fts")

_VERSION_KEY = "tokenizer_version"


def put(db: sqlite3.Connection, seq: int, title: str | None, text: str) -> None:
    """Add the document *seq* to the index."""
    title_tokens = index_text(title or "")
    db.execute("INSERT INTO documents_fts (rowid, title, text) VALUES (?, ?, ?)", [seq, title_tokens, index_text(text)])
    db.execute("INSERT INTO titles_fts (rowid, title) VALUES (?, ?)", [seq, title_tokens])


def take_out(db: sqlite3.Connection, seq: int, title: str | None, text: str) -> None:
    """Remove the document *seq*, which was put in with this *title* and *text*."""
    title_tokens = index_text(title or "")
    db.execute(
        "INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        [seq, title_tokens, index_text(text)],
    )
    db.execute("INSERT INTO titles_fts (titles_fts, rowid, title) VALUES ('delete', ?, ?)", [seq, title_tokens])


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
    return row is None or row["value"] != TOKENIZER_VERSION


def rebuild(db: sqlite3.Connection) -> None:
    """Make the whole index anew; to be called inside a transaction."""
    for index in INDEXES:
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
    db.execute("INSERT INTO documents_fts (documents_fts, rank) VALUES ('hashsize', ?)", [_PENDING_BYTES])
    for row in db.execute("SELECT seq, title, text FROM documents"):
        put(db, row["seq"], row["title"], row["text"])
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", [_VERSION_KEY, TOKENIZER_VERSION])
