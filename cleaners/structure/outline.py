"""Outline: the headings of a clean text as a tree: what is printed, where it stands, what part of a report it is.

A line is a heading by its mark *and* by sequence.  Numbering in real reports leaves numbers out, repeats
them, runs on into the next section and loses brackets and dots; nothing is renumbered: ``mark`` is what is
printed, ``path`` counts the nodes that are there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

NodeKind = Literal["heading", "item"]
Part = Literal["achievements", "first_responsible", "problems", "plans", "other"]

_MAX_HEADING_CHARS = 40  # of a run-in heading, its end mark not counted (chosen)
_MAX_LINE_CHARS = 60  # of a heading that has its line to itself (chosen)
_LOOKED_AT_CHARS = 240  # of a line, for its heading
_WIDEST_GAP = 3
_MAX_CANDIDATES = 60  # that may confirm a mark which lost its bracket or dot


@dataclass(frozen=True, slots=True)
class Heading:
    """A node of the outline; ``text[start:end]`` is its mark and its heading.

    A heading opens what follows it, up to the next node of its level or above.  An item (一是 ...)
    opens a piece of a paragraph; its *heading* is its first sentence, or the first clause of a long one.
    """

    path: str  # 2.3: the third child of the second top node, as they stand, whatever their marks say
    level: int  # depth in the tree, from 1
    mark: str  # as printed: 一、 (二) 3. 一是
    heading: str  # without mark and end mark; "" if no clause is short enough to be one
    kind: NodeKind
    start: int
    end: int
    part: Part  # of the top node that it belongs to


class _Found(NamedTuple):
    """A mark that may open a node: *rank* is its form, 0 (第一部分) to 5 (①), 6 for an item."""

    rank: int
    number: int
    start: int
    mark_end: int
    line_end: int
    is_weak: bool  # a bracket or a dot is lost


_ITEM = 6
_CN = "[一二三四五六七八九十]{1,3}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FORMS = re.compile(
    rf"(?P<f0>第{_CN}(?:部分|章|节)[、：:]?)"
    rf"|(?P<f1>{_CN}\s*[、.．,，])(?!{_CN}[、，,季月])"
    rf"|(?P<f2>[（(]\s*{_CN}\s*[)）][、.．]?)"
    r"|(?P<f3>\d{1,2}\s*[、.．](?![\d%％]))"
    r"|(?P<f4>(?:[（(]\s*\d{1,2}\s*[)）]|\d{1,2}\s*[)）])[、.．]?)"
    rf"|(?P<f5>[{_CIRCLED}])"
    rf"|(?P<w2>{_CN}\s*[)）]|[（(]\s*{_CN}(?=[、.．\s]*[\u4e00-\u9fff])[、.．]?)"
    rf"|(?P<w1>{_CN}(?=\s*[\u4e00-\u9fff]))(?!\s*[是年月日个项次把起般致直步定律流百千万亿来带要])"
    r"|(?P<w3>\d{1,2}(?=\s*[\u4e00-\u9fff]))(?!\s*[年月日个项次件宗起例条份名人场期家户天时小点号级类种万亿余])(?!\s*多(?!元))"
)
_ITEM_MARK = re.compile(rf"({_CN})是")  # begins with one class of characters, which the engine skips to
_BEFORE_ITEM = frozenset('。；;：:，,、！!？?）)”"’…')
_WIDE = re.compile(r"[\u3000 ]{2,}|\u3000")  # between a bold heading and its text on one line
_SENTENCE_END = re.compile(r"[。；;！!？?]")
_OPENERS, _CLOSERS = "《“（(「『〔【", "》”）)」』〕】"
_SENTENCE_MARKS, _ITEM_MARKS, _CLAUSE_MARKS = "。！!？?", "。；;！!？?", "，,；;：:"
_STOPS = {
    marks: re.compile(f"[{re.escape(marks + _OPENERS + _CLOSERS)}]")
    for marks in (_SENTENCE_MARKS, _ITEM_MARKS, _CLAUSE_MARKS)
}

_YEAR = re.compile(r"20[0-4]\d")
_OUTLOOK = re.compile(r"下一?(?:年度?|步|阶段)|明年|来年|今后|打算|思路|努力方向|展望")
_SCHEDULE = re.compile(r"安排|计划|规划|要点|重点工作|重点任务")
_PAST = re.compile(r"情况|成效|成绩|总结|完成|回顾|举措|做法|效果")
_TROUBLE = re.compile(
    r"(?<!解决)(?<!突出)(?<!化解)(?<!破解)(?<!聚焦)问题|不足|薄弱|原因|差距"
    r"|(?<!补)(?<!补齐)短板|困难(?!群众|企业|职工|家庭)"
)
_FIRST = re.compile(r"第一责任人|(?:主要(?:负责人|负责同志|领导)|一把手).{0,14}(?:履行|履职|职责)")
# The title of a plan that follows a report: its 一、 opens no series inside the section above it.
_PLAN_TITLE = re.compile(
    r"^[ \t\u3000]*(?![一二三四五六七八九十\d]{1,3}[、.．])[^，。；：\n\t]{0,40}"
    r"(?:20[0-4]\d年|下一?年|明年|下半年)[^，。；：\n\t]{0,30}(?:计划|要点|打算|安排|思路)[ \t\u3000]*$",
    re.MULTILINE,
)
_OTHER = re.compile(r"^其[他它]|其[他它]需要?(?:报告|说明)|需要?(?:报告|说明)的其[他它]")
_WORK = re.compile(r"举措|措施|成效|做法|成绩|亮点|特色|工作总结|(?:工作|开展|总体|推进|基本|落实|完成)情况")


def outline(text: str) -> tuple[Heading, ...]:
    """The headings and items of *text* in the order in which they stand.

    Marks are tried in this order at the beginning of each line that is no row of a table: 第一部分,
    一、 (一) 1. (1) ①, then marks that lost a bracket or dot, which count only where the numbers
    before or after confirm them.  一是 ... 二是 are items wherever they stand, if their series is whole.
    """
    plan = _start_of_plan(text)
    nodes = _nest(text, _in_sequence(text, list(_candidates(text))), plan)
    return tuple(_with_parts(nodes, plan))


# -- marks --------------------------------------------------------------------------------------------------------


def _candidates(text: str) -> Iterator[_Found]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if "\t" not in line and (mark := _FORMS.match(line, _blanks(line))):
            form = mark.lastgroup or ""
            yield _Found(int(form[1]), _number(mark[0]), start + mark.start(), start + mark.end(), end, form[0] == "w")
        start = end + 1


def _blanks(line: str) -> int:
    return len(line) - len(line.lstrip())


@lru_cache(1024)
def _number(mark: str) -> int:
    """The number in a mark.

    >>> [_number(mark) for mark in ("（十二）", "3.", "二十、", "⑤")]
    [12, 3, 20, 5]
    """
    if digits := re.search(r"\d+", mark):
        return int(digits[0])
    if mark[0] in _CIRCLED:
        return _CIRCLED.index(mark[0]) + 1
    numeral = re.sub(r"[^一二三四五六七八九十]", "", mark)
    tens, ten, ones = numeral.rpartition("十")
    one = "一二三四五六七八九"
    if not ten:
        return one.find(ones[:1]) + 1
    return (one.find(tens[:1]) + 1 if tens else 1) * 10 + (one.find(ones[:1]) + 1 if ones else 0)


def _in_sequence(text: str, found: list[_Found]) -> Iterator[_Found]:
    """Those of *found* whose number fits in the series where they stand."""
    last: dict[int, int] = {}  # the latest number of each form, since the last mark above it
    latest: dict[int, int] = {}  # and at all: numbering may run on into the next section
    for index, mark in enumerate(found):
        before = last.get(mark.rank)
        if mark.is_weak:
            fits = _is_confirmed(text, found, index, before, latest.get(mark.rank))
        else:
            expected = {1, 2, latest.get(mark.rank, 0) + 1} if before is None else {1}
            follows = before is not None and before <= mark.number <= before + _WIDEST_GAP
            fits = mark.number > 0 and (follows or mark.number in expected or _reads_as_heading(text, mark))
        if fits:
            last = {rank: number for rank, number in last.items() if rank <= mark.rank} | {mark.rank: mark.number}
            latest[mark.rank] = mark.number
            yield mark


def _is_confirmed(text: str, found: list[_Found], index: int, before: int | None, latest: int | None) -> bool:
    mark = found[index]
    if mark.rank == 1 and not _stands_alone(text, mark):
        return False
    if mark.number > 1 and mark.number - 1 in (before, latest):
        return True
    for other in found[index + 1 : index + _MAX_CANDIDATES]:
        if other.rank == mark.rank and other.number in (mark.number, mark.number + 1):
            return mark.number == 1 and other.number == 2
        if other.rank < mark.rank and not other.is_weak:
            return False
    return False


def _stands_alone(text: str, mark: _Found) -> bool:
    return mark.line_end - mark.mark_end <= 30 and not _SENTENCE_END.search(text, mark.mark_end, mark.line_end - 1)


def _reads_as_heading(text: str, mark: _Found) -> bool:
    end = _SENTENCE_END.search(text, mark.mark_end, mark.line_end)
    return (end.start() if end else mark.line_end) - mark.mark_end <= _MAX_HEADING_CHARS


# -- the tree -----------------------------------------------------------------------------------------------------


class _Node(NamedTuple):
    mark: _Found
    depth: int


class _Placed(NamedTuple):
    """A heading whose part is not known yet."""

    path: str
    level: int
    mark: str
    heading: str
    kind: NodeKind
    start: int
    end: int


def _start_of_plan(text: str) -> int:
    """Where the title of a plan stands between two series of 一、, as in a report with its plan; else the end."""
    for title in _PLAN_TITLE.finditer(text):
        if all(
            re.search(r"^[ \t\u3000]*一、", part, re.MULTILINE) for part in (text[: title.start()], text[title.end() :])
        ):
            return title.start()
    return len(text)


def _nest(text: str, marks: Iterator[_Found], plan: int) -> Iterator[_Placed]:
    """The nodes with their paths; items are put under the heading in whose section they stand."""
    heads = _depths(text, list(marks), plan)
    starts = [head.mark.start for head in heads]
    depths = {head.mark.start: head.depth for head in heads}
    for item in _items(text, starts):
        above = bisect_right(starts, item.start) - 1
        depths[item.start] = 1 + (heads[above].depth if above >= 0 else 0)
        heads.append(_Node(item, depths[item.start]))
    path: list[int] = []
    for mark, depth in sorted(heads, key=lambda node: node.mark.start):
        path = [*path[: depth - 1], path[depth - 1] + 1 if len(path) >= depth else 1]
        kind: NodeKind = "item" if mark.rank == _ITEM else "heading"
        printed = text[mark.start : mark.mark_end].rstrip()
        start, end = _heading_span(text, mark)
        words = text[start:end]
        yield _Placed(
            ".".join(map(str, path)), depth, printed, words, kind, mark.start, end if words else mark.mark_end
        )


def _depths(text: str, marks: list[_Found], plan: int) -> list[_Node]:
    """Each mark with its depth: one below the nearest form above it, 一、 inside 一、 counted as a form of its own."""
    nodes: list[_Node] = []
    stack: list[tuple[float, int]] = []  # (rank, latest number) of the open nodes
    for n, mark in enumerate(marks):
        rank: float = mark.rank
        if n and marks[n - 1].start < plan < mark.start:
            stack.clear()  # another document begins
        if rank == 1 and (outer := next((number for at, number in stack if at == 1), None)) is not None:
            inner = next((number for at, number in stack if at == 1.5), None)
            if _is_inner(text, mark, outer, inner):
                rank = 1.5  # 一、 again: a series inside the section
        while stack and stack[-1][0] >= rank:
            stack.pop()
        stack.append((rank, mark.number))
        nodes.append(_Node(mark, len(stack)))
    return nodes


def _is_inner(text: str, mark: _Found, outer: int, inner: int | None) -> bool:
    if mark.number == 1:
        return True
    if inner is None or mark.number != inner + 1:
        return False
    start, end = _heading_span(text, mark)
    return mark.number != outer + 1 or _announced(text[start:end], None) is None


def _items(text: str, starts: list[int]) -> Iterator[_Found]:
    """The 一是 ... 二是 of whole series; a series does not cross a heading."""
    series: list[_Found] = []
    section = -2
    for match in _ITEM_MARK.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before and before not in _BEFORE_ITEM and not before.isspace():
            continue
        line_end = text.find("\n", match.end())
        item = _Found(
            _ITEM, _number(match[1]), match.start(1), match.end(), len(text) if line_end < 0 else line_end, False
        )
        here = bisect_right(starts, item.start)
        if item.number == 1 or here != section:
            yield from _whole(text, series)
            series, section = [], here
        series.append(item)
    yield from _whole(text, series)


def _whole(text: str, series: list[_Found]) -> list[_Found]:
    """*series* if it counts from 1 without a break; each on a line of its own, one may be missing."""
    numbers = [item.number for item in series]
    if len(series) < 2:
        return []
    if numbers == list(range(1, len(series) + 1)):
        return series
    own_lines = all(item.start == 0 or text[item.start - 1] in "\n \u3000" for item in series)
    rising = all(a < b <= a + 2 for a, b in pairwise(numbers))
    return series if own_lines and rising and len(series) > 2 else []


# -- the words of a heading ---------------------------------------------------------------------------------------


def _heading_span(text: str, mark: _Found) -> tuple[int, int]:
    """Where the heading begins and ends, without its mark and end mark.

    1. the whole line, if it has one sentence at most and is short enough;
    2. the first sentence; 3. the first clause of a long one; 4. nothing.
    """
    end = min(mark.line_end, mark.mark_end + _LOOKED_AT_CHARS)
    start = mark.mark_end + _blanks(text[mark.mark_end : end])
    line = text[start:end].rstrip()
    sentence = _cut(line, _SENTENCE_MARKS if mark.rank != _ITEM else _ITEM_MARKS)
    limit = _MAX_LINE_CHARS if mark.rank != _ITEM and len(sentence) >= len(line) - 1 else _MAX_HEADING_CHARS
    if ("\u3000" in sentence or "  " in sentence) and (wide := _WIDE.search(sentence)):
        sentence = sentence[: wide.start()]
    if len(sentence) > limit:
        sentence = _cut(sentence, _CLAUSE_MARKS)
    if len(sentence) > _MAX_LINE_CHARS:
        sentence = ""
    return start, start + len(sentence.rstrip("。；;：:，,、 \u3000"))


def _cut(line: str, marks: str) -> str:
    """*line* up to the first of *marks* that stands outside of brackets and quotes."""
    depth = 0
    for match in _STOPS[marks].finditer(line):
        char = match[0]
        if char in _OPENERS:
            depth += 1
        elif char in _CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0 or char == "。":
            return line[: match.start()]
    return line


# -- parts --------------------------------------------------------------------------------------------------------


def _with_parts(nodes: Iterator[_Placed], plan: int) -> Iterator[Heading]:
    """*nodes* with the part that each belongs to; all that stand below the title of a plan are plans."""
    part: Part = "other"
    first_year: int | None = None
    for node in nodes:
        if node.level == 1:
            part = "plans" if node.start > plan else _announced(node.heading, first_year) or "other"
            years = [int(year) for year in _YEAR.findall(node.heading)]
            first_year = first_year or (years[0] if years else None)
        yield Heading(*node, part)


def _announced(heading: str, first_year: int | None) -> Part | None:
    """The part that a top heading announces by its words; *first_year* is the first year that a top heading named.

    >>> [_announced(words, 2024) for words in ("存在的问题和改进措施", "2025年重点工作", "主要举措和成效", "加强领导")]
    ['problems', 'plans', 'achievements', None]
    """
    if _OTHER.search(heading):
        return "other"
    if _FIRST.search(heading):
        return "first_responsible"
    plan = _plan(heading, first_year)
    trouble = _TROUBLE.search(heading)
    if trouble and (plan is None or trouble.start() < plan):
        return "problems"
    if plan is not None:
        return "plans"
    return "achievements" if _WORK.search(heading) else None


def _plan(heading: str, first_year: int | None) -> int | None:
    """Where *heading* begins to speak of what is to come."""
    if outlook := _OUTLOOK.search(heading):
        past = _WORK.search(heading)
        return None if past and past.start() < outlook.start() and "总结" in heading else outlook.start()
    schedule = _SCHEDULE.search(heading)
    years = [int(year) for year in _YEAR.findall(heading)]
    if first_year and years and min(years) > first_year and not re.search(r"成效|总结|完成", heading):
        return schedule.start() if schedule else 0
    return schedule.start() if schedule and not _PAST.search(heading) else None
