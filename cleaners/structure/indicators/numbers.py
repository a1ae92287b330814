"""Numbers with their units: 27宗, 7800多人次, 近千万人次, 98.79%, 50余万元."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

# One character for one, so that places in the folded text are places in the text.
_HALF_WIDTH = dict(zip("，；：（）％！？．＋－　\u00a0", ",;:()%!?.+-  ", strict=True))
_WIDE_DIGIT = re.compile("[０-９]")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_UNITS = (
    *("人(次)", "场(次)", "件(次)", "批(次)", "次(场)", "万元", "亿元", "人次", "场次", "件次", "宗次", "家次", "户次"),
    *("处次", "件批", "批次", "册次", "小时", "分钟", "平方米", "公里", "件(宗)", "宗(件)", "家(次)", "户(次)", "个次"),
    *"次场期件宗起例项条份个名人位家户篇则部台支辆套盘块册本批轮堂节单处元天页所类种卷笔%‰",
)
_UNIT = "|".join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))
# Both begin with one class of characters, which the engine skips to; what stands before is looked at afterwards.
_DIGITS = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)[ ]*(?P<more>[余多])?[ ]*(?P<scale>[万亿千百](?![\u4e00-\u9fff]{0,6}工程))?"
    rf"[ ]*(?P<more2>[余多])?[ ]*(?P<unit>{_UNIT})?"
)
_NOT_BEFORE_DIGITS = frozenset("第〔[【〕." + string.ascii_letters)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_WORDS = re.compile(
    r"(?P<number>[一二两三四五六七八九十百千万零]{1,8})(?P<more>[余多])?"
    r"(?P<scale>[万](?=人))?(?P<unit>人次|场次|件次|场(?!景|所)|次(?!序|生)|件(?!事)|宗|起(?!来|到)|例|份|条(?!例)|名|期(?!间)|人(?!民|大|员|士))"
)
_NOT_BEFORE_WORDS = frozenset('第每同唯某逐另"“')
_BEFORE = re.compile(
    r"(?:(?P<about>大约|约[为有占]?|将近|接近|近)|(?P<above>超过|超|逾|突破|高于)|(?P<least>不少于|至少|不低于)|(?P<below>不足|低于|少于))$"
)
_AFTER = re.compile(r"\s{0,9}(?:(?P<least>以上|及以上)|(?P<about>左右|上下)|(?P<below>以下)|(?P<most>以内|之内))")
_ENDS_BEFORE, _BEGINS_AFTER = (
    frozenset("约近过超逾破于少足为有占"),
    frozenset("以及左上之 "),
)  # their last, first character
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SIGNS = {"about": "≈", "above": ">", "least": "≥", "below": "<", "most": "≤"}
_NO_FIGURE = re.compile(r"\s{0,9}(?:年|月|日|号|时|点|岁|周年|世纪|楼|路|[-—~～至]\s{0,9}\d|年代|[a-zA-Z])")


class Figure(NamedTuple):
    """A number as printed; text[start:end] is number and unit."""

    start: int
    end: int
    value: Decimal
    unit: str  # "" if none is printed; 万元 and 亿元 are units, other 万 are multiplied in
    qualifier: str | None  # ≈ > ≥ < ≤
    in_words: bool


def half_width(text: str) -> str:
    """*text* with half-width punctuation and digits, each character in its place."""
    for wide, half in _HALF_WIDTH.items():
        text = text.replace(wide, half)  # a tenth of the time of str.translate on Chinese text
    return text.translate(_WIDE_DIGITS) if _WIDE_DIGIT.search(text) else text


def read_figures(folded: str) -> list[Figure]:
    """The figures of *folded* in order; dates, numbers of documents and of articles are none."""
    found = list(_digits(folded))
    words = list(_words(folded))
    if not words:
        return found
    taken = {place for figure in found for place in range(figure.start, figure.end)}
    return sorted([*found, *(figure for figure in words if figure.start not in taken)])


def number_in_words(words: str) -> int:
    """The value of a Chinese numeral.

    >>> [number_in_words(words) for words in ("两", "十二", "三十", "一百零五", "千万", "二千三百")]
    [2, 12, 30, 105, 10000000, 2300]
    """
    total = section = digit = 0
    for char in words:
        if char in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        elif char == "万":
            total += (section + digit or 1) * 10_000
            section = digit = 0
        else:
            digit = "零一二三四五六七八九".find(char.replace("两", "二"))
    return total + section + digit


def _digits(folded: str) -> Iterator[Figure]:
    for match in _DIGITS.finditer(folded):
        if match.lastgroup == "number":
            continue
        number, more, scale, more_after, unit = match.groups("")
        number = number.rstrip(",")
        begin = match.start()
        if not unit and not scale and not more:
            continue
        if begin and folded[begin - 1] in _NOT_BEFORE_DIGITS:
            continue
        if not scale and _NO_FIGURE.match(folded, begin + len(number)):
            continue
        if "," in number and not _THOUSANDS.match(number):
            begin += number.rindex(",") + 1  # two numbers with a comma between them: the unit is the last one's
            number = number[number.rindex(",") + 1 :]
        stop = match.start() + len(match[0].rstrip())
        value = Decimal(number.replace(",", ""))
        if unit == "元" and scale in ("万", "亿"):
            unit = scale + unit
        elif scale:
            value *= _SCALES[scale]
        yield _figure(folded, begin, stop, value, unit, bool(more or more_after), False)


def _words(folded: str) -> Iterator[Figure]:
    for match in _WORDS.finditer(folded):
        if match.start() and folded[match.start() - 1] in _NOT_BEFORE_WORDS:
            continue
        value = Decimal(number_in_words(match["number"])) * (10_000 if match["scale"] else 1)
        if match["number"] == "一" and folded[match.end() : match.end() + 1] not in (",", "。", ";", "", "\n"):
            continue  # 没有一份文件, 一件事: no count
        yield _figure(folded, match.start("number"), match.end(), value, match["unit"], bool(match["more"]), True)


def _figure(folded: str, start: int, end: int, value: Decimal, unit: str, more: bool, in_words: bool) -> Figure:
    sign = ">" if more else None
    if folded[start - 1 : start] in _ENDS_BEFORE and (match := _BEFORE.search(folded[max(0, start - 4) : start])):
        sign = _SIGNS[match.lastgroup or "about"]
    if folded[end : end + 1] in _BEGINS_AFTER and (match := _AFTER.match(folded, end)):
        sign = _SIGNS[match.lastgroup or "about"]
    return Figure(start, end, value.normalize() if value == 0 else value, unit, sign, in_words)
