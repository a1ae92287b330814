"""Kinds of organs: what a name without its place stands for, by the table organs.csv.

The words of the table are looked for from left to right, the longest first, so that 人民政府办公室 is an
office and not a government, and 文化广电旅游体育局 is two kinds: culture_tourism and sport.  A word that
stands in two rows (文体, 工科, 教体) gives both.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cleaners.patterns.organ_endings import DEPARTMENT_END

# Kinds of places that are written like offices: the type by the last words of the name.
_TOWNSHIP = re.compile(
    "(?P<street>街道(?:办事处|办|党工委)?)$"
    "|(?P<town>(?<!城)镇(?:人民政府|政府|党委)?)$"
    "|(?P<township>(?<!城)(?:民族乡|乡|苏木)(?:人民政府|政府|党委)?)$"
)
_GENERAL = ("government", "government_office", "party_committee", "legislature", "zone")
# Said of many organs (交通运输综合行政执法支队, 科技园区), and telling only where nothing else does.
_WEAK = frozenset({"综合行政执法", "综合执法", "行政执法", "建设", "规划", "工业", "市政", "农村经济"})


# 建设和管理委员会 manages no zone: it is what other places call 住房和城乡建设局.
_BUILDING_COMMITTEE = re.compile("(?<!规划)(?<!开发)建设(?:和交通|交通|与|和|及)?(?:管理)?(?:委员会|委)$")


# A committee with such a word before 管理委员会 manages no zone: 公共资源交易监督管理委员会, 住房基金管理委员会.
_FUNCTION = re.compile(
    "(?:监督|事务|市场|交易|资产|基金|资源|设施|事业|供水|人口|交通|环境|标准|质量|保障)(?:管理委员会|管委会)"
)


@dataclass(frozen=True, slots=True)
class OrganType:
    """A row of the table: *words* are the forms by which names show it."""

    type: str
    organ_class: str  # government, department, township, zone, party, congress, judiciary, vertical
    label: str
    words: tuple[str, ...]


@cache
def organ_types() -> dict[str, OrganType]:
    """Return the table by type."""
    lines = files("archive.divisions").joinpath("organs.csv").read_text("utf-8").splitlines()
    rows = (OrganType(r["type"], r["class"], r["label"], tuple(r["words"].split())) for r in csv.DictReader(lines))
    return {row.type: row for row in rows}


def read_organ(name: str) -> tuple[str, ...]:
    """Return the types of the organ called *name* (without its place), the first named first; () if unknown.

    >>> read_organ("教体局"), read_organ("人民政府昌岗街道办事处"), read_organ("人民政府"), read_organ("阅览室")
    (('education', 'sport'), ('street',), ('government',), ())
    """
    if found := _TOWNSHIP.search(name):
        return (found.lastgroup or "",)
    if "街道" in name:  # an office of a street: 昌岗街道综合行政执法队
        return ("street",)
    hits = list(_hits(name))
    special = [word for word in hits if word not in _WEAK and not _general(word)]
    if special and DEPARTMENT_END.search(name):
        return _types(special)
    if _BUILDING_COMMITTEE.search(name):
        return _types(["建设"])
    weak = [word for word in hits if word in _WEAK]
    if weak and DEPARTMENT_END.search(name) and not any("zone" in _by_word()[word] for word in hits):
        return _types(weak)
    return _types([word for word in hits if _general(word) and not _is_of_a_function(name, word)][-1:])


def begins_with_office(name: str) -> bool:
    """Tell whether *name* begins with the word of a department: 司法局, 城市管理综合执法局; not 港开发建设管理局."""
    found = _pattern().match(name)
    return found is not None and organ_class(_types([found[0]])) == "department"


def is_township(name: str) -> bool:
    """Whether *name* is that of a street, a town, a township or an office of one, by its last word."""
    return _TOWNSHIP.search(name) is not None


def organ_class(types: tuple[str, ...]) -> str | None:
    """Return the class of the first type."""
    return organ_types()[types[0]].organ_class if types else None


def _types(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind for word in words for kind in _by_word()[word]))


def _general(word: str) -> bool:
    return _by_word()[word][0] in _GENERAL


def _is_of_a_function(name: str, word: str) -> bool:
    return word in ("管理委员会", "管委会") and _FUNCTION.search(name) is not None


def _hits(name: str) -> Iterator[str]:
    yield from (match[0] for match in _pattern().finditer(name))


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in organ_types().values():
        for word in row.words:
            found[word] = (*found.get(word, ()), row.type)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _by_word()), key=len, reverse=True)))
