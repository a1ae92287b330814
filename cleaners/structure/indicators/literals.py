"""Literals that a regular expression needs: pairs of characters by which a pattern is found without being tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_parser: Any = getattr(re, "_parser", None)  # how the engine itself reads a pattern; without it each pattern is tried
_Runs = tuple[str, ...]


def needed_pairs(pattern: str) -> frozenset[str] | None:
    """Pairs of characters (single ones where the pattern has no more) of which a match of *pattern* holds at least one.

    None if nothing can be said; then the pattern must be tried on every phrase.

    >>> sorted(needed_pairs("(?:审结|办结)…?复议"))
    ['复议']
    >>> sorted(needed_pairs("(?:审结|结案)了?"))
    ['审结', '结案']
    """
    if _parser is None:
        return None
    runs = _needed(_parser.parse(pattern))
    return frozenset(run[:2] for run in runs) if runs else None


def _needed(parsed: Iterable[Any]) -> _Runs | None:
    """Runs of characters of which any match holds at least one, the most telling choice; None if there are none."""
    return max(_choices(parsed), key=_telling, default=None)


def _telling(runs: _Runs) -> tuple[bool, float]:
    return min(len(run) for run in runs) > 1, -len(runs)


def _choices(parsed: Iterable[Any]) -> Iterator[_Runs]:
    run = ""
    for op, argument in parsed:
        name = str(op)
        if name == "LITERAL":
            run += chr(argument)
            continue
        if run:
            yield (run,)
        run = ""
        inner = _inside(name, argument)
        if inner:
            yield inner
    if run:
        yield (run,)


def _inside(name: str, argument: Any) -> _Runs | None:
    if name == "SUBPATTERN":
        return _needed(argument[3])
    if name == "MAX_REPEAT":
        return _needed(argument[2]) if argument[0] > 0 else None
    if name == "IN":
        chars = [chr(value) for op, value in argument if str(op) == "LITERAL"]
        return tuple(chars) if len(chars) == len(argument) else None
    if name == "BRANCH":
        found: list[str] = []
        for branch in argument[1]:
            runs = _needed(branch)
            if runs is None:
                return None
            found += runs
        return tuple(found)
    return None
