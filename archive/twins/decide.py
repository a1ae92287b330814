"""Decision whether two texts are one report: a pure function of the two.

No rule on resemblance alone does it: a report copied from a neighbour, with the organ's name
replaced, resembles its model more than a scan of a report resembles the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from archive.twins.compared_report import Report, is_a_scan_of_it
from archive.twins.differences import SAME_TEXT_OTHER_ORGAN, difference
from archive.twins.doubts import doubt
from archive.twins.misreadings import is_alike
from archive.twins.report_features import Reading

__all__ = ["SAME_TEXT_OTHER_ORGAN", "Judgement", "Report", "Verdict", "compare"]

Judgement = Literal["same", "part", "other", "review"]

# All measured on the pairs of benchmarks/pairs.py; docs/benchmarks.md has the figures.
LEAST_CONTAINMENT = 0.85  # reading errors in 2 % of the characters leave .88; cut texts and annexes 1.0
LEAST_SAME = 0.75  # of resemblance; below it one text holds the other: a page and its annex, a text cut off
_MIN_RELATED = 0.6  # of containment; a page that collects several reports shares less with its parts' neighbours
_LEAST_FOR_A_TYPO = 0.95  # of containment: two states of one text, under titles of two years

_TEXTS_DIFFER = "texts differ"


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
    elif found := difference(a, b, is_scanned, is_typo=containment >= _LEAST_FOR_A_TYPO):
        reason = found
    elif (found := doubt(a, b, is_scanned=is_scanned)) and not is_a_scan_of_it(a, b):
        judgement, reason = "review", found
    elif is_scanned:
        judgement, reason = "same", "texts agree but for characters here and there"
    elif resemblance >= LEAST_SAME:
        judgement, reason = "same", "texts agree"
    else:
        judgement, reason = "part", "one text holds the other"
    return Verdict(judgement, reason, resemblance, containment)


def _overlap(a: Reading, b: Reading) -> tuple[float, float]:
    """Resemblance, and containment of the shorter in the longer."""
    common = len(np.intersect1d(a.grams, b.grams, assume_unique=True))
    fewer = min(len(a.grams), len(b.grams))
    if not fewer:
        return (1.0, 1.0) if a.folded == b.folded else (0.0, 0.0)
    return common / (len(a.grams) + len(b.grams) - common), common / fewer
