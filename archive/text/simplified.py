"""Traditional characters as simplified ones, for comparing and searching; stored text keeps its own.

>>> simplified("法治政府建設")
'法治政府建设'

Character by character, so that every part of a text folds as it does inside the whole: a search for
part of a word must meet the index, and a mark must find its place in the text as printed.
"""

from __future__ import annotations

import hashlib
from functools import cache

from opencc import OpenCC

_HAN = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F), (0x30000, 0x323AF))

# This share of the different characters of a page is traditional where the page is: 15-30 % were
# counted in s2twp conversions of the five seeds, 0 % in the seeds themselves.
_TRADITIONAL_SHARE = 0.05


def _read_table() -> dict[str, str]:
    characters = [chr(code) for first, last in _HAN for code in range(first, last + 1)]
    convert = OpenCC("t2s").convert
    table = dict(zip(characters, convert("\n".join(characters)).split("\n"), strict=True))
    table = {printed: simple for printed, simple in table.items() if len(simple) == 1 and simple != printed}
    return {printed: table.get(simple, simple) for printed, simple in table.items()}  # 薴 gives 苧 gives 苎


_SIMPLE = _read_table()
_TABLE = str.maketrans(_SIMPLE)
_TRADITIONAL = frozenset(_SIMPLE)

# Of the table itself: another release of OpenCC may know more characters, and what was folded by the
# old table is then not found by the new one.
TABLE_VERSION = hashlib.sha256("".join(sorted(a + b for a, b in _SIMPLE.items())).encode()).hexdigest()[:8]


def simplified(text: str) -> str:
    """*text* with each traditional character replaced by its simplified one; as long as it was."""
    return text if _TRADITIONAL.isdisjoint(text) else text.translate(_TABLE)


def simplified_words(text: str) -> str:
    """As simplified(); in a traditional page also the words that its converter swapped (資訊 is 信息)."""
    different = set(text)
    traditional = len(different & _TRADITIONAL)
    if traditional > _TRADITIONAL_SHARE * len(different):
        text = _word_converter().convert(text)
    return simplified(text) if traditional else text


@cache
def traditional_forms(character: str) -> str:
    """All characters that simplified() turns into *character*, itself first."""
    return character + "".join(printed for printed, simple in _SIMPLE.items() if simple == character)


@cache
def _word_converter() -> OpenCC:
    return OpenCC("tw2sp")
