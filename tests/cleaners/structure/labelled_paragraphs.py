"""Paragraphs with figures labelled in place: 受理{51件:review.accepted}; {两次:study.law=2} where a program must read words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

_LABEL = re.compile(r"\{(?P<words>[^{}:]*)(?::(?P<ids>[^{}]*))?\}")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Paragraph:
    """A text and the (indicator, value) of each figure in it."""

    text: str
    labels: tuple[tuple[str, Decimal], ...]


def read_paragraphs(path: Path) -> Iterator[Paragraph]:
    """The paragraphs of a file; a line is one, its \\n and \\t are breaks and tabs, and # begins a remark."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            marked = line.replace("\\n", "\n").replace("\\t", "\t")
            labels = tuple(label for match in _LABEL.finditer(marked) for label in _labels(match))
            yield Paragraph(_LABEL.sub(lambda match: match["words"], marked), labels)


def _labels(match: re.Match[str]) -> Iterator[tuple[str, Decimal]]:
    for label in (match["ids"] or "").split():
        indicator, _, value = label.partition("=")
        yield indicator, Decimal(value) if value else _value(match["words"])


def _value(words: str) -> Decimal:
    number = _NUMBER.search(words)
    assert number is not None, words
    value = Decimal(number[0].replace(",", ""))
    return value * 10_000 if "万" in words and "万元" not in words else value
