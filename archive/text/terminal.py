"""The width of text in a terminal, where a Chinese character takes two places; two columns of text side by side."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import zip_longest

_COLUMN = 56  # places; two of them and a rule fit 120


def side_by_side(rows: Iterable[tuple[str, str]], width: int = _COLUMN) -> Iterator[str]:
    """Yield lines with the left and the right text of each row, wrapped at *width* places.

    >>> list(side_by_side([("甲乙丙", "x")], width=4))
    ['甲乙 | x', '丙   |']
    """
    for left, right in rows:
        for one, other in zip_longest(_wrapped(left, width), _wrapped(right, width), fillvalue=""):
            yield f"{one}{' ' * (width - places(one))} | {other}".rstrip()


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for character in text:
        if places(lines[-1]) + places(character) > width:
            lines.append("")
        lines[-1] += character if character.isprintable() else " "
    return lines


def places(text: str) -> int:
    """How many places of a terminal *text* takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
