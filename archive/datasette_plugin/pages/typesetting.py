"""Typesetting of a report: headings, tables and signature are told apart, to set them as a printer would.

Headings are those of the outline that the archive holds.  Where it holds none, they are told by their numbers,
which are those of official documents (GB/T 9704-2012, 7.3.3): 一、 then （一） then 1. then (1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from archive.api import Heading
from archive.datasette_plugin.pages.text_pages import TextPage
from archive.text.tokens import fold

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
_HEADING_END = re.compile("[。：:；;]")  # belongs to a heading that opens a paragraph
_DEEPEST = 5  # levels of headings that the style tells apart
_SIGNATURE_LINES = 6  # so many lines at the end may be signature and date


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as it is to be set.

    start: where lead and text begin in the document.  lead: the numbered opening of a paragraph that runs on.
    anchor, level and part: of a heading; part, of a top one, is which of the five prescribed parts it opens.
    cell_starts: where the cells of a table begin in the document.
    """

    kind: Literal["heading", "paragraph", "addressee", "signature", "table"]
    text: str
    start: int = 0
    lead: str = ""
    level: int = 0
    anchor: str = ""
    part: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    cell_starts: tuple[tuple[int, ...], ...] = ()

    @property
    def name(self) -> str:
        """What the outline calls this block."""
        return (self.lead or self.text).rstrip("。：:")

    @property
    def is_headed(self) -> bool:
        """Whether the first row of a table names its columns: words above figures."""
        first, *others = self.rows or ((),)
        return not any(map(_FIGURE.fullmatch, first)) and any(_FIGURE.fullmatch(cell) for row in others for cell in row)


class _Line(NamedTuple):
    """A line, or a cell of one, and where it begins in the document."""

    text: str
    start: int

    def stripped(self) -> _Line:
        """Return it without the white space around it."""
        return _Line(self.text.strip(), self.start + len(self.text) - len(self.text.lstrip()))


def blocks(
    text: str,
    addressee: str | None = None,
    signature: str | None = None,
    outline: Sequence[Heading] | None = None,
    page: TextPage | None = None,
) -> list[Block]:
    """Return the blocks of *text*, or of one *page* of it, one line a paragraph; no character is changed or lost.

    *outline* None: nobody has read the outline, and numbers tell which lines are headings.
    """
    page = page or TextPage(0, len(text), 0)
    lines = list(_lines(text[page.start : page.end], page.start))
    end = _signature_start([line.text for line in lines], signature) if page.end == len(text) else len(lines)
    nodes = None if outline is None else {node.start: node for node in outline if node.kind == "heading"}
    is_cut = page.start > 0 and text[page.start - 1] != "\n"  # the first line goes on from the page before
    body = list(_body(lines[:end], addressee, nodes, page.lines_before - is_cut))
    return body + [Block("signature", line.text, line.start) for line in lines[end:]]


def _lines(text: str, start: int) -> Iterator[_Line]:
    for line in text.split("\n"):
        if line.strip():
            yield _Line(line, start)
        start += len(line) + 1


def _body(
    lines: list[_Line], addressee: str | None, nodes: dict[int, Heading] | None, lines_before: int
) -> Iterator[Block]:
    number = 0
    while number < len(lines):
        line = lines[number]
        table = _table(lines, number)
        if table:
            yield table
        elif addressee and lines_before + number < 3 and fold(line.text) == fold(addressee):
            yield Block("addressee", line.text, line.start)
        else:
            anchor = f"s{lines_before + number + 1}"
            line = line.stripped()
            yield _numbered(line, anchor) if nodes is None else _outlined(line, anchor, nodes.get(line.start))
        number += len(table.rows) if table else 1


def _table(lines: list[_Line], start: int) -> Block | None:
    """Return the lines with tabs that begin at *start*; None if there are none."""
    end = start
    while end < len(lines) and "\t" in lines[end].text:
        end += 1
    if end == start:
        return None
    cells = [list(_cells(line)) for line in lines[start:end]]
    return Block(
        "table",
        "\n".join(line.text for line in lines[start:end]),
        lines[start].start,
        rows=tuple(tuple(cell.text for cell in row) for row in cells),
        cell_starts=tuple(tuple(cell.start for cell in row) for row in cells),
    )


def _cells(line: _Line) -> Iterator[_Line]:
    start = line.start
    for cell in line.text.split("\t"):
        yield _Line(cell, start).stripped()
        start += len(cell) + 1


def _outlined(line: _Line, anchor: str, node: Heading | None) -> Block:
    """Return a line as the outline has it: *node* is the heading that begins it."""
    if node is None:
        return Block("paragraph", line.text, line.start)
    end = node.end - line.start
    if _HEADING_END.match(line.text, end):
        end += 1
    rest = line.text[end:]
    return Block(
        "paragraph" if rest.strip() else "heading",
        rest if rest.strip() else line.text,
        line.start,
        lead=line.text[:end] if rest.strip() else "",
        level=min(node.level + 1, _DEEPEST),
        anchor=anchor,
        part=prescribed_part(node),
    )


def prescribed_part(node: Heading) -> str | None:
    """Return the prescribed part that a top heading opens; the outline says *other* where words do not tell, too."""
    if node.level != 1:
        return None
    if node.part == "other":
        return "other" if _part_by_words(node.heading) == "other" else None
    return node.part if node.part in dict(_PARTS) else None


def _part_by_words(heading: str) -> str | None:
    return next((part for part, words in _PARTS if words.search(heading)), None)


def _numbered(line: _Line, anchor: str) -> Block:
    for level, mark in _LEVELS:
        if numbered := mark.match(line.text):
            if _is_heading(line.text, level):
                part = _part_by_words(line.text) if level == 2 else None
                return Block("heading", line.text, line.start, level=level, anchor=anchor, part=part)
            sentence = _SENTENCE.match(line.text, numbered.end())
            if sentence and sentence.end() <= _LONGEST_HEADING:
                lead, rest = line.text[: sentence.end()], line.text[sentence.end() :]
                part = _part_by_words(lead) if level == 2 else None
                return Block("paragraph", rest, line.start, lead, level, anchor, part)
            break
    return Block("paragraph", line.text, line.start)


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
