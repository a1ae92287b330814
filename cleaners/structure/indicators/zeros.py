"""Zeros in words: 全年无行政复议和行政诉讼案件, 败诉率为零."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaners.structure.indicators.vocabulary import VOCABULARY

_NOUNS = {term.id: term.zero for term in VOCABULARY.values() if term.zero}
_NOUN = "(?:" + "|".join(f"(?:{noun})" for noun in _NOUNS.values()) + ")"
_SOLD = r"(?:一[起件宗例])?(?:新增|新发|涉法)?(?:的)?"
_STATEMENT = re.compile(
    r"(?<![有毫并力确])(?:均未|未|没有|无|尚无|暂无|尚未|从未)(?:发生|出现|收到|接到|产生|受理|办理|新增|制定|存在|涉及|有)?(?:过)?"
    rf"{_SOLD}(?P<nouns>{_NOUN}(?:案件|案)?(?:(?:、|和|及|与|或|以及|/){_SOLD}{_NOUN}(?:案件|案)?)*)(?:的)?(?:案件|案|申请|事项|情况|情形|发生|件)*"
    r"(?=[,;。:)、\s]|$)",
    re.MULTILINE,
)
_RATES = {term.id: re.compile(term.zero_rate) for term in VOCABULARY.values() if term.zero_rate}
_NIL = re.compile(r"(?:均|都)?(?:保持)?为(?:零|0)(?=[,;。、:)\s]|$)", re.MULTILINE)
_NOT_A_FACT = re.compile(r"确保|力争|努力|避免|防止|杜绝|目标|如|若|争取|实现")


def read_zeros(folded: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """(indicator, start, end) of each zero that ``folded[start:end]`` states in words, in the order of their names.

    零败诉 is a goal, and 无因执法纠纷信访案件 speaks of some petitions only: neither is a zero.
    """
    found = sorted([*_cases(folded, start, end), *_rates(folded, start, end)])
    return [(indicator, from_, to) for _, from_, to, indicator in found]


def _cases(folded: str, start: int, end: int) -> Iterator[tuple[int, int, int, str]]:
    """(place of its name, start, end, indicator) of each 无 ... and 未发生 ..."""
    for match in _STATEMENT.finditer(folded, start, end):
        if _NOT_A_FACT.search(folded, _clause(folded, start, match.start()), match.start()):
            continue
        # 无行政复议、行政诉讼败诉案件 may mean that reviews there were: the last noun alone is sure.
        is_lost = re.search("败诉(?:案件|案)?$", match["nouns"])
        for indicator, noun in _NOUNS.items():
            if is_lost and indicator != "litig.lost":
                continue
            named = f"(?:^|[、和及与或/的]){_SOLD}(?:{noun})(?:案件|案)?(?=[、和及与或/以]|$)"
            if place := re.search(named, match["nouns"]):
                yield match.start("nouns") + place.start(), match.start(), match.end(), indicator


def _rates(folded: str, start: int, end: int) -> Iterator[tuple[int, int, int, str]]:
    """The same of each rate before 为零."""
    for match in _NIL.finditer(folded, start, end):
        clause = _clause(folded, start, match.start())
        if _NOT_A_FACT.search(folded, clause, match.start()):
            continue
        for indicator, rate in _RATES.items():
            if place := rate.search(folded, clause, match.start()):
                yield place.start(), place.start(), match.end(), indicator


def _clause(folded: str, start: int, place: int) -> int:
    return max(start, *(folded.rfind(mark, start, place) for mark in ",;。:"))
