"""Readers of PDF files for pdf_layout.py: ours, pdfplumber, and both mixtures of the two.

*ours*; *pdfplumber*: its lines and tables; *+ paragraphs*: its lines and tables, joined by our rules; *+ layout*: its
characters and rules, all else by our rules.  Each gives one line a paragraph, a tab between the cells of a row.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from cleaners.files import read_file
from cleaners.files.layout.glyphs import Glyph, Line, Page, is_wide, make_lines
from cleaners.files.layout.paragraphs import make_paragraphs
from cleaners.files.layout.ruled_tables import Rule, as_rule, take_tables
from cleaners.files.result import join_cells, tidy
from cleaners.patterns.radicals import without_radical

Reader = Callable[[bytes], list[str]]

# Radicals that fonts name for characters and that NFKC does not replace; PDFium replaces them by itself.
_RADICALS = str.maketrans(
    "⺠⻄⻅⻆⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰", "民西见角贝车长门雨青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙"
)


def without_radicals(line: str) -> str:
    """Return *line* with characters in place of the radicals that look like them (⽇ 日, ⻚ 页)."""
    return "".join(map(without_radical, line)).translate(_RADICALS)


def read_ours(body: bytes) -> list[str]:
    """Read with the project."""
    return read_file(body).paragraphs


def read_plumbed(body: bytes) -> list[str]:
    """Read with pdfplumber alone."""
    return [text for page in _plumbed_pages(body) for line in page.lines for text in (line.rows or (line.text,))]


def read_plumbed_paragraphs(body: bytes) -> list[str]:
    """Read lines and tables with pdfplumber and join them with our rules."""
    return [text for line in make_paragraphs(_plumbed_pages(body)) if (text := tidy(line))]


def read_plumbed_characters(body: bytes) -> list[str]:
    """Read characters and rules with pdfplumber, all else with our rules."""
    return [text for line in make_paragraphs(list(_laid_out(body))) if (text := tidy(line))]


READERS: dict[str, Reader] = {
    "ours": read_ours,
    "pdfplumber": read_plumbed,
    "+ paragraphs": read_plumbed_paragraphs,
    "+ layout": read_plumbed_characters,
}


def _plumbed_pages(body: bytes) -> list[Page]:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(body)) as document:
        return [_plumbed(page.dedupe_chars()) for page in document.pages]


def _plumbed(page: Any) -> Page:
    """The lines outside of tables and the tables, from top to bottom; a table of one cell is a frame around text."""
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    outside = page.filter(lambda item: not any(_is_inside(item, table.bbox) for table in tables))
    lines = [_line(one) for one in outside.extract_text_lines(return_chars=True)]
    for table in tables:
        x0, top, x1, _ = table.bbox
        rows = [join_cells((cell or "" for cell in row), 100_000) for row in table.extract()]
        lines.append(Line("", x0, x1, top + 12, 12, rows=tuple(row for row in rows if row)))
    return Page(float(page.width), float(page.height), tuple(sorted(lines, key=lambda line: line.y)))


def _is_inside(item: dict[str, Any], box: Sequence[float]) -> bool:
    x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _line(found: dict[str, Any]) -> Line:
    chars = found["chars"]
    size = Counter(round(char["size"], 1) for char in chars).most_common(1)[0][0]
    head = chars[0]["x1"] - chars[0]["x0"]
    return Line(found["text"], found["x0"], found["x1"], found["bottom"], size, head)


def _laid_out(body: bytes) -> Iterator[Page]:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(body)) as document:
        for page in document.pages:
            glyphs = [glyph for char in page.chars if char["upright"] for glyph in _glyphs(char, page.height)]
            tables, rest = take_tables(glyphs, list(_rules(page.edges))) if glyphs else ([], glyphs)
            lines = sorted([*tables, *make_lines(rest)], key=lambda line: line.y)
            yield Page(float(page.width), float(page.height), tuple(lines))


def _glyphs(char: dict[str, Any], height: float) -> Iterator[Glyph]:
    """One glyph for each character that is printed as one shape."""
    x0, width = char["x0"], (char["x1"] - char["x0"]) / max(1, len(char["text"]))
    for number, text in enumerate(char["text"]):
        size = width if is_wide(text) and text not in "—…" else char["size"]
        yield Glyph(
            without_radical(text),
            x0 + number * width,
            x0 + (number + 1) * width,
            height - char["matrix"][5],
            size or 1.0,
        )


def _rules(edges: Iterable[dict[str, Any]]) -> Iterator[Rule]:
    for edge in edges:
        rule = as_rule(edge["x0"], edge["top"], edge["x1"], edge["bottom"])
        if rule is not None:
            yield rule
