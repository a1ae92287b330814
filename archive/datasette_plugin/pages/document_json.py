"""JSON of a document, for programs: a shape that stays, whatever the tables become."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from datasette.utils import tilde_encode

from archive.datasette_plugin import archive_counts
from archive.datasette_plugin.pages.citation import Work, bibtex, gb_t_7714, work_of
from archive.datasette_plugin.pages.outline_and_figures import as_json
from archive.datasette_plugin.pages.reading_page import Reading, read_whole
from archive.datasette_plugin.pages.text_pages import text_pages
from archive.datasette_plugin.pages.typesetting import Block
from archive.datasette_plugin.words.indicator_words import indicator_name
from archive.document_fields import COLUMNS
from archive.rows import loaded
from cleaners.fields import Field

FORMAT = "fazhi-document/1"  # another number when a key goes or changes its meaning; new keys may come at any time

_EVIDENCE = (
    "url", "fetched_at", "status", "media_type", "payload_digest", "size_bytes",
    "warc_file", "warc_offset", "warc_length",
)  # fmt: skip
_PLACE = ("url", "published_at", "portal", "title", "section", "first_seen_at", "last_seen_at", "gone_at")
_FILE = ("url", "name", "media_type", "digest", "size_bytes")


def json_body(db: sqlite3.Connection, path: str, document: str, permalink: str, originals: str) -> bytes | None:
    """Return the JSON of a document, whose bytes lie below the address *originals*; None if it is not there."""
    page = read_whole(db, document, archive_counts.divisions(db, path))
    if page is None:
        return None
    work = work_of(page.row, page.label, page.locations, permalink)
    value = document_json(page, work, lambda snapshot: f"{originals}/{tilde_encode(snapshot)}")
    return json.dumps(value, ensure_ascii=False).encode()


def document_json(page: Reading, work: Work, original_url: Callable[[str], str]) -> dict[str, Any]:
    """Return the document *page* as docs/browse.md describes it; *original_url* leads to a snapshot's bytes."""
    row = page.row
    return {
        "format": FORMAT,
        "url": work.permalink,
        "label": page.label,
        **{field.name: _value(row[field.name], field) for field in COLUMNS if field.is_exported},
        "division": page.division or None,
        "outline": list(_outline(page)),
        "indicators_are": "candidates with evidence, never official statistics",
        "indicators": [
            as_json(figure, indicator_name(figure.indicator, "zh"), page.doubts.get(number))
            for number, figure in enumerate(page.figures, 1)
        ],
        "locations": [_picked(place, _PLACE) for place in page.locations],
        "evidence": [
            {"snapshot": each["id"], **_picked(each, _EVIDENCE), "original": original_url(each["id"])}
            for each in page.snapshots
        ],
        "attachments": [_picked(each, _FILE) for each in page.attachments],
        "versions": [_picked(each, ("before", "after", "seen_at", "page")) for each in page.versions],
        "twins": [each["id"] for each in page.twins],
        "same_words": [each["id"] for each in page.same_words],
        "neighbours": {
            "previous_year": page.neighbours.previous and page.neighbours.previous["id"],
            "next_year": page.neighbours.next and page.neighbours.next["id"],
        },
        "reuse": [
            {"other": each.other, "of_this": round(each.of_document, 4), "of_other": round(each.of_other, 4)}
            | {"method": "estimate"}
            for each in page.reuse.values()
        ],
        "citation": {"gb_t_7714": gb_t_7714(work), "bibtex": bibtex(work), **_seen(work)},
    }


def _value(cell: Any, field: Field) -> Any:
    """The value of a column; lists and objects as such."""
    if cell is None or field.type not in ("strings", "json"):
        return cell
    return loaded(cell, dict if field.name == "found" else list)


def _outline(page: Reading) -> Iterator[dict[str, Any]]:
    """Yield the headings, and the items of lists where the archive has an outline; spans are of the text."""
    parts = {block.start: block for block in page.blocks if block.anchor}
    if page.nodes is None:
        for block in parts.values():
            yield {"level": block.level - 1, "heading": block.name, "part": block.part, "line": _line(block)}
        return
    text = page.row["text"]
    paged = text_pages(text)
    for node in page.nodes:
        opened = parts.get(node.start)
        yield {
            "level": node.level,
            "heading": text[node.start : node.end],
            "part": opened.part if opened else None,
            "line": _line(opened) if opened else paged.line_of(node.start) - 1,
            "path": node.path,
            "mark": node.mark,
            "kind": node.kind,
            "in_part": node.part,
            "start": node.start,
            "end": node.end,
        }


def _line(block: Block) -> int:
    return int(block.anchor[1:]) - 1


def _picked(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _seen(work: Work) -> dict[str, Any]:
    fields = asdict(work)
    return {name: fields[name] for name in ("published_on", "seen_on")}
