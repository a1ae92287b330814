"""Read a plain text dump of a page: one line a block, furniture above and below the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from cleaners.article import Article, Problem
from cleaners.body.dump_lines import is_list_dump, join_split, start_of_dump, without_menus_below
from cleaners.body.edges import find_text
from cleaners.body.glued_lines import part_glued
from cleaners.body.hard_wraps import unwrap
from cleaners.body.stabilise import stabilise
from cleaners.errors import EmptyBody
from cleaners.metadata.assemble import Parts, assemble
from cleaners.metadata.dump_title import DumpTitle, choose_dump_title, is_title_by_itself
from cleaners.parsing.decode import decode_body
from cleaners.patterns.line_starts import is_body
from cleaners.patterns.possible_dates import latest_day
from cleaners.problem_kinds import ProblemKind

_BLANKS = " \t\r\xa0\u2002\u2003\u3000\ufeff\u200b"
_CLOCK = re.compile(r"(?:当前|现在|北京|系统|服务器)时间|(?:今天|现在|当前)是|今日是|星期[一二三四五六日]")
_LEAST_SHARE = 0.05  # of the Chinese characters below the path that are text: long menus may follow (chosen)
_LINES_BELOW = 25  # the text in which an info line may stand (chosen)


@dataclass(frozen=True, slots=True)
class _Dump:
    """The lines of a dump and where they stand: *start* is the line below the path, *text* are those of the text.

    *cut* are the lines of furniture.
    """

    lines: Sequence[str]
    start: int
    text: Sequence[int]
    cut: frozenset[int]
    title: DumpTitle | None
    is_trimmed: bool


def clean_text(text: str | bytes, url: str | None = None, *, fetched_at: datetime | None = None) -> Article:
    """The Article of a text dump; the result of cleaning an Article's own text has the same text.

    No date after *fetched_at* (aware) is taken for one of the document.
    Raises EmptyBody for blanks and NotText for bytes that are a file.
    """
    raw = decode_body(text).text if isinstance(text, bytes) else text
    printed = unwrap(raw.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    padded = [line.strip(_BLANKS) for line in printed]
    if not any(padded):
        raise EmptyBody(f"found {len(raw)} characters of blanks, expected a text dump; read it again")
    if is_list_dump([line for line in padded if line]):
        listed = Problem(ProblemKind.LIST_PAGE, "rows of titles and days with page numbers below them")
        return assemble(
            Parts(
                text=[],
                title=None,
                title_found="",
                above=[],
                below=[],
                breadcrumb_lines=[],
                page_text=raw,
                text_found="dump",
                url=url,
                problems=[listed],
            )
        )
    dump = _read(part_glued(join_split(padded)))
    first, last = (dump.text[0], dump.text[-1]) if dump.text else (len(dump.lines), len(dump.lines))
    furniture = [i for i in range(dump.start, last) if i in dump.cut and not _CLOCK.search(dump.lines[i])]
    below_title = dump.title.lines[-1] if dump.title and dump.title.lines else dump.start
    beside = [i for i in furniture if i > below_title]
    return assemble(
        Parts(
            text=stabilise([dump.lines[i] for i in dump.text], is_trimmed=dump.is_trimmed),
            title=dump.title.title if dump.title else None,
            title_found=dump.title.found if dump.title else "",
            above=[dump.lines[i] for i in furniture],
            below=dump.lines[last + 1 : last + 1 + _LINES_BELOW],
            stamps=[dump.lines[i] for i in beside],
            breadcrumb_lines=dump.lines[:first],
            page_text=raw,
            text_found="dump",
            url=url,
            latest=latest_day(fetched_at),
        )
    )


def _read(padded: Sequence[str]) -> _Dump:
    """The parts of a dump of which *padded* are the lines, blank ones among them."""
    lines = [line for line in padded if line]
    remaining = find_text(lines)
    start = start_of_dump(lines, has_furniture=len(remaining) < len(lines))
    if start:
        remaining = [start + i for i in find_text(lines[start:], _LEAST_SHARE)]
    inside = frozenset(remaining)
    cut = frozenset(i for i in range(len(lines)) if i not in inside)
    head = list(takewhile(lambda i: not is_body(lines[i]), remaining))
    if not head or len(head) == len(remaining):
        above = remaining[0] if remaining and not head else 0
        title, text = (choose_dump_title(lines, (), above) if above else None), remaining
    else:
        title, text = _title_and_text(lines, remaining, len(head), _blank_after(padded))
    text = without_menus_below(lines, text)
    return _Dump(lines, start, text, cut, title, is_trimmed=len(text) == len(remaining))


def _title_and_text(
    lines: Sequence[str], remaining: Sequence[int], n_head: int, blank_after: Sequence[bool]
) -> tuple[DumpTitle | None, list[int]]:
    """The title, and *remaining*, of which the first *n_head* stand above the text, without it and the menus above it.

    Cleaned text has neither furniture nor empty lines, so that nothing is taken off it again: a title on its first line
    stays there.
    """
    head, first_body = remaining[:n_head], remaining[n_head]
    title = choose_dump_title(lines, head, first_body)
    if first_body > n_head:  # some line above the text was furniture
        if title is None and n_head == 1 and len(lines[head[0]]) > 4:
            title = DumpTitle(lines[head[0]], (head[0],))
        last_above = _last_title_line(lines, head, title) if title else _last_cut(head, first_body)
        return title, [i for i in remaining if i > last_above]
    if title is None or not title.lines or not is_title_by_itself(title.title):
        return None, list(remaining)
    if blank_after[title.lines[-1]]:
        return title, [i for i in remaining if i not in title.lines]
    return (title if title.lines[0] == 0 else None), list(remaining)


def _last_title_line(lines: Sequence[str], head: Sequence[int], title: DumpTitle) -> int:
    """The last line of *head* that prints *title*, which may stand there twice; -1 if none does."""
    wanted = "".join(title.title.split())
    again = [i for i in head if "".join(lines[i].split()) == wanted]
    return max((*again, *title.lines), default=-1)


def _last_cut(head: Sequence[int], first_body: int) -> int:
    """The last line above *first_body* that is none of *head*."""
    inside = set(head)
    return max(i for i in range(first_body) if i not in inside)


def _blank_after(padded: Sequence[str]) -> list[bool]:
    flags: list[bool] = []
    for line in padded:
        if line:
            flags.append(False)
        elif flags:
            flags[-1] = True
    return flags
