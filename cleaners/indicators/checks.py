"""What the figures of one text say of each other: rates recomputed, contradictions flagged; none is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from cleaners.indicators.model import Indicator
from cleaners.indicators.vocabulary import VOCABULARY

_ROUNDING = Decimal("0.1")  # printed rates are cut or rounded after one or two places
_PARTS = (  # (part, whole): a part above its whole in one sentence is a contradiction
    ("review.accepted", "review.received"),
    ("review.upheld", "review.closed"),
    ("review.corrected", "review.closed"),
    ("litig.lost", "litig.total"),
    ("mediate.ok", "mediate.total"),
    ("punish.simple", "punish.cases"),
    ("punish.general", "punish.cases"),
)


def checked(found: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """*found* in the order of the text, with flags where figures confirm or contradict each other."""
    ordered = sorted(found, key=lambda one: (one.start, one.end, one.indicator))
    return tuple(replace(one, flags=(*one.flags, *_flags(one, ordered))) for one in ordered)


def _flags(one: Indicator, others: Sequence[Indicator]) -> Iterator[str]:
    if (agrees := _recomputed(one, others)) is not None:
        yield "recomputed" if agrees else "disagrees"
    if _contradicts(one, others):
        yield "contradiction"
    if any(
        other.indicator == one.indicator
        and (other.scope, other.year) == (one.scope, one.year)
        and other.value != one.value
        for other in others
    ):
        yield "several"


def _recomputed(one: Indicator, others: Sequence[Indicator]) -> bool | None:
    """Whether a rate is that of the counts in its sentence; None if they are not there."""
    answers = []
    for ids in VOCABULARY[one.indicator].share_of:
        values = [_nearest_before(id_, one, others) for id_ in ids]
        if all(value is not None for value in values) and (whole := values[-1]):
            share = 100 * sum((value or Decimal(0) for value in values[:-1]), Decimal(0)) / whole
            answers.append(_holds(share, one))
    return any(answers) if answers else None


def _holds(share: Decimal, one: Indicator) -> bool:
    if one.qualifier in (">", "≥"):
        return share >= one.value
    if one.qualifier in ("<", "≤"):
        return share <= one.value
    return abs(share - one.value) <= (1 if one.qualifier else _ROUNDING)


def _nearest_before(id_: str, one: Indicator, others: Sequence[Indicator]) -> Decimal | None:
    values = [
        other.value
        for other in others
        if other.indicator == id_ and other.sentence_start == one.sentence_start and other.start < one.start
    ]
    return values[-1] if values else None


def _contradicts(one: Indicator, others: Sequence[Indicator]) -> bool:
    family = VOCABULARY[one.indicator].family
    is_no_case = "zero_in_words" in one.flags and one.indicator in ("review.accepted", "litig.total")
    for other in others:
        if VOCABULARY[other.indicator].family != family:
            continue
        other_is_no_case = "zero_in_words" in other.flags and other.indicator in ("review.accepted", "litig.total")
        if (is_no_case and other.value > 0) or (other_is_no_case and one.value > 0):
            return True
        if other.sentence_start == one.sentence_start and (
            ((one.indicator, other.indicator) in _PARTS and one.value > other.value)
            or ((other.indicator, one.indicator) in _PARTS and other.value > one.value)
        ):
            return True
    return False
