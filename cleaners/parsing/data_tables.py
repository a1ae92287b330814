"""Data tables: each row as one line; tables that only lay out the page stay lines of text.

Every row has a field for every column.  A cell that spans rows or columns stands in the first of its fields and the
others are empty, as in tables of office files: said again it would be read, and counted, twice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from cleaners.parsing.labelled_lines import label_rows
from cleaners.parsing.page_lines import Page
from cleaners.patterns.han import has_han

_MAX_CELL_CHARS = 600  # chosen: work lists have cells of some hundred, layout cells hold whole articles
_MAX_CELL_LINES = 12  # of a cell (chosen), unless they are as short as names
_MAX_FRAME_LINES = 3  # in a table of one cell that stands in a cell of a data table (chosen)
_MAX_NAMES = 200  # lines of a cell that is a list of names (chosen)
_MAX_NAME_CHARS = 20
_MAX_SPAN = 100  # rows or columns, as many as browsers take for granted in any table of a report (chosen)
_MAX_FIELDS = 200_000  # of a table that is made rectangular (chosen)
_GOES_ON = re.compile(r"[，、；（《“‘(]$")
_FOLLOWS = re.compile(r"^[，。；：、）》”’？！,;:)]")


class Cell(NamedTuple):
    """A cell as the span of lines [first, end), and the element that it is."""

    first: int
    end: int
    node: LexborNode


@dataclass(slots=True)
class OpenTable:
    """A table that is being walked: where it began, and its cells, row by row."""

    first_line: int
    first_box: int
    first_link: int
    rows: list[list[Cell]] = field(default_factory=list)
    has_table: bool = False

    @property
    def is_frame(self) -> bool:
        """Whether it is one short cell: a border around the words of a cell of the table outside."""
        cells = [cell for row in self.rows for cell in row]
        return not self.has_table and len(cells) == 1 and cells[0].end - cells[0].first <= _MAX_FRAME_LINES


def close_table(page: Page, table: OpenTable, node: LexborNode) -> None:
    """Replace the lines of a data table, the element *node*, by one line a row; a layout table is left as it is."""
    if table.has_table or not _holds_data(page.texts, table.rows):
        return
    cells = [cell for row in table.rows for cell in row]
    first, end = min(cell.first for cell in cells), max(cell.end for cell in cells)
    after = page.texts[end:], page.linked[end:], page.tags[end:]
    texts, linked = page.texts[first:end], page.linked[first:end]
    del page.texts[first:], page.linked[first:], page.tags[first:]
    moved: dict[int, int] = {}
    printed = [[_joined(texts[cell.first - first : cell.end - first]) for cell in row] for row in table.rows]
    rows = _rectangle(table.rows, printed, {cell.mem_id for cell in node.css("[rowspan], [colspan]")})
    pairs = label_rows(rows)
    for n, (row, fields) in enumerate(zip(table.rows, rows, strict=True)):
        here = len(page.texts)
        moved.update((line, here) for cell in row for line in range(cell.first, cell.end))
        fields = pairs.get(n, fields)
        if any(fields):
            if n not in pairs:
                page.rows[here] = fields
            inside = sum(sum(linked[cell.first - first : cell.end - first]) for cell in row)
            page.add("\t".join(fields).strip("\t"), inside, "tr")
    page.texts += after[0]
    page.linked += after[1]
    page.tags += after[2]
    page.links[table.first_link :] = [(moved.get(line, line), node) for line, node in page.links[table.first_link :]]
    del page.boxes[table.first_box :]


def _holds_data(texts: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether two rows or more have two filled cells or more, and no cell is long enough to be the article."""
    wide = 0
    for row in rows:
        filled = [cell for cell in row if cell.end > cell.first]
        wide += len(filled) > 1
        for cell in filled:
            lines = texts[cell.first : cell.end]
            if len(lines) > _MAX_CELL_LINES and not (len(lines) <= _MAX_NAMES and all(map(_is_name, lines))):
                return False
            if sum(map(len, lines)) > _MAX_CELL_CHARS:
                return False
    return wide > 1


def _is_name(line: str) -> bool:
    return 1 < len(line) <= _MAX_NAME_CHARS and has_han(line) and "，" not in line


def _rectangle(
    rows: Sequence[Sequence[Cell]], printed: Sequence[Sequence[str]], wide: Collection[int]
) -> list[tuple[str, ...]]:
    """*printed*, the texts of the cells of *rows*, with a field for every column, "" where a cell goes on.

    *wide* are the mem_ids of the cells that may span rows or columns.
    """
    open_cells: dict[int, int] = {}  # by column: how many rows the cell above still goes on
    fields: list[list[str]] = []
    for row, texts in zip(rows, printed, strict=True):
        line: list[str] = []
        for cell, text in zip(row, texts, strict=True):
            _go_on(line, open_cells)
            if cell.node.mem_id not in wide:
                line.append(text)
                continue
            attributes = cell.node.attributes
            down = _span(attributes.get("rowspan"))
            for offset in range(_span(attributes.get("colspan"))):
                if down > 1:
                    open_cells[len(line)] = down - 1
                line.append("" if offset else text)
        _go_on(line, open_cells)
        fields.append(line)
    width = max((column + 1 for line in fields for column, text in enumerate(line) if text), default=0)
    if width * len(fields) > _MAX_FIELDS:
        return [tuple(texts) for texts in printed]
    return [tuple(line[:width] + [""] * (width - len(line))) for line in fields]


def _go_on(line: list[str], open_cells: dict[int, int]) -> None:
    """Add to *line* an empty field for each next column in which a cell of a row above goes on."""
    while (column := len(line)) in open_cells:
        left = open_cells.pop(column)
        if left > 1:
            open_cells[column] = left - 1
        line.append("")


def _span(value: str | None) -> int:
    """The rows or columns that an attribute says; 1 without it, or where it is no number."""
    if not value:
        return 1
    value = value.strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _joined(texts: Sequence[str]) -> str:
    """The lines of a cell as one, with blanks between, but inside a sentence and in words written downwards."""
    if len(texts) < 2:
        return texts[0] if texts else ""
    if all(len(text) == 1 for text in texts):
        return "".join(texts)
    text = texts[0]
    for part in texts[1:]:
        text += part if _GOES_ON.search(text) or _FOLLOWS.match(part) else " " + part
    return text
