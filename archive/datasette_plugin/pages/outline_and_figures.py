"""Outline and figures of a document as the archive holds them, and figures as they are marked in its text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from archive.api import Heading, Indicator
from archive.datasette_plugin.safety import marked_pieces, plain, shown
from archive.rows import Row, loaded, rows
from archive.search.snippets import Piece, mark
from archive.text.tokens import Query

_OUTLINE = "SELECT path, level, mark, heading, kind, part, span_start, span_end FROM outline"
_INDICATORS = (
    "SELECT indicator, value, unit, qualifier, scope, year, sentence, span_start AS start, span_end AS end,"
    " sentence_start, confidence, flags FROM indicators"
)


def read_outline(db: sqlite3.Connection, row: Row) -> list[Heading] | None:
    """Return the headings and items of the document *row*; None if no cleaner has read them out of its text."""
    found = [Heading(*node) for node in db.execute(f"{_OUTLINE} WHERE document = ? ORDER BY ordinal", [row["id"]])]
    return found if found or row.get("structure_version") else None


def read_figures(db: sqlite3.Connection, document: str) -> list[Indicator]:
    """Return the figures that were read out of the text."""
    found = rows(db, f"{_INDICATORS} WHERE document = ? ORDER BY span_start, ordinal", [document])
    return [Indicator(**row | {"flags": tuple(loaded(row["flags"], list))}) for row in found]


def amount(figure: Indicator) -> str:
    """Return the value with its qualifier and unit.

    >>> amount(Indicator("litig.total", 12000.0, "件", "≈", None, 2024, "", 0, 0, 0, 0.9, ()))
    '≈12,000 件'
    """
    value = f"{figure.value:,.6f}".rstrip("0").rstrip(".")
    unit = figure.unit or ""
    return f"{figure.qualifier or ''}{value}{'' if unit in ('', '%') else ' '}{unit}"


def marked_figures(text: str, start: int, figures: Sequence[tuple[int, Indicator, str]], query: Query | None) -> Markup:
    """Return *text*, which begins at *start* of its document, with hits of *query* and figures marked.

    Of each figure its number on the page and its name are given; one that reaches out of *text* stays unmarked.
    """
    pieces = mark(text, query) if query else (Piece(text, False),)
    link = Markup('<a class="stated" id="figure-{0}" href="#indicator-{0}" tabindex="-1" title="{1}">{2}</a>')
    out, position = Markup(""), 0
    for number, figure, name in figures:
        begin, end = figure.start - start, figure.end - start
        if begin < position or end > len(text):
            continue  # a rate and its whole may be read from one number: the first of them has the link
        out += marked_pieces(_between(pieces, position, begin))
        out += link.format(number, plain(name), marked_pieces(_between(pieces, begin, end)))
        position = end
    return out + marked_pieces(_between(pieces, position, len(text)))


def sentence_with_figure(figure: Indicator) -> Markup:
    """Return the sentence that states a figure, the figure marked."""
    begin, end = figure.start - figure.sentence_start, figure.end - figure.sentence_start
    if not 0 <= begin <= end <= len(figure.sentence):
        return shown(figure.sentence)
    cuts = (0, begin, end, len(figure.sentence))
    before, here, after = (shown(figure.sentence[one:other]) for one, other in pairwise(cuts))
    return Markup("{}<em>{}</em>{}").format(before, here, after)


def as_json(figure: Indicator, name: str) -> dict[str, Any]:
    """Return a figure for programs, with the name of what it counts."""
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
        "confidence": figure.confidence,
        "flags": list(figure.flags),
    }


def _between(pieces: Iterable[Piece], begin: int, end: int) -> Iterator[Piece]:
    """Yield what of *pieces* stands from *begin* to *end*."""
    position = 0
    for text, is_hit in pieces:
        inside = text[max(0, begin - position) : max(0, end - position)]
        if inside:
            yield Piece(inside, is_hit)
        position += len(text)
