"""Comparison page: two documents side by side."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup

from archive.datasette_plugin import safety
from archive.datasette_plugin.pages.outline_and_figures import read_headings, read_outline
from archive.datasette_plugin.pages.text_pages import TextPage
from archive.datasette_plugin.pages.typesetting import Block, blocks
from archive.datasette_plugin.words.translate import WORDS, Language
from archive.reuse.alignment import MOST_CHARACTERS, Comparison, Row, Run, Shares
from archive.reuse.neighbours import labelled, neighbours, peers
from archive.reuse.shares import Reuse, estimated
from archive.rows import Row as SqlRow

View = Literal["side", "changes"]

_TEMPLATES = Path(__file__).parents[1] / "templates" / "fazhi"
_UNCHANGED_SHOWN = 2  # so many unchanged paragraphs stand open beside a change; more are folded away


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one document in runs; *level* of a heading, 0 of others."""

    runs: list[Run]
    level: int


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: paragraphs that answer each other, or those between such that stand in one document alone."""

    left: list[Paragraph]
    right: list[Paragraph]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of one sort: *is_folded* for unchanged paragraphs that need not be read again."""

    is_folded: bool
    pairs: list[Pair]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two documents, compared; *counts* of paragraphs that are the same, changed, only left, only right.

    *body* is the markup of the stretches where compare_for_page() made it.
    """

    left: SqlRow
    right: SqlRow
    view: View
    shares: Shares
    stretches: list[Stretch]
    counts: dict[str, int]
    is_cut: bool
    is_version: bool
    body: Markup | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a document may be compared with, and how much of it stands there by the stored signatures."""

    row: SqlRow
    years: list[SqlRow]
    peers: list[SqlRow]
    reuse: dict[str, Reuse]


def compare(db: sqlite3.Connection, left: str, right: str, view: str | None) -> Compared | None:
    """Return both documents compared; None if one of them is not there.

    Versions of one page show what changed, others what they share, unless *view* asks otherwise.  Of long texts the
    first MOST_CHARACTERS are looked at.
    """
    one, other = labelled(db, left), labelled(db, right)
    if one is None or other is None:
        return None
    is_version = _are_versions(db, left, right)
    shown: View = "changes" if view == "changes" or (view != "side" and is_version) else "side"
    texts = [_blocks(db, row) for row in (one, other)]
    found = Comparison(*([block.lead + block.text for block in text] for text in texts))
    pairs = [(row, _pair(found, texts, row, shown)) for row in found.rows()]
    return Compared(
        left=one,
        right=other,
        view=shown,
        shares=found.shares(),
        stretches=list(_stretches(found, pairs, shown)),
        counts=_counts(found, pairs),
        is_cut=found.is_cut or any(len(row["text"]) > MOST_CHARACTERS for row in (one, other)),
        is_version=is_version,
    )


def compare_for_page(
    db: sqlite3.Connection, path: str, left: str, right: str, view: str | None, language: Language
) -> Compared | None:
    """Return what compare() does, its stretches as markup in *body* and the rows without their texts.

    So it can be made in another process; *path* is not needed, see beside.ask_beside.
    """
    found = compare(db, left, right, view)
    if found is None:
        return None
    body = _template().render(stretches=found.stretches, view=found.view, words=WORDS[language])
    one, other = ({name: value for name, value in row.items() if name != "text"} for row in (found.left, found.right))
    return replace(found, left=one, right=other, stretches=[], body=Markup(body))


def are_there(db: sqlite3.Connection, left: str, right: str) -> bool:
    """Return whether both documents are there, maybe under other ids by now."""
    sql = "SELECT 1 FROM documents WHERE id = coalesce((SELECT document FROM former_ids WHERE id = :id), :id)"
    return all(db.execute(sql, {"id": each}).fetchone() for each in (left, right))


def _blocks(db: sqlite3.Connection, row: SqlRow) -> list[Block]:
    page = TextPage(0, min(len(row["text"]), MOST_CHARACTERS), 0)
    nodes = None if read_outline(db, row, 1) is None else read_headings(db, row["id"], page.start, page.end)
    return blocks(row["text"], row["addressee"], row["signature"], nodes, page)


@cache
def _template() -> Template:
    """Return the template of what is shown of two texts, in an environment of its own: no page is made around it."""
    env = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True)
    env.filters.update(shown=safety.shown)
    return env.get_template("_compared.html")


def choices(db: sqlite3.Connection, document: str) -> Choices | None:
    """Return what *document* may be compared with; None if it is not there."""
    row = labelled(db, document)
    if row is None:
        return None
    years, others = neighbours(db, row).years, peers(db, row)
    return Choices(row, years, others, estimated(db, row["id"], [each["id"] for each in (*years, *others)]))


def _are_versions(db: sqlite3.Connection, left: str, right: str) -> bool:
    sql = "SELECT 1 FROM versions WHERE (before = ? AND after = ?) OR (before = ? AND after = ?)"
    return db.execute(sql, [left, right, right, left]).fetchone() is not None


def _pair(found: Comparison, texts: list[list[Block]], row: Row, view: View) -> Pair:
    left, right = row.left, row.right
    if view == "side":
        return Pair(
            [] if left is None else [Paragraph(found.marked(0, left), _level(texts[0][left]))],
            [] if right is None else [Paragraph(found.marked(1, right), _level(texts[1][right]))],
        )
    level = _level(texts[0][left]) if left is not None else _level(texts[1][right or 0])
    return Pair([Paragraph(found.changes(row), level)], [])


def _level(block: Block) -> int:
    return block.level if block.kind == "heading" else 0


def _is_same(found: Comparison, row: Row) -> bool:
    return row.left is not None and row.right is not None and found.left[row.left] == found.right[row.right]


def _stretches(found: Comparison, pairs: list[tuple[Row, Pair]], view: View) -> Iterator[Stretch]:
    if view == "side":
        yield Stretch(False, list(_drawn_together(pairs)))
        return
    for is_same, group in groupby(pairs, key=lambda each: _is_same(found, each[0])):
        members = [pair for _, pair in group]
        yield Stretch(is_same and len(members) > _UNCHANGED_SHOWN, members)


def _drawn_together(pairs: list[tuple[Row, Pair]]) -> Iterator[Pair]:
    """Yield the rows, paragraphs without an answer together: one below the other they would leave half a page empty."""
    for is_answered, group in groupby(pairs, key=lambda each: each[0].left is not None and each[0].right is not None):
        members = [pair for _, pair in group]
        if is_answered:
            yield from members
        else:
            yield Pair([each for pair in members for each in pair.left], [e for pair in members for e in pair.right])


def _counts(found: Comparison, pairs: list[tuple[Row, Pair]]) -> dict[str, int]:
    counts = {"same": 0, "changed": 0, "only_left": 0, "only_right": 0}
    for row, _ in pairs:
        if row.right is None:
            counts["only_left"] += 1
        elif row.left is None:
            counts["only_right"] += 1
        else:
            counts["same" if _is_same(found, row) else "changed"] += 1
    return counts
