"""Rows of tables: a label, one number, perhaps a unit."""

from __future__ import annotations

import re
from decimal import Decimal

from cleaners.structure.indicators.match import Context, Match, best_match
from cleaners.structure.indicators.numbers import Figure
from cleaners.structure.indicators.vocabulary import VOCABULARY

_NUMBER = re.compile(r"\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(%|万元|人次|件|宗|次|条|人|个|项|份|场次)?\s*$")
_UNITS = frozenset(unit for term in VOCABULARY.values() for unit in term.units)
_UNIT_IN_LABEL = re.compile(r"\((?:单位:)?([^()]{1,4})\)\s*$")


def read_row(folded: str, start: int, end: int) -> tuple[Figure | None, Match | None]:
    """The figure of a row and what it is; (None, None) unless the row has a label and one number alone.

    With two numbers it cannot be known which of them is this year's.
    """
    cells: list[tuple[int, str]] = []
    place = start
    for cell in folded[start:end].split("\t"):
        cells.append((place, cell))
        place += len(cell) + 1
    numbers = [(at, match) for at, cell in cells[1:] if (match := _NUMBER.match(cell))]
    if len(numbers) != 1 or _NUMBER.match(cells[0][1]):
        return None, None
    at, number = numbers[0]
    label = next((cell for _, cell in cells if cell.strip() and not cell.strip().isdigit()), "")
    unit = number[3] or next((cell.strip() for _, cell in cells[1:] if cell.strip() in _UNITS - {""}), None)
    if unit is None and (in_label := _UNIT_IN_LABEL.search(label)):
        unit = in_label[1]
    if unit is None:
        return None, None
    value = Decimal((number[1] + (number[2] or "")).replace(",", ""))
    figure = Figure(at + number.start(1), at + len(number[0].rstrip()), value, unit, None, False)
    own = _UNIT_IN_LABEL.sub("", label)
    return figure, best_match(figure, Context(own, own, "", "", own, ""), ())
