"""Indicator: a figure that was found, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure that a text states, with its evidence: ``text[start:end]`` is number and unit as printed.

    *flags*: zero_in_words, table, combined (建议、提案共19件), topic_carried (the subject stands in an earlier
    sentence or in the heading), carried (a rate that only names another scope), recomputed and disagrees (a
    rate whose counts stand in the text, and fit it or not), contradiction (a zero beside a figure, or a part
    above its whole), several (other values for the same indicator, scope and year), part (after 其中 or in
    brackets: part of a figure before), shared (one rate for several things), listed (a later member of a list, of
    the kind of the first).
    """

    indicator: str  # an id of the vocabulary
    value: Decimal
    unit: str | None  # as printed
    qualifier: str | None  # ≈ > ≥ < ≤, from 约 近 余 多 超过 以上 ...
    scope: str | None  # whose figure it is, as printed: 全区, 我局
    year: int | None
    sentence: str
    start: int
    end: int
    sentence_start: int
    confidence: float
    flags: tuple[str, ...] = ()
