"""Phrases, and how a sentence is drawn from them.

``[a|b]`` is one of the alternatives, ``{3-9}`` a number between them (both ends included), ``{name}`` a word:
a string is put in as it is, of a list one is drawn.  Everything random comes from the generator that is given.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")

Words = Mapping[str, "str | Sequence[str]"]


@cache
def phrases(name: str) -> dict[str, Any]:
    """The tables of phrases_<name>.toml."""
    return tomllib.loads(Path(__file__).with_name(f"phrases_{name}.toml").read_text("utf-8"))


def fill(template: str, rng: Random, words: Words) -> str:
    """The template with its alternatives and slots filled."""

    def slot(match: re.Match[str]) -> str:
        if numbers := _RANGE.fullmatch(match[1]):
            return str(rng.randint(int(numbers[1]), int(numbers[2])))
        word = words[match[1]]
        return word if isinstance(word, str) else rng.choice(word)

    chosen = _CHOICE.sub(lambda match: rng.choice(match[1].split("|")), template)
    return _SLOT.sub(slot, chosen)


class Deck:
    """Deals from pools of phrases, each phrase once before any comes again."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._left: dict[int, list[str]] = {}

    def draw(self, pool: Sequence[str]) -> str:
        """A phrase of *pool* that was not drawn since the pool was last used up."""
        left = self._left.get(id(pool))
        if not left:
            left = self._left[id(pool)] = self._rng.sample(list(pool), len(pool))
        return left.pop()
