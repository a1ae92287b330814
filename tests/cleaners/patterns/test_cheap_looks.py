"""Cheap looks before dear patterns: whatever a pattern matches is let through, or a new word in it would be without effect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

import pytest

from cleaners.metadata import info_line
from cleaners.patterns import boilerplate, labels, line_starts, times_of_day, visitor_lines
from cleaners.patterns.line_starts import first_characters

_parser: Any = pytest.importorskip("re._parser")  # how the engine reads a pattern, from Python 3.11 on
GAP = "\0"  # for what may be anything, or nothing
WIDTHLESS = ("AT", "ASSERT", "ASSERT_NOT")
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def skeletons(pattern: str, flags: int = 0) -> Iterator[str]:
    """What each match of *pattern* has at least, for every choice that the pattern leaves: ``(?:a|b)x?c`` -> a c, b c."""
    for text in map("".join, product(*map(list, _parts(_parser.parse(pattern, flags & ~re.UNICODE))))):
        yield from (text.lower(), text.upper()) if flags & re.IGNORECASE else (text,)


def _parts(parsed: Iterable[Any]) -> Iterator[Iterable[str]]:
    """For each step of a pattern the texts that it may be."""
    for op, argument in parsed:
        name = str(op)
        if name in WIDTHLESS:
            continue
        if name == "LITERAL":
            yield [chr(argument)]
        elif name == "IN":
            chars = [chr(value) for kind, value in argument if str(kind) == "LITERAL"]
            yield chars if len(chars) == len(argument) else [GAP]
        elif name == "BRANCH":
            yield [text for branch in argument[1] for text in _texts(branch)]
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            yield _texts(argument[3] if name == "SUBPATTERN" else argument)
        elif name in REPEATS and argument[0]:
            yield [f"{text}{GAP}" for text in _texts(argument[2])]
        else:
            yield [GAP]


def _texts(parsed: Sequence[Any]) -> list[str]:
    return ["".join(choice) for choice in product(*map(list, _parts(parsed)))]


def unseen(look: re.Pattern[str], pattern: re.Pattern[str]) -> list[str]:
    """What *pattern* may match and *look* lets not through."""
    return [text.replace(GAP, "…") for text in skeletons(pattern.pattern, pattern.flags) if not look.search(text)]


LOOKS = {
    "questions": (visitor_lines._HINT, visitor_lines._QUESTION),
    "prompts, of all lines to a visitor": (visitor_lines._HINT, visitor_lines._PROMPT),
    "notices, of all lines to a visitor": (visitor_lines._HINT, visitor_lines._NOTICE),
    "prompts": (visitor_lines._PROMPT_HINT, visitor_lines._PROMPT),
    "notices": (visitor_lines._NOTICE_HINT, visitor_lines._NOTICE),
    "pages that are gone": (visitor_lines._GONE_HINT, visitor_lines._GONE),
    "beginnings of elements inside a line": (labels._PIECE_HINT, labels._PIECE),
    "marks of the footer": (re.compile("网|ICP"), boilerplate._MANDATORY),
    "behind a label": (labels._MARK, labels._COLON),
    "times of day": (info_line._CLOCK_MARK, re.compile(times_of_day.TIME_OF_DAY)),
}


@pytest.mark.parametrize("name", LOOKS)
def test_a_cheap_look_lets_through_whatever_its_pattern_matches(name: str) -> None:
    assert unseen(*LOOKS[name]) == []


def test_a_word_that_a_look_does_not_know_is_told() -> None:
    assert unseen(re.compile("版权|转载"), re.compile("本网.{0,9}(?:版权|著作权)|转载")) == ["本网…著作权"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("^第[一二]章|附件", "第附"),
        (r"(?:上|下)?一篇", "上下一"),
        ("(?>[（(]{0,2})甲|乙++", "（(甲乙"),
        ("(?i:a)b|C", "aAcC"),
    ],
)
def test_the_characters_with_which_a_match_can_begin_are_read_out_of_the_pattern(pattern: str, expected: str) -> None:
    assert first_characters(re.compile(pattern)) == set(expected)


@pytest.mark.parametrize("pattern", [".甲", "[^乙]甲", r"\S甲", "[\u4e00-\u9fff]甲", "甲?", r"(?:甲|乙*)"])
def test_a_pattern_that_may_begin_with_anything_has_no_such_characters(pattern: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        first_characters(re.compile(pattern))


@pytest.mark.parametrize("line", ["１、加强领导", "٣. 报告", "（一）学习", "①学习"])
def test_a_heading_begins_with_a_digit_of_any_script(line: str) -> None:
    assert line_starts.is_heading(line) is (line_starts.HEADING.match(line) is not None) is True


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("内容概述：本报告", boilerplate.is_summary_row),
        ("索 引 号\t123", boilerplate.is_head_row),
        ("TAGS", boilerplate.is_tool),
    ],
)
def test_lines_are_let_through_by_their_first_character(line: str, asked: Any) -> None:
    assert asked(line) is (line != "TAGS")
