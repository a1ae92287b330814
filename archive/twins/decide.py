"""Decision whether two texts are one report: a pure function of the two.

No rule on resemblance alone does it: a report copied from a neighbour, with the organ's name
replaced, resembles its model more than a scan of a report resembles the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from archive.identity import comparable
from archive.text.simplified import simplified_words
from archive.twins.minhash import SHORTEST_CHARS
from archive.twins.misreadings import (
    are_misread_years,
    compared_figures,
    do_figures_prove,
    is_a_scan,
    is_alike,
    is_misread_name,
    is_misread_year,
    is_slip_of_reading,
)
from archive.twins.organ_names import (
    are_one_organ,
    head_of_title,
    names_itself,
    organ_of_title,
    swapped_name,
    swapped_once,
)
from archive.twins.report_features import Reading
from cleaners.article import Kind
from cleaners.metadata.report import kind_of_text

Judgement = Literal["same", "part", "other", "review"]

# All measured on the pairs of benchmarks/pairs.py; docs/benchmarks.md has the figures.
LEAST_CONTAINMENT = 0.85  # reading errors in 2 % of the characters leave .88; cut texts and annexes 1.0
LEAST_SAME = 0.75  # of resemblance; below it one text holds the other: a page and its annex, a text cut off
_MIN_YEARS_SHARE = 0.65  # of the mentions of years in the text with fewer of them that the other has, too
_MIN_FIGURES_SHARE = 0.75  # of the figures beside the same words that agree
_CORRECTED_FIGURES = 3  # so many may differ between two states of one report
_MIN_YEARS = 2  # mentions that a text must have to be judged by them
_MIN_RELATED = 0.6  # of containment; a page that collects several reports shares less with its parts' neighbours

_MIN_SCANNED_FIGURES_SHARE = 0.5  # digits are misread too; of a copy with other figures one in ten agrees by chance
_LEAST_FOR_A_TYPO = 0.95  # of containment: two states of one text, under titles of two years

_TEXTS_DIFFER = "texts differ"
_APART: frozenset[Kind] = frozenset(("collection", "periodic_report", "interpretation"))  # never one with another kind
SAME_TEXT_OTHER_ORGAN = "same text, other organ"

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Report:
    """A text with what is known of it besides."""

    text: str
    title: str | None = None
    organ: str | None = None
    year: int | None = None

    @cached_property
    def reading(self) -> Reading:
        """The text as it is compared."""
        return Reading.of(self.text)

    @cached_property
    def kind(self) -> Kind:
        """What the title, or else the opening, says that the text is."""
        return kind_of_text(self.title, self.text.split("\n"))[0]

    @cached_property
    def title_folded(self) -> str:
        """The title as it is compared; empty if there is none."""
        return _folded(self.title)

    @cached_property
    def organ_named(self) -> str | None:
        """The organ that the title names, else the one that was given; folded."""
        return organ_of_title(self.title_folded) or _folded(self.organ) or None

    @cached_property
    def year_named(self) -> int | None:
        """The year that the title names, else the one that was given."""
        match = _YEAR.search(self.title_folded)
        return int(match[0]) if match else self.year


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two texts are to each other.

    same: one report.  part: one report, of which one text has more (an annex) or less (cut off).
    other: two reports.  review: a person has to look.  *resemblance* and *containment* (of the
    shorter text in the longer) are shares of runs of five characters, 0.0 to 1.0.
    """

    judgement: Judgement
    reason: str
    resemblance: float
    containment: float

    @property
    def is_twin(self) -> bool:
        """Whether both are one report."""
        return self.judgement in ("same", "part")

    @property
    def is_objection(self) -> bool:
        """Whether a third text that is a twin of both does not make them one report.

        A page with its chrome left in and the same page with an annex differ too much to be called
        twins by themselves, and yet neither says that the other is another report.
        """
        return self.judgement == "other" and (self.reason != _TEXTS_DIFFER or self.containment < _MIN_RELATED)


def compare(a: Report, b: Report) -> Verdict:
    """What *a* and *b* are to each other; the same whichever comes first.

    1. Texts of which the shorter is not in the longer are two reports, unless one is the other with characters misread.
    2. So are a collection, a report of half a year or an interpretation, and a text of another kind,
    3. those whose years differ, in the titles or all through the texts,
    4. whose figures differ but for a few, and
    5. those where one organ's name stands wherever the other's stands.
    6. The very same text under titles of two organs is a report of each.
    7. Different organs of nearly one text, or years in titles where the texts agree: a person decides.
    """
    resemblance, containment = _overlap(a.reading, b.reading)
    is_scanned = containment < LEAST_CONTAINMENT and is_alike(a.reading, b.reading, containment)
    judgement: Judgement = "other"
    if containment < LEAST_CONTAINMENT and not is_scanned:
        reason = _TEXTS_DIFFER
    elif found := _difference(a, b, is_scanned, is_typo=containment >= _LEAST_FOR_A_TYPO):
        reason = found
    elif (found := _doubt(a, b, is_scanned=is_scanned)) and not _is_a_scan_of_it(a, b):
        judgement, reason = "review", found
    elif is_scanned:
        judgement, reason = "same", "texts agree but for characters here and there"
    elif resemblance >= LEAST_SAME:
        judgement, reason = "same", "texts agree"
    else:
        judgement, reason = "part", "one text holds the other"
    return Verdict(judgement, reason, resemblance, containment)


def _organ_or_head(report: Report) -> str | None:
    return report.organ_named or head_of_title(report.title_folded)


def _is_a_scan_of_it(a: Report, b: Report) -> bool:
    """Whether names and years that differ are misread: by a character, in a misread text of the same figures."""
    one, other = _organ_or_head(a), _organ_or_head(b)
    is_one_organ = bool(one and other and are_one_organ(one, other))
    if one and other and not is_one_organ and not is_misread_name(one, other):
        return False
    years = (a.year_named or 0, b.year_named or 0)
    if _are_of_two_years(a, b) and not is_misread_year(*years):
        return False
    is_slip = is_one_organ and is_slip_of_reading(*years, a.reading, b.reading)
    return (is_slip or do_figures_prove(a.reading, b.reading)) and is_a_scan(a.reading, b.reading)


def _difference(a: Report, b: Report, is_scanned: bool, *, is_typo: bool) -> str | None:
    """Why texts that overlap are two reports; None if they are not.

    *is_typo* tells that the texts are near enough for the year of one title to be a slip of the pen, if the years in
    the texts agree.
    """
    short, long = sorted((a, b), key=lambda report: (len(report.reading.folded), report.reading.folded))
    if _are_apart(a.kind, b.kind):
        return f"kinds {_both(a.kind, b.kind)}"
    is_typo = is_typo and _years_agree(short.reading.years, long.reading.years)
    if _are_of_two_years(a, b) and not is_typo and not _is_a_scan_of_it(a, b):
        return f"years {_both(a.year_named, b.year_named)}"
    if _years_differ(short.reading.years, long.reading.years) and not _are_years_misread(
        short.reading, long.reading, is_scanned
    ):
        return "other years all through the text"
    if _figures_differ(
        short.reading.figures, long.reading.figures, _MIN_SCANNED_FIGURES_SHARE if is_scanned else _MIN_FIGURES_SHARE
    ):
        return "other figures"
    if len(short.reading.folded) < SHORTEST_CHARS and not _is_known_to_agree(a, b):
        return "too short to tell"
    if swapped := swapped_name(short.reading.folded, long.reading.folded):
        return f"organ {_both(*swapped)}"
    if short.reading.folded == long.reading.folded and _titles_name_two_organs(a, b):
        return SAME_TEXT_OTHER_ORGAN
    return None


def _are_apart(one: Kind, other: Kind) -> bool:
    """Whether texts of these kinds are never one; one that says nothing of its kind may be any, but no collection."""
    if one == other or not _APART & {one, other}:
        return False
    return "other" not in (one, other) or "collection" in (one, other)


def _titles_name_two_organs(a: Report, b: Report) -> bool:
    one, other = organ_of_title(a.title_folded), organ_of_title(b.title_folded)
    return one is not None and other is not None and not are_one_organ(one, other)


def _doubt(a: Report, b: Report, *, is_scanned: bool) -> str | None:
    """What a person has to decide of texts that agree; None if nothing."""
    if _are_of_two_years(a, b):
        return f"one text under years {_both(a.year_named, b.year_named)}"
    one, other = a.organ_named, b.organ_named
    if is_scanned:
        one, other = _organ_or_head(a), _organ_or_head(b)
    if one and other and not are_one_organ(one, other) and not _say_whose_they_are(a, b, one, other):
        return f"one text under organs {_both(one, other)}"
    if swapped := swapped_once(a.reading.folded, b.reading.folded):
        return f"one text of organs {_both(*swapped)}"
    return None


def _say_whose_they_are(a: Report, b: Report, one: str, other: str) -> bool:
    """Whether both texts name one of two organs as their own and neither the other, which has only published it."""
    own = {organ for organ in (one, other) if names_itself(a.reading.folded, organ)}
    return len(own) == 1 and own == {organ for organ in (one, other) if names_itself(b.reading.folded, organ)}


def _are_of_two_years(a: Report, b: Report) -> bool:
    return bool(a.year_named and b.year_named and a.year_named != b.year_named)


def _are_years_misread(short: Reading, long: Reading, is_scanned: bool) -> bool:
    return are_misread_years(short, long) and (is_scanned or (do_figures_prove(short, long) and is_a_scan(short, long)))


def _years_agree(short: Counter[str], long: Counter[str]) -> bool:
    return min(short.total(), long.total()) >= _MIN_YEARS and not _years_differ(short, long)


def _is_known_to_agree(a: Report, b: Report) -> bool:
    return (
        a.year_named is not None
        and a.year_named == b.year_named
        and a.organ_named is not None
        and a.organ_named == b.organ_named
    )


def _overlap(a: Reading, b: Reading) -> tuple[float, float]:
    """Resemblance, and containment of the shorter in the longer."""
    common = len(np.intersect1d(a.grams, b.grams, assume_unique=True))
    fewer = min(len(a.grams), len(b.grams))
    if not fewer:
        return (1.0, 1.0) if a.folded == b.folded else (0.0, 0.0)
    return common / (len(a.grams) + len(b.grams) - common), common / fewer


def _years_differ(short: Counter[str], long: Counter[str]) -> bool:
    if short.total() < _MIN_YEARS or long.total() < _MIN_YEARS:
        return False
    return (short & long).total() < _MIN_YEARS_SHARE * min(short.total(), long.total())


def _figures_differ(short: Mapping[str, Counter[str]], long: Mapping[str, Counter[str]], least: float) -> bool:
    """Whether the texts say other figures in the same words, oftener than a correction would."""
    agreeing, differing = compared_figures(short, long)
    return differing > _CORRECTED_FIGURES and agreeing < least * (agreeing + differing)


def _both(one: object, other: object) -> str:
    return " / ".join(sorted((str(one), str(other))))


def _folded(text: str | None) -> str:
    return comparable(simplified_words(text)) if text else ""
