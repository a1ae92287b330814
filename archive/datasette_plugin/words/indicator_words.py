"""What an indicator is called on our pages: in Chinese by its label, in English by what it counts.

The vocabulary itself belongs to the cleaners, which this room does not know; a test compares both.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple


class Word(NamedTuple):
    """An indicator: the *unit* is its usual one, the *description* says in English what it counts."""

    id: str
    label: str
    unit: str
    description: str


@cache
def indicator_words() -> dict[str, Word]:
    """Return the table indicators.csv by id."""
    lines = files("archive.datasette_plugin.words").joinpath("indicators.csv").read_text("utf-8").splitlines()
    return {row["id"]: Word(**row) for row in csv.DictReader(lines)}


def indicator_name(indicator: str, language: Literal["zh", "en"]) -> str:
    """Return what *indicator* counts; an id that this version does not know comes back as it is."""
    word = indicator_words().get(indicator)
    if word is None:
        return indicator
    return word.description.removesuffix(".") if language == "en" else word.label
