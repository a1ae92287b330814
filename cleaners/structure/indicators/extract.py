"""Extraction of indicators: from a clean text to the figures that it states."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cleaners.structure.indicators.checks import checked
from cleaners.structure.indicators.match import Context, Match, best_match
from cleaners.structure.indicators.model import Indicator
from cleaners.structure.indicators.numbers import Figure, half_width, read_figures
from cleaners.structure.indicators.table_figures import read_row
from cleaners.structure.indicators.zeros import read_zeros
from cleaners.structure.outline import Heading
from cleaners.structure.outline import outline as read_outline

_SENTENCE = re.compile(r"[^。!?\n]*(?:[。!?]+[”’)]?|$)")
_CLAUSE_MARKS = ",;:(。"
_MAX_SENTENCE_CHARS = 2_000  # what is longer is no sentence; cut, so that no input takes minutes
_WIDEST_CLAUSE, _WIDEST_CONTEXT = 100, 600
_RIGHT = re.compile(r"(?:\s*(?:以上|左右|以下|以内))?([^,;:。、()\n\d]{0,30})")
_SUBSET = re.compile(r"其中|\(")
_YEAR = re.compile(r"(20[0-4]\d)\s*年(?!以来|起|至今|以后|版)")
_SCOPE = re.compile(
    r"全[省市区县州旗镇乡街局委厅系统]{1,3}|[我本][省市区县州旗镇乡局委办厅院站队单位街道部门系统]{1,3}"
    r"|[省市区县州]级?(?:人民)?政府|[省市区县州]级部门|两级政府|各级各类|各(?:级|部门|单位|镇街|乡镇|镇|街道)"
)
_BY_YEAR = re.compile(r"(?<!截至)(?<!截止)到\s*(20[0-4]\d)\s*年")
_ONLY_SCOPE = re.compile(
    rf"^[、和及与,\s]*(?:(?:{_SCOPE.pattern}|区级|部门|镇街|乡镇|街道|镇)[、和及与的]*)+(?:分别)?(?:达到|达|为)?$"
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    line_start: int
    heading: str


def indicators(
    text: str, *, report_year: int | None = None, outline: Sequence[Heading] | None = None
) -> tuple[Indicator, ...]:
    """The figures of *text* that are indicators of the vocabulary, in the order in which they stand.

    What is planned for the next year, growth, aims and subsets of a figure that was given already
    are left out.  *report_year* is the year of a figure whose sentence names none.
    """
    nodes = read_outline(text) if outline is None else outline
    folded = half_width(text)
    found = [one for sentence in _sentences(folded, nodes) for one in _of_sentence(text, folded, sentence, report_year)]
    return checked(found)


def _sentences(folded: str, nodes: Sequence[Heading]) -> Iterator[_Sentence]:
    """The sentences outside of the plans, each with the heading above it; a row of a table is one."""
    starts = [node.start for node in nodes]
    line_start = 0
    for line in folded.split("\n"):
        for start, end in _pieces(line):
            if start == end:
                continue
            above = bisect_right(starts, line_start + end - 1) - 1
            node = nodes[above] if above >= 0 else None
            if node is None or node.part != "plans":
                heading = half_width(node.heading) if node else ""
                yield _Sentence(line_start + start, line_start + end, line_start, heading)
        line_start += len(line) + 1


def _pieces(line: str) -> Iterator[tuple[int, int]]:
    if "\t" in line:
        yield 0, min(len(line), _MAX_SENTENCE_CHARS)
        return
    for match in _SENTENCE.finditer(line):
        for start in range(match.start(), match.end(), _MAX_SENTENCE_CHARS):
            yield start, min(start + _MAX_SENTENCE_CHARS, match.end())


def _of_sentence(text: str, folded: str, sentence: _Sentence, report_year: int | None) -> Iterator[Indicator]:
    start, end = sentence.start, sentence.end
    if "\t" in folded[start:end]:
        found = [(figure, match) for figure, match in [read_row(folded, start, end)] if figure and match]
        for figure, match in found:
            yield _indicator(text, folded, sentence, figure, match, report_year, ("table",))
        return
    yield from _stated(text, folded, sentence, report_year)
    for indicator, from_, to in read_zeros(folded, start, end):
        figure = Figure(from_, to, Decimal(0), "", None, True)
        yield replace(
            _indicator(text, folded, sentence, figure, None, report_year, ("zero_in_words",)), indicator=indicator
        )


def _stated(text: str, folded: str, sentence: _Sentence, report_year: int | None) -> Iterator[Indicator]:
    figures = read_figures(folded, sentence.start, sentence.end)
    ids: list[str | None] = []
    for number, figure in enumerate(figures):
        if _is_aim(folded[sentence.start : figure.start], report_year):
            ids.append(None)
            continue
        previous_end = figures[number - 1].end if number else sentence.start
        context = _context(folded, sentence, figure, previous_end)
        given = _given_before(folded, figures[:number], ids, figure.start)
        match = best_match(figure, context, given)
        if match is None and context.own.startswith("、"):  # 审核议题78件、合同63件: the verb stands before the first
            match = best_match(figure, _without_figures(context, folded, figures[:number]), given)
        flags: tuple[str, ...] = ()
        if match is None and figure.unit == "%" and number and _ONLY_SCOPE.match(context.own):
            ids.append(ids[-1])
            if ids[-1]:
                one = _indicator(text, folded, sentence, figure, None, report_year, ("carried",))
                yield replace(one, indicator=ids[-1])
            continue
        ids.append(match.term.id if match else None)
        if match:
            if match.term.id == "deputies" and re.search(r"提案", context.own) and "建议" in context.own:
                flags = ("combined",)
            yield _indicator(text, folded, sentence, figure, match, report_year, flags)


def _is_aim(before: str, report_year: int | None) -> bool:
    """到2025年 ... of a report on 2024 tells what is to be reached."""
    years = [int(year) for year in _BY_YEAR.findall(before)]
    return bool(years) and (report_year is None or max(years) > report_year)


def _context(folded: str, sentence: _Sentence, figure: Figure, previous_end: int) -> Context:
    clause = max(folded.rfind(mark, sentence.start, figure.start) for mark in _CLAUSE_MARKS) + 1
    right = _RIGHT.match(folded, figure.end)
    return Context(
        clause=folded[max(clause, sentence.start, figure.start - _WIDEST_CLAUSE) : figure.start],
        own=folded[max(clause, previous_end, sentence.start, figure.start - _WIDEST_CLAUSE) : figure.start],
        right=right[1] if right else "",
        after=folded[figure.end : min(figure.end + 30, sentence.end)],
        before=folded[max(sentence.start, figure.start - _WIDEST_CONTEXT) : figure.start],
        far=f"{sentence.heading}|{folded[max(sentence.line_start, sentence.start - _WIDEST_CONTEXT) : sentence.start]}",
    )


def _without_figures(context: Context, folded: str, figures: Sequence[Figure]) -> Context:
    words = context.clause
    for figure in figures:
        words = words.replace(folded[figure.start : figure.end], "")
    return replace(context, own=words)


def _given_before(folded: str, figures: Sequence[Figure], ids: Sequence[str | None], place: int) -> set[str]:
    """What was given before 其中 or a bracket that holds *place*: what follows is a part of it."""
    if not figures:
        return set()
    since = max((figure.end for figure in figures[:1]), default=0)
    since = max(since, folded.rfind(";", since, place) + 1)
    opened = None
    for match in _SUBSET.finditer(folded, since, place):
        if match[0] == "(" and folded.find(")", match.end(), place) >= 0:
            continue
        opened = opened or match.start()
    if opened is None:
        return set()
    return {id_ for figure, id_ in zip(figures, ids, strict=True) if id_ and since - 400 <= figure.end <= opened}


def _indicator(
    text: str,
    folded: str,
    sentence: _Sentence,
    figure: Figure,
    match: Match | None,
    report_year: int | None,
    flags: tuple[str, ...],
) -> Indicator:
    before = folded[sentence.start : figure.start]
    years = [int(year) for year in _YEAR.findall(before)]
    scopes = _SCOPE.findall(before)
    if match and match.is_far:
        flags = (*flags, "topic_carried")
    lead = len(text[sentence.start : sentence.end]) - len(text[sentence.start : sentence.end].lstrip())
    return Indicator(
        indicator=match.term.id if match else "",
        value=figure.value,
        unit=figure.unit or None,
        qualifier=figure.qualifier,
        scope=scopes[-1] if scopes else None,
        year=years[-1] if years else report_year,
        sentence=text[sentence.start + lead : sentence.end].rstrip(),
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
