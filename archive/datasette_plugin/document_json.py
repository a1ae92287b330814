"""One document for programs: a shape that stays, whatever the tables become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from archive.datasette_plugin.citation import Work, bibtex, gb_t_7714
from archive.datasette_plugin.reading import Reading

FORMAT = "fazhi-document/1"  # another number when a key goes or changes its meaning; new keys may come at any time

_FIELDS = (
    "title", "issuer", "division_code", "admin_level", "report_year", "kind", "published_at", "signed_on", "source",
    "addressee", "signature", "document_number", "index_number", "site_id_code", "language",
)  # fmt: skip
_STATE = ("text_digest", "n_chars", "cleaner_version", "first_seen_at", "updated_at")
_EVIDENCE = (
    "url", "fetched_at", "status", "media_type", "payload_digest", "size_bytes",
    "warc_file", "warc_offset", "warc_length",
)  # fmt: skip
_PLACE = ("url", "portal", "title", "section", "first_seen_at", "last_seen_at", "gone_at")
_FILE = ("url", "name", "media_type", "digest", "size_bytes")


def document_json(page: Reading, work: Work, original_url: Callable[[str], str]) -> dict[str, Any]:
    """Return the document *page* as docs/browse.md describes it; *original_url* leads to a snapshot's bytes."""
    row = page.row
    return {
        "format": FORMAT,
        "id": row["id"],
        "url": work.permalink,
        "label": page.label,
        **{name: row[name] for name in _FIELDS},
        "breadcrumb": page.breadcrumb,
        "found": page.found,
        "text": row["text"],
        **{name: row[name] for name in _STATE},
        "outline": [
            {"level": block.level - 1, "heading": block.name, "part": block.part, "line": int(block.anchor[1:]) - 1}
            for block in page.blocks
            if block.anchor
        ],
        "indicators": [{name: value for name, value in each.items() if name != "document"} for each in page.indicators],
        "locations": [_picked(place, _PLACE) for place in page.locations],
        "evidence": [
            {"snapshot": each["id"], **_picked(each, _EVIDENCE), "original": original_url(each["id"])}
            for each in page.snapshots
        ],
        "attachments": [_picked(each, _FILE) for each in page.attachments],
        "versions": [_picked(each, ("before", "after", "seen_at", "page")) for each in page.versions],
        "twins": [each["id"] for each in page.twins],
        "neighbours": {
            "previous_year": page.neighbours.previous and page.neighbours.previous["id"],
            "next_year": page.neighbours.next and page.neighbours.next["id"],
        },
        "citation": {"gb_t_7714": gb_t_7714(work), "bibtex": bibtex(work), **_seen(work)},
    }


def _picked(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _seen(work: Work) -> dict[str, Any]:
    fields = asdict(work)
    return {name: fields[name] for name in ("published_on", "seen_on")}
