"""Repeated bodies: a text that is printed twice (for the desktop and the elder-friendly view) is taken once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

_MIN_LINE_CHARS = 20  # of a line by which a copy is found: shorter ones come back by themselves (chosen)
_MIN_RUN_LINES = 3  # that are the same in both copies (chosen)
_MAX_TRIES = 20  # a line that comes back more often is a refrain, not the start of a copy


def without_copy(lines: Sequence[str]) -> list[str]:
    """*lines* without a second run of the same lines that follows the first one or ends the text.

    Nor with a third one, and so on: one taken off a call, some thousand alike lines would cost as many passes.
    """
    first = next((i for i, line in enumerate(lines) if len(line) > _MIN_LINE_CHARS), None)
    if first is None:
        return list(lines)
    matches = (i for i in range(first + 1, len(lines)) if lines[i] == lines[first])
    for again in islice(matches, _MAX_TRIES):
        ahead = _same(lines[first:again], lines[again:])
        back = _same(lines[:first][::-1], lines[first + ahead : again][::-1])
        follows = first + ahead == again - back
        if (follows or again + ahead == len(lines)) and (ahead >= _MIN_RUN_LINES or ahead == again - first):
            return [*lines[: again - back], *lines[_end_of_copies(lines, again - back, again + ahead) :]]
    return list(lines)


def _end_of_copies(lines: Sequence[str], first: int, end: int) -> int:
    """Where the runs end that are as the lines from *first* to *end* and follow them."""
    size = end - first
    while lines[end : end + size] == lines[first : first + size]:
        end += size
    return end


def _same(some: Sequence[str], others: Sequence[str]) -> int:
    """How many lines at the start of both are the same."""
    count = 0
    for a, b in zip(some, others, strict=False):
        if a != b:
            break
        count += 1
    return count
