"""Home page: figures and lists of an archive, and the choices of the search form."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.datasette_plugin.counted_once import counted_once
from archive.rows import Row, rows
from archive.search.search import document_label

_NEWEST = 12
_LONGEST_AXIS = 30  # years; the reports began in 2016


@dataclass(frozen=True, slots=True)
class Facts:
    """Counts and choices; years are (year, documents) from old to new, without_year those that bear none."""

    documents: int
    issuers: int
    portals: list[Row]
    years: list[tuple[int, int]]
    without_year: int
    kinds: list[tuple[str, int]]
    organs: list[tuple[str, str, int]]  # class, type, documents
    last_run: Row | None

    @property
    def axis(self) -> list[tuple[int, int]]:
        """The years without a gap, so that a missing year is seen; as they are if one lies far from the others."""
        counts = dict(self.years)
        whole = range(min(counts, default=0), max(counts, default=-1) + 1)
        return [(year, counts.get(year, 0)) for year in whole] if len(whole) <= _LONGEST_AXIS else self.years


def facts(db: sqlite3.Connection, path: str) -> Facts:
    """Return what the archive at *path*, opened as *db*, holds."""
    return counted_once(db, path, "facts", _counted)  # counting a million rows takes a tenth of a second


def newest_published(db: sqlite3.Connection) -> list[Row]:
    """Return the documents with the latest dates of publication."""
    return _documents(db, "WHERE published_at IS NOT NULL ORDER BY published_at DESC")


def newest_added(db: sqlite3.Connection) -> list[Row]:
    """Return the documents that came into the archive last."""
    return _documents(db, "ORDER BY seq DESC")


def newest_changed(db: sqlite3.Connection) -> list[Row]:
    """Return what pages show since they changed, the last change first; *before* is what they showed."""
    found = rows(
        db,
        "SELECT after.id, after.title, after.issuer, after.report_year, versions.before, versions.seen_at"
        " FROM versions JOIN documents after ON after.id = versions.after"
        f" ORDER BY versions.rowid DESC LIMIT {_NEWEST}",
    )
    for row in found:
        row["label"] = document_label(row["id"], row["title"], row["issuer"], row["report_year"])
    return found


def similar_issuers(db: sqlite3.Connection, name: str) -> list[str]:
    """Return up to ten issuers whose names hold *name*, those with most documents first."""
    sql = (
        "SELECT issuer FROM documents WHERE instr(issuer, ?) > 0"
        " GROUP BY issuer ORDER BY count(*) DESC, issuer LIMIT 10"
    )
    return [str(row[0]) for row in db.execute(sql, [name])]


def has_issuer(db: sqlite3.Connection, name: str) -> bool:
    """Return whether a document has exactly this issuer."""
    return db.execute("SELECT 1 FROM documents WHERE issuer = ? LIMIT 1", [name]).fetchone() is not None


def _counted(db: sqlite3.Connection) -> Facts:
    years = db.execute(
        "SELECT report_year, count(*) FROM documents GROUP BY report_year ORDER BY report_year"
    ).fetchall()
    return Facts(
        documents=sum(row[1] for row in years),
        issuers=db.execute("SELECT count(DISTINCT issuer) FROM documents").fetchone()[0],
        portals=rows(
            db,
            "SELECT portals.id, name, host, n AS documents FROM portals"
            " JOIN (SELECT portal, count(*) AS n FROM documents GROUP BY portal) ON portal = portals.id"
            " ORDER BY n DESC, name",
        ),
        years=[(row[0], row[1]) for row in years if row[0] is not None],
        without_year=sum(row[1] for row in years if row[0] is None),
        kinds=[
            tuple(row) for row in db.execute("SELECT kind, count(*) FROM documents GROUP BY kind ORDER BY 2 DESC, 1")
        ],
        organs=_organs(db),
        last_run=next(iter(rows(db, "SELECT * FROM runs ORDER BY started_at DESC LIMIT 1")), None),
    )


def _organs(db: sqlite3.Connection) -> list[tuple[str, str, int]]:
    found = db.execute(
        "SELECT organ_class, organ_type, count(*) FROM documents INDEXED BY documents_organ"
        " WHERE organ_class IS NOT NULL GROUP BY organ_class, organ_type"
    )
    return [(str(row[0]), str(row[1]), int(row[2])) for row in found]


def _documents(db: sqlite3.Connection, order: str) -> list[Row]:
    found = rows(
        db,
        "SELECT id, title, issuer, report_year, published_at, first_seen_at, kind"
        f" FROM documents {order} LIMIT {_NEWEST}",
    )
    for row in found:
        row["label"] = document_label(row["id"], row["title"], row["issuer"], row["report_year"])
    return found
