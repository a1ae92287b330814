"""Matching of a figure with an indicator: the phrase around it, compared with the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from operator import add
from typing import NamedTuple

from cleaners.structure.indicators.phrases import SIGN, Phrase, Plain, listed_words, topics_in
from cleaners.structure.indicators.vocabulary import VOCABULARY, Pattern, Term

_FAR_COSTS = 3
_TOPIC_GIVES = 2
_WIDEST_WORDS = 40  # characters before a number in which the words of a pattern are looked for (chosen)
_LONGEST_HEAD = 22  # characters between a number and the noun that it counts (chosen)
_LONGEST_PREDICATE = 30  # 对53份文件、15份合同进行合法性审查: characters up to what is done with all of them (chosen)
_CASES = frozenset(
    {"review", "litig", "petition", "hotline", "aid", "mediate"}
)  # whose words (受理, 审结) are the same
_BARE_VERB = 2  # characters
_HOW = re.compile("(?:其中|经|通过|以|依法|案前|诉前|促成|行政|协调|另有?|后)*(?:调解|化解|调处)?")
_NOT_DONE = re.compile("[^,;:。]{0,6}?(?:未|没有|不再)")  # 27万件案件未再进入诉讼程序
_NEGATED = re.compile(  # right before the words of a pattern: 未按期办结, 不成功, 应受理
    "(?:(?:未(?!成年)|没有)[^,;:。的]{1,6}的|未(?:被|能|经|曾|依法|及时|按[期时规]定?|按规定)?|没有|不予?|拒不|无法|(?<![相对适])应当?)$"
)
_ENDS_NEGATED, _NEGATIONS = frozenset("的未能被经曾法时期规定有不予无应当"), frozenset("未没不")  # looked at first
_NEGATED_WITHIN = re.compile("未(?!成年|来)|没有|不予|拒不")  # within its gaps: 负责人未出庭, 罚款未缴
_DENIALS = frozenset({"review.pending", "review.rejected", "punish.exempt"})
_STRICT = frozenset({"review", "litig", "power", "service", "exam", "norm"})


class Carried:
    """The subject that the sentences before it in its paragraph, or the heading, leave to a sentence."""

    def __init__(self, before: str, heading: str, given: Sequence[str] = ()) -> None:
        self.given = given  # the indicators stated before in the paragraph, the latest first
        self._words = f"{heading}|{before}"
        self._before, self._heading = before, heading
        self._named: dict[re.Pattern[str], bool] = {}

    def names(self, topic: re.Pattern[str]) -> bool:
        """Whether *topic* is named; each is looked for once."""
        if topic not in self._named:
            self._named[topic] = topic.search(self._words) is not None
        return self._named[topic]

    @cached_property
    def families(self) -> frozenset[str]:
        """The family named last before and that of the latest figure, or else those of the heading."""
        families = {family for _, family in topics_in(self._before)[-1:]}
        families.update(id_.partition(".")[0] for id_ in self.given[:1])
        return frozenset(families or (family for _, family in topics_in(self._heading)))


class Match(NamedTuple):
    """An indicator that fits."""

    term: Term
    score: float
    is_far: bool
    is_across: bool = False  # the noun stands after the number


class _Table:
    """The patterns that may fit a figure of one unit, by the pairs of characters that they need."""

    def __init__(self, unit: str) -> None:
        terms = (term for term in VOCABULARY.values() if unit in term.units)
        self._entries = [(t, p) for t in terms for p in t.patterns if p.units is None or unit in p.units]
        self._always = sum(1 << index for index, (_, pattern) in enumerate(self._entries) if pattern.pairs is None)
        self._by_pair: dict[str, int] = {}  # a bit for each entry
        for index, (_, pattern) in enumerate(self._entries):
            for pair in pattern.pairs or ():
                self._by_pair[pair] = self._by_pair.get(pair, 0) | 1 << index
        self._singles = frozenset(pair for pair in self._by_pair if len(pair) == 1)

    def near(self, words: str) -> list[tuple[Term, Pattern]]:
        """Those of which *words* hold a pair, in the order of the vocabulary."""
        bits = self._always
        for pair in self._by_pair.keys() & set(map(add, words, words[1:])):
            bits |= self._by_pair[pair]
        for char in self._singles.intersection(words):
            bits |= self._by_pair[char]
        found = []
        while bits:
            lowest = bits & -bits
            found.append(self._entries[lowest.bit_length() - 1])
            bits ^= lowest
        return found


UNITS = frozenset(unit for term in VOCABULARY.values() for unit in term.units)  # in which indicators are stated
_TABLES = {unit: _Table(unit) for unit in UNITS}


def best_match(phrase: Phrase, plain: Plain, carried: Carried, not_these: Collection[str]) -> Match | None:
    """The indicator that fits best, None if none does.

    Read are in this order, and the longest fit wins: what stands before the number, both sides of it, and
    the words behind the verb of the list that the number belongs to.
    """
    table = _TABLES.get(phrase.figure.unit)
    if table is None:
        return None
    listed = listed_words(phrase)
    near = table.near(f"{(listed or phrase.raw or phrase.verb)[-_WIDEST_WORDS:]}{phrase.right}")
    best = None
    if near:
        for match in _matches(near, phrase, listed, plain, carried, not_these):
            if best is None or match.score > best.score:
                best = match
    return best


def match_words(words: str, phrase: Phrase, plain: Plain, carried: Carried) -> Match | None:
    """The indicator that *words* alone name: one of several that share a number."""
    alone = Phrase(phrase.figure, phrase.place, words, words, "", "", False, "", phrase.clause)
    return best_match(alone, plain, carried, ())


def _matches(
    entries: list[tuple[Term, Pattern]],
    phrase: Phrase,
    listed: str,
    plain: Plain,
    carried: Carried,
    not_these: Collection[str],
) -> Iterator[Match]:
    around = f"{phrase.raw}|{phrase.right[:12]}"
    nearest = ""
    refused: dict[str, bool] = {}
    for term, pattern in entries:
        if refused.get(term.id):
            continue
        length, is_across = _fits(pattern, phrase, listed)
        if length is None:
            continue
        if term.id not in refused:
            refused[term.id] = term.id in not_these or _is_refused(term, around, phrase)
            nearest = nearest or plain.nearest(phrase.place + 1 + len(phrase.right)) or "none"
        if refused[term.id] or (is_across and _is_denied(term, phrase.right)):
            continue
        if term.id == "mediate.total" and length <= _BARE_VERB and _settles_a_case(phrase, plain, carried):
            continue
        is_far = False
        if pattern.topic and not _has_topic(term, pattern, phrase, plain):
            if not (pattern.far and _is_carried(term, pattern, phrase, plain, carried)):
                continue
            is_far = True
        score = length + (_TOPIC_GIVES if term.family == nearest else 0) - (_FAR_COSTS if is_far else 0)
        yield Match(term, score, is_far, is_across)


def _is_denied(term: Term, right: str) -> bool:
    """Whether what stands after the number says that it is something else, or that it did not come to it."""
    if term.unless and term.unless.search(right):
        return True
    return term.id not in _DENIALS and _NOT_DONE.match(right) is not None


def _settles_a_case(phrase: Phrase, plain: Plain, carried: Carried) -> bool:
    """Whether 调解 alone speaks of a review or a lawsuit that ended so, or of petitions."""
    subject = plain.nearest(phrase.place, _CASES)
    if subject is None and _HOW.fullmatch(phrase.left):
        return bool(carried.families & {"review", "litig"})
    return subject in ("review", "litig", "petition", "hotline")


def _is_refused(term: Term, around: str, phrase: Phrase) -> bool:
    if term.unless and term.unless.search(around):
        return True
    return bool(term.must and not term.must.search(f"{phrase.clause}|{phrase.right}"))


def _has_topic(term: Term, pattern: Pattern, phrase: Phrase, plain: Plain) -> bool:
    """Whether the topic stands before the figure in its sentence, and no other subject of cases after it."""
    assert pattern.topic is not None
    if pattern.topic.pattern.startswith(SIGN):  # what stands right after the number
        return pattern.topic.match(plain.text, phrase.place) is not None
    if pattern.topic.search(phrase.left):
        return True
    end = phrase.place + 1 + len(phrase.right)
    if not pattern.topic.search(plain.text, 0, end + (_LONGEST_PREDICATE if pattern.right else 0)):
        return False
    return term.family not in _CASES or plain.nearest(end, _CASES) in (None, term.family)


def _is_carried(term: Term, pattern: Pattern, phrase: Phrase, plain: Plain, carried: Carried) -> bool:
    assert pattern.topic is not None
    if term.family in _STRICT:
        if term.family not in carried.families:
            return False
        if plain.nearest(phrase.place, _CASES) not in (None, term.family):
            return False
    return carried.names(pattern.topic)


def _fits(pattern: Pattern, phrase: Phrase, listed: str) -> tuple[int | None, bool]:
    """How many characters the pattern accounts for (gaps do not count), and whether it reaches over the number."""
    search = pattern.own.search if pattern.own else None
    own = None
    if search:
        own = search(phrase.left) or (search(phrase.raw) if phrase.raw != phrase.left else None)
        if own and _is_negated(own):
            return None, False
    if pattern.right is not None:
        right = pattern.right.match(phrase.right)
        if right is None or (search and own is None):
            return None, False
        return _solid(right) + (_solid(own) if own else 0), True
    best: tuple[int | None, bool] = (_solid(own), False) if own else (None, False)
    if listed and search and (inherited := search(listed)) and _solid(inherited) > (best[0] or -1):
        best = (_solid(inherited), False)
    if phrase.right and (length := _across(pattern, phrase)) is not None and length >= (best[0] or -1):
        best = (length, True)
    return best


def _is_negated(own: re.Match[str]) -> bool:
    """Whether the words say that it was not done."""
    start = own.start()
    if start and own.string[start - 1] in _ENDS_NEGATED and _NEGATED.search(own.string, max(0, start - 10), start):
        return True
    if _NEGATIONS.isdisjoint(own[0]):
        return False
    return any(_NEGATED_WITHIN.search(gap) for gap in own.groups() if gap)


def _across(pattern: Pattern, phrase: Phrase) -> int | None:
    """The same for 开展7次专题学习 read as 开展专题学习: the match must end after the number."""
    if not phrase.right or pattern.across is None or (phrase.runs_on and phrase.left):
        return None
    left = phrase.left or phrase.verb or phrase.raw
    words, border = left + phrase.right, len(left)
    for match in pattern.across.finditer(words):
        if match.end() > border and match.start() <= border + _LONGEST_HEAD:
            return None if _is_negated(match) else _solid(match)
    return None


def _solid(match: re.Match[str]) -> int:
    return len(match[0]) - sum(len(gap) for gap in match.groups() if gap)
