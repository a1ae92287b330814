"""Reading page: what it shows of one document, read from the archive.

A page shows a bounded part: of a long text one of its pages, MOST_FIGURES figures, MOST_ROWS places or files.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple

from archive.api import Heading, Indicator
from archive.catalogue.homes import HOME_FIRST
from archive.consistency.year_before import Doubt
from archive.coverage.covered_divisions import Divisions
from archive.datasette_plugin.pages.outline_and_figures import (
    count_figures,
    read_doubts,
    read_figures,
    read_headings,
    read_outline,
    top_headings,
)
from archive.datasette_plugin.pages.text_pages import PAGE_WEIGHT, TextPage, TextPages, text_pages
from archive.datasette_plugin.pages.typesetting import Block, blocks, prescribed_part
from archive.datasette_plugin.words.translate import long_date, number
from archive.document_fields import COLUMNS
from archive.reuse.neighbours import Neighbours, neighbours
from archive.reuse.shares import Reuse, estimated
from archive.rows import Row, loaded, rows
from archive.search.search import document_label
from archive.search.snippets import first_place
from archive.text.tokens import Query

MOST_FIGURES = 200  # of one page (chosen: the seeds have up to 90 in a text)
MOST_HEADINGS = 100  # of the table of contents
MOST_ROWS = 200  # places, files, changes of one document
_LONGEST_VALUE = 1_000  # characters of one field as it is shown
_NOT_CUT = ("text", "breadcrumb", "found", "tables")  # the text has pages, the others are no plain text
_LONGEST_NAME = 100  # characters of a heading in the table of contents
_MOST_KNOWN = 16  # long texts whose pages are kept in mind, up to 4 MB of each
_known_pages: dict[tuple[str, str, int], TextPages] = {}
_known_lock = Lock()
_SHOWN = tuple(field for field in COLUMNS if field.is_shown)


class Entry(NamedTuple):
    """A line of the table of contents: *page* is the page of the text that it leads to, None for the one shown."""

    name: str
    level: int
    part: str | None
    anchor: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One document with what is shown of it; rows have the names of their columns.

    *blocks* and *figures* are those of page *number* of *pages*; *figures_before* stand on earlier pages, and of
    *all_figures* in the whole text no more than MOST_FIGURES a page are given.
    """

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
    number: int
    pages: int
    contents: list[Entry]
    figures: list[Indicator]
    figures_before: int
    figures_left_out: int
    all_figures: int
    doubts: dict[int, Doubt]  # by the number of the figure on the page
    division: str  # names from the province down
    neighbours: Neighbours
    reuse: dict[str, Reuse]  # of other years, estimated
    portal_name: str | None

    def figures_in(self, start: int, text: str) -> list[tuple[int, Indicator]]:
        """Return the figures that stand in *text*, which begins at *start*, with their numbers on the page."""
        end = start + len(text)
        found: list[tuple[int, Indicator]] = []
        for place in range(bisect_left(self.figures, start, key=lambda each: each.start), len(self.figures)):
            figure = self.figures[place]
            if figure.start >= end:
                break
            if figure.end <= end:
                found.append((self.figures_before + place + 1, figure))
        return found

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
                return " › ".join(self.breadcrumb)[:_LONGEST_VALUE]
            case "portal":
                return self.portal_name or value or ""
            case "n_chars":
                return str(words["length_n"]).format(number(value))
        return str(value or "")


def read(
    db: sqlite3.Connection, document: str, divisions: Divisions, page: int | None = None, query: Query | None = None
) -> Reading | None:
    """Return the document with this id, or None; of a long text the page asked for, or that of the first hit."""
    row = _row(db, document)
    if row is None:
        return None
    text = row["text"]
    paged = _paged(row)
    number = min(page or (paged.page_of(first_place(text, query)) if query else 1), len(paged.pages))
    part = paged.pages[number - 1]
    is_read = read_outline(db, row, 1) is not None
    nodes = read_headings(db, document, part.start, part.end) if is_read else None
    set_blocks = blocks(text, row["addressee"], row["signature"], nodes, part)
    figures = read_figures(db, document, part.start, part.end, MOST_FIGURES)
    before, through, in_all = count_figures(db, document, part.start, part.end)
    top = top_headings(db, document, MOST_HEADINGS) if is_read and len(paged.pages) > 1 else None
    return _reading(
        db,
        row,
        divisions,
        MOST_ROWS,
        blocks=set_blocks,
        nodes=nodes,
        number=number,
        pages=len(paged.pages),
        contents=_contents(set_blocks) if top is None else _contents_of_pages(text, top, paged, number),
        figures=figures,
        figures_before=before,
        figures_left_out=through - before - len(figures),
        all_figures=in_all,
    )


def read_whole(db: sqlite3.Connection, document: str, divisions: Divisions) -> Reading | None:
    """Return the document with this id and all that is known of it, for programs; None if it is not there."""
    row = _row(db, document)
    if row is None:
        return None
    nodes, figures = read_outline(db, row), read_figures(db, document)
    return _reading(
        db,
        row,
        divisions,
        -1,
        blocks=blocks(row["text"], row["addressee"], row["signature"], nodes, TextPage(0, len(row["text"]), 0)),
        nodes=nodes,
        number=1,
        pages=1,
        contents=[],
        figures=figures,
        figures_before=0,
        figures_left_out=0,
        all_figures=len(figures),
    )


def weight(db: sqlite3.Connection, document: str) -> int | None:
    """Return what a document weighs for programs: the characters of its text, and 100 for each place it was found at.

    None if it is not there.
    """
    places = "(SELECT count(*) FROM locations WHERE document = documents.id)"
    row = db.execute(f"SELECT length(text) + 100 * {places} FROM documents WHERE id = ?", [document]).fetchone()
    return int(row[0]) if row else None


def read_text(db: sqlite3.Connection, document: str) -> str | None:
    """Return the label and the whole text of a document, for a printer; None if it is not there."""
    row = _row(db, document)
    if row is None:
        return None
    return f"{document_label(document, row['title'], row['issuer'], row['report_year'])}\n\n{row['text']}\n"


def _paged(row: Row) -> TextPages:
    """Return the pages of the text of *row*; of the long texts that were asked for last they are known."""
    if len(row["text"]) < PAGE_WEIGHT // 2:
        return text_pages(row["text"])
    key = (row["id"], row["updated_at"], len(row["text"]))
    with _known_lock:
        known = _known_pages.pop(key, None)
    known = known or text_pages(row["text"])
    with _known_lock:
        _known_pages[key] = known
        while len(_known_pages) > _MOST_KNOWN:
            del _known_pages[next(iter(_known_pages))]
    return known


def _row(db: sqlite3.Connection, document: str) -> Row | None:
    return next(iter(rows(db, "SELECT * FROM documents WHERE id = ?", [document])), None)


def _reading(db: sqlite3.Connection, row: Row, divisions: Divisions, most: int, **text: Any) -> Reading:
    """Return what surrounds a *text*: at most *most* rows of each kind, -1 for all."""
    document = row["id"]
    named = {"document": document, "most": most}
    beside = neighbours(db, row)

    def listed(sql: str) -> list[Row]:
        found = rows(db, sql, named)
        return found if most < 0 else [_brief(each) for each in found]

    return Reading(
        **text,
        row=row if most < 0 else _brief(row),
        label=document_label(document, row["title"], row["issuer"], row["report_year"]),
        breadcrumb=_loaded_list(row["breadcrumb"]),
        found={str(name): str(way) for name, way in loaded(row["found"], dict).items()},
        locations=listed(_LOCATIONS),
        snapshots=listed(_SNAPSHOTS),
        attachments=listed(_ATTACHMENTS),
        versions=listed(_VERSIONS),
        twins=_labelled(db, _TWINS, document),  # the one that stands for all of them first
        same_words=_labelled(db, _SAME_WORDS, document),
        doubts=read_doubts(db, document),
        division=divisions.label(row["division_code"]),
        neighbours=beside,
        reuse=estimated(db, document, [each["id"] for each in beside.years]),
        portal_name=next((each["name"] for each in rows(db, _PORTAL, [row["portal"]])), None),
    )


def _contents(found: Sequence[Block]) -> list[Entry]:
    """Return the headings of the two upper levels, also those that open a paragraph."""
    upper = [block for block in found if block.anchor and block.level in (2, 3)]
    return [Entry(_cut(block.name), block.level, block.part, block.anchor) for block in upper[:MOST_HEADINGS]]


def _contents_of_pages(text: str, top: Sequence[Heading], paged: TextPages, shown: int) -> list[Entry]:
    entries: list[Entry] = []
    for node in top:
        number = paged.page_of(node.start)
        name = _cut(text[node.start : min(node.end, node.start + _LONGEST_NAME + 1)])
        anchor = f"s{paged.line_of(node.start)}"
        entries.append(Entry(name, node.level + 1, prescribed_part(node), anchor, None if number == shown else number))
    return entries


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"


def _brief(row: Row) -> Row:
    """Return *row*, each text in it as far as it is shown."""
    return {
        name: value[:_LONGEST_VALUE] + "…"
        if isinstance(value, str) and len(value) > _LONGEST_VALUE and name not in _NOT_CUT
        else value
        for name, value in row.items()
    }


def current_id(db: sqlite3.Connection, former: str) -> str | None:
    """Return the id of the document that once had the id *former*, or None."""
    row = db.execute("SELECT document FROM former_ids WHERE id = ?", [former]).fetchone()
    return str(row[0]) if row else None


_LOCATIONS = f"""
    SELECT l.*, p.url, p.gone_at, portals.name AS portal_name
    FROM locations l JOIN pages p ON p.id = l.page LEFT JOIN portals ON portals.id = l.portal
    WHERE l.document = :document ORDER BY {HOME_FIRST} LIMIT :most
"""
_PORTAL = "SELECT name FROM portals WHERE id = ?"
_SNAPSHOTS = "SELECT * FROM snapshots WHERE document = :document ORDER BY fetched_at DESC LIMIT 20"
_ATTACHMENTS = """
    SELECT DISTINCT url, name, media_type, digest, size_bytes, snapshot FROM attachments
    WHERE page IN (SELECT page FROM locations WHERE document = :document) ORDER BY name, url LIMIT :most
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
    ORDER BY versions.seen_at LIMIT :most
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
