"""Choose the box that holds the main text.

Every line has a weight: the characters of plain text count for it, characters inside links and
lines of furniture against it.  The weight of a box is the sum over its lines, so a box that takes
in a menu, a related list or the footer loses against the one that does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from cleaners import chrome
from cleaners.containers import is_known
from cleaners.flat import Box, Page

_LINK_COST = 2.0
_FURNITURE_COST = 1.0
_LINE_COST = 8  # a short line is more likely a label than a sentence
_SENTENCE_GAIN = 10  # for each of ，。；
_NEARLY = 0.9  # an outer known container must hold clearly more than one inside it
_MOST = 0.4


def line_weight(text: str, linked: int) -> float:
    """How much a line speaks for the box it stands in; below 0 against it."""
    length = len(text)
    if linked * 2 > length:
        return length - (1 + _LINK_COST) * linked - _LINE_COST
    if length < 9:
        return length - _LINE_COST
    marks = text.count("，") + text.count("。") + text.count("；") + text.count(",")
    if (marks < 2 and chrome.hints_at_furniture(text)) or ("转载" in text and chrome.is_legal_notice(text)):
        return -_FURNITURE_COST * length
    return length - linked + _SENTENCE_GAIN * marks - _LINE_COST


def choose_box(page: Page) -> Box | None:
    """The box of the main text; None if no box has more text than furniture.

    What stands above the breadcrumb or the title counts against a box, however much text it has: menus
    hold whole paragraphs on some portals.  A known container of a platform wins if it holds most of what
    the best box holds.
    """
    start = page.start
    weights = list(map(line_weight, page.texts, page.linked))
    weights[:start] = [-abs(weight) for weight in weights[:start]]
    sums = list(accumulate(weights, initial=0.0))
    best, known = None, None
    best_score = known_score = 0.0
    for box in page.boxes:
        score = sums[box.end] - sums[box.first]
        if score > best_score:
            best, best_score = box, score
        if score > known_score / _NEARLY and is_known(box):
            known, known_score = box, score
    if known is not None and known_score >= _MOST * best_score:
        return known
    return best


def start_of_content(texts: Sequence[str], titles: Sequence[str]) -> int:
    """The line after the breadcrumb and the first title; 0 without either."""
    start = 0
    for i, text in enumerate(texts):
        if ("位置" in text or "首" in text) and chrome.is_breadcrumb(text):
            start = i + 1
            break
    for title in titles:
        if end := _end_of(title, texts):
            return max(start, end)
    return start


def _end_of(title: str, texts: Sequence[str]) -> int:
    """The line after the one, or the up to four broken ones, that first print *title*; 0 if none do."""
    bare = title.replace(" ", "")
    for i, text in enumerate(texts):
        if text[:4] != title[:4]:
            continue
        joined = ""
        for n in range(i, min(i + 4, len(texts))):
            joined += texts[n].replace(" ", "")
            if joined == bare:
                return n + 1
            if not bare.startswith(joined):
                break
    return 0
