"""The vocabulary of indicators, read from vocabulary.toml beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from cleaners.structure.indicators.literals import needed_pairs

_GAP = "([^,;:。]{0,16}?)"  # captured, so that it does not count for the length of a match


@dataclass(frozen=True, slots=True)
class Pattern:
    """What must end the phrase before a number (*own*) or follow its unit (*right*), and the topic around."""

    own: re.Pattern[str] | None
    right: re.Pattern[str] | None
    across: re.Pattern[str] | None  # own, of a phrase whose number stands before its noun; None if right is given
    topic: re.Pattern[str] | None
    far: bool  # the topic may be that of the sentence before or of the heading
    pairs: frozenset[str] | None  # a phrase that fits holds one of these; None: any may fit
    units: frozenset[str] | None = None  # it is of; None: those of its term


@dataclass(frozen=True, slots=True)
class Term:
    """One indicator of the vocabulary."""

    id: str
    label: str
    unit: str
    description: str  # what it counts, in English
    meaning: str  # and in Chinese
    traps: tuple[str, ...]  # phrases that look alike and are not counted
    units: frozenset[str]
    patterns: tuple[Pattern, ...]
    unless: re.Pattern[str] | None
    must: re.Pattern[str] | None
    zero: re.Pattern[str] | None  # what "无 ..." names
    zero_rate: re.Pattern[str] | None  # what stands before 为零
    share_of: tuple[tuple[str, ...], ...]
    confidence: float

    @property
    def family(self) -> str:
        """The subject: review of review.closed."""
        return self.id.partition(".")[0]


def read_vocabulary(toml: str) -> tuple[Mapping[str, Term], Mapping[str, str]]:
    """The terms by id, and the words that name a subject, each with its family."""
    table = tomllib.loads(toml)
    terms = (_term(row, table["units"]) for row in table["indicator"])
    topics = {word: family for family, words in table["topics"].items() for word in words}
    return {term.id: term for term in terms}, topics


def _term(row: Mapping[str, Any], units: Mapping[str, list[str]]) -> Term:
    return Term(
        row["id"],
        row["label"],
        row["unit"],
        row["description"],
        row["meaning"],
        tuple(row["traps"]),
        frozenset(row.get("only_units") or [*units[row["units"]], *row.get("more_units", [])]),
        tuple(_pattern(pattern) for pattern in row["patterns"]),
        _compiled(row.get("unless")),
        _compiled(row.get("must")),
        _compiled(row.get("zero")),
        _compiled(row.get("zero_rate")),
        tuple(tuple(ids) for ids in row.get("share_of", [])),
        row.get("confidence", 0.9),
    )


def _pattern(entry: str | Mapping[str, Any]) -> Pattern:
    table: Mapping[str, Any] = {"own": entry} if isinstance(entry, str) else entry
    own, right = (table[name].replace("…", _GAP) if table.get(name) else None for name in ("own", "right"))
    return Pattern(
        re.compile(f"(?:{own})$") if own else _nothing_before(table),
        re.compile(right) if right else None,
        re.compile(own) if own and not right else None,
        _compiled(table.get("topic")),
        bool(table.get("far")),
        (needed_pairs(right) if right else None) or (needed_pairs(own) if own else None),
        frozenset(table["only_units"]) if "only_units" in table else None,
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
