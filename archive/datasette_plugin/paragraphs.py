"""Tell headings, tables and the signature of a report apart, to set them as a printer would.

The numbering is that of official documents (GB/T 9704-2012, 7.3.3): 一、 then （一） then 1. then (1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archive.tokens import fold

_NUMERAL = "[一二三四五六七八九十百〇零]{1,4}"
_LEVELS = [
    (2, re.compile(rf"第{_NUMERAL}(部分|章)[、.：:\s]?|{_NUMERAL}\s*、")),
    (3, re.compile(rf"[（(]\s*{_NUMERAL}\s*[）)]\s*、?")),
    (4, re.compile(r"\d{1,2}\s*[.．、](?!\d)")),
    (5, re.compile(r"[（(]\s*\d{1,2}\s*[）)]")),
]
_LONGEST_HEADING = 50  # characters; the longest of the seed reports has 37
_DATE = re.compile(
    r"[\d〇○零一二三四五六七八九十]{2,4}\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月(\s*[\d一二三四五六七八九十]{1,3}\s*日)?"
)
_SENTENCE = re.compile("[^。；：:]*[。：:]")
_FIGURE = re.compile(r"[\d.,，%％]+")
# The five parts that every report has to have, by the words of its headings; the order decides where two fit.
_PARTS = (
    ("first_responsible", re.compile("第一责任人")),
    ("problems", re.compile("问题|不足|短板|薄弱|困难|差距|原因")),
    ("plans", re.compile("下一年|下一步|下步|打算|安排|思路|计划|展望")),
    ("other", re.compile("其他(需要)?报告|其他事项|其他情况")),
    ("achievements", re.compile("举措|措施|成效|做法|工作情况|开展情况|总体情况|推进情况|基本情况|工作总结|落实情况")),
)
_SIGNATURE_LINES = 6  # so many lines at the end may be signature and date


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as it is to be set.

    lead: the numbered opening sentence of a paragraph that runs on.  anchor and level: of a heading.
    """

    kind: Literal["heading", "paragraph", "addressee", "signature", "table"]
    text: str
    lead: str = ""
    level: int = 0
    anchor: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def name(self) -> str:
        """What the outline calls this block."""
        return (self.lead or self.text).rstrip("。：:")

    @property
    def part(self) -> str | None:
        """Which of the five prescribed parts this heading opens; None if its words do not tell."""
        if not self.anchor or self.level != 2:
            return None
        return next((part for part, words in _PARTS if words.search(self.name)), None)

    @property
    def is_headed(self) -> bool:
        """Whether the first row of a table names its columns: words above figures."""
        first, *others = self.rows or ((),)
        return not any(map(_FIGURE.fullmatch, first)) and any(_FIGURE.fullmatch(cell) for row in others for cell in row)


def blocks(text: str, addressee: str | None = None, signature: str | None = None) -> list[Block]:
    """Return the blocks of *text*, one line a paragraph; no character is changed or lost."""
    lines = [line for line in text.split("\n") if line.strip()]
    end = _signature_start(lines, signature)
    body = list(_body(lines[:end], addressee))
    return body + [Block("signature", line) for line in lines[end:]]


def _body(lines: list[str], addressee: str | None) -> Iterator[Block]:
    number = 0
    while number < len(lines):
        line = lines[number]
        rows = _table_rows(lines, number)
        if rows:
            yield Block("table", "\n".join(lines[number : number + len(rows)]), rows=rows)
        elif addressee and number < 3 and fold(line) == fold(addressee):
            yield Block("addressee", line)
        else:
            yield _paragraph(line, f"s{number + 1}")
        number += len(rows) or 1


def _table_rows(lines: list[str], start: int) -> tuple[tuple[str, ...], ...]:
    """Return the cells of the lines with tabs that begin at *start*."""
    end = start
    while end < len(lines) and "\t" in lines[end]:
        end += 1
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines[start:end])


def _paragraph(line: str, anchor: str) -> Block:
    stripped = line.strip()
    for level, mark in _LEVELS:
        if numbered := mark.match(stripped):
            if _is_heading(stripped, level):
                return Block("heading", stripped, level=level, anchor=anchor)
            sentence = _SENTENCE.match(stripped, numbered.end())
            if sentence and sentence.end() <= _LONGEST_HEADING:
                lead, rest = stripped[: sentence.end()], stripped[sentence.end() :]
                return Block("paragraph", rest, lead=lead, level=level, anchor=anchor)
            break
    return Block("paragraph", stripped)


def _is_heading(line: str, level: int) -> bool:
    """Return whether a numbered line is one: short, one sentence; only 一、 and （一） may end with a full stop."""
    ends = "" if level <= 3 else "|[。；;！？]$"
    return len(line) <= _LONGEST_HEADING and re.search(f"[。；;！？].{ends}", line) is None


def _signature_start(lines: list[str], signature: str | None) -> int:
    """Return the first of the closing lines that are organ or date, or len(lines)."""
    start = len(lines)
    signed = fold(signature or "")
    for number in range(len(lines) - 1, max(0, len(lines) - 1 - _SIGNATURE_LINES), -1):
        line = fold(lines[number]).strip()
        is_date = _DATE.fullmatch(line.strip("()（）")) is not None
        is_organ = bool(signed) and (line in signed or signed in line) and len(line) <= len(signed) + 10
        if is_date or is_organ:
            start = number
    return start
