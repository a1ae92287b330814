"""Traditional characters as simplified ones, for comparing and searching; stored text keeps its own.

>>> simplified("法治政府建設")
'法治政府建设'

Character by character, so that every part of a text folds as it does inside the whole: a search for
part of a word must meet the index, and a mark must find its place in the text as printed.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from opencc import OpenCC

_HAN = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F), (0x30000, 0x323AF))

# This share of the different characters of a page is traditional where the page is: 15-30 % were
# counted in s2twp conversions of the five seeds, 0 % in the seeds themselves.
_TRADITIONAL_SHARE = 0.05


class _Table(NamedTuple):
    """*simple* gives for each traditional character its simplified one; *by_code* is the same for str.translate."""

    simple: dict[str, str]
    by_code: dict[int, str]
    traditional: frozenset[str]


@cache
def _table() -> _Table:
    """Return the table, which takes .15 s of CPU time to make, when it is first asked for."""
    from opencc import OpenCC

    characters = [chr(code) for first, last in _HAN for code in range(first, last + 1)]
    convert = OpenCC("t2s").convert
    table = dict(zip(characters, convert("\n".join(characters)).split("\n"), strict=True))
    table = {printed: simple for printed, simple in table.items() if len(simple) == 1 and simple != printed}
    simple = {printed: table.get(simple, simple) for printed, simple in table.items()}  # 薴 gives 苧 gives 苎
    return _Table(simple, str.maketrans(simple), frozenset(simple))


@cache
def table_version() -> str:
    """Return a digest of the table itself.

    Another release of OpenCC may know more characters, and what was folded by the old table is then not found by
    the new one.
    """
    pairs = "".join(sorted(printed + simple for printed, simple in _table().simple.items()))
    return hashlib.sha256(pairs.encode()).hexdigest()[:8]


def simplified(text: str) -> str:
    """*text* with each traditional character replaced by its simplified one; as long as it was."""
    table = _table()
    return text if table.traditional.isdisjoint(text) else text.translate(table.by_code)


def simplified_words(text: str) -> str:
    """As simplified(); in a traditional page also the words that its converter swapped (資訊 is 信息)."""
    different = set(text)
    traditional = len(different & _table().traditional)
    if traditional > _TRADITIONAL_SHARE * len(different):
        text = _word_converter().convert(text)
    return simplified(text) if traditional else text


@cache
def traditional_forms(character: str) -> str:
    """All characters that simplified() turns into *character*, itself first."""
    return character + "".join(printed for printed, simple in _table().simple.items() if simple == character)


@cache
def _word_converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("tw2sp")
