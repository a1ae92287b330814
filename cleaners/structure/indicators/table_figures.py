"""Figures in tables: a row with a label and one number, or a head row above columns of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from cleaners.structure.indicators.match import Carried, Match, best_match
from cleaners.structure.indicators.numbers import Figure
from cleaners.structure.indicators.phrases import Phrase, Plain, topics_in
from cleaners.structure.indicators.vocabulary import VOCABULARY

_NUMBER = re.compile(
    r"\s{0,9}(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s{0,9}(%|万元|人次|件|宗|次|条|人|个|项|份|场次)?\s{0,9}$"
)
_UNITS = frozenset(unit for term in VOCABULARY.values() for unit in term.units) - {""}
_UNIT_IN_LABEL = re.compile(r"\((?:单位:)?([^()]{1,4})\)\s{0,9}$")
_YEAR = re.compile(r"\s{0,9}(20\d\d)\s{0,9}年?度?\s{0,9}(\([^()]{1,4}\))?\s{0,9}$")
_PLAIN_HEAD = re.compile(r"(?:合计|总计|总数|数量|数值|数据|数|本年|今年|本年度|完成情况|结果)$")
_SUM = re.compile(r"合计|总计|总数|全[省市区县州]|本级")
_COMPARED = re.compile(r"同比|增|减|上年|去年|上一年|占比|比例|环比|备注|序号")
_ORDINAL = re.compile(r"\s{0,9}\d{1,3}\s{0,9}[.、]?\s{0,9}")
_ORGAN = re.compile(  # a row of one organ among others
    r"(?:\d{1,3}\t)?[^\t]{1,20}(?:局|委|委员会|镇|乡|街道|办|办事处|厅|[省市区县旗]|大队|支队|中心|所|院|公司)\t[\t\d]"
)
_KINDS_OF_CASES = re.compile(
    r"\s*(?:案由|案件类[型别]|(?:申请|复议|诉讼|涉案)[^\t]{0,4}(?:事项|类[型别]|领域)|(?:行政)?管理(?:类别|领域))"
)
_KINDS_OF = re.compile(r"\s*(?:类[型别]|分类|事项|领域|申请事项)\s*$")
_CASES = re.compile("复议|诉讼|应诉|被申请人")
_ACTS = re.compile("执法|处罚|许可|检查")
_OF_CASES = frozenset({"review", "litig", "appear"})
_LONGEST_CAPTION = 60  # characters of the line above a table (chosen)
_OF_ROW_ABOVE = re.compile(r"\s{0,9}其中\s{0,9}:?\s{0,9}")  # and what follows it: the subject is that of the row above
_MOST_CELLS = 30  # of a row that are looked at (chosen)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table and where it begins."""

    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """A figure of a table: what it is, and the year of its column, if that has one."""

    figure: Figure
    match: Match
    row_start: int
    row_end: int
    year: int | None


@dataclass(frozen=True, slots=True)
class _Setting:
    """In what a table stands: the year of the text, and the subject that the line above it or the heading names."""

    year: int | None
    subject: Carried
    is_of_cases: bool  # of reviews or lawsuits, whose rows 行政处罚 and 行政许可 tell what they were about


def read_table(folded: str, start: int, end: int, year: int | None, heading: str = "") -> Iterator[Found]:
    """The figures of the rows ``folded[start:end]``; of columns of years, that of *year* alone.

    A row of one number is read by its label.  With several numbers the head row must say what they are, and the
    line above the table, or the *heading*, of what they are: 受理 under 行政复议案件情况.
    """
    above = folded[folded.rfind("\n", 0, max(0, start - 1)) + 1 : start].strip()[-_LONGEST_CAPTION:]
    is_of_cases = _CASES.search(above) is not None and not _ACTS.search(above)
    setting = _Setting(year, Carried(above, heading), is_of_cases)
    head: list[Cell] = []
    place, subject = start, ""
    lines = folded[start:end].split("\n")
    if _is_of_kinds(above, lines[0]):
        return
    by_organ = sum(1 for line in lines if _ORGAN.match(line)) > 1
    for line in lines:
        row = _cells(line, place)
        over = head
        if len(row) > 2 and _ORDINAL.fullmatch(row[0].words) and not _NUMBER.match(row[1].words):
            row, over = row[1:], head[1:] if len(head) == len(row) else head
        if by_organ and _ORGAN.match(line):
            place += len(line) + 1
            continue
        if _OF_ROW_ABOVE.match(row[0].words):
            setting = replace(setting, subject=Carried(subject or above, heading))
        elif topics_in(row[0].words):
            subject = row[0].words
        numbers = [cell for cell in row[1:] if _NUMBER.match(cell.words)]
        if not numbers and len(row) > 1:
            head = row
        elif numbers and not _NUMBER.match(row[0].words):
            yield from _of_row(row, over, numbers, place, place + len(line), setting)
        elif numbers and all(_NUMBER.match(cell.words) for cell in row) and len(row) == len(over):
            yield from _of_columns(row, over, [Cell(place, ""), *row], place, place + len(line), setting)
        place += len(line) + 1


def _is_of_kinds(above: str, head: str) -> bool:
    """Whether the table tells what reviews or lawsuits were about: 申请事项, 案由, 类别 under a line on reviews."""
    first = head.partition("\t")[0]
    if _KINDS_OF_CASES.match(first):
        return True
    return _KINDS_OF.match(first) is not None and _CASES.search(above) is not None


def _cells(line: str, place: int) -> list[Cell]:
    cells = []
    for words in line.split("\t")[:_MOST_CELLS]:
        cells.append(Cell(place, words))
        place += len(words) + 1
    return cells


def _of_row(
    row: list[Cell], head: list[Cell], numbers: list[Cell], start: int, end: int, setting: _Setting
) -> Iterator[Found]:
    label = next((cell.words for cell in row if cell.words.strip() and not cell.words.strip().isdigit()), "")
    unit = next((cell.words.strip() for cell in row[1:] if cell.words.strip() in _UNITS), None)
    if len(numbers) == 1 and not (len(head) == len(row) and _YEAR.match(_over(numbers[0], row, head))):
        words = [label] if not _SUM.search(label) else []
        over = _over(numbers[0], row, head)
        if over and not _PLAIN_HEAD.search(over) and not _COMPARED.search(over):
            words = [*words, f"{label}{over}", f"{over}{label}", over]
        yield from _read(numbers[0], words, unit, start, end, None, setting)
        return
    if len(head) == len(row):
        yield from _of_columns(numbers, head, row, start, end, setting)


def _of_columns(
    numbers: list[Cell], head: list[Cell], row: list[Cell], start: int, end: int, setting: _Setting
) -> Iterator[Found]:
    """Numbers under a head row; with columns of years that of *year*."""
    label = "" if _NUMBER.match(row[0].words) or _SUM.search(row[0].words) else _bare(row[0].words)
    if not label and row[0].words == "":
        row = row[1:]
    unit = next((cell.words.strip() for cell in row[1:] if cell.words.strip() in _UNITS), None)
    for cell in numbers:
        over = _over(cell, row, head)
        if over and (in_year := _YEAR.match(over)):
            if setting.year is None or int(in_year[1]) == setting.year:
                words = [f"{row[0].words}{in_year[2] or ''}"]
                yield from _read(cell, words, unit, start, end, int(in_year[1]), setting)
        elif over and not _COMPARED.search(over):
            if _PLAIN_HEAD.search(over):
                over = ""
            choices = [f"{label}{over}", f"{over}{label}"] if label and over else [row[0].words if label else over]
            yield from _read(cell, choices, unit, start, end, None, setting)


def _over(cell: Cell, row: list[Cell], head: list[Cell]) -> str:
    index = row.index(cell)
    return head[index].words.strip() if len(head) == len(row) else ""


def _bare(label: str) -> str:
    return _UNIT_IN_LABEL.sub("", label).strip()


def _read(
    cell: Cell, choices: list[str], unit: str | None, start: int, end: int, year: int | None, setting: _Setting
) -> Iterator[Found]:
    number = _NUMBER.match(cell.words)
    assert number is not None
    value = Decimal((number[1] + (number[2] or "")).replace(",", ""))
    for words in choices:
        in_label = _UNIT_IN_LABEL.search(words) or next(iter(re.finditer(r"\(([^()]{1,4})\)", words)), None)
        printed = number[3] or (in_label[1] if in_label and in_label[1] in _UNITS else None) or unit
        own = _OF_ROW_ABOVE.sub("", re.sub(r"\([^()]{1,8}\)", "", words).strip())
        if printed is None or not own:
            continue
        figure = Figure(cell.start + number.start(1), cell.start + len(number[0].rstrip()), value, printed, None, False)
        phrase = Phrase(figure, len(own), own, own, "", "", False, "", own)
        match = best_match(phrase, Plain(own, topics_in(own)), setting.subject, ())
        if match and not (setting.is_of_cases and match.term.family not in _OF_CASES):
            yield Found(figure, match, start, end, year)
            return
