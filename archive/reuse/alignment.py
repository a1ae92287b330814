"""Alignment of two texts: which passages they share, which paragraphs answer each other, what changed.

A passage is shared if SHORTEST letters or digits in a row, or all of a shorter paragraph, stand in both texts;
punctuation, spaces and width do not count.  Costs stay in bounds whatever the texts are: MOST_CHARACTERS and
MOST_PARAGRAPHS are read, no more.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, NamedTuple

SHORTEST = 12  # characters: set phrases such as 依法行政 are shorter, copied sentences longer (chosen)
MOST_CHARACTERS = 120_000  # the longest report of the seeds has 8,000
MOST_PARAGRAPHS = 2_000
_MAX_PARAGRAPHS = 20  # a passage that stands in more paragraphs than this tells nothing of their order
_MAX_DIFF_CHARS = 3_000  # of two paragraphs that are compared letter by letter (chosen)
_MIN_ISLAND_CHARS = 3  # fewer equal characters between two changes are no help to a reader
_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,%]*|.", re.DOTALL)


class Run(NamedTuple):
    """A stretch of text, and what it is: in both texts, or in one of them."""

    text: str
    kind: Literal["same", "del", "ins", "shared", "own"]


@dataclass(frozen=True, slots=True)
class Row:
    """One step through both texts: the paragraphs that answer each other, or one that has no answer (None)."""

    left: int | None
    right: int | None


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of each text stands in the other, 0.0 to 1.0 of its letters and digits."""

    of_left: float
    of_right: float


class Comparison:
    """Two lists of paragraphs, compared."""

    def __init__(self, left: Sequence[str], right: Sequence[str]) -> None:
        self.left, self.right = _bounded(left), _bounded(right)
        self.is_cut = any(
            len(kept) < len(given) or kept[-1:] != list(given[-1:])
            for kept, given in ((self.left, left), (self.right, right))
        )
        self._folded = [list(map(_fold, self.left)), list(map(_fold, self.right))]
        self._passages = [_passages(folded) for folded in self._folded]

    def shares(self) -> Shares:
        """Return how much of each text stands in the other."""
        return Shares(*(self._share(side) for side in (0, 1)))

    def marked(self, side: Literal[0, 1], number: int) -> list[Run]:
        """Return a paragraph with what also stands in the other text marked as shared."""
        text = (self.left, self.right)[side][number]
        runs, position = [], 0
        for start, end in self._shared_spans(side, number):
            runs += [Run(text[position:start], "own"), Run(text[start:end], "shared")]
            position = end
        return [run for run in [*runs, Run(text[position:], "own")] if run.text]

    def rows(self) -> list[Row]:
        """Return both texts in order, paragraphs that answer each other in one row."""
        rows: list[Row] = []
        last_left = last_right = 0
        for left, right in [*self._pairs(), (len(self.left), len(self.right))]:
            rows += [Row(number, None) for number in range(last_left, left)]
            rows += [Row(None, number) for number in range(last_right, right)]
            if left < len(self.left):
                rows.append(Row(left, right))
            last_left, last_right = left + 1, right + 1
        return rows

    def changes(self, row: Row) -> list[Run]:
        """Return what became of a paragraph: runs that stayed, went and came."""
        if row.left is None or row.right is None:
            text = self.left[row.left] if row.left is not None else self.right[row.right or 0]
            return [Run(text, "del" if row.right is None else "ins")]
        return letter_changes(self.left[row.left], self.right[row.right])

    def _share(self, side: int) -> float:
        whole = sum(len(folded.letters) for folded in self._folded[side])
        covered = sum(sum(self._covered(side, number)) for number in range(len(self._folded[side])))
        return covered / whole if whole else 0.0

    def _covered(self, side: int, number: int) -> bytearray:
        """Return a 1 for each letter of a paragraph that lies in a shared passage."""
        letters = self._folded[side][number].letters
        covered = bytearray(len(letters))
        for start, passage in _grams(letters):
            if passage in self._passages[1 - side]:
                covered[start : start + len(passage)] = b"\x01" * len(passage)
        return covered

    def _shared_spans(self, side: int, number: int) -> Iterator[tuple[int, int]]:
        """Yield where shared passages stand in the printed paragraph, punctuation within them included."""
        places = self._folded[side][number].places
        covered = self._covered(side, number)
        start = covered.find(1)
        while start >= 0:
            end = covered.find(0, start)
            end = len(covered) if end < 0 else end
            yield places[start], places[end - 1] + 1
            start = covered.find(1, end)

    def _pairs(self) -> list[tuple[int, int]]:
        """Return the paragraphs that answer each other: of all orderly ways to pair them, the one that shares most."""
        candidates: list[tuple[int, int, int]] = []
        for left, folded in enumerate(self._folded[0]):
            shared: Counter[int] = Counter()
            for _, passage in _grams(folded.letters):
                places = self._passages[1].get(passage, ())
                if len(places) <= _MAX_PARAGRAPHS:
                    shared.update(places)
            candidates += [(left, right, weight) for right, weight in shared.most_common(5)]
        return _heaviest_chain(candidates)


def letter_changes(before: str, after: str) -> list[Run]:
    """Return the runs that lead from *before* to *after*; a number or a Latin word goes and comes as a whole.

    Long paragraphs go and come as a whole too.
    """
    if before == after:
        return [Run(before, "same")]
    if len(before) + len(after) > _MAX_DIFF_CHARS:
        return [Run(before, "del"), Run(after, "ins")]
    old, new = _WORD.findall(before), _WORD.findall(after)
    head = _common_length(old, new)
    tail = _common_length(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    runs = [_run(old[:head], "same"), *_middle(old[head:old_end], new[head:new_end]), _run(old[old_end:], "same")]
    return [run for run in runs if run.text]


class _Folded(NamedTuple):
    letters: str
    places: list[int]  # of each letter in the printed paragraph


def _bounded(paragraphs: Sequence[str]) -> list[str]:
    kept, left = [], MOST_CHARACTERS
    for paragraph in paragraphs[:MOST_PARAGRAPHS]:
        if left <= 0:
            break
        kept.append(paragraph[:left])
        left -= len(paragraph)
    return kept


@lru_cache(maxsize=20_000)
def _fold_character(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", character).lower() if c.isalnum())


def _fold(paragraph: str) -> _Folded:
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(paragraph):
        for letter in _fold_character(character):
            letters.append(letter)
            places.append(place)
    return _Folded("".join(letters), places)


def _grams(letters: str) -> Iterator[tuple[int, str]]:
    """Yield the passages of a paragraph with their places; one that is shorter is a passage as a whole."""
    if letters and len(letters) < SHORTEST:
        yield 0, letters
        return
    for start in range(len(letters) - SHORTEST + 1):
        yield start, letters[start : start + SHORTEST]


def _passages(paragraphs: list[_Folded]) -> dict[str, list[int]]:
    """Return each passage with the paragraphs that hold it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, folded in enumerate(paragraphs):
        for _, passage in _grams(folded.letters):
            places = found[passage]
            if len(places) <= _MAX_PARAGRAPHS and (not places or places[-1] != number):
                places.append(number)
    return dict(found)


def _heaviest_chain(candidates: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Return the pairs, rising on both sides, whose weights sum up to most."""
    best: list[tuple[int, int]] = []  # (right, sum), both rising: the best chain that ends at right or before
    ends: dict[tuple[int, int], tuple[int, int] | None] = {}
    at_right: dict[int, tuple[int, int]] = {}
    for left, right, weight in sorted(candidates, key=lambda each: (each[0], -each[1])):
        place = bisect_left(best, (right, 0))
        total = weight + (best[place - 1][1] if place else 0)
        pair = (left, right)
        before = at_right[best[place - 1][0]] if place else None
        if place < len(best) and best[place][0] == right and best[place][1] >= total:
            continue
        ends[pair] = before
        after = place
        while after < len(best) and best[after][1] <= total:
            after += 1
        best[place:after] = [(right, total)]
        at_right[right] = pair
    chain: list[tuple[int, int]] = []
    step = at_right[best[-1][0]] if best else None
    while step is not None:
        chain.append(step)
        step = ends[step]
    return chain[::-1]


def _common_length(one: list[str], other: list[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _middle(old: list[str], new: list[str]) -> list[Run]:
    """Return the changes between two texts that differ at both ends; islands of a letter or two go under."""
    runs: list[Run] = []
    gone: list[str] = []
    come: list[str] = []
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal" and old_end - old_start >= _MIN_ISLAND_CHARS:
            runs += [_run(gone, "del"), _run(come, "ins"), _run(old[old_start:old_end], "same")]
            gone, come = [], []
        else:
            gone, come = gone + old[old_start:old_end], come + new[new_start:new_end]
    return [*runs, _run(gone, "del"), _run(come, "ins")]


def _run(words: list[str], kind: Literal["same", "del", "ins"]) -> Run:
    return Run("".join(words), kind)
