"""Short texts: what keeps a list of names, a notice with files and a document of one sentence from being passed over.

Elsewhere short lines and links speak against a box, since menus are made of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from cleaners.body.nearby_links import LINK_ID
from cleaners.metadata.attachments import names_file
from cleaners.metadata.titles import is_report_title
from cleaners.parsing.known_containers import is_known
from cleaners.parsing.page_lines import Box, Page
from cleaners.patterns import boilerplate
from cleaners.patterns.dates import SIGNED_DAY
from cleaners.patterns.han import has_han
from cleaners.patterns.line_starts import is_salutation
from cleaners.patterns.organ_endings import is_organ_name
from cleaners.patterns.visitor_lines import is_to_visitor

_MIN_NAMES = 4  # short lines in a row that are a list (chosen)
_MIN_ROWS = 2  # of a table that is all that a page has to say (chosen)
_MIN_SIGNED = 3  # the same, where one of them is a day: a sentence, who signs, when (chosen)
_MAX_NAME_CHARS = 12  # of each of them (chosen)
_MAX_CLAUSE_CHARS = 24  # of one that ends as sentences do (chosen)
_MAX_ROW_CHARS = 40  # of a row of a table (chosen)
_NAME_WEIGHT = 0.5  # of each of them (chosen)
_MAX_SHORT_LINES = 8  # beside the only long line of a document (chosen)
_MAX_SHORT_CHARS = 30  # of each of them (chosen)
_MIN_FIELDS = 3  # that a visitor fills in; a search has two (chosen)
_MAX_FORM_LINES = 60  # chosen
_MAX_FORM_DEPTH = 40  # levels between a field and the element that holds the form (chosen)
_MAX_FIELDS = 200  # that are looked at (chosen)
_NO_FIELDS = ("hidden", "button", "submit", "reset", "image")
_SIGNED_DAY = re.compile(rf"\s{{0,9}}{SIGNED_DAY}\s{{0,9}}$")
_MIN_SENTENCE_CHARS = 16  # of a sentence that says more than 见附件 (chosen)
_MIN_FILES = 3  # that are not the one document of which the page speaks (chosen)


def spare_names(page: Page, weights: list[float]) -> None:
    """Let the lines of a list of names or figures below the title count a little for their box, not against it.

    One short line is a label; many in a row, none of them a link, are what the page has to say.
    """
    texts, run = page.texts, 0
    lines = zip(texts, page.linked, strict=True)
    is_short = [len(text) <= _MAX_CLAUSE_CHARS and not linked and _is_short(text) for text, linked in lines]
    is_short += [False] * _MIN_SIGNED
    for i in range(page.start, len(texts) + 1):
        is_name = is_short[i] and (run or all(is_short[i : i + _MIN_SIGNED])) and _is_name(texts[i])
        if is_name or (i in page.rows and not page.linked[i] and _is_row(texts[i])):
            run += 1
            continue
        is_table = run >= _MIN_ROWS and all(each in page.rows for each in range(i - run, i))
        if (
            is_table
            or run >= _MIN_NAMES
            or (run >= _MIN_SIGNED and any(text.endswith("日") for text in texts[i - run : i]))
        ):
            weights[i - run : i] = [max(weight, _NAME_WEIGHT) for weight in weights[i - run : i]]
        run = 0


def _is_short(text: str) -> bool:
    """Whether *text*, which is as short as a clause may be, is as short as a name, or a clause."""
    return len(text) <= _MAX_NAME_CHARS or text.endswith(("。", "；"))


def _is_row(text: str) -> bool:
    """Whether the row *text* is one of a table of figures, as short as its cells are; head tables have labels."""
    return len(text) <= _MAX_ROW_CHARS and not boilerplate.is_top(text)


def _is_name(text: str) -> bool:
    if len(text) > _MAX_NAME_CHARS and is_to_visitor(text):
        return False
    return not boilerplate.hints_at_furniture(text) and not boilerplate.is_tool(text)


def spare_files(page: Page, weights: list[float]) -> None:
    """Let links to files below the title count nothing: a notice may have more of them than words."""
    for line, node in page.links:
        if page.start <= line < len(weights) and weights[line] < 0 and node.tag_id == LINK_ID and names_file(node):
            weights[line] = 0.0


def with_short_lines(page: Page, box: Box) -> Box:
    """The element around *box*, a box of one line, if it adds plain lines below the title: salutation, signature.

    Some editors put every line into an element of its own.
    """
    if box.end - box.first != 1 or is_known(box):
        return box
    around = [each for each in page.boxes if each.first <= box.first and box.end <= each.end]
    outer = min(
        (each for each in around if each.end - each.first > 1), key=lambda each: each.end - each.first, default=box
    )
    added = [i for i in range(outer.first, outer.end) if i != box.first]
    if outer.first < page.start or len(added) > _MAX_SHORT_LINES or any(page.linked[i] for i in added):
        return box
    return outer if all(_is_short_line(page.texts[i]) for i in added) else box


def says_something_itself(lines: Sequence[str], title: str | None, n_files: int) -> bool:
    """Whether the short text *lines* beside *n_files* files is a document of its own, not the note to the one file.

    It has a sentence, and is signed or addressed; or it has a sentence and files of several organs.  Of a report the
    note only says that here it is.
    """
    if not any(len(line) >= _MIN_SENTENCE_CHARS and line.endswith(("。", "：", ":", "；")) for line in lines):
        return False
    if n_files >= _MIN_FILES:
        return True
    if title and is_report_title(title):
        return False
    pairs = zip(["", *lines], lines, strict=False)
    is_signed = any(_SIGNED_DAY.match(line) and is_organ_name("".join(above.split())) for above, line in pairs)
    return is_signed or any(map(is_salutation, lines))


def is_form(box: Box, lines: Sequence[str]) -> bool:
    """Whether the short text *lines* are what a form in *box* says beside its fields, not a document.

    Its lines name fields, ask or give hints; most of them stand among the fields, few are sentences.  A salutation or a
    signed day tells a document.
    """
    if box.node is None or not 0 < len(lines) <= _MAX_FORM_LINES:
        return False
    if any(_SIGNED_DAY.match(line) or is_salutation(line) for line in lines):
        return False
    sentences = sum(line.endswith("。") and not is_to_visitor(line) for line in lines)
    if sentences * 3 > len(lines):
        return False
    fields = [node for node in box.node.css("input, textarea, select") if node.attrs.get("type") not in _NO_FIELDS]
    if len(fields) < max(_MIN_FIELDS, len(lines) / 2):
        return False
    around = "".join(_around(fields).text().split())
    return sum("".join(line.split()) in around for line in lines) * 2 >= len(lines)


def _around(fields: Sequence[LexborNode]) -> LexborNode:
    """The innermost element that holds all *fields*; the one so many levels up where they lie deeper."""
    above: list[LexborNode] = [fields[0]]
    while len(above) <= _MAX_FORM_DEPTH and (parent := above[-1].parent) is not None:
        above.append(parent)
    ids = {node.mem_id: n for n, node in enumerate(above)}
    level = 0
    for field in fields[1:_MAX_FIELDS]:
        node: LexborNode | None = field
        for _ in range(_MAX_FORM_DEPTH):
            if node is None or node.mem_id in ids:
                break
            node = node.parent
        level = max(level, ids.get(node.mem_id, len(above) - 1) if node else len(above) - 1)
    return above[level]


def _is_short_line(text: str) -> bool:
    if _SIGNED_DAY.match(text):
        return True
    if len(text) > _MAX_SHORT_CHARS or not has_han(text) or boilerplate.hints_at_furniture(text):
        return False
    return not (boilerplate.is_top(text) or boilerplate.is_bottom(text))
