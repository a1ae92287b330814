"""Adding an article: a new document, one that the archive has, or a better text of the same."""

from __future__ import annotations

import sqlite3
from typing import Literal

from archive.catalogue import attachment_rows, documents, place_facts, versions
from archive.catalogue.documents import Cleaning
from archive.catalogue.homes import home
from archive.catalogue.versions import Sighting
from archive.identity import comparable, text_digest
from archive.twins import clusters
from archive.twins.organ_names import are_one_organ
from archive.types import Added, Change, Structure
from cleaners.article import Article

_REPOINT_NEXT_VERSION = """
    UPDATE versions SET before = :new WHERE page = :page AND before = :old AND snapshot = (
        SELECT id FROM snapshots WHERE page = :page AND fetched_at > :seen_at AND document IS NOT NULL
        ORDER BY fetched_at LIMIT 1
    )
"""


def put_article(
    db: sqlite3.Connection,
    article: Article,
    sight: Sighting,
    cleaner_version: str,
    now: str,
    structure: Structure | None = None,
) -> Added | None:
    """Write all rows of what was read in a snapshot; None if it has neither text nor files, and so is no document.

    A snapshot that held a document before and yields nothing now keeps that document: no text is
    dropped because a newer cleaner does not see it.
    """
    digest = text_digest(article, sight.url)
    if digest is None:
        _mark_cleaned(db, sight, sight.document, cleaner_version)
        return None
    cleaning = Cleaning(article, sight, digest, cleaner_version, now, structure)
    attachment_rows.put_offered(db, cleaning.sight.page, cleaning.article.attachments)
    if sight.document is None:
        return _add(db, cleaning)
    return _reclean(db, cleaning, sight.document)


def _add(db: sqlite3.Connection, cleaning: Cleaning) -> Added:
    sight = cleaning.sight
    known = documents.find(db, cleaning.digest)
    document = known or documents.insert(db, cleaning)
    outcome = _outcome(db, sight, document, known is None)
    before = versions.shown_before(db, sight)
    change = versions.show(db, sight, document)
    place_facts.put_facts(db, cleaning, document)
    _mark_cleaned(db, cleaning.sight, document, cleaning.cleaner_version)
    if known:
        _update_from_home(db, cleaning, document)
        clusters.reconsider(db, document)
    else:
        clusters.place(db, document, cleaning.now)
    if before is not None and before != document:
        clusters.reconsider(db, before)
    return Added(document=document, outcome=outcome, is_new=known is None, is_reused_url=change == "reused")


def _outcome(
    db: sqlite3.Connection, sight: Sighting, document: str, is_new: bool
) -> Literal["new", "duplicate", "changed", "unchanged"]:
    before = versions.shown_before(db, sight)
    if before is not None:
        return "unchanged" if before == document else "changed"
    if is_new:
        return "new"
    here = db.execute("SELECT 1 FROM locations WHERE document = ? AND page = ?", [document, sight.page])
    return "unchanged" if here.fetchone() else "duplicate"


def _reclean(db: sqlite3.Connection, cleaning: Cleaning, old: str) -> Added:
    known, changes = documents.find(db, cleaning.digest), frozenset[Change]()
    if known is None and not _is_confirmed(db, cleaning, old) and not _is_anothers(db, cleaning, old):
        changes = documents.update(db, old, cleaning)
        clusters.renew(db, old, cleaning.now)
        versions.judge(db, old)
        known = old
    document = known or documents.insert(db, cleaning)
    _mark_cleaned(db, cleaning.sight, document, cleaning.cleaner_version)
    if document == old:
        place_facts.put_facts(db, cleaning, document)
        changes |= _update_from_home(db, cleaning, document)
        return Added(document=document, outcome="unchanged", is_new=False, changes=changes)
    _repoint(db, cleaning.sight, old, document)
    place_facts.put_facts(db, cleaning, document)
    if known is None:
        clusters.place(db, document, cleaning.now)
    else:
        _update_from_home(db, cleaning, document)
    clusters.reconsider(db, document)
    versions.judge(db, document)
    return Added(document=document, outcome="duplicate" if known else "new", is_new=known is None)


def _is_confirmed(db: sqlite3.Connection, cleaning: Cleaning, document: str) -> bool:
    """Whether another snapshot has this text by the same cleaner: then it must not change under it."""
    row = db.execute(
        "SELECT 1 FROM snapshots WHERE document = ? AND id <> ? AND cleaner_version = ?",
        [document, cleaning.sight.snapshot, cleaning.cleaner_version],
    )
    return row.fetchone() is not None


def _is_anothers(db: sqlite3.Connection, cleaning: Cleaning, document: str) -> bool:
    """Whether *document* is another organ's or another year's, shown on a page of its own: it stays, with its id."""
    row = db.execute("SELECT issuer, report_year FROM documents WHERE id = ?", [document]).fetchone()
    own = comparable(cleaning.article.issuer or "")
    year = cleaning.article.report_year
    is_another_organ = row["issuer"] and own and not are_one_organ(comparable(row["issuer"]), own)
    is_another_year = row["report_year"] and year and row["report_year"] != year
    if not is_another_organ and not is_another_year:
        return False
    others = "SELECT 1 FROM snapshots WHERE document = ? AND page <> ?"
    return db.execute(others, [document, cleaning.sight.page]).fetchone() is not None


def _repoint(db: sqlite3.Connection, sight: Sighting, old: str, new: str) -> None:
    """Let the snapshot show *new* where it showed *old*, as if it had from the beginning."""
    at = {"old": old, "new": new, "page": sight.page, "snapshot": sight.snapshot, "seen_at": sight.fetched_at}
    is_old_here = db.execute("SELECT 1 FROM snapshots WHERE page = :page AND document = :old", at).fetchone()
    if is_old_here:
        versions.put_location(db, sight, new, sight.fetched_at)
        db.execute("UPDATE versions SET after = :new WHERE snapshot = :snapshot AND after = :old", at)
        db.execute(_REPOINT_NEXT_VERSION, at)
        if sight.is_current:
            db.execute("UPDATE pages SET document = :new WHERE id = :page AND document = :old", at)
    else:
        _move_location(db, at)
        db.execute("UPDATE versions SET before = :new WHERE page = :page AND before = :old", at)
        db.execute("UPDATE versions SET after = :new WHERE page = :page AND after = :old", at)
        db.execute("UPDATE pages SET document = :new WHERE id = :page AND document = :old", at)
    db.execute("DELETE FROM versions WHERE page = :page AND before = after", at)
    if db.execute("SELECT 1 FROM snapshots WHERE document = :old", at).fetchone() is None:
        clusters.forget(db, old)
        documents.retire(db, old, new)


def _move_location(db: sqlite3.Connection, at: dict[str, str]) -> None:
    """Write of *new* what the location of *old* says, which goes."""
    db.execute(
        """
        INSERT INTO locations (document, page, portal, title, section, first_seen_at, last_seen_at)
        SELECT :new, page, portal, title, section, first_seen_at, last_seen_at FROM locations
        WHERE document = :old AND page = :page
        ON CONFLICT (document, page) DO UPDATE SET
            first_seen_at = min(first_seen_at, excluded.first_seen_at),
            last_seen_at = max(last_seen_at, excluded.last_seen_at)
        """,
        at,
    )
    db.execute("DELETE FROM locations WHERE document = :old AND page = :page", at)


def _update_from_home(db: sqlite3.Connection, cleaning: Cleaning, document: str) -> frozenset[Change]:
    """Take metadata from *cleaning* if it is the newest capture at the document's home; return what has changed.

    What other pages say of it (another title, no date) must not win by coming later.
    """
    newer = db.execute(
        "SELECT 1 FROM snapshots WHERE page = ? AND document = ? AND fetched_at > ?",
        [cleaning.sight.page, document, cleaning.sight.fetched_at],
    ).fetchone()
    if home(db, document) == cleaning.sight.url and newer is None:
        return documents.update(db, document, cleaning)
    return frozenset()


def _mark_cleaned(db: sqlite3.Connection, sight: Sighting, document: str | None, cleaner_version: str) -> None:
    db.execute(
        "UPDATE snapshots SET cleaner_version = ?, document = ? WHERE id = ?",
        [cleaner_version, document, sight.snapshot],
    )
