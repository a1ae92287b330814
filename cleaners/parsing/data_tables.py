"""Data tables: each row as one line; tables that only lay out the page stay lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cleaners.parsing.page_lines import Page

_MAX_CELL_CHARS = 600  # chosen: work lists have cells of some hundred, layout cells hold whole articles
_MAX_CELL_LINES = 12  # chosen


@dataclass(slots=True)
class OpenTable:
    """A table that is being walked: where it began, and the spans of lines of its cells, row by row."""

    first_line: int
    first_box: int
    first_link: int
    rows: list[list[tuple[int, int]]] = field(default_factory=list)
    has_table: bool = False


def close_table(page: Page, table: OpenTable) -> None:
    """Replace the lines of a data table by one line a row; *page* is changed, a layout table is left as it is."""
    if table.has_table or not _holds_data(page.texts, table.rows):
        return
    spans = [span for row in table.rows for span in row]
    first, end = min(first for first, _ in spans), max(end for _, end in spans)
    after = page.texts[end:], page.linked[end:], page.tags[end:]
    texts, linked = page.texts[first:end], page.linked[first:end]
    del page.texts[first:], page.linked[first:], page.tags[first:]
    moved: dict[int, int] = {}
    for row in table.rows:
        here = len(page.texts)
        moved.update((line, here) for start, stop in row for line in range(start, stop))
        _add_row(page, [(start - first, stop - first) for start, stop in row], texts, linked)
    page.texts += after[0]
    page.linked += after[1]
    page.tags += after[2]
    page.links[table.first_link :] = [(moved.get(line, line), node) for line, node in page.links[table.first_link :]]
    del page.boxes[table.first_box :]


def _holds_data(texts: Sequence[str], rows: Sequence[Sequence[tuple[int, int]]]) -> bool:
    """Whether two rows or more have two filled cells or more, and no cell is long enough to be the article."""
    wide = 0
    for row in rows:
        filled = [span for span in row if span[1] > span[0]]
        wide += len(filled) > 1
        for first, end in filled:
            if end - first > _MAX_CELL_LINES or sum(map(len, texts[first:end])) > _MAX_CELL_CHARS:
                return False
    return wide > 1


def _add_row(page: Page, row: Sequence[tuple[int, int]], texts: Sequence[str], linked: Sequence[int]) -> None:
    cells = tuple(_joined(texts[first:end]) for first, end in row)
    if any(cells):
        page.rows[len(page.texts)] = cells
        page.add("\t".join(cells).strip("\t"), sum(sum(linked[first:end]) for first, end in row), "tr")


def _joined(texts: Sequence[str]) -> str:
    """The lines of a cell as one; a blank only where two Latin words would run together."""
    text = ""
    for part in texts:
        text += " " + part if text and text[-1].isascii() and part[0].isascii() else part
    return text
