"""Matching of a figure with an indicator: what stands around it, compared with the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from cleaners.structure.indicators.numbers import Figure
from cleaners.structure.indicators.vocabulary import TOPICS, VOCABULARY, Pattern, Term

_TITLE = re.compile(r"《[^《》]*》|[“”\"‘’「」]")
_FILLER = re.compile(
    r"(?:共计|合计|总计|累计|共|总|计|达到|达|为|有|大约|约|将近|接近|近|超过|超|逾|仅|只有|只|分别|均|等|了|的|各类|各项|总数|数量|总量|"
    r"(?:件|次|案件)数|高|突破|不少于|至少|不低于|已|、|:|-|—|\s)+$"
)
_GROWTH = re.compile(r"同比|环比|较(?:上|去|前)|比(?:上|去|前)一?年|同期|增长|增幅|下降|上升|降幅|压减|缩短|压缩")
_AIM = re.compile(r"力争|预计|预期|计划|争取|目标|拟|去年|上一?年度?(?!工作)|往年")
_FAR_COSTS = 3
_TOPIC_GIVES = 2


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a figure, folded; *before* ends where the figure begins."""

    clause: str  # in its clause, before it
    own: str  # the same since the figure before it
    right: str  # in its clause, after it
    after: str  # some words more
    before: str  # in its sentence, before it
    far: str  # in its paragraph, before its sentence, and the heading above


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator that fits."""

    term: Term
    score: float
    is_far: bool


def best_match(figure: Figure, context: Context, not_these: Collection[str]) -> Match | None:
    """The indicator that fits best; None if none does, or if the figure is a growth or an aim."""
    own = _TITLE.sub("", context.own)
    if _GROWTH.search(own) or _AIM.search(own):
        return None
    right = _TITLE.sub("", context.right)
    before = _TITLE.sub("", context.before)
    context = replace(context, own=own, right=right, before=f"{before}|{right}")
    nearest = _nearest_topic(context.before)
    found = [
        match
        for term in VOCABULARY.values()
        if figure.unit in term.units and term.id not in not_these
        for match in _matches(term, context, nearest)
    ]
    return max(found, key=lambda match: match.score, default=None)


def _matches(term: Term, context: Context, nearest: str | None) -> Iterator[Match]:
    around = f"{context.own}|{context.right[:12]}"
    if term.unless and term.unless.search(around):
        return
    if term.must and not term.must.search(f"{context.clause}|{context.right}"):
        return
    for pattern in term.patterns:
        length = _fits(pattern, context.own, context.right)
        if length is None:
            continue
        is_far = False
        around = f"{context.before}|{context.after}" if pattern.right else context.before
        if pattern.topic and not pattern.topic.search(around):
            if not (pattern.far and pattern.topic.search(context.far)):
                continue
            is_far = True
        score = length + (_TOPIC_GIVES if term.family == nearest else 0) - (_FAR_COSTS if is_far else 0)
        yield Match(term, score, is_far)


def _fits(pattern: Pattern, own: str, right: str) -> int | None:
    """How many characters of *own* and *right* the pattern accounts for; gaps do not count."""
    length = 0
    if pattern.own is not None:
        match = pattern.own.search(own.rstrip()) or pattern.own.search(_FILLER.sub("", own))
        if match is None:
            return None
        length += _solid(match)
    if pattern.right is not None:
        match = pattern.right.match(right)
        if match is None:
            return None
        length += _solid(match)
    return length


def _solid(match: re.Match[str]) -> int:
    return len(match[0]) - sum(len(gap) for gap in match.groups() if gap)


def _nearest_topic(before: str) -> str | None:
    """The family whose subject was named last."""
    last: dict[str, int] = {}
    for family, words in TOPICS.items():
        for match in words.finditer(before):
            last[family] = match.end()
    return max(last, key=lambda family: last[family], default=None)
