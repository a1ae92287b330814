"""Features of a report for comparison: its folded text, its figures, its years, its runs of characters."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from archive.identity import comparable
from archive.text.nfkc import nfkc
from archive.text.simplified import simplified_words

Hashes = NDArray[np.uint64]

# "- 3 -", "—3—", "第3页", "第 3 页 共 12 页", "3 / 12": what a printed page adds to the text that it cuts.
_PAGE_NUMBER = re.compile(
    r"^[ \t\u3000]*(?:[-—–―－]+\s*\d{1,4}\s*[-—–―－]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4})[ \t\u3000]*$",
    re.MULTILINE,
)
# Copies that teach reading put the sound behind a character: 區(qū).
_PINYIN = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6}\)")
_FIGURE = re.compile(r"(?P<before>\D{4})(?P<figure>\d+)(?P<after>\D)")
_IS_YEAR = re.compile(r"(?:19|20)\d\d年")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
# Numbers that count headings and items, which stand in every report alike: (1), 2、, 3., 第4项.
_ORDINAL = re.compile(r"\(\d{1,2}\)(?!\d)|(?<![\d.])\d{1,2}[、.](?!\d)|第\d{1,3}")
_SPACE = re.compile(r"\s+")

_GRAM_CHARS = 5
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Reading:
    """A text as it is compared; what only a later question needs is read when it is asked."""

    printed: str  # NFKC, lower case, simplified, no white space; punctuation stays
    folded: str  # letters and digits alone

    @classmethod
    def of(cls, text: str) -> Reading:
        """Read *text* as the archive stores it."""
        text = nfkc(_PAGE_NUMBER.sub("", text)).lower()
        text = simplified_words(_PINYIN.sub("", _SPACE.sub("", text)))
        return cls(text, comparable(text))

    @cached_property
    def grams(self) -> Hashes:
        """The different runs of five characters, as sorted hashes."""
        return np.unique(run_hashes(self.folded, _GRAM_CHARS))

    @cached_property
    def years_in_order(self) -> list[str]:
        """The years that are named, as they come."""
        return _YEAR.findall(self.printed)

    @cached_property
    def years(self) -> Counter[str]:
        """How often each year is named."""
        return Counter(self.years_in_order)

    @cached_property
    def figures(self) -> Mapping[str, Counter[str]]:
        """The figures that follow each run of four characters (and stand before a fifth).

        Years are none, nor are the numbers of headings: that these agree proves nothing.
        """
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for match in _FIGURE.finditer(comparable(_ORDINAL.sub("", self.printed))):
            if not _IS_YEAR.match(match["figure"] + match["after"]):
                found[match["before"] + match["after"]][match["figure"]] += 1
        return found


def run_hashes(text: str, length: int) -> Hashes:
    """A hash of each run of *length* characters of *text*, in order; the same on every machine."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    count = len(codes) - length + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    hashes = np.zeros(count, dtype=np.uint64)
    for start in range(length):
        hashes = hashes * _MULTIPLIER + codes[start : start + count]
    return mixed(hashes)


def mixed(hashes: Hashes) -> Hashes:
    """*hashes* with every bit depending on every other (splitmix64, Vigna 2015)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))
