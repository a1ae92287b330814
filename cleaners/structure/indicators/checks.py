"""Checks of the figures of one text against each other: rates and sums recomputed, contradictions flagged.

None is left out; what disagrees is flagged and has less confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from cleaners.structure.indicators.model import Indicator
from cleaners.structure.indicators.vocabulary import VOCABULARY

_ROUNDING = Decimal("0.1")  # printed rates are cut or rounded after one or two places
_PARTS = frozenset(
    {  # (part, whole): a part above its whole in one sentence is a contradiction
        ("review.accepted", "review.received"),
        ("review.rejected", "review.received"),
        ("review.upheld", "review.closed"),
        ("review.corrected", "review.closed"),
        ("review.mediated", "review.closed"),
        ("litig.lost", "litig.total"),
        ("litig.won", "litig.total"),
        ("litig.withdrawn", "litig.total"),
        ("litig.first", "litig.total"),
        ("litig.second", "litig.total"),
        ("mediate.ok", "mediate.total"),
        ("punish.simple", "punish.cases"),
        ("punish.general", "punish.cases"),
    }
)
_IN_PARTS = frozenset(id_ for pair in _PARTS for id_ in pair)
_SUMS = {  # parts that may not make more than their whole in one paragraph, and which confirm it if they make it
    "litig.total": ("litig.first", "litig.second", "litig.retrial"),
    "punish.cases": ("punish.simple", "punish.general"),
    "review.closed": ("review.upheld", "review.corrected", "review.mediated"),
}
_OF_CLOSED = frozenset({"litig.loss_rate", "litig.win_rate"})  # mostly of the closed cases, which are fewer than all
_APART = frozenset({"zero_in_words", "table", "combined"})  # flags of figures that are no part of a sum
_DOUBT = 0.2  # of the confidence of a figure that another contradicts (chosen)
_DOUBTED = frozenset({"disagrees", "contradiction"})

_ALL = 100  # per cent: no share is more
_NO_CASE = ("review.accepted", "litig.total")  # a zero of these leaves nothing for the others of the family


class _Known:
    """All figures of a text, as they are looked up."""

    def __init__(self, found: Sequence[Indicator], text: str) -> None:
        self.values: dict[tuple[str, str | None, int | None], set[Decimal]] = {}
        self.sentences: dict[int, list[Indicator]] = {}
        self._paragraphs: dict[tuple[int, str | None, int | None], list[Indicator]] = {}
        self._text = text
        self.without_case: set[str] = set()
        self.with_figures: set[str] = set()
        for one in found:
            self.values.setdefault((one.indicator, one.scope, one.year), set()).add(one.value)
            self.sentences.setdefault(one.sentence_start, []).append(one)
            self._paragraphs.setdefault(self._paragraph(one), []).append(one)
            if _is_no_case(one):
                self.without_case.add(_family(one))
            elif one.value > 0:
                self.with_figures.add(_family(one))

    def _paragraph(self, one: Indicator) -> tuple[int, str | None, int | None]:
        return self._text.rfind("\n", 0, one.start), one.scope, one.year

    def around(self, one: Indicator) -> Sequence[Indicator]:
        """The figures of the paragraph of *one* that are of its scope and year; one of a table has none."""
        return () if "table" in one.flags else self._paragraphs[self._paragraph(one)]


def checked(found: Sequence[Indicator], text: str) -> tuple[Indicator, ...]:
    """*found* in the order of the *text*, with flags where figures confirm or contradict each other."""
    ordered = sorted(found, key=lambda one: (one.start, one.end))
    known = _Known(ordered, text)
    return tuple(_with_flags(one, tuple(_flags(one, known))) for one in ordered)


def _with_flags(one: Indicator, flags: tuple[str, ...]) -> Indicator:
    if not flags:
        return one
    confidence = one.confidence - (_DOUBT if _DOUBTED.intersection(flags) else 0.0)
    return replace(one, flags=(*one.flags, *flags), confidence=round(confidence, 2))


def _flags(one: Indicator, known: _Known) -> Iterator[str]:
    beside, around = known.sentences[one.sentence_start], known.around(one)
    agrees = _recomputed(one, beside)
    if agrees is None:
        agrees = _recomputed(one, around)
    if agrees is None and one.indicator in _SUMS:
        agrees = _is_sum(one, beside)
        if agrees is None:
            agrees = _is_sum(one, around)
    if agrees is not None:
        yield "recomputed" if agrees else "disagrees"
    if _contradicts(one, (*beside, *around), known):
        yield "contradiction"
    if len(known.values[one.indicator, one.scope, one.year]) > 1:
        yield "several"


def _recomputed(one: Indicator, beside: Sequence[Indicator]) -> bool | None:
    """Whether a rate is that of the counts in its sentence; None if they are not there."""
    answers = []
    for ids in VOCABULARY[one.indicator].share_of:
        values = [_nearest_before(id_, one, beside) for id_ in ids]
        if all(value is not None for value in values) and (whole := values[-1]):
            share = 100 * sum((value or Decimal(0) for value in values[:-1]), Decimal(0)) / whole
            if one.indicator not in _OF_CLOSED or share >= one.value - _ROUNDING:
                answers.append(_holds(share, one))
    return any(answers) if answers else None


def _is_sum(one: Indicator, beside: Sequence[Indicator]) -> bool | None:
    """Whether its parts make up a whole (True) or are more than it (False); None if they may be some of them."""
    parts = [
        other for other in beside if other.indicator in _SUMS[one.indicator] and not _APART.intersection(other.flags)
    ]
    if len(parts) < 2 or sum(other.indicator == one.indicator for other in beside) > 1:
        return None
    if sum(part.value for part in parts) == one.value:
        return True
    largest: dict[str, Decimal] = {}  # 纠错10件(撤销6件、确认违法4件): the same cases may be counted twice
    for part in parts:
        largest[part.indicator] = max(part.value, largest.get(part.indicator, Decimal(0)))
    total = sum(largest.values())
    return None if total < one.value else total == one.value


def _holds(share: Decimal, one: Indicator) -> bool:
    if one.qualifier in (">", "≥"):
        return share >= one.value
    if one.qualifier in ("<", "≤"):
        return share <= one.value
    return abs(share - one.value) <= (1 if one.qualifier else _ROUNDING)


def _nearest_before(id_: str, one: Indicator, beside: Sequence[Indicator]) -> Decimal | None:
    values = [other.value for other in beside if other.indicator == id_ and other.start < one.start]
    return values[-1] if values else None


def _contradicts(one: Indicator, beside: Sequence[Indicator], known: _Known) -> bool:
    if one.unit == "%" and one.value > _ALL:
        return True
    family = _family(one)
    if family in known.without_case and family in known.with_figures and (_is_no_case(one) or one.value > 0):
        return True
    if one.indicator not in _IN_PARTS:
        return False
    others = (other for other in beside if other.indicator in _IN_PARTS and other is not one)
    return any(_exceeds(one, other) or _exceeds(other, one) for other in others)


def _exceeds(part: Indicator, whole: Indicator) -> bool:
    return (part.indicator, whole.indicator) in _PARTS and part.value > whole.value


def _is_no_case(one: Indicator) -> bool:
    return "zero_in_words" in one.flags and one.indicator in _NO_CASE


def _family(one: Indicator) -> str:
    return VOCABULARY[one.indicator].family
