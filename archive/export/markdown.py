"""A document as Markdown: front matter in YAML, headings from the outline with their printed marks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from archive.export.columns import FRONT_MATTER
from archive.export.records import Record

_SPECIAL = re.compile(r"([\\`*_<>\[\]|~&])")
_AT_START = re.compile(r"^(\s*)([#+-]|=+$|\d+(?=[.)]\s))")


def as_markdown(record: Record) -> str:
    """The whole file; every character that means something in Markdown is escaped in the text."""
    front = {name: record.document[name] for name in FRONT_MATTER}
    # JSON is YAML, and json.dumps leaves nothing to the reader's guess: "2024-03-01" stays text.
    head = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in front.items())
    return f"---\n{head}---\n\n" + "\n".join(_blocks(record)) + "\n"


def _blocks(record: Record) -> Iterator[str]:
    if record.document["title"]:
        yield f"# {escaped(record.document['title'])}\n"
    levels = {row[8]: (row[3], row[9]) for row in record.outline if row[6] == "heading"}
    place, table = 0, False
    for line in record.document["text"].split("\n"):
        if "\t" in line:
            yield from _row(line, is_first=not table)
        elif line.strip():
            if table:
                yield ""
            yield from _paragraph(line, place, levels)
        table = "\t" in line
        place += len(line) + 1


def _paragraph(line: str, place: int, levels: dict[int, tuple[int, int]]) -> Iterator[str]:
    """A heading on a line of its own; what runs in after it is a paragraph."""
    start = place + len(line) - len(line.lstrip())
    if start in levels:
        level, end = levels[start]
        heading, rest = line[: end - place], line[end - place :]
        stop = rest[:1] if rest[:1] in ("。", ".", "：", ":", "；", ";") else ""
        yield f"{'#' * min(level + 1, 6)} {escaped(heading + stop)}\n"
        line = rest[len(stop) :]
    if line.strip():
        yield f"{escaped(line)}\n"


def _row(line: str, is_first: bool) -> Iterator[str]:
    cells = [escaped(cell) for cell in line.split("\t")]
    yield f"| {' | '.join(cells)} |"
    if is_first:
        yield f"|{' --- |' * len(cells)}"


def escaped(text: str) -> str:
    """*text* so that Markdown shows it as it is.

    >>> escaped("1. a*b")
    '1\\\\. a\\\\*b'
    """
    text = _SPECIAL.sub(r"\\\1", text)
    return _AT_START.sub(lambda match: f"{match[1]}{_broken(match[2])}", text)


def _broken(lead: str) -> str:
    return f"{lead}\\" if lead.isdigit() else f"\\{lead}"
