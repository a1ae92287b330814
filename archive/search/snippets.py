"""Snippets: the passage of a text that answers a query, with the hits marked, as it was printed.

FTS5's own snippet() would need the text in the index and would show the pairs that tokens.py makes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from archive.text.simplified import traditional_forms
from archive.text.tokens import CJK, INVISIBLE, Phrase, Query, fold

LENGTH = 130  # characters; three lines on a desktop, six on a telephone (chosen)
# So much of one text is looked through for hits, and so many hits are marked in it (chosen: the longest report of the
# seeds has 8,000 characters, and one word stands 160 times in it).
MOST_ANALYSED = 20_000  # characters
MOST_HITS = 400
_REACH_BACK = 30  # how far before its window a snippet may begin, to begin with a sentence

_GAP = f"[ \u00a0\u2000-\u200f\u3000{INVISIBLE}]*"  # what fold() removes between Chinese characters
# What fold() turns into Chinese characters or into spaces, beside what the patterns here know: radicals, signs that
# hold characters, compatibility forms, katakana of half width, control characters, narrow spaces.
_FOLDED_OTHERWISE = (
    "\u2e80-\u2fdf\u3038-\u303a\u309f\u30ff\u3192-\u33ff\uf900-\ufaff\uff66-\uff9f\U0001f200-\U0001f2ff"
    "\U0002f800-\U0002fa1f\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202f\u205f"
)
_COMPOSED = "\u3041-\u3096\u309d-\u309f\u30a1-\u30ff\uac00-\ud7a3"  # fold() makes them of letters and marks
_BETWEEN = r"[\W_]*"  # between a Chinese run and a word unicode61 wants no particular character
_SENTENCE_ENDS = "。！？；!?;\n"


class Piece(NamedTuple):
    """A stretch of text as printed, and whether it is a hit."""

    text: str
    is_hit: bool


def mark(text: str, query: Query) -> tuple[Piece, ...]:
    """Return the whole of *text* with the hits of *query* marked, MOST_HITS in its first MOST_ANALYSED characters."""
    return tuple(_pieces(text, _hits(text, query), 0, len(text)))


def finder(phrase: Phrase) -> Callable[[str], bool] | None:
    """Return what tells whether a text holds *phrase* as the search index has it, in a third of the time of fold().

    None for a phrase that is not of Chinese characters alone: where its words end only unicode61 knows, and kana and
    Hangul may be printed in pieces.
    """
    word = phrase.parts[0]
    if len(phrase.parts) > 1 or not re.match(f"[{CJK}]", word) or re.search(f"[{_COMPOSED}]", word):
        return None
    printed = re.compile(f"{_printed(phrase)}|(?P<unsure>[{_FOLDED_OTHERWISE}])")

    def is_held(text: str) -> bool:
        if word in text:
            return True
        match = printed.search(text)
        return match is not None and (match["unsure"] is None or word in fold(text))

    return is_held


def cut(text: str, query: Query, length: int = LENGTH) -> tuple[Piece, ...]:
    """Return about *length* characters of *text* around the hits of *query*.

    The window with the most different phrases wins, then the one with the most hits, then the first;
    without a hit it is the opening.  No hit is cut; an ellipsis stands where text was.  Of a text longer than
    MOST_ANALYSED characters, those around the first place that holds a word as it was typed are looked through.
    """
    if len(text) > MOST_ANALYSED:
        start = max(0, min(first_place(text, query), len(text)) - LENGTH)
        text = text[start : start + MOST_ANALYSED]
    hits = _hits(text, query)
    window = _best_window(hits, length)
    start = _begin(text, window)
    end = min(len(text), start + length)
    for hit in hits:
        if hit.start < end < hit.end:
            end = hit.start if hit.start > window else hit.end
    pieces = list(_pieces(text, hits, start, end))
    before = [Piece("…", False)] if text[:start].strip() else []
    after = [Piece("…", False)] if text[end:].strip() else []
    return (*before, *pieces, *after)


class _Hit(NamedTuple):
    start: int
    end: int
    phrase: int


def _hits(text: str, query: Query) -> list[_Hit]:
    """Return where the phrases of *query* stand in *text*, in order, without overlaps."""
    phrases = [phrase for group in query.wanted for phrase in group]
    of_each = max(1, MOST_HITS // max(1, len(phrases)))
    hits = [
        _Hit(*match.span(), number)
        for number, phrase in enumerate(phrases)
        for match in islice(_pattern(phrase).finditer(text, 0, MOST_ANALYSED), of_each)
    ]
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    apart: list[_Hit] = []
    for hit in hits:
        if not apart or hit.start >= apart[-1].end:
            apart.append(hit)
    return apart


def first_word(query: Query) -> str:
    """Return the first word of *query* as a text may have it printed; "" where it has none."""
    return next((phrase.parts[0] for group in query.wanted for phrase in group), "")


def first_place(text: str, query: Query) -> int:
    """Return where the first of the words stands in *text* as it was typed, or 0: soon done, however long it is."""
    places = (text.find(phrase.parts[0]) for group in query.wanted for phrase in group)
    return next((place for place in places if place >= 0), 0)


@lru_cache(maxsize=1_000)
def _pattern(phrase: Phrase) -> re.Pattern[str]:
    return re.compile(_printed(phrase))


def _printed(phrase: Phrase) -> str:
    """Return the pattern of *phrase* in a text that was not folded."""
    return _BETWEEN.join(_printed_part(part) for part in phrase.parts)


def _printed_part(part: str) -> str:
    if re.match(f"[{CJK}]", part):
        return _GAP.join(map(_either_script, part))
    words = re.findall(r"[^\W_]+", part) or [part]
    pattern = r"[\W_]+".join("".join(map(_either_width, word)) for word in words)
    return rf"(?<![^\W_{CJK}]){pattern}(?![^\W_{CJK}])"


def _either_script(character: str) -> str:
    """Return the pattern of *character*, which is simplified, in either script."""
    forms = traditional_forms(character)
    return f"[{forms}]" if len(forms) > 1 else character


def _either_width(character: str) -> str:
    """Return the pattern of *character* in either case, half or full width."""
    forms = {character, character.lower(), character.upper()}
    wide = {chr(ord(form) + 0xFEE0) for form in forms if len(form) == 1 and "!" <= form <= "~"}
    return f"(?:{'|'.join(map(re.escape, sorted(forms | wide)))})"


def _best_window(hits: list[_Hit], length: int) -> int:
    """Return where the best window begins: at one of the hits, or at 0."""
    best, best_score = 0, (0, 0)
    inside: Counter[int] = Counter()  # phrases of hits[number:beyond]
    beyond = 0
    for number, first in enumerate(hits):
        while beyond < len(hits) and hits[beyond].end <= first.start + length:
            inside[hits[beyond].phrase] += 1
            beyond += 1
        score = (len(inside), beyond - number)
        if score > best_score:
            best, best_score = first.start, score
        if beyond == number:  # a hit longer than the window
            beyond += 1
        elif inside[first.phrase] > 1:
            inside[first.phrase] -= 1
        else:
            del inside[first.phrase]
    return best


def _begin(text: str, window: int) -> int:
    """Return where to begin so that *window* is seen in its sentence: at the sentence, else a little before."""
    earliest = max(0, window - _REACH_BACK)
    sentence = max(text.rfind(end, earliest, window) for end in _SENTENCE_ENDS)
    start = sentence + 1 if sentence >= 0 else 0 if earliest == 0 else window - _REACH_BACK // 3
    return start + (len(text[start:window]) - len(text[start:window].lstrip()))


def _pieces(text: str, hits: list[_Hit], start: int, end: int) -> Iterator[Piece]:
    """Yield text[start:end] in pieces; a hit that reaches over an edge is cut there."""
    position = start
    for hit in hits:
        if hit.end <= start or hit.start >= end:
            continue
        if hit.start > position:
            yield Piece(text[position : hit.start], False)
        yield Piece(text[max(hit.start, start) : min(hit.end, end)], True)
        position = min(hit.end, end)
    if position < end:
        yield Piece(text[position:end], False)
