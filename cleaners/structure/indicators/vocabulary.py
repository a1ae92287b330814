"""The vocabulary of indicators, read from vocabulary.toml beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

_GAP = "([^,;:。]{0,10}?)"  # captured, so that it does not count for the length of a match


@dataclass(frozen=True, slots=True)
class Pattern:
    """What must stand before the number (*own*) and after its unit (*right*), and the topic around."""

    own: re.Pattern[str] | None
    right: re.Pattern[str] | None
    topic: re.Pattern[str] | None
    far: bool  # the topic may stand earlier in the paragraph or in the heading


@dataclass(frozen=True, slots=True)
class Term:
    """One indicator of the vocabulary."""

    id: str
    label: str
    unit: str
    description: str
    units: frozenset[str]
    patterns: tuple[Pattern, ...]
    unless: re.Pattern[str] | None
    must: re.Pattern[str] | None
    zero: str | None  # a regular expression for what "无 ..." names
    zero_rate: str | None  # and for what stands before 为零
    share_of: tuple[tuple[str, ...], ...]
    confidence: float

    @property
    def family(self) -> str:
        """The subject: review of review.closed."""
        return self.id.partition(".")[0]


def read_vocabulary(toml: str) -> tuple[Mapping[str, Term], Mapping[str, re.Pattern[str]]]:
    """The terms by id, and for each family the words that name its subject."""
    table = tomllib.loads(toml)
    terms = (_term(row, table["units"]) for row in table["indicator"])
    return {term.id: term for term in terms}, {name: re.compile(words) for name, words in table["topics"].items()}


def _term(row: Mapping[str, Any], units: Mapping[str, list[str]]) -> Term:
    return Term(
        row["id"],
        row["label"],
        row["unit"],
        row["description"],
        frozenset(row.get("only_units", [*units[row["units"]], *row.get("more_units", [])])),
        tuple(_pattern(pattern) for pattern in row["patterns"]),
        _compiled(row.get("unless")),
        _compiled(row.get("must")),
        row.get("zero"),
        row.get("zero_rate"),
        tuple(tuple(ids) for ids in row.get("share_of", [])),
        row.get("confidence", 0.9),
    )


def _pattern(entry: str | Mapping[str, Any]) -> Pattern:
    table: Mapping[str, Any] = {"own": entry} if isinstance(entry, str) else entry
    own, right = table.get("own"), table.get("right")
    return Pattern(
        re.compile(f"(?:{own})$".replace("…", _GAP)) if own else _nothing_before(table),
        re.compile(right.replace("…", _GAP)) if right else None,
        _compiled(table.get("topic")),
        bool(table.get("far")),
    )


def _nothing_before(table: Mapping[str, Any]) -> re.Pattern[str] | None:
    """own = "" asks that the clause begin with the number, but for words of place, time and address."""
    if table.get("own") is None:
        return None
    return re.compile(
        r"^[、\s]*(?:其中|现有|目前|全[省市区县州镇乡街局系统]+|共|已?有|组织|对|已|将|20\d\d年|,|和|及|超过?|约|近|累计|全年)*$"
    )


def _compiled(words: str | None) -> re.Pattern[str] | None:
    return re.compile(words.replace("…", _GAP)) if words else None


VOCABULARY, TOPICS = read_vocabulary(files(__package__).joinpath("vocabulary.toml").read_text("utf-8"))
