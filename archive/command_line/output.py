"""What a command found, as JSON lines for programs or as a table for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from archive.text.terminal import table, terminal_width

Row = Mapping[str, Any]
# The head of each column of a table, with the key of its cells, or what makes a cell of a row.
Columns = Mapping[str, str | Callable[[Row], object]]


def write_rows(found: Iterable[Row], columns: Columns, as_json: bool) -> int:
    """Write all of each row as JSON lines, as they come, or the *columns* of them as a table; return their number.

    Nothing is written where nothing was found.
    """
    if as_json:
        return sum(write_json(row) for row in found)
    cells = [[_cell(row, column) for column in columns.values()] for row in found]
    if cells:
        sys.stdout.write(table(list(columns), cells, terminal_width()) + "\n")
    return len(cells)


def write_lines(found: Iterable[str], key: str, as_json: bool) -> int:
    """Write sentences as they come, each a line, as JSON under *key*; return their number."""
    if as_json:
        return write_rows(({key: words} for words in found), {}, as_json)
    return sum(bool(sys.stdout.write(words + "\n")) for words in found)


def write_facts(facts: Row, as_json: bool) -> None:
    """Write what was done: one JSON line, or a line for each fact."""
    if as_json:
        write_json(facts)
    else:
        longest = max(map(len, facts))
        sys.stdout.write("".join(f"{name.replace('_', ' '):{longest}}  {value}\n" for name, value in facts.items()))


def write_words(words: str, as_json: bool) -> None:
    """Write a sentence for people: below a table, or on standard error, so that JSON lines stay alone."""
    sys.stdout.flush()
    (sys.stderr if as_json else sys.stdout).write(words + "\n")


def write_json(row: Row) -> int:
    """Write one JSON line; return 1, the number of lines."""
    sys.stdout.write(json.dumps(dict(row), ensure_ascii=False) + "\n")
    return 1


def _cell(row: Row, column: str | Callable[[Row], object]) -> object:
    return row[column] if isinstance(column, str) else column(row)
