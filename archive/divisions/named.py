"""Names of divisions as a person types them: a name (广州, 广州市, 广东省广州市), a code or its beginning (4401)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from archive.divisions.short_names import stem
from archive.divisions.table import Division, Divisions
from archive.errors import ArchiveError

_MOST_SHOWN = 10


class UnknownDivision(ArchiveError):
    """No division, or more than one, is called so; the message names up to ten *candidates* (code, names)."""

    def __init__(self, words: str, candidates: Sequence[tuple[str, str]]) -> None:
        names = ", ".join(f"{code} {name}" for code, name in candidates[:_MOST_SHOWN])
        more = ", ..." if len(candidates) > _MOST_SHOWN else ""
        expected = f"one of {names}{more}" if candidates else "the beginning of a code, or a name such as 广州"
        count = f"{len(candidates)} are called so" if candidates else "none is known here by this name"
        super().__init__(f"division {words}: {count}; expected {expected}")


def code_prefix(words: str) -> str:
    """Return the digits that the codes of a place begin with: 广州 gives 4401; digits are returned as they are.

    >>> code_prefix("广州"), code_prefix("海珠区"), code_prefix("江苏省徐州市鼓楼区"), code_prefix("4401")
    ('4401', '440105', '320302', '4401')

    Raises UnknownDivision, naming the candidates, if none or several are called so.
    """
    words = "".join(words.split())
    if words.isdecimal():
        is_statistical = len(words) > 6 and not words[6:].strip("0")  # twelve digits: 320302000000
        return words[:6] if is_statistical else words
    found = [row for row in _called(words) if row.to_year is None] or _called(words)
    codes = {row.code: row for row in found}
    if len(codes) != 1:
        raise UnknownDivision(words, [(code, _path(code)) for code in codes])
    (code,) = codes
    return code.removesuffix("00").removesuffix("00")


def _called(words: str) -> list[Division]:
    """Return the divisions of this name, which may have the names of those above before it."""
    table = _table()
    found = table.by_name(words) or table.above_with_stem(words) or [row for row in table if stem(row.name) == words]
    if found:
        return found
    return [
        row
        for length in range(2, len(words) - 1)
        for above in table.by_name(words[:length]) or table.above_with_stem(words[:length])
        for row in _called(words[length:])
        if table.lies_in(row.code, above.code)
    ]


def _path(code: str) -> str:
    return " ".join(row.name for row in _table().path(code))


@cache
def _table() -> Divisions:
    return Divisions.load()
