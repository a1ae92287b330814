"""Pieces of a document for retrieval: by heading path, with stable ids and offsets into the clean text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from archive.export.records import Record

LEAST, MOST = 200, 800  # characters; a chunk is shorter only at the end of a top section or of the text
_SENTENCE_END = re.compile(r"(?<=[。！？；!?;])")


class _Section(NamedTuple):
    """Text under one heading: *path* and *headings* are those of the heading, "0" and () before the first one."""

    path: str
    headings: tuple[str, ...]
    part: str | None
    start: int
    end: int


def chunks(record: Record) -> Iterator[dict[str, Any]]:
    """The chunks of a document, in order.

    ``text[start:end]`` is the chunk as printed; ``content`` has title and heading path before it.  The id is
    the document's, #, the path of the heading where the chunk begins, and the place among the chunks there:
    it changes only if the text does.
    """
    document = record.document
    text = document["text"]
    counted: dict[str, int] = {}
    for section in _joined(_sections(record)):
        for start, end in _cut(text, section.start, section.end):
            number = counted[section.path] = counted.get(section.path, -1) + 1
            lead = " > ".join([document["title"] or document["issuer"] or document["id"], *section.headings])
            yield {
                "id": f"{document['id']}#{section.path}-{number}",
                "document": document["id"],
                "path": section.path,
                "headings": list(section.headings),
                "part": section.part,
                "start": start,
                "end": end,
                "content": f"{lead}\n{text[start:end]}",
                "issuer": document["issuer"],
                "report_year": document["report_year"],
                "url": document["url"],
            }


def _sections(record: Record) -> Iterator[_Section]:
    """The text from each heading to the next; items stay in their section."""
    text = record.document["text"]
    nodes = [row for row in record.outline if row[6] == "heading"]
    starts = [row[8] for row in nodes] + [len(text)]
    if starts[0] > 0:
        yield _Section("0", (), None, 0, starts[0])
    open_headings: list[str] = []
    for (_, _, path, level, mark, heading, _, part, start, _), end in zip(nodes, starts[1:], strict=True):
        open_headings = [*open_headings[: level - 1], f"{mark}{heading}"]
        yield _Section(path, tuple(open_headings), part, start, end)


def _joined(sections: Iterator[_Section]) -> Iterator[_Section]:
    """Short sections joined with those that follow, never across a top section."""
    held: _Section | None = None
    for section in sections:
        if held and _belong_together(held, section):
            common = [a for a, b in zip(held.headings, section.headings, strict=False) if a == b]
            held = held._replace(end=section.end, headings=tuple(common) or held.headings)
            continue
        if held:
            yield held
        held = section
    if held:
        yield held


def _belong_together(held: _Section, section: _Section) -> bool:
    is_short = min(_length(held), _length(section)) < LEAST and _length(held) + _length(section) <= MOST
    return is_short and _top(held) == _top(section)


def _top(section: _Section) -> str:
    return section.path.partition(".")[0]


def _length(section: _Section) -> int:
    return section.end - section.start


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of at most MOST characters: cut behind a paragraph, else behind a sentence, else anywhere."""
    while end - start > MOST:
        window = text[start : start + MOST]
        place = window.rfind("\n", LEAST) + 1
        if not place:
            ends = [match.end() for match in _SENTENCE_END.finditer(window) if match.end() >= LEAST]
            place = ends[-1] if ends else MOST
        yield from _stripped(text, start, start + place)
        start += place
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        yield start + lead, start + len(piece.rstrip())
