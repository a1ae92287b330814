"""Reading page: what it shows of one document, read from the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from archive.api import Heading, Indicator
from archive.catalogue.homes import HOME_FIRST
from archive.coverage.covered_divisions import Divisions
from archive.datasette_plugin.pages.outline_and_figures import read_figures, read_outline
from archive.datasette_plugin.pages.typesetting import Block, blocks
from archive.datasette_plugin.words.translate import long_date, number
from archive.document_fields import COLUMNS
from archive.reuse.neighbours import Neighbours, neighbours
from archive.reuse.shares import Reuse, estimated
from archive.rows import Row, loaded, rows
from archive.search.search import document_label

_SHOWN = tuple(field for field in COLUMNS if field.is_shown)


@dataclass(frozen=True, slots=True)
class Reading:
    """One document with everything that is known of it; rows have the names of their columns."""

    row: Row
    label: str
    blocks: list[Block]
    breadcrumb: list[str]
    found: dict[str, str]
    locations: list[Row]
    snapshots: list[Row]
    attachments: list[Row]
    versions: list[Row]
    twins: list[Row]
    same_words: list[Row]  # reports of other organs
    nodes: list[Heading] | None  # of the outline, items among them; None: nobody has read it
    figures: list[Indicator]
    division: str  # names from the province down
    neighbours: Neighbours
    reuse: dict[str, Reuse]  # of other years, estimated
    portal_name: str | None

    def figures_in(self, start: int, text: str) -> list[tuple[int, Indicator]]:
        """Return the figures that stand in *text*, which begins at *start*, with their numbers on the page."""
        end = start + len(text)
        return [
            (number, each) for number, each in enumerate(self.figures, 1) if start <= each.start and each.end <= end
        ]

    def facts(self, words: Mapping[str, Any]) -> Iterator[tuple[str, str, str | None]]:
        """Yield name, value and origin of each field that is shown and set, in the language of *words*."""
        for field in _SHOWN:
            if value := self._printed(field.name, words):
                yield field.en if words["language"] == "en" else field.zh, value, self.found.get(field.name)

    def _printed(self, name: str, words: Mapping[str, Any]) -> str:
        value = self.row[name]
        match name:
            case "published_at" | "signed_on":
                return long_date(value, "en" if words["language"] == "en" else "zh")
            case "division_code":
                return self.division
            case "breadcrumb":
                return " › ".join(self.breadcrumb)
            case "portal":
                return self.portal_name or value or ""
            case "n_chars":
                return str(words["length_n"]).format(number(value))
        return str(value or "")

    @property
    def outline(self) -> list[Block]:
        """The headings of the two upper levels, also those that open a paragraph."""
        return [block for block in self.blocks if block.anchor and block.level in (2, 3)]


def read(db: sqlite3.Connection, document: str, divisions: Divisions) -> Reading | None:
    """Return the document with this id, or None."""
    found = rows(db, "SELECT * FROM documents WHERE id = ?", [document])
    if not found:
        return None
    row = found[0]
    nodes = read_outline(db, row)
    named = {"document": document}
    beside = neighbours(db, row)
    return Reading(
        row=row,
        label=document_label(document, row["title"], row["issuer"], row["report_year"]),
        blocks=blocks(row["text"], row["addressee"], row["signature"], nodes),
        breadcrumb=_loaded_list(row["breadcrumb"]),
        found={str(name): str(way) for name, way in loaded(row["found"], dict).items()},
        locations=rows(db, _LOCATIONS, named),
        snapshots=rows(db, _SNAPSHOTS, named),
        attachments=rows(db, _ATTACHMENTS, named),
        versions=rows(db, _VERSIONS, named),
        twins=_labelled(db, _TWINS, document),  # the one that stands for all of them first
        same_words=_labelled(db, _SAME_WORDS, document),
        nodes=nodes,
        figures=read_figures(db, document),
        division=divisions.label(row["division_code"]),
        neighbours=beside,
        reuse=estimated(db, document, [each["id"] for each in beside.years]),
        portal_name=next((each["name"] for each in rows(db, _PORTAL, [row["portal"]])), None),
    )


def current_id(db: sqlite3.Connection, former: str) -> str | None:
    """Return the id of the document that once had the id *former*, or None."""
    row = db.execute("SELECT document FROM former_ids WHERE id = ?", [former]).fetchone()
    return str(row[0]) if row else None


_LOCATIONS = f"""
    SELECT l.*, p.url, p.gone_at, portals.name AS portal_name
    FROM locations l JOIN pages p ON p.id = l.page LEFT JOIN portals ON portals.id = l.portal
    WHERE l.document = :document ORDER BY {HOME_FIRST}
"""
_PORTAL = "SELECT name FROM portals WHERE id = ?"
_SNAPSHOTS = "SELECT * FROM snapshots WHERE document = :document ORDER BY fetched_at DESC LIMIT 20"
_ATTACHMENTS = """
    SELECT DISTINCT url, name, media_type, digest, size_bytes, snapshot FROM attachments
    WHERE page IN (SELECT page FROM locations WHERE document = :document) ORDER BY name, url
"""
_TWINS = """
    WITH canonical (id) AS (
        SELECT coalesce((SELECT canonical FROM twins WHERE document = :document), :document)
    ), family (id, resemblance, is_canonical) AS (
        SELECT id, NULL, 1 FROM canonical
        UNION ALL SELECT document, resemblance, 0 FROM twins WHERE canonical = (SELECT id FROM canonical)
    )
    SELECT d.id, d.title, d.issuer, d.report_year, d.published_at, portals.name AS portal_name, family.is_canonical
    FROM family JOIN documents d ON d.id = family.id LEFT JOIN portals ON portals.id = d.portal
    WHERE d.id <> :document ORDER BY family.is_canonical DESC, d.id LIMIT 50
"""
_SAME_WORDS = """
    WITH own (words) AS (SELECT coalesce(words_digest, text_digest) FROM documents WHERE id = :document)
    SELECT d.id, d.title, d.issuer, d.report_year, d.published_at, portals.name AS portal_name
    FROM (
        SELECT id FROM documents WHERE text_digest = (SELECT words FROM own)
        UNION SELECT id FROM documents WHERE words_digest = (SELECT words FROM own)
    ) AS same JOIN documents d ON d.id = same.id LEFT JOIN portals ON portals.id = d.portal
    WHERE d.id <> :document ORDER BY d.id LIMIT 50
"""
_VERSIONS = """
    SELECT versions.*, versions.before = :document AS is_before, other.id AS other, other.title AS other_title,
        other.issuer AS other_issuer, other.report_year AS other_year
    FROM versions
    JOIN documents other ON other.id = CASE versions.before WHEN :document THEN versions.after ELSE versions.before END
    WHERE versions.page IN (SELECT page FROM locations WHERE document = :document)
        AND :document IN (versions.before, versions.after)
    ORDER BY versions.seen_at
"""


def _labelled(db: sqlite3.Connection, sql: str, document: str) -> list[Row]:
    """Return the documents beside *document* that *sql* finds, each with its label."""
    found = rows(db, sql, {"document": document})
    return [
        each | {"label": document_label(each["id"], each["title"], each["issuer"], each["report_year"])}
        for each in found
    ]


def _loaded_list(value: str) -> list[str]:
    return [str(step) for step in loaded(value, list)]
