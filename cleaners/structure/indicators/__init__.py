"""Figures that a report states about itself, as candidates with their evidence.

    indicators(text, report_year=2024) -> (Indicator, ...)     what the text states
    VOCABULARY                                                 id -> label, unit, description, patterns

A candidate is what a pattern found and where; it is no official statistic.  docs/structure.md has
the measured precision and recall of each indicator.
"""

from cleaners.structure.indicators.extract import indicators
from cleaners.structure.indicators.model import Indicator
from cleaners.structure.indicators.vocabulary import VOCABULARY, Term

__all__ = ["VOCABULARY", "Indicator", "Term", "indicators"]
