"""Hard-wrapped dumps: lines of a plain text that a mail program or a terminal cut at a fixed width, joined again.

A dump still has its blank lines and indents, which a page has not (see wrapped_lines): so fewer full lines tell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cleaners.body.wrapped_lines import columns
from cleaners.patterns.line_starts import is_heading, is_salutation
from cleaners.patterns.word_lists import words

_MIN_WIDTH = 36  # columns of a full line; a Chinese character takes two (chosen: tables and lists are narrower)
_MAX_WIDTH = 130  # columns; a longer line is a paragraph (chosen)
_MIN_FULLNESS = 0.9  # of the widest line: marks and numbers are not parted, and not all programs count alike (chosen)
_MIN_ENDS_SHARE = 1 / 6  # lines that end a sentence, to those that break off: a list of titles has none (chosen)
_ENDS_OF_TITLES = tuple(words("通知 办法 意见 方案 报告 规定 决定 公告 通告 制度 细则 条例 批复 函 》 ） )"))
_MIN_FULL_LINES = 3  # that tell of a fixed width (chosen)
_MIN_FULL_SHARE = 0.4  # of the lines longer than a heading (chosen)
_SENTENCE_ENDS = "。！？；：!?;:"
_INDENTS = " \u3000\xa0\u2002\u2003"


def unwrap(lines: Sequence[str]) -> list[str]:
    """*lines*, as printed with their indents, with those joined that were cut at a fixed width; others stay.

    Some programs count columns, some characters.  A full line goes on in the next one, unless that is indented, blank
    or opens with the mark of a heading.
    """
    if any(len(line.rstrip()) > _MAX_WIDTH for line in lines):
        return list(lines)
    best = max((_full_lines(lines, measure) for measure in (_columns, _double_length)), key=sum)
    if not any(best):
        return list(lines)
    joined: list[str] = []
    goes_on = False
    for line, is_full in zip(lines, best, strict=True):
        bare = line.strip(_INDENTS)
        if goes_on and bare and not line.startswith(("\u3000", "  ")) and not _opens(bare):
            joined[-1] += bare
        else:
            joined.append(line)
        goes_on = is_full and bare[-1:] not in _SENTENCE_ENDS
    return joined


def _opens(line: str) -> bool:
    return is_heading(line) or is_salutation(line)


def _columns(line: str) -> int:
    return columns(line.rstrip())


def _double_length(line: str) -> int:
    return 2 * len(line.rstrip())


def _full_lines(lines: Sequence[str], measure: Callable[[str], int]) -> list[bool]:
    """Which *lines* are full, where many different ones have one width and break off inside a sentence; else none."""
    widths = [measure(line) for line in lines]
    width = max(widths, default=0)
    full = [taken >= _MIN_FULLNESS * width for taken in widths]
    if not _MIN_WIDTH <= width <= _MAX_WIDTH:
        return [False] * len(lines)
    broken = {line[:6] for line, is_full in zip(lines, full, strict=True) if is_full and _breaks_off(line)}
    long = sum(taken > _MIN_WIDTH for taken in widths)
    if (
        len(broken) < max(_MIN_FULL_LINES, sum(full) / 2, _MIN_FULL_SHARE * long / 2)
        or sum(full) < _MIN_FULL_SHARE * long
    ):
        return [False] * len(lines)
    return full


def _breaks_off(line: str) -> bool:
    return (
        line.rstrip()[-1:] not in _SENTENCE_ENDS and "\t" not in line and any(mark in line[:-1] for mark in "，。、；,")
    )
