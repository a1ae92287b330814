"""Chinese characters (Han): the one range that stands for them in patterns, and how many a text holds."""

from __future__ import annotations

import re

HAN = "\u3400-\u9fff"  # inside a character class: the unified ideographs and extension A
_RUNS = re.compile(f"[{HAN}]+")
_ONE = re.compile(f"[{HAN}]")


def has_han(text: str) -> bool:
    """Whether a Chinese character stands in *text*."""
    return _ONE.search(text) is not None


def is_han(text: str) -> bool:
    """Whether *text* is made of Chinese characters, and of one at least."""
    return _RUNS.fullmatch(text) is not None


def count_han(text: str) -> int:
    """The number of Chinese characters in *text*."""
    return sum(map(len, _RUNS.findall(text)))
