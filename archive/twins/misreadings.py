"""Misreadings: whether one text is another read off a scan, and its organ or year with it.

A reader of scans takes characters for others here and there, in titles as in texts.  A name or a
year that differs by a character is no proof that two texts are one report: their figures are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rapidfuzz.distance import LCSseq, Levenshtein

from archive.twins.report_features import Reading

# Of a text of which up to one character in thirteen is wrong: .93 ** 5 of the runs of five stay whole.
LEAST_SCANNED = 0.6
_MIN_SIMILARITY = 0.9  # by edits; a report with other sentences in their place reaches .85 at most (chosen between)
_MIN_PLACES = 10  # at which two texts differ, and
_MIN_PLACES_SHARE = 0.005  # of the characters, for one of them to be a scan (chosen: such misread 2 % and more)
_MAX_PLACE_CHARS = 2  # of a misread place
_MIN_SMALL_SHARE = 0.8  # of the places that are as small as that (chosen)
_MIN_AGREEING_FIGURES = 3  # beside the same words: chance lets one in ten agree (chosen)
_MAX_COMPARED_CHARS = 60_000  # above that an alignment takes seconds


def is_alike(one: Reading, other: Reading, containment: float) -> bool:
    """Whether one text may be the other with characters misread: nearly as long, and nearly the same by edits."""
    if containment < LEAST_SCANNED:
        return False
    similarity = Levenshtein.normalized_similarity(one.folded, other.folded, score_cutoff=_MIN_SIMILARITY)
    return bool(similarity >= _MIN_SIMILARITY)


def is_a_scan(one: Reading, other: Reading) -> bool:
    """Whether the texts differ in single characters all over, most of them no digits, and in hardly anything else."""
    longest = max(len(one.folded), len(other.folded))
    if longest > _MAX_COMPARED_CHARS or not is_alike(one, other, 1.0):
        return False
    places = [
        one.folded[step.src_start : step.src_end] + other.folded[step.dest_start : step.dest_end]
        for step in Levenshtein.opcodes(one.folded, other.folded)
        if step.tag != "equal"
    ]
    small = [place for place in places if len(place) <= 2 * _MAX_PLACE_CHARS]
    words = [place for place in small if not any(map(str.isdigit, place))]
    return (
        len(places) >= max(_MIN_PLACES, _MIN_PLACES_SHARE * longest)
        and len(small) >= _MIN_SMALL_SHARE * len(places)
        and len(words) * 2 >= len(small)
    )


def is_misread_name(one: str, other: str) -> bool:
    """Whether one name may be the other misread: one character in five is another, at least one.

    >>> is_misread_name("某县综合行政执法局", "某县综由行政执法局"), is_misread_name("某县民政局", "某县水利局")
    (True, False)
    """
    return Levenshtein.distance(one, other) <= max(1, max(len(one), len(other)) // 5)


def is_misread_year(one: int, other: int) -> bool:
    """Whether the years differ in one digit."""
    return Levenshtein.distance(str(one), str(other)) == 1


def is_slip_of_reading(year: int, other_year: int, one: Reading, other: Reading) -> bool:
    """Whether one of two years, which differ in a digit, stands in both texts, and the other in none."""
    here = [str(each) in one.years and str(each) in other.years for each in (year, other_year)]
    anywhere = [str(each) in one.years or str(each) in other.years for each in (year, other_year)]
    return is_misread_year(year, other_year) and sorted(here) == sorted(anywhere) == [False, True]


def are_misread_years(one: Reading, other: Reading) -> bool:
    """Whether half of the years stand in both texts at the same turn: years that were moved on differ at each.

    Where the figures are the same, years that were moved on are not to be feared, and one will do.
    """
    left, right = one.years_in_order, other.years_in_order
    if do_figures_prove(one, other):
        return not set(left).isdisjoint(right)
    if len(left) != len(right):
        return bool(LCSseq.similarity(left, right) * 2 >= max(len(left), len(right)))
    return sum(year == again for year, again in zip(left, right, strict=True)) * 2 >= len(left)


def compared_figures(one: Mapping[str, Counter[str]], other: Mapping[str, Counter[str]]) -> tuple[int, int]:
    """How many figures beside the same words agree, and how many differ."""
    agreeing = differing = 0
    for words, figures in one.items():
        if words in other:
            common = (figures & other[words]).total()
            agreeing += common
            differing += min(figures.total(), other[words].total()) - common
    return agreeing, differing


def do_figures_prove(one: Reading, other: Reading) -> bool:
    """Whether the figures of two texts tell that they are one report, whatever a misread name or year says."""
    agreeing, differing = compared_figures(one.figures, other.figures)
    return agreeing >= max(_MIN_AGREEING_FIGURES, 2 * differing)
