"""Numbers that a word processor prints before a paragraph and that stand nowhere in its text.

A heading typed as 一、 is text.  One numbered by the program is a reference to a list level, and
without its number the outline of a report is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cleaners.files.containers.safe_xml import Element, attribute, child, children

_DIGITS = "〇一二三四五六七八九"
_MOST = 9_999  # no list of a report counts further; a forged one gets no number
_LONGEST_PATTERN = 60
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def chinese_numeral(number: int) -> str:
    """*number* in characters, 1 to 9999: 十, 二十三, 一百零五."""
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += _DIGITS[digit] + name
        elif text and number and not text.endswith("零"):
            text += "零"
    return text[1:] if text.startswith("一十") else text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        text += letters * (number // value)
        number %= value
    return text


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else f"({number})"


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: f"({number})",
    "chineseCounting": chinese_numeral,
    "chineseCountingThousand": chinese_numeral,
    "taiwaneseCounting": chinese_numeral,
    "taiwaneseCountingThousand": chinese_numeral,
    "japaneseCounting": chinese_numeral,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "ideographTraditional": lambda number: "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10],
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    pattern: str  # 第%1章, %1.%2
    is_arabic: bool = False  # isLgl: all numbers in it as digits, also those of other levels


class Numbering:
    """The lists of a document, counting on as its paragraphs are asked for in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        """Read ``numbering.xml`` and ``styles.xml``; None where the document has none."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}  # numId -> abstractNumId, which counts
        self._style_list: dict[str, tuple[str | None, int | None, str | None]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read_lists(numbering)
        for style in children(styles, "style") if styles is not None else ():
            based_on = child(style, "basedOn")
            parent = attribute(based_on, "val") if based_on is not None else None
            self._style_list[attribute(style, "styleId") or ""] = (*_reference(style), parent)

    def mark(self, paragraph: Element) -> str:
        """The number printed before *paragraph*, "" if it has none or a bullet; the list counts on."""
        number, level = self._list_and_level(paragraph)
        key = self._list_of.get(number or "", "")
        levels = self._levels.get(key, {})
        here = levels.get(level)
        if here is None:
            return ""
        counters = self._counters.setdefault(key, {})
        counters[level] = counters.get(level, here.start - 1) + 1
        for deeper in [one for one in counters if one > level]:
            del counters[deeper]
        return _printed(levels, counters, here)

    def _list_and_level(self, paragraph: Element) -> tuple[str | None, int]:
        number, level = _reference(paragraph)
        named = child(paragraph, "pPr", "pStyle")
        style = attribute(named, "val") if named is not None else None
        for _ in range(12):  # styles are based on styles; a forged chain may be a ring
            if style is None or (number is not None and level is not None):
                break
            style_number, style_level, style = self._style_list.get(style, (None, None, None))
            number, level = number or style_number, style_level if level is None else level
        return number, level or 0

    def _read_lists(self, numbering: Element) -> None:
        for abstract in children(numbering, "abstractNum"):
            levels = self._levels.setdefault(attribute(abstract, "abstractNumId") or "", {})
            levels.update((_integer(attribute(one, "ilvl")) or 0, _level(one)) for one in children(abstract, "lvl"))
        for number in children(numbering, "num"):
            target = child(number, "abstractNumId")
            identifier = attribute(number, "numId") or ""
            shared = (attribute(target, "val") or "") if target is not None else ""
            self._list_of[identifier] = shared
            if children(number, "lvlOverride"):
                self._list_of[identifier] = own = f"num {identifier}"
                self._levels[own] = {**self._levels.get(shared, {}), **dict(self._overrides(number, shared))}

    def _overrides(self, number: Element, shared: str) -> Iterator[tuple[int, _Level]]:
        for override in children(number, "lvlOverride"):
            level = _integer(attribute(override, "ilvl")) or 0
            own, start = child(override, "lvl"), child(override, "startOverride")
            here = _level(own) if own is not None else self._levels.get(shared, {}).get(level)
            first = _integer(attribute(start, "val")) if start is not None else None
            if here is not None:
                yield level, here if first is None else replace(here, start=first)


def _reference(owner: Element) -> tuple[str | None, int | None]:
    """numId and level in the paragraph properties of a paragraph or style."""
    properties = child(owner, "pPr", "numPr")
    if properties is None:
        return None, None
    number, level = child(properties, "numId"), child(properties, "ilvl")
    return (
        attribute(number, "val") if number is not None else None,
        _integer(attribute(level, "val")) if level is not None else None,
    )


def _level(element: Element) -> _Level:
    def value(name: str) -> str | None:
        found = child(element, name)
        return attribute(found, "val") if found is not None else None

    start = _integer(value("start"))
    pattern = (value("lvlText") or "")[:_LONGEST_PATTERN]
    return _Level(
        1 if start is None else start, value("numFmt") or "decimal", pattern, child(element, "isLgl") is not None
    )


def _printed(levels: dict[int, _Level], counters: dict[int, int], here: _Level) -> str:
    if here.format in ("bullet", "none"):
        return ""

    def number(match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        spelled = levels.get(level, here)
        count = counters.get(level, spelled.start)
        spell = str if here.is_arabic else _FORMATS.get(spelled.format, str)
        return spell(count) if 0 < count <= _MOST else ""

    return re.sub(r"%([1-9])", number, here.pattern)


def _integer(value: str | None) -> int | None:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value) else None
