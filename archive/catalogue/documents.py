"""Rows of documents: one for each distinct report text, with its place in the search index."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from archive.catalogue import structure as structures
from archive.catalogue.versions import Sighting
from archive.database import search_index
from archive.divisions.resolve import Resolution, resolve
from archive.identity import document_ids, words_digest
from archive.types import Change, Structure
from cleaners.article import Article
from cleaners.fields import BY_NAME, FIELDS

_READ = tuple(field.name for field in FIELDS if field.stored_in == "documents" and field.name != "found")
_OF_THE_PROGRAM = {
    "cleaner_version",
    "structure_version",
    "updated_at",
}  # columns: who read the page, and when
_OF_THE_TEXT = {"text", "n_chars", "text_digest"}


@dataclass(frozen=True, slots=True)
class Cleaning:
    """An article, the snapshot that it was read from, by which cleaner and when."""

    article: Article
    sight: Sighting
    digest: str  # of what tells this document from others
    cleaner_version: str
    now: str
    structure: Structure | None = None  # None: nobody has read it


def find(db: sqlite3.Connection, digest: str) -> str | None:
    """The id of the document with this text digest."""
    row = db.execute("SELECT id FROM documents WHERE text_digest = ?", [digest]).fetchone()
    return row["id"] if row else None


def another_year(db: sqlite3.Connection, document: str, article: Article) -> int | None:
    """The report year of *document* where the title of *article*, which has the same text, names another; else None."""
    row = db.execute("SELECT report_year FROM documents WHERE id = ?", [document]).fetchone()
    held = row["report_year"] if row else None
    if not held or not article.report_year or article.found.get("report_year") != "title":
        return None
    return int(held) if held != article.report_year else None


def insert(db: sqlite3.Connection, cleaning: Cleaning) -> str:
    """Make a document of *article*, searchable at once, and return its id."""
    (seq,) = db.execute("SELECT coalesce(max(seq), 0) + 1 FROM documents").fetchone()
    row = _row(db, cleaning)
    row |= {
        "id": _free_id(db, row["text_digest"]),
        "seq": seq,
        "first_seen_at": cleaning.sight.fetched_at,
        "updated_at": cleaning.now,
    }
    db.execute(f"INSERT INTO documents ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})", row)
    search_index.put(db, seq)
    if cleaning.structure is not None:
        structures.put_new(db, str(row["id"]), cleaning.structure)
    return str(row["id"])


def update(db: sqlite3.Connection, document: str, cleaning: Cleaning) -> frozenset[Change]:
    """Give *document*, which keeps its id, the text and metadata of *article*; return what is another than before.

    Nothing is written if it has them.
    """
    old = db.execute("SELECT * FROM documents WHERE id = ?", [document]).fetchone()
    new = _row(db, cleaning)
    if cleaning.structure is None and all(new[name] == old[name] for name in ("text", "report_year")):
        new["structure_version"] = old["structure_version"]  # what was read of it before is true still
        is_restructured = False
    else:
        is_restructured = structures.put(db, document, cleaning.structure)
    changed = {name: value for name, value in new.items() if value != old[name]}
    if not changed and not is_restructured:
        return frozenset()
    if "title" in changed or "text" in changed:
        search_index.take_out(db, old["seq"], old["title"], old["text"])
        search_index.put(db, old["seq"])
    changed["updated_at"] = cleaning.now
    assignments = ", ".join(f"{name} = :{name}" for name in changed)
    db.execute(f"UPDATE documents SET {assignments} WHERE id = :id", changed | {"id": document})
    return frozenset(_kinds_of_change(changed, is_restructured))


def _kinds_of_change(columns: Iterable[str], is_restructured: bool) -> Iterator[Change]:
    names = set(columns) - _OF_THE_PROGRAM
    if "text" in names:
        yield "text"
    if names - _OF_THE_TEXT:
        yield "metadata"
    if is_restructured:
        yield "structure"


def put_structure(db: sqlite3.Connection, document: str, structure: Structure, cleaner_version: str, now: str) -> bool:
    """Write what was read out of the text that *document* has, and its kind of organ; whether anything is new.

    Raises LookupError if there is no such document.
    """
    old = db.execute("SELECT issuer, organ_type, organ_class FROM documents WHERE id = ?", [document]).fetchone()
    if old is None:
        raise LookupError(f"no document {document}")
    issuer = resolve(old["issuer"])
    kind = (issuer.organ_type, issuer.organ_class)
    is_new = structures.put(db, document, structure) or kind != (old["organ_type"], old["organ_class"])
    db.execute(
        "UPDATE documents SET structure_version = ?, organ_type = ?, organ_class = ?,"
        " updated_at = iif(?, ?, updated_at) WHERE id = ?",
        [cleaner_version, *kind, is_new, now, document],
    )
    return is_new


def retire(db: sqlite3.Connection, old: str, new: str) -> None:
    """Delete *old*, which no snapshot holds any more; its id leads to *new* from now on."""
    row = db.execute("SELECT seq, title, text FROM documents WHERE id = ?", [old]).fetchone()
    search_index.take_out(db, row["seq"], row["title"], row["text"])
    structures.take_out(db, old)
    for statement in (
        "UPDATE pages SET document = :new WHERE document = :old",
        "UPDATE versions SET before = :new WHERE before = :old",
        "UPDATE versions SET after = :new WHERE after = :old",
        "DELETE FROM versions WHERE after = :new AND before = :new",
        "UPDATE former_ids SET document = :new WHERE document = :old",
        "DELETE FROM locations WHERE document = :old",
        "DELETE FROM review WHERE document = :old OR other = :old",
        "DELETE FROM documents WHERE id = :old",
        "INSERT INTO former_ids (id, document) VALUES (:old, :new)",
    ):
        db.execute(statement, {"old": old, "new": new})


def organ(db: sqlite3.Connection, cleaning: Cleaning) -> Resolution:
    """Who the issuer is, as seen from the page and its portal."""
    article = cleaning.article
    return resolve(
        article.issuer,
        site_id_code=article.site_id_code,
        index_number=article.index_number,
        portal_division=_division_of_portal(db, cleaning.sight.portal),
        site_name=article.site_name,
        year=article.report_year,
    )


def _row(db: sqlite3.Connection, cleaning: Cleaning) -> dict[str, Any]:
    article, portal = cleaning.article, cleaning.sight.portal
    issuer = organ(db, cleaning)
    read = {name: _cell(article, name) for name in _READ}
    return read | {
        "division_code": issuer.division_code,
        "admin_level": issuer.admin_level,
        "organ_type": issuer.organ_type,
        "organ_class": issuer.organ_class,
        "portal": portal,
        "found": _json(_found(article.found, issuer)),
        "text_digest": cleaning.digest,
        "words_digest": words_digest(article),
        "n_chars": len("".join(article.text.split())),
        "cleaner_version": cleaning.cleaner_version,
        "structure_version": cleaning.cleaner_version if cleaning.structure is not None else None,
    }


def _cell(article: Article, name: str) -> Any:
    value = getattr(article, name)
    return _json(value) if BY_NAME[name].type in ("strings", "json") else value


def _found(found: Mapping[str, str], issuer: Resolution) -> dict[str, str]:
    contradictions = "; ".join(line for line in issuer.evidence if line.startswith("contradiction:"))
    how = f"{issuer.how} ({contradictions})" if contradictions else issuer.how
    return dict(found) | ({"division_code": how} if issuer.division_code else {})


def _division_of_portal(db: sqlite3.Connection, portal: str | None) -> str | None:
    row = db.execute("SELECT division_code FROM portals WHERE id = ?", [portal]).fetchone()
    return row["division_code"] if row else None


def _free_id(db: sqlite3.Connection, digest: str) -> str:
    taken = "SELECT 1 FROM documents WHERE id = :id UNION SELECT 1 FROM former_ids WHERE id = :id"
    return next(name for name in document_ids(digest) if not db.execute(taken, {"id": name}).fetchone())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=asdict)
