"""Join lines that the page broke inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.metadata.titles import is_report_title
from cleaners.patterns.line_starts import END_MARKS, is_heading
from cleaners.patterns.word_lists import words

_STARTS_INSIDE = frozenset("，。；：、）》”’？！,;:)")
_ENDS_INSIDE = frozenset("，、（《“‘(")
_SHORT_CLAUSE = re.compile(r"^([\u4e00-\u9fff]{1,3})[，,]")
_OPENERS = frozenset(
    words(
        "近日 目前 据悉 日前 昨日 今天 当天 今年 去年 同时 此外 另外 首先 其次 最后 随后 期间 会上 因此 其中 但是 然而"
        " 对此 为此 如今 当前 现在 今后 下午 上午 晚上 据了解 据介绍 近年来 会议"
    )
)
_SPAN_OF_TIME = re.compile(r"[一二两三四五六七八九十几近多数][年月日天周季]来?$")
_MAX_LINES = 50_000  # no report has so many; a flood of lines is left as it is
_LOOKED_AT_CHARS = 2_000  # at the beginning and end of a line
_WHOLE = frozenset(("", "。", "；", "！", "？", "："))  # nothing, or the end of a sentence
_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"))


def join_broken(lines: Sequence[str]) -> list[str]:
    """*lines* with those joined that a hard line break parted inside a sentence; rows of tables stay."""
    lines = list(lines)
    if len(lines) > _MAX_LINES:
        return lines
    firsts: list[int] = []  # of what is joined so far: its first line, and as much of its ends as is looked at
    heads: list[str] = []
    tails: list[str] = []
    for first, line in enumerate(lines):
        head, tail = line[:_LOOKED_AT_CHARS], line[-_LOOKED_AT_CHARS:]
        while tails and (above := tails[-1])[-1:] not in _WHOLE and _is_broken(above, head):
            tail = (tails.pop() + tail)[-_LOOKED_AT_CHARS:]
            head = (heads.pop() + head)[:_LOOKED_AT_CHARS]  # and what is longer may be what the line above goes on with
            first = firsts.pop()
        firsts.append(first)
        heads.append(head)
        tails.append(tail)
    if len(firsts) == len(lines):
        return lines
    return ["".join(lines[first:end]) for first, end in zip(firsts, [*firsts[1:], len(lines)], strict=True)]


def _is_broken(line: str, following: str) -> bool:
    if not line or not following or "\t" in line or "\t" in following:
        return False
    return _goes_on(line, following) and not is_heading(following)


def _goes_on(line: str, following: str) -> bool:
    """Whether *following*, unless it is a heading, is the rest of a sentence that *line* begins."""
    if following[0] in _STARTS_INSIDE or line[-1] in _ENDS_INSIDE:
        return True
    for a, b in _PAIRS:
        if b in following and line.count(a) > line.count(b) and following.count(b) > following.count(a):
            return True
    if line[-1] in END_MARKS or len(line) < 8 or len(following) < 8 or is_heading(line):
        return False
    clause = _SHORT_CLAUSE.match(following)
    if clause is None or clause[1] in _OPENERS or _SPAN_OF_TIME.match(clause[1]):
        return False
    return not is_report_title(line)
