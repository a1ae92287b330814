"""An archive with outlines and indicators: the hostile documents of the shelf and reports of the sample world."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from archive import Structure
from archive.catalogue import structure
from archive.identity import comparable, payload_digest
from cleaners.structure.indicators import indicators
from cleaners.structure.outline import outline
from crawler.sample.institutions import bureau, government, street
from crawler.sample.portal_files import place_of
from crawler.sample.reports import compose
from tests.archive.small_archive import document, make_archive

LANTING, YANZE = place_of("lanting"), place_of("yanze")

ORGANS = (government(LANTING), bureau(LANTING, "水务局"), bureau(YANZE, "教育局"), street(YANZE, "峋梁镇"))
FORMULA = '=HYPERLINK("http://evil.example","点此")'


def make_filled(path: Path) -> Path:
    """Return *path*, now an archive with thirteen documents of four years, one of them without a year."""
    make_archive(path)
    with closing(sqlite3.connect(path)) as db, db:
        for number, (organ, year) in enumerate(((organ, year) for organ in ORGANS for year in (2022, 2024)), start=10):
            report = compose(organ, year, date(year + 1, 3, 1))
            add_document(
                db, number, "\n".join(report.paragraphs), title=report.title, issuer=organ.name, report_year=year
            )
        db.execute("UPDATE documents SET source = ?, document_number = '''已引' WHERE seq = 10", [FORMULA])
        for row in db.execute("SELECT id, text, report_year FROM documents").fetchall():
            fill(db, *row)
    return path


def add_document(db: sqlite3.Connection, number: int, text: str, **columns: object) -> str:
    """Insert a document with a page of its own; return its id."""
    id_ = f"d{payload_digest(comparable(text).encode())[7:22]}"
    row = document(id_, text, **columns)
    db.execute(f"INSERT INTO documents (seq, {', '.join(row)}) VALUES (?{', ?' * len(row)})", [number, *row.values()])
    db.execute(
        "INSERT INTO pages (id, url, portal, role, first_seen_at, last_seen_at, document)"
        " VALUES (?, ?, 'qinghe', 'detail', '2026-03-01T08:00:00Z', '2026-03-02T08:00:00Z', ?)",
        [f"p{number}", f"http://www.qinghe.example/fzzf/{number}.html", id_],
    )
    db.execute(
        "INSERT INTO locations (document, page, portal, first_seen_at, last_seen_at)"
        " VALUES (?, ?, 'qinghe', '2026-03-01T08:00:00Z', '2026-03-02T08:00:00Z')",
        [id_, f"p{number}"],
    )
    return id_


def fill(db: sqlite3.Connection, document: str, text: str, report_year: int | None) -> None:
    """Write the outline and the indicators of a document."""
    nodes = outline(text)
    structure.put(db, document, Structure(nodes, indicators(text, report_year=report_year, outline=nodes)))
