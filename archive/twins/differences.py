"""Differences that make two reports of texts that overlap: kinds, years, figures, organs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from archive.twins.compared_report import Report, are_of_one_organ_and_year, are_of_two_years, is_a_scan_of_it
from archive.twins.minhash import SHORTEST_CHARS
from archive.twins.misreadings import are_misread_years, compared_figures, do_figures_prove, is_a_scan
from archive.twins.organ_names import are_one_organ, organ_of_title, swapped_name, with_short_name
from archive.twins.report_features import Reading
from cleaners.article import Kind

# Measured on the pairs of benchmarks/pairs.py; docs/benchmarks.md has the figures.
_MIN_YEARS_SHARE = 0.65  # of the mentions of years in the text with fewer of them that the other has, too
_MIN_FIGURES_SHARE = 0.75  # of the figures beside the same words that agree
_CORRECTED_FIGURES = 3  # so many may differ between two states of one report
_MIN_YEARS = 2  # mentions that a text must have to be judged by them
_MIN_SCANNED_FIGURES_SHARE = 0.5  # digits are misread too; of a copy with other figures one in ten agrees by chance

_APART: frozenset[Kind] = frozenset(("collection", "periodic_report", "interpretation"))  # never one with another kind
SAME_TEXT_OTHER_ORGAN = "same text, other organ"


def difference(a: Report, b: Report, is_scanned: bool, *, is_typo: bool) -> str | None:
    """Why texts that overlap are two reports; None if they are not.

    *is_typo* tells that the texts are near enough for the year of one title to be a slip of the pen, if the years in
    the texts agree.
    """
    short, long = sorted((a, b), key=lambda report: (len(report.reading.folded), report.reading.folded))
    if _are_apart(a.kind, b.kind):
        return f"kinds {both(a.kind, b.kind)}"
    is_typo = is_typo and _years_agree(short.reading.years, long.reading.years)
    if are_of_two_years(a, b) and not is_typo and not is_a_scan_of_it(a, b):
        return f"years {both(a.year_named, b.year_named)}"
    if _years_differ(short.reading.years, long.reading.years) and not _are_years_misread(
        short.reading, long.reading, is_scanned
    ):
        return "other years all through the text"
    if _figures_differ(
        short.reading.figures, long.reading.figures, _MIN_SCANNED_FIGURES_SHARE if is_scanned else _MIN_FIGURES_SHARE
    ):
        return "other figures"
    if len(short.reading.folded) < SHORTEST_CHARS and not are_of_one_organ_and_year(a, b):
        return "too short to tell"
    if swapped := swapped_name(
        *(with_short_name(each.reading.folded, short.organ_named, long.organ_named) for each in (short, long))
    ):
        return f"organ {both(*swapped)}"
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


def _are_years_misread(short: Reading, long: Reading, is_scanned: bool) -> bool:
    return are_misread_years(short, long) and (is_scanned or (do_figures_prove(short, long) and is_a_scan(short, long)))


def _years_agree(short: Counter[str], long: Counter[str]) -> bool:
    return min(short.total(), long.total()) >= _MIN_YEARS and not _years_differ(short, long)


def _years_differ(short: Counter[str], long: Counter[str]) -> bool:
    if short.total() < _MIN_YEARS or long.total() < _MIN_YEARS:
        return False
    return (short & long).total() < _MIN_YEARS_SHARE * min(short.total(), long.total())


def _figures_differ(short: Mapping[str, Counter[str]], long: Mapping[str, Counter[str]], least: float) -> bool:
    """Whether the texts say other figures in the same words, oftener than a correction would."""
    agreeing, differing = compared_figures(short, long)
    return differing > _CORRECTED_FIGURES and agreeing < least * (agreeing + differing)


def both(one: object, other: object) -> str:
    """The two in an order that does not depend on which came first."""
    return " / ".join(sorted((str(one), str(other))))
