"""Labels and values that stand in elements of their own: as one line, parted by a tab, as the cells of a row are.

``<dt>索引号</dt><dd>…</dd>``, ``<li><b>索引号</b><span>…</span></li>``, a row of labels above a row of values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.parsing.page_lines import Page
from cleaners.patterns.labels import is_label

_MAX_LABEL_CHARS = 14  # blanks, brackets and colon included (chosen)
_MAX_LINE_CHARS = 100  # of a line of a label and its value without a colon (chosen)
_MARKS = re.compile("[:：。，\t]")
_MIN_WORD_CHARS = 3  # of a label that is one without a colon: 来源 and 时间 begin sentences (chosen)


def join_value(page: Page, value: str, linked: int) -> bool:
    """Put *value*, the text of a <dd> with *linked* characters in links, behind its label; False if there is none."""
    if not page.tags or page.tags[-1] != "dt" or len(page.texts[-1]) > _MAX_LABEL_CHARS or not is_label(page.texts[-1]):
        return False
    page.tags[-1] = "dd"
    page.linked[-1] += linked
    page.texts[-1] = f"{page.texts[-1].rstrip(':： ')}\t{value}"
    line = len(page.texts)
    for n in range(len(page.links) - 1, -1, -1):  # the links of the value
        if page.links[n][0] != line:
            break
        page.links[n] = (line - 1, page.links[n][1])
    return True


def with_tab(text: str, pieces: Sequence[str]) -> str:
    """*text* with a tab behind its first element, if that is a label and no colon follows; else as it is."""
    if len(text) > _MAX_LINE_CHARS or _MARKS.search(text):
        return text
    label = next(filter(None, map(str.strip, pieces)), "")
    if not _MIN_WORD_CHARS <= len(label) <= _MAX_LABEL_CHARS:
        return text
    if len("".join(label.split())) < _MIN_WORD_CHARS or not is_label(label):
        return text
    value = text[len(label) :].strip() if text.startswith(label) else ""
    return f"{label}\t{value}" if value else text


def label_rows(rows: Sequence[Sequence[str]]) -> dict[int, tuple[str, ...]]:
    """The rows to print for a row of labels and the one row of values below it, by number: none, and pairs of cells."""
    labels = [_is_label_row(row) for row in rows]
    if not any(labels):
        return {}
    found: dict[int, tuple[str, ...]] = {}
    for n in range(len(rows) - 1):
        if labels[n] and not any(map(is_label, rows[n + 1])) and (n + 2 == len(rows) or labels[n + 2]):
            couples = [(label, value) for label, value in zip(rows[n], rows[n + 1], strict=False) if label and value]
            couples.sort(key=lambda couple: not is_label(couple[0]))  # a known one first: the line is told by it
            found[n], found[n + 1] = (), tuple(text for couple in couples for text in couple)
    return found


def _is_label_row(row: Sequence[str]) -> bool:
    """Whether the cells of *row* are short words, of which two and at least half are labels."""
    filled = [cell for cell in row if cell]
    if len(filled) < 2 or any(len(cell) > _MAX_LABEL_CHARS or any(map(str.isdigit, cell)) for cell in filled):
        return False
    return sum(map(is_label, filled)) >= max(2, len(filled) / 2)
