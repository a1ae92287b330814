"""FileText: the text of a file with its problems; FileContent: what the reader of one kind returns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from cleaners.article import Problem
from cleaners.files.kinds import Kind
from cleaners.problem_kinds import kinds_written_by

# What can be odd about a file, and what it means.
FILE_PROBLEM_KINDS: Mapping[str, str] = MappingProxyType(kinds_written_by("file"))


_UNPRINTED = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b\ufeff\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udfff]")
_LONGEST_NAME, _MOST_NAMES = 40, 1_000  # the program allows 31 characters
_LONGEST_DETAIL, _MOST_PROBLEMS = 3_000, 10  # twenty parts left out, each with its reason, have 2,900 characters


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a ZIP file; *name* is for the eye: separators are ``/``, nothing in it leads upwards."""

    name: str
    size_bytes: int | None  # unpacked; None if it was not unpacked
    file: FileText | None  # None if it could not be read: *problems* say why
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of one file: one line a paragraph, rows of tables with a tab between their cells."""

    text: str
    kind: Kind
    pages: int | None = None  # None where the format has no pages before it is printed
    sheets: tuple[str, ...] = ()  # names of the sheets of a workbook, in order
    needs_ocr: bool = False  # some page is a picture without text
    members: tuple[Member, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def paragraphs(self) -> list[str]:
        """The lines of the text."""
        return self.text.split("\n") if self.text else []


@dataclass(slots=True)
class FileContent:
    """The lines that the reader of one kind returns; ``read_file`` makes a FileText of them."""

    lines: Iterable[str]
    pages: int | None = None
    sheets: tuple[str, ...] = ()
    pictures: str | None = None  # which parts are pictures without text, in words
    pictures_beside: str | None = None  # pictures that matter if there is no text at all, in words
    problems: Sequence[Problem] = ()  # may grow while *lines* are taken


def tidy(line: str) -> str:
    """*line* without control characters, without blanks at its ends, each run of blanks as one.

    Tabs part the cells of a row and stay.  U+3000 and U+00A0 inside a line stay too: 局　长 is printed so.
    """
    cells = _HALVES.sub("\ufffd", _UNPRINTED.sub("", line)).rstrip("\t").split("\t")
    return "\t".join(" ".join(filter(None, cell.split(" "))).strip() if cell else "" for cell in cells).rstrip("\t")


def bounded_names(names: Sequence[str]) -> tuple[str, ...]:
    """*names* of sheets, each at most as long as is shown: a file may state a million, of a megabyte each."""
    return tuple(name[:_LONGEST_NAME] for name in names[:_MOST_NAMES])


def bounded_problems(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """*problems* with details of bounded length; of more than a few, the last says how many there are besides."""
    kept = [Problem(one.kind, one.detail[:_LONGEST_DETAIL]) for one in problems[:_MOST_PROBLEMS]]
    if more := len(problems) - len(kept):
        kept[-1] = Problem(kept[-1].kind, f"{kept[-1].detail}; and {more} problems more")
    return tuple(kept)


def join_cells(cells: Iterable[str], most_characters: int) -> str:
    """The cells of a row with tabs between; no cell is added once the row has *most_characters*."""
    row: list[str] = []
    size = 0
    for cell in cells:
        if size > most_characters:
            break
        row.append(join_words(cell.replace("\t", " ").splitlines()))
        size += len(row[-1]) + 1
    return "\t".join(row).rstrip("\t")


def join_words(lines: Iterable[str]) -> str:
    """The lines of a cell as one; a blank only where two Latin words would run together."""
    parts: list[str] = []
    for line in lines:
        if text := line.strip():
            if parts and parts[-1][-1].isascii() and text[0].isascii():
                parts.append(" ")
            parts.append(text)
    return "".join(parts)
