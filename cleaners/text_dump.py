"""Read a plain text dump of a page: one line a block, furniture above and below the text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from cleaners.article import Article
from cleaners.body.edges import find_text
from cleaners.body.stabilise import stabilise
from cleaners.errors import EmptyBody
from cleaners.metadata.assemble import Parts, assemble
from cleaners.metadata.possible_dates import latest_day
from cleaners.metadata.titles import is_report_title
from cleaners.parsing.decode import decode_body
from cleaners.patterns.line_starts import is_body

_BLANKS = " \t\r\xa0\u2002\u2003\u3000\ufeff\u200b"
_MAX_TITLE_CHARS = 120  # chosen


def clean_text(text: str | bytes, url: str | None = None, *, fetched_at: datetime | None = None) -> Article:
    """The Article of a text dump; the result of cleaning an Article's own text has the same text.

    No date after *fetched_at* (aware) is taken for one of the document.
    Raises EmptyBody for blanks and NotText for bytes that are a file.
    """
    raw = decode_body(text).text if isinstance(text, bytes) else text
    padded = [line.strip(_BLANKS) for line in raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = [line for line in padded if line]
    if not lines:
        raise EmptyBody(f"found {len(raw)} characters of blanks, expected a text dump; read it again")
    remaining = find_text(lines)
    title_lines = _title_lines(lines, remaining, _blank_after(padded))
    body = stabilise([lines[i] for i in remaining if i not in title_lines], is_trimmed=not title_lines)
    title = "".join(lines[i] for i in title_lines) or None
    first, last = (remaining[0], remaining[-1]) if remaining else (len(lines), len(lines))
    inside = set(remaining)
    return assemble(
        Parts(
            text=body,
            title=title,
            title_found="text" if title else "",
            above=[line for i, line in enumerate(lines[:last]) if i not in inside],
            below=lines[last + 1 :],
            breadcrumb_lines=lines[:first],
            page_text=raw,
            text_found="dump",
            url=url,
            latest=latest_day(fetched_at),
        )
    )


def _title_lines(lines: Sequence[str], remaining: Sequence[int], blank_after: Sequence[bool]) -> list[int]:
    """The indexes of the line or two that are the title: what stands alone above the text and is no furniture.

    Cleaned text has neither furniture nor empty lines, so that nothing is taken off it again.
    """
    head = list(takewhile(lambda i: not is_body(lines[i]), remaining))
    if not head or len(head) == len(remaining):
        return []
    has_furniture = remaining[len(head)] > len(head)  # some line above the body was cut
    for n, i in enumerate(head):
        alone = has_furniture or blank_after[i]
        if not alone or len(lines[i]) > _MAX_TITLE_CHARS:
            continue
        if is_report_title(lines[i]):
            return [i]
        if n + 1 < len(head) and is_report_title(lines[i] + lines[head[n + 1]]):
            return [i, head[n + 1]]
    return [head[0]] if has_furniture and len(lines[head[0]]) > 4 else []


def _blank_after(padded: Sequence[str]) -> list[bool]:
    flags: list[bool] = []
    for line in padded:
        if line:
            flags.append(False)
        elif flags:
            flags[-1] = True
    return flags
