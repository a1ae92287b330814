"""Beginnings of lines: what the first characters say: heading, item, salutation, sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from itertools import chain
from typing import Any

from cleaners.patterns.han import count_han
from cleaners.patterns.organ_endings import ADDRESSEE

HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}\s{0,9}[、.．,，]|[（(]\s{0,9}[一二三四五六七八九十]{1,3}\s{0,9}[)）]|[一二三四五六七八九十]{1,3}[)）]"
    r"|\d{1,2}\s{0,9}[、.．](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|第[一二三四五六七八九十百零\d]{1,5}[章节条部分]|[一二三四五六七八九十]是)"
)
SALUTATION = re.compile(
    rf"^(?:中共)?[\u4e00-\u9fff]{{0,14}}?{ADDRESSEE}"
    r"(?:[、，,\s]\s{0,9}[\u4e00-\u9fff]{1,20})*\s{0,9}[：:]$"
)
# One that addresses those below, by 各: 各镇、县直各部门：
_SALUTATION_BELOW = re.compile(
    r"^[\u4e00-\u9fff]{0,10}?各[\u4e00-\u9fff、，,；（）()\s]{0,54}"
    r"(?:单位|部门|[处科股教]室|机构|政府|街道|办事处|企业|公司|中心|[委会厅局办院所校镇乡队])\s{0,9}[：:]$"
)
_NO_ADDRESS = re.compile("[的了是在]|如下|名单|情况|工作(?!部门)")
END_MARKS = "。；;！!？?：:…”’』」》）)】.、，,"
_MIN_HAN = 6  # characters of a clause that a mark of another script ends (chosen)
_SENTENCE_END = ("。", "；", "！", "？", "：", "……", "。”", "！”", "？”", "。）", "。)", ";", ":")


_parser: Any = getattr(re, "_parser", None)  # how the engine itself reads a pattern
_WIDTHLESS = ("AT", "ASSERT", "ASSERT_NOT")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def first_characters(*patterns: re.Pattern[str]) -> frozenset[str]:
    """The characters with which what one of *patterns* matches can begin: a look that spares most lines the pattern.

    Only of the Basic Multilingual Plane; in upper and lower case.  Raises ValueError where that may be anything.

    >>> sorted(first_characters(re.compile(r"^(?:第[一二]章|[（(]?附件)")))
    ['(', '第', '附', '（']
    """
    found = set()
    for pattern in patterns:
        chars, may_be_empty = _first(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
        if may_be_empty:
            raise ValueError(f"found {pattern.pattern!r}, expected a pattern that begins with certain characters")
        found |= chars
    return frozenset(chain(found, "".join(found).lower(), "".join(found).upper()))


def _first(parsed: Iterable[Any]) -> tuple[set[str], bool]:
    """What a match of *parsed* may begin with, and whether it may be empty."""
    chars: set[str] = set()
    for op, argument in parsed:
        own, may_be_empty = _first_of(str(op), argument)
        chars |= own
        if not may_be_empty:
            return chars, False
    return chars, True


def _first_of(name: str, argument: Any) -> tuple[set[str], bool]:
    if name in _WIDTHLESS:
        return set(), True
    if name == "LITERAL":
        return {chr(argument)}, False
    if name == "IN":
        return set().union(*(_members(str(op), each) for op, each in argument)), False
    if name in _REPEATS:
        chars, may_be_empty = _first(argument[2])
        return chars, may_be_empty or argument[0] == 0
    if name in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _first(argument[3] if name == "SUBPATTERN" else argument)
    if name == "BRANCH":
        branches = [_first(branch) for branch in argument[1]]
        return set().union(*(chars for chars, _ in branches)), any(may_be_empty for _, may_be_empty in branches)
    raise ValueError(f"found {name} at the beginning of a pattern, expected certain characters")


def _members(name: str, argument: Any) -> Collection[str]:
    """The characters of one part of a class of characters."""
    if name == "LITERAL":
        return chr(argument)
    if name == "RANGE" and argument[1] - argument[0] < _MANY:
        return [chr(code) for code in range(argument[0], argument[1] + 1)]
    if name == "CATEGORY":
        return _of_category(str(argument))
    raise ValueError(f"found {name} at the beginning of a pattern, expected certain characters")


@cache
def _of_category(name: str) -> frozenset[str]:
    holds = {"CATEGORY_DIGIT": str.isdecimal, "CATEGORY_SPACE": str.isspace}.get(name)
    if holds is None:
        raise ValueError(f"found {name} at the beginning of a pattern, expected certain characters")
    return frozenset(filter(holds, map(chr, range(0x10000))))


_MANY = 1_000  # characters of a range; more are anything (chosen)
_HEADING_BEGINS = first_characters(HEADING)


def is_heading(line: str) -> bool:
    """Whether *line* begins with the mark of a heading or an item: 一、, （二）, 3., 第一章, 一是."""
    return line[:1] in _HEADING_BEGINS and HEADING.match(line) is not None


def is_salutation(line: str) -> bool:
    """Whether *line* addresses a superior or those below: ``县委：``, ``市委、市政府：``, ``各镇、县直各部门：``."""
    if len(line) >= 60:
        return False
    if SALUTATION.match(line):
        return True
    return "各" in line and _SALUTATION_BELOW.match(line) is not None and not _NO_ADDRESS.search(line)


def is_body(line: str) -> bool:
    """Whether *line* can only be text of an article: a sentence, a heading with its mark, a salutation."""
    if len(line) >= 16 and (line.endswith(_SENTENCE_END) or "。" in line):
        return not line.endswith((";", ":")) or count_han(line) >= _MIN_HAN  # 电话:0897-1234567 ;
    # A label of links at the foot reads like a salutation to those below: 市政府各部门：
    return (
        is_heading(line) or (len(line) < 60 and SALUTATION.match(line) is not None) or (len(line) > 60 and "，" in line)
    )
