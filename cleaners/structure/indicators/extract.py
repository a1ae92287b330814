"""Extraction of indicators: from a clean text to the figures that it states."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from cleaners.structure.indicators.categories import Cause, is_category
from cleaners.structure.indicators.checks import checked
from cleaners.structure.indicators.left_out import Standing
from cleaners.structure.indicators.match import UNITS, Carried, Match, best_match, match_words
from cleaners.structure.indicators.model import Indicator
from cleaners.structure.indicators.numbers import Figure, half_width
from cleaners.structure.indicators.phrases import VERB, Phrase, Plain, plain_sentence
from cleaners.structure.indicators.sentences import Sentence, sentences
from cleaners.structure.indicators.table_figures import read_table
from cleaners.structure.indicators.zeros import read_zeros
from cleaners.structure.outline import Heading
from cleaners.structure.outline import outline as read_outline

_WIDEST_CARRY = 600  # characters of a paragraph before a sentence that are looked at for its subject (chosen)
_MOST_CARRIED = 20  # figures before a sentence that are looked at (chosen)
_FIRST_CHARS = 400  # of a text, in which the year of the whole is looked for
_NEW_STATEMENT = re.compile(
    rf";(?=\s*(?:全年|今年|另|对|并|[一二三四五六七八九十]是|{VERB.pattern}))"
)  # 其中 does not reach over it
_SUBSET = re.compile(r"其中|涵盖|包括|\(")
_YEAR = re.compile(  # that a statement is of, or 今年 for the year of the report; not since when or compared with which
    r"(?<![自从由比较到与同对—~-])(?<![^截]至)(20[0-4]\d)\s{0,9}年(?!(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|起|至|以后|版)|[^,;:。]{0,12}相比)|今年|本年度|当年"
)
_TEXT_YEAR = re.compile(r"(?<![自从由比较到至与同对—~\d-])(20[0-4]\d)\s{0,9}年(?!以来|起|至|以后|版|\d)")
_NAMED_REPORT = re.compile(
    r"(20[0-4]\d)\s{0,9}年度?[^,;。\n0-9]{0,40}(?:报告|总结|工作情况)(?!.{0,4}(?:精神|部署|要求))"
)
_TITLED = re.compile(r"《[^《》\n]{0,80}(?:》|$)")
_SCOPE = re.compile(
    r"全[省市区县州旗镇乡街局委厅系统]{1,3}|[我本][省市区县州旗镇乡局委办厅院站队单位街道部门系统级]{1,3}|[省市区县]本级"
    r"|[省市区县州]级?(?:人民)?政府|[省市区县州]级部门|两级政府|各级各类|各(?:级|部门|单位|镇街|乡镇|镇|街道)"
)
_ONLY_SCOPE = re.compile(
    rf"^[、和及与,\s]*(?:(?:{_SCOPE.pattern}|区级|部门|镇街|乡镇|街道|镇)[、和及与的]*)+(?:分别)?(?:达到|达|为)?$"
)
_NAMES = re.compile(r"[、和与及]")
_PEOPLE_OF = {"train.sessions": "train.people", "pop.events": "pop.reach", "court.sessions": "court.people"}
_EVENTS = frozenset({"次", "场", "期", "场次", "批", "批次", "轮"})
_PEOPLE = frozenset({"人", "名", "人次", "人(次)", "位"})
_TOGETHER = frozenset(
    {"deputies", "cppcc", "train.sessions", "train.people", "pop.events", "pop.reach"}
)  # may be counted as one
_MEETINGS = frozenset({"study", "train", "pop", "court", "lead"})  # whose sessions are told apart by few words
_LISTS = frozenset({"punish.cases", "pop.events", "decision.reviewed"})  # whose lists are of one kind
_ELIDED = re.compile(
    rf"(?:[我本][局委办厅署处站院区县市州镇乡])?(?:其中|到|,|目前|至今|今年|本年度?|当年|全年|20\d\d年|新|已|又|共|就|实际|累计)*(?:{VERB.pattern}|创建|创|增|建成|命名)?(?:了)?"
)
_OTHER_YEAR = re.compile(r"[^(]*(?:20[0-4]\d年|今年|本年)")  # 2023年办理案件96件,2024年办理88件
_JOINED = re.compile(
    r"[、,]?(?:共计|合计|共|计|累计){0,4}(?:(?:参训|参加|参与|受训|受众|覆盖|惠及|吸引|听众|受益|观看)"
    r"(?!.{0,6}(?:考试|测试|考核|旁听|检查|论证|审查))[\u4e00-\u9fff]{0,8}?|人数|人员|群众|学员|干部|职工)?(?:达到|达|约|超过|近|逾|共计|共){0,4}$"
)
_LECTURE = re.compile("[、和及](?:法治|法律|专题)*(?:讲座|讲堂|课堂)$")  # 会前学法10次、法治讲座2期: of those who learn
_LEARNERS = re.compile("(?:学习|干部|职工|党员|民警|辅警|执法人员)(?!群众)")  # who attend are no public
_SEPARATED = re.compile(r"[、和及与](?!解)")


def indicators(
    text: str, *, report_year: int | None = None, outline: Sequence[Heading] | None = None
) -> tuple[Indicator, ...]:
    """The figures of *text* that are indicators of the vocabulary, in the order in which they stand.

    What is planned for the next year, growth, aims, sums of many years, other organs' figures, categories of
    another statistic and subsets of a figure that was given already are left out.  *report_year* is the
    year of a figure whose sentence names none; without it, the first year that the text names.
    """
    nodes = read_outline(text) if outline is None else outline
    folded = half_width(text)
    year = report_year or _year_of(folded)
    found: list[Indicator] = []
    frame = _Frame()
    for sentence, figures, nothings in sentences(folded, nodes, year):
        if sentence.is_table:
            found += _of_table(text, folded, sentence)
            continue
        if figures:
            if frame.line_start != sentence.line_start:
                frame = _Frame(sentence.line_start)
            new, frame = _stated(text, folded, sentence, figures, found, frame)
            found += new
        for indicator, from_, to in read_zeros(folded, sentence.start, nothings):
            figure = Figure(from_, to, Decimal(0), "", None, True)
            found.append(_indicator(text, folded, sentence, figure, indicator, None, ("zero_in_words",)))
    return checked(found, folded)


def _year_of(folded: str) -> int | None:
    """The year that the text says it is of; documents that it cites (《…纲要(2021-2025年)》) say nothing."""
    first = _TITLED.sub("", folded[:_FIRST_CHARS])
    match = _NAMED_REPORT.search(first) or _TEXT_YEAR.search(first)
    return int(match[1]) if match else None


def _year_in(before: str, report_year: int | None) -> int | None:
    """The year named last before a figure in its sentence, that of the report if none is or 今年 stands there."""
    if "20" not in before:
        return report_year
    named = _YEAR.findall(_TITLED.sub("", before) if "《" in before else before)
    return int(named[-1]) if named and named[-1] else report_year


def _of_table(text: str, folded: str, table: Sentence) -> Iterator[Indicator]:
    heading = table.heading.heading if table.heading else ""
    for found in read_table(folded, table.start, table.end, table.year, heading):
        row = replace(table, start=found.row_start, end=found.row_end, year=found.year or table.year)
        yield _indicator(text, folded, row, found.figure, found.match.term.id, found.match, ("table",))


def _stated(
    text: str, folded: str, sentence: Sentence, figures: Sequence[Figure], found: Sequence[Indicator], frame: _Frame
) -> tuple[list[Indicator], _Frame]:
    """The indicators of a sentence, and in what frame the next one of its paragraph stands."""
    plain, phrases = plain_sentence(folded, sentence.start, sentence.end, figures)
    carried = _carried(folded, sentence, found)
    standing = Standing(plain, sentence.year, frame.is_of_many_years)
    cause = Cause(plain, frame.is_of_one_cause)
    stated: list[Indicator] = []
    ids: list[str | None] = []
    latest = _Latest()
    for number, phrase in enumerate(phrases):
        names = _read(phrase, plain, carried, phrases[:number], ids) or latest.elided(phrase)
        is_left_out = bool(names) and standing.leaves_out(phrase)
        if names and cause.narrows(names[-1][0], phrase):
            names = []
        latest = _Latest(phrase, names[-1][0] if names else None, is_left_out, latest)
        if is_left_out:
            names = []
        is_combined = bool(names) and "combined" in names[-1][2]  # what 其中 gives afterwards is no part of one of them
        ids.append(names[-1][0] if names and not is_combined else None)
        for name, match, flags in names:
            stated.append(_indicator(text, folded, sentence, phrase.figure, name, match, flags))
    return stated, _Frame(sentence.line_start, standing.is_of_many_years, cause.holds)


class _Frame(NamedTuple):
    """What the sentences before it in a paragraph say of the figures of the next."""

    line_start: int = -1
    is_of_many_years: bool = False
    is_of_one_cause: bool = False


class _Latest:
    """The figure before in a sentence, for figures that leave out what it named."""

    def __init__(
        self,
        phrase: Phrase | None = None,
        name: str | None = None,
        left_out: bool = False,
        before: _Latest | None = None,
    ) -> None:
        self.phrase, self.name, self.left_out = phrase, name, left_out
        is_listed = phrase is not None and phrase.between.startswith("、")
        self.head: str | None = before.head if before and is_listed else name

    def elided(self, phrase: Phrase) -> _Named:
        """五年来开展活动860场,今年开展290场; 查处串标案件5件、超载2件."""
        if self.phrase is None or self.phrase.figure.unit != phrase.figure.unit:
            return []
        if self.name and (self.left_out or _OTHER_YEAR.match(phrase.between)) and _ELIDED.fullmatch(phrase.left):
            return [(self.name, None, ())]
        if self.head in _LISTS and phrase.between.startswith("、") and phrase.left and not phrase.right:
            return [(self.head, None, ("listed",))]
        return []


_Named = list[tuple[str, Match | None, tuple[str, ...]]]


def _read(
    phrase: Phrase, plain: Plain, carried: Carried, before: Sequence[Phrase], ids: Sequence[str | None]
) -> _Named:
    """What a figure is: (indicator, how it was matched, flags), several where one rate stands for several things."""
    if phrase.figure.unit not in UNITS:
        return []
    if phrase.figure.unit == "%":
        if before and ids[-1] and _ONLY_SCOPE.match(phrase.between.rpartition(",")[2]):
            return [(ids[-1], None, ("carried",))]
        if several := _several(phrase, plain, carried):
            return [(match.term.id, match, ("shared",)) for match in several]
    if before and phrase.figure.unit in _PEOPLE and _JOINED.match(phrase.between):
        if ids[-1] == "pop.events" and _LEARNERS.search(phrase.between):
            return []
        if ids[-1] in _PEOPLE_OF:
            return [(_PEOPLE_OF[ids[-1] or ""], None, ())]
        event = before[-1].left + before[-1].right if before[-1].figure.unit in _EVENTS else ""  # 组织考试2次164人
        if event and (match := match_words(event, phrase, plain, carried)):
            return [(match.term.id, match, ())]
    match = best_match(phrase, plain, carried, ())
    if match is None:
        return []
    given, opened = _given_before(plain, before, ids, phrase.place, carried.given)
    if match.term.id in given:
        match = best_match(phrase, plain, carried, given)
    if match and match.term.id == "pop.events" and before and ids[-1] == "study.law" and _LECTURE.match(phrase.between):
        return [("study.law", None, ())]
    if match is None or is_category(match.term.id, phrase, plain, carried):
        return []
    if not match.is_across and _is_shared(match, phrase, plain, carried):
        return []
    flags: tuple[str, ...] = ("part",) if opened else ()
    if match.term.id == "deputies" and "提案" in phrase.raw and "建议" in phrase.raw:
        flags = (*flags, "combined")
    return [(match.term.id, match, flags)]


def _is_shared(match: Match, phrase: Phrase, plain: Plain, carried: Carried) -> bool:
    """Whether one count stands for several things: 办理行政复议、行政诉讼案件12件 is the number of neither."""
    parts = _SEPARATED.split(phrase.left)
    if len(parts) < 2 or match.term.id in _TOGETHER or VERB.match(parts[-1]):
        return False
    others = (match_words(part, phrase, plain, carried) for part in parts[:-1] if len(part) > 2)
    families = {other.term.family for other in others if other} - {match.term.family}
    return bool(families) and not families | {match.term.family} <= _MEETINGS


def _several(phrase: Phrase, plain: Plain, carried: Carried) -> list[Match]:
    """The rates that share one number: 报备率、及时率均为100%."""
    names = [name for name in _NAMES.split(phrase.left) if name.endswith(("率", "比例"))]
    if len(names) < 2:
        return []
    matches = [match for name in names if (match := match_words(name, phrase, plain, carried))]
    return list({match.term.id: match for match in matches}.values())


def _carried(folded: str, sentence: Sentence, found: Sequence[Indicator]) -> Carried:
    """What the sentences before in the paragraph are about and give, or else the heading."""
    since = max(sentence.line_start, sentence.start - _WIDEST_CARRY)
    here = [one for one in reversed(found[-_MOST_CARRIED:]) if one.start >= since]
    heading = sentence.heading.heading if sentence.heading else ""
    return Carried(folded[since : sentence.start], heading, [one.indicator for one in here])


def _given_before(
    plain: Plain, before: Sequence[Phrase], ids: Sequence[str | None], place: int, whole: Collection[str]
) -> tuple[set[str], bool]:
    """What was given before 其中 or a bracket that holds *place*, and whether there is one: what follows is a part."""
    if plain.text.startswith("其中"):  # the whole sentence is of the one before
        return set(whole), True
    if not before or not _SUBSET.search(plain.text, 0, place):
        return set(), False
    since = before[0].place
    for statement in _NEW_STATEMENT.finditer(plain.text, since, place):
        since = statement.end()
    opened = None
    for match in _SUBSET.finditer(plain.text, since, place):
        if match[0] == "(" and plain.text.find(")", match.end(), place) >= 0:
            continue
        opened = opened or match.start()
    if opened is None:
        return set(), False
    given = {id_ for phrase, id_ in zip(before, ids, strict=True) if id_ and since <= phrase.place <= opened}
    if plain.text[opened] == "(":  # a bracket tells of the figure right before it
        given.intersection_update([id_ for phrase, id_ in zip(before, ids, strict=True) if phrase.place < opened][-1:])
    return given, True


def _indicator(
    text: str,
    folded: str,
    sentence: Sentence,
    figure: Figure,
    name: str,
    match: Match | None,
    flags: tuple[str, ...],
) -> Indicator:
    before = folded[sentence.start : figure.start]
    scopes = _SCOPE.findall(before)
    if match and match.is_far:
        flags = (*flags, "topic_carried")
    printed = text[sentence.start : sentence.end]
    lead = len(printed) - len(printed.lstrip())
    return Indicator(
        indicator=name,
        value=figure.value,
        unit=figure.unit or None,
        qualifier=figure.qualifier,
        scope=scopes[-1] if scopes else None,
        year=sentence.year if "table" in flags else _year_in(before, sentence.year),
        sentence=printed[lead:].rstrip(),
        start=figure.start,
        end=figure.end,
        sentence_start=sentence.start + lead,
        confidence=_confidence(figure, match, flags),
        flags=flags,
    )


def _confidence(figure: Figure, match: Match | None, flags: tuple[str, ...]) -> float:
    """A rough order, no probability: rates and named counts first, carried topics and numerals last."""
    if match is None:
        return 0.8 if "zero_in_words" in flags else 0.7
    sure = match.term.confidence + (0.05 if figure.unit == "%" else 0.0)
    return round(sure - (0.15 if match.is_far else 0.0) - (0.1 if figure.in_words else 0.0), 2)
