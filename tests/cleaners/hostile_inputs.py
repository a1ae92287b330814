"""Hostile inputs of a regular expression, derived from itself, and how its work grows on them.

A backtracking engine takes quadratic time where a repeat can begin anywhere in a run of what it takes, or where two
repeats share a run.  So each repeat is fed with runs of the characters that it takes, after the shortest text
that leads to it and before a character that it does not want; and what leads to it is itself repeated.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from re import _constants as ops
from re import _parser as parser
from typing import Any

from tests.cpu_limit import TooMuchWork, cpu_limit
from tests.thoroughness import times

Text = str | bytes
Use = Callable[[re.Pattern[Any], Any], None]
_MAX_RUNS = times(40)  # of a pattern that are tried: of lists of labels each blank is a repeat (chosen)

_CANDIDATES = " \t\n\u3000\xa00二9月日汉网aZ_:：-/.,，。;<>\"'()（）[【|&#="
_UNBOUNDED = 500  # a repeat that may take as many is as good as one without bound
_SIZES = (3_000, 12_000)  # characters, the second four times the first
_LITTLE_SECONDS = 0.05  # linear patterns take less for 12,000 characters, quadratic ones ten times as much
_MUCH_SECONDS = 1.5
_MAX_GROWTH = 2.0  # for four times the characters: four times the work is 1, sixteen times the work is 4
_TRIES = 3


def _runs(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """What leads to a repeat of *pattern*, and what it takes again and again; first of all any run of one character."""
    is_text = isinstance(pattern.pattern, str)
    source: str = pattern.pattern if is_text else pattern.pattern.decode("latin-1")
    for char in _CANDIDATES:
        yield "", char
    yield from _inner_runs(parser.parse(source, pattern.flags if is_text else pattern.flags & ~re.UNICODE), "")


def _inputs(before: str, unit: str, size: int) -> tuple[str, str]:
    """Texts of about *size* characters: a run of *unit* after *before*, and both again and again; neither ends well."""
    both = before + unit
    return before + unit * (size // len(unit)) + "\x00", both * (size // len(both)) + " x"


def _inner_runs(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    for op, value in tree:
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            low, high, body = value
            if high is ops.MAXREPEAT or high >= _UNBOUNDED:
                for char in _taken(body):
                    yield before, char
                if unit := _sample(body):
                    yield before, unit
            yield from _inner_runs(body, before)
            before += _sample(body) * max(low, 1)
            continue
        for branch in _branches(op, value):
            yield from _inner_runs(branch, before)
        before += _sample([(op, value)])
    if before:
        yield "", before


def _branches(op: Any, value: Any) -> list[Any]:
    if op is ops.SUBPATTERN:
        return [value[3]]
    if op is ops.ATOMIC_GROUP:
        return [value]
    if op is ops.BRANCH:
        return list(value[1])
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return [value[1]]
    if op is ops.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []


def _taken(body: Any) -> list[str]:
    """The candidates that a body of one character takes."""
    if len(body) != 1 or body[0][0] not in (ops.IN, ops.ANY, ops.LITERAL, ops.NOT_LITERAL):
        return []
    return [char for char in _CANDIDATES if _takes(body[0], char)]


def _takes(element: Any, char: str) -> bool:
    op, value = element
    if op is ops.ANY:
        return char != "\n"
    if op is ops.LITERAL:
        return ord(char) == value
    if op is ops.NOT_LITERAL:
        return ord(char) != value
    wanted = value[0][0] is not ops.NEGATE
    for kind, item in value:
        is_in = (
            (kind is ops.LITERAL and ord(char) == item)
            or (kind is ops.RANGE and item[0] <= ord(char) <= item[1])
            or (kind is ops.CATEGORY and re.match(_CATEGORIES[item], char) is not None)
        )
        if is_in:
            return wanted
    return not wanted


_CATEGORIES = {
    ops.CATEGORY_DIGIT: r"\d",
    ops.CATEGORY_NOT_DIGIT: r"\D",
    ops.CATEGORY_SPACE: r"\s",
    ops.CATEGORY_NOT_SPACE: r"\S",
    ops.CATEGORY_WORD: r"\w",
    ops.CATEGORY_NOT_WORD: r"\W",
}


def _sample(tree: Any) -> str:
    """A short text that *tree* takes, as far as that can be told without trying."""
    text = ""
    for op, value in tree:
        if op is ops.LITERAL:
            text += chr(value)
        elif op in (ops.IN, ops.ANY, ops.NOT_LITERAL):
            text += next((char for char in "a1 汉" + _CANDIDATES if _takes((op, value), char)), _first_of(op, value))
        elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            text += _sample(value[2]) * value[0]
        elif op not in (ops.ASSERT, ops.ASSERT_NOT) and (branches := _branches(op, value)):
            text += _sample(branches[0])
    return text


def _first_of(op: Any, value: Any) -> str:
    if op is not ops.IN:
        return ""
    kind, item = value[-1]
    return chr(item) if kind is ops.LITERAL else chr(item[0]) if kind is ops.RANGE else ""


def find_all(pattern: re.Pattern[Any], text: Text) -> None:
    """Find all places of *pattern* in *text*, as ``sub``, ``split`` and a ``search`` without success do."""
    for _ in pattern.finditer(text):
        pass


def match_start(pattern: re.Pattern[Any], text: Text) -> None:
    """Match *pattern* at the start of *text*, in part and as a whole."""
    pattern.match(text)
    pattern.fullmatch(text)


def steep_input(pattern: re.Pattern[Any], use: Use) -> tuple[Text, float] | None:
    """The beginning of an input on which the work of *use* grows faster than the input, and how much; else None."""
    runs = list(dict.fromkeys(_runs(pattern)))
    for run in runs[:: max(1, len(runs) // _MAX_RUNS)]:
        for inputs in zip(*(_inputs(*run, size) for size in _SIZES), strict=True):
            texts = [text if isinstance(pattern.pattern, str) else text.encode("latin-1", "ignore") for text in inputs]
            if (growth := growth_of(partial(use, pattern), *texts)) > _MAX_GROWTH:
                return texts[0][:80], growth
    return None


def growth_of(work: Callable[[Any], object], smaller: Any, larger: Any, limit: float = _MUCH_SECONDS) -> float:
    """How much the work on *larger* is of that on four times *smaller*: 1 where it grows with its input.

    The least of some tries, since what disturbs a try makes its work more.  1 where there is too little to measure: the
    clock of a process may move in steps of some milliseconds.
    """
    growth = math.inf
    for _ in range(_TRIES):
        seconds = _seconds(work, larger, limit)
        if seconds < _LITTLE_SECONDS:
            return 1.0
        growth = min(growth, seconds / max(1e-3, sum(_seconds(work, smaller, limit) for _ in range(4))))
        if growth < _MAX_GROWTH or seconds > limit:
            return growth
    return growth


def _seconds(work: Callable[[Any], object], given: Any, limit: float) -> float:
    """The seconds of processor time that *work* takes; infinity if it is stopped because it takes too many."""
    started = time.process_time()
    try:
        with cpu_limit(limit):
            work(given)
    except TooMuchWork:
        return math.inf
    return time.process_time() - started
