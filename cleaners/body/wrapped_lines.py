"""Hard-wrapped pages: lines that an old editor broke at the width of its window, joined to paragraphs.

Such a text tells its paragraphs by what the lines look like: a paragraph begins with an indent, or ends before the
width.  All lines but the last of a paragraph are about as wide as the widest.  Names, verse, items and headings are
narrower, or of all widths, and stay lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cleaners.patterns.line_starts import is_heading, is_salutation

_MIN_WIDTH, _MAX_WIDTH = 32, 100  # of a full line, a Chinese character counting two (chosen)
_SLACK = 5  # by which a full line may be narrower: a mark or a word that must not begin a line (chosen)
_MIN_FULL = 2  # full lines that break a sentence, where indents tell the paragraphs (chosen)
_MIN_FULL_WITHOUT_INDENTS = 4  # such lines, where only the width tells (chosen)
_MIN_FULL_SHARE = 0.8  # of the lines inside paragraphs that are full; else they were not broken by their width (chosen)
_SIGNATURE_LINES = 3
_MAX_LINES = 5_000  # no report has so many (chosen)
_ENDS = re.compile(r"[。！？；：…][”’」』）)】]?$")
_STANDS_ALONE = re.compile(r"^(?:[（(]?\d{1,3}[)）.、．]|[-—•·●■◆*]|附件|附表|抄送|联系|地址|电话|邮编|网址)|\t")


def join_wrapped(lines: Sequence[str], indents: Mapping[str, int]) -> list[str]:
    """*lines* with those joined that were broken at the width of an editor; *indents* has columns of blanks by line."""
    if not _MIN_FULL < len(lines) <= _MAX_LINES or not all(map(_may_be_wrapped, lines)):
        return list(lines)
    blanks = [indents.get(line, 0) for line in lines]
    least = min(blanks)
    goes_on = _goes_on([_Line(line, blank - least) for line, blank in zip(lines, blanks, strict=True)])
    joined: list[list[str]] = []
    for line, is_joined in zip(lines, goes_on, strict=True):
        if is_joined:
            joined[-1].append(line)
        else:
            joined.append([line])
    return ["".join(parts) for parts in joined]


def columns(text: str) -> int:
    """The columns that *text* takes where a Chinese character takes two, as all do that are not of ASCII.

    >>> columns("法治 2024")
    9
    """
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def _may_be_wrapped(line: str) -> bool:
    """Whether *line* fits into an editor's window, or is the row of a table, which no editor breaks."""
    return len(line) <= _MAX_WIDTH or "\t" in line


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text; *indent* is the width of the blanks before it, two for a Chinese character."""

    text: str
    indent: int

    @property
    def width(self) -> int:
        """Columns that it takes in the editor; none for the row of a table."""
        return 0 if "\t" in self.text else self.indent + columns(self.text)

    @property
    def stands_alone(self) -> bool:
        """Whether it is a heading, an item or a row: it goes on with no line before it."""
        return is_heading(self.text) or is_salutation(self.text) or _STANDS_ALONE.search(self.text) is not None

    @property
    def ends(self) -> bool:
        return _ENDS.search(self.text) is not None


def _goes_on(lines: Sequence[_Line]) -> list[bool]:
    """For each of *lines* whether it goes on with the paragraph of the line before it."""
    widths = [line.width for line in lines]
    none = [False] * len(lines)
    full = max(widths) - _SLACK
    if not (_MIN_WIDTH <= max(widths) <= _MAX_WIDTH and _is_broken_by_width(lines, widths, full)):
        return none
    has_indents = _has_indents(lines, widths, full)
    goes_on = [False] + [
        width >= full and not line.indent and _continues(before, line, has_indents=has_indents)
        for before, line, width in zip(lines, lines[1:], widths, strict=False)
    ]
    broken = sum(joined and not before.ends for before, joined in zip(lines, goes_on[1:], strict=False))
    return goes_on if broken >= (_MIN_FULL if has_indents else _MIN_FULL_WITHOUT_INDENTS) else none


def _continues(before: _Line, line: _Line, *, has_indents: bool) -> bool:
    """Whether *line*, without an indent behind a full one, is its rest; a heading may only look like one: 一，需要…"""
    return (has_indents and not before.ends) or (not line.stands_alone and (has_indents or not before.ends))


def _is_broken_by_width(lines: Sequence[_Line], widths: Sequence[int], full: int) -> bool:
    """Whether nearly all *lines* that end inside a sentence are *full*; the last ones, a signature, are not asked."""
    inside = [
        width
        for line, following, width in zip(lines, lines[1:-_SIGNATURE_LINES], widths, strict=False)
        if not (line.ends or line.stands_alone or following.indent or following.stands_alone)
    ]
    return bool(inside) and sum(width >= full for width in inside) >= _MIN_FULL_SHARE * len(inside)


def _has_indents(lines: Sequence[_Line], widths: Sequence[int], full: int) -> bool:
    """Whether an indent begins each paragraph: most lines behind narrow ones have one, and some lines have none."""
    starts = [line for line, width in zip(lines[1:], widths, strict=False) if width < full]
    indented = sum(line.indent > 1 for line in starts)
    return lines[0].indent > 1 and 2 * indented > len(starts) and any(not line.indent for line in lines)
