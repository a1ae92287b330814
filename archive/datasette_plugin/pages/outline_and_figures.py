"""Outline and figures of a document as the archive holds them, and figures as they are marked in its text."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from archive.api import Heading, Indicator
from archive.consistency.year_before import LOWERED_BY, Doubt, doubts
from archive.datasette_plugin.safety import marked_pieces, plain, shown
from archive.rows import Row, loaded, rows
from archive.search.snippets import Piece, mark
from archive.text.tokens import Query

_AROUND_A_FIGURE = 150  # characters of its sentence that are shown on each side (chosen)
_OUTLINE = "SELECT path, level, mark, heading, kind, part, span_start, span_end FROM outline"
_INDICATORS = (
    "SELECT indicator, value, unit, qualifier, scope, year, sentence, span_start AS start, span_end AS end,"
    " sentence_start, confidence, flags FROM indicators"
)


def read_outline(db: sqlite3.Connection, row: Row, most: int = -1) -> list[Heading] | None:
    """Return the headings and items of the document *row*; None if no cleaner has read them out of its text.

    At most *most* of them, -1 for all.
    """
    sql = f"{_OUTLINE} WHERE document = ? ORDER BY ordinal LIMIT ?"
    found = [Heading(*node) for node in db.execute(sql, [row["id"], most])]
    return found if found or row.get("structure_version") else None


def read_headings(db: sqlite3.Connection, document: str, start: int, end: int) -> list[Heading]:
    """Return the headings that begin in text[start:end]."""
    where = "document = ? AND kind = 'heading' AND span_start >= ? AND span_start < ? ORDER BY ordinal"
    return [Heading(*node) for node in db.execute(f"{_OUTLINE} WHERE {where}", [document, start, end])]


def top_headings(db: sqlite3.Connection, document: str, most: int) -> list[Heading]:
    """Return the headings of the two upper levels, of the first alone where they are more than *most*."""
    sql = f"{_OUTLINE} WHERE document = ? AND kind = 'heading' AND level <= ? ORDER BY ordinal LIMIT ?"
    found = db.execute(sql, [document, 2, most + 1]).fetchall()
    if len(found) > most:
        found = db.execute(sql, [document, 1, most]).fetchall()
    return [Heading(*node) for node in found]


def count_figures(db: sqlite3.Connection, document: str, start: int, end: int) -> tuple[int, int, int]:
    """Return how many figures were read out of text[:start], out of text[:end], and out of the whole text."""
    sql = "SELECT coalesce(sum(span_start < ?), 0), coalesce(sum(span_start < ?), 0), count(*) FROM indicators"
    before, through, in_all = db.execute(f"{sql} WHERE document = ?", [start, end, document]).fetchone()
    return int(before), int(through), int(in_all)


def read_figures(
    db: sqlite3.Connection, document: str, start: int = 0, end: int | None = None, most: int = -1
) -> list[Indicator]:
    """Return the figures that were read out of the text, or out of text[start:end]; the first *most*, -1 for all."""
    values = [document, start, sys.maxsize if end is None else end, most]
    where = "document = ? AND span_start >= ? AND span_start < ? ORDER BY span_start, ordinal LIMIT ?"
    found = rows(db, f"{_INDICATORS} WHERE {where}", values)
    return [Indicator(**row | {"flags": tuple(loaded(row["flags"], list))}) for row in found]


def read_doubts(db: sqlite3.Connection, document: str) -> dict[int, Doubt]:
    """Return the doubts of the figures of a document, by the number of the figure on the page, from 1."""
    found = {doubt.ordinal: doubt for doubt in doubts(db, document)}
    order = db.execute("SELECT ordinal FROM indicators WHERE document = ? ORDER BY span_start, ordinal", [document])
    return {number: found[row[0]] for number, row in enumerate(order, 1) if row[0] in found} if found else {}


def amount(figure: Indicator) -> str:
    """Return the value with its qualifier and unit.

    >>> amount(Indicator("litig.total", 12000.0, "件", "≈", None, 2024, "", 0, 0, 0, 0.9, ()))
    '≈12,000 件'
    """
    unit = figure.unit or ""
    return f"{figure.qualifier or ''}{plain_number(figure.value)}{'' if unit in ('', '%') else ' '}{unit}"


def plain_number(value: float) -> str:
    """Return a number as pages print it.

    >>> plain_number(12000.0), plain_number(0.25)
    ('12,000', '0.25')
    """
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def marked_figures(text: str, start: int, figures: Sequence[tuple[int, Indicator, str]], query: Query | None) -> Markup:
    """Return *text*, which begins at *start* of its document, with hits of *query* and figures marked.

    Of each figure its number on the page and its name are given; one that reaches out of *text* stays unmarked.
    """
    pieces = mark(text, query) if query else (Piece(text, False),)
    link = Markup('<a class="stated" id="figure-{0}" href="#indicator-{0}" tabindex="-1" title="{1}">{2}</a>')
    linked: list[tuple[int, str]] = []
    cuts = [0]
    for number, figure, name in figures:
        begin, end = figure.start - start, figure.end - start
        if begin < cuts[-1] or end > len(text):
            continue  # a rate and its whole may be read from one number: the first of them has the link
        linked.append((number, name))
        cuts += [begin, end]
    out: list[Markup] = []
    for place, stretch in enumerate(_stretches(pieces, [*cuts[1:], len(text)])):
        shown_stretch = marked_pieces(stretch)
        if place % 2:  # between the beginning and the end of a figure
            number, name = linked[place // 2]
            shown_stretch = link.format(number, plain(name), shown_stretch)
        out.append(shown_stretch)
    return Markup("").join(out)


def sentence_with_figure(figure: Indicator) -> Markup:
    """Return the sentence that states a figure, the figure marked; of a very long one what stands around it."""
    begin, end = figure.start - figure.sentence_start, figure.end - figure.sentence_start
    if not 0 <= begin <= end <= len(figure.sentence):
        return shown(figure.sentence)
    first, last = max(0, begin - _AROUND_A_FIGURE), min(len(figure.sentence), end + _AROUND_A_FIGURE)
    before, here, after = (shown(figure.sentence[one:other]) for one, other in pairwise((first, begin, end, last)))
    left, right = "…" if first else "", "…" if last < len(figure.sentence) else ""
    return Markup("{}{}<em>{}</em>{}{}").format(left, before, here, after, right)


def as_json(figure: Indicator, name: str, doubt: Doubt | None = None) -> dict[str, Any]:
    """Return a figure for programs, with the name of what it counts; *doubt* lowers its confidence and is told."""
    told = {
        "kind": doubt.kind, "other": doubt.other, "year": doubt.other_year, "value": doubt.other_value,
        "said": doubt.said,
    } if doubt else None  # fmt: skip
    return {
        "indicator": figure.indicator,
        "name": name,
        "value": figure.value,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "scope": figure.scope,
        "year": figure.year,
        "sentence": figure.sentence,
        "start": figure.start,
        "end": figure.end,
        "sentence_start": figure.sentence_start,
        "confidence": figure.confidence if doubt is None else round(max(figure.confidence - LOWERED_BY, 0), 2),
        "flags": list(figure.flags),
        "doubt": told,
    }


def _stretches(pieces: Iterable[Piece], cuts: Sequence[int]) -> Iterator[list[Piece]]:
    """Yield what of *pieces* stands before each of *cuts*, which rise, and after the one before: each is read once."""
    waiting = list(reversed(list(pieces)))
    position = 0
    for cut in cuts:
        stretch: list[Piece] = []
        while waiting and position < cut:
            text, is_hit = waiting.pop()
            if position + len(text) > cut:
                waiting.append(Piece(text[cut - position :], is_hit))
                text = text[: cut - position]
            position += len(text)
            stretch.append(Piece(text, is_hit))
        yield stretch
