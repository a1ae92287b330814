"""A report as it is compared with another: its text read, its kind, organ and year, and whether two agree in these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from archive.identity import comparable
from archive.text.simplified import simplified_words
from archive.twins.misreadings import (
    do_figures_prove,
    is_a_scan,
    is_misread_name,
    is_misread_year,
    is_slip_of_reading,
)
from archive.twins.organ_names import are_one_organ, head_of_title, organ_of_title
from archive.twins.report_features import Reading
from cleaners.article import Kind
from cleaners.metadata.report import kind_of_text

_LABEL = re.compile(
    r"^\s{0,9}[【\[〔［(（][^】\]〕］)）]{1,12}[】\]〕］)）]"
)  # 【部门】, [转载]: of the site, no part of a name
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
        return _folded(_LABEL.sub("", self.title or ""))

    @cached_property
    def organ_named(self) -> str | None:
        """The organ that the title names, else the one that was given; folded."""
        return organ_of_title(self.title_folded) or _folded(self.organ) or None

    @cached_property
    def year_named(self) -> int | None:
        """The year that the title names, else the one that was given."""
        match = _YEAR.search(self.title_folded)
        return int(match[0]) if match else self.year

    @property
    def organ_or_head(self) -> str | None:
        """The organ, else what stands in the title before its year, where organs stand in titles that are misread."""
        return self.organ_named or head_of_title(self.title_folded)


def are_of_two_years(a: Report, b: Report) -> bool:
    """Whether titles, or else what is known besides, name two years."""
    return bool(a.year_named and b.year_named and a.year_named != b.year_named)


def are_of_one_organ_and_year(a: Report, b: Report) -> bool:
    """Whether year and organ of both are known and agree; an organ may have a long and a short name."""
    one, other = a.organ_named, b.organ_named
    is_one_year = a.year_named is not None and a.year_named == b.year_named
    return is_one_year and one is not None and other is not None and are_one_organ(one, other)


def is_a_scan_of_it(a: Report, b: Report) -> bool:
    """Whether names and years that differ are misread: by a character, in a misread text of the same figures."""
    one, other = a.organ_or_head, b.organ_or_head
    is_one_organ = bool(one and other and are_one_organ(one, other))
    if one and other and not is_one_organ and not is_misread_name(one, other):
        return False
    years = (a.year_named or 0, b.year_named or 0)
    if are_of_two_years(a, b) and not is_misread_year(*years):
        return False
    is_slip = is_one_organ and is_slip_of_reading(*years, a.reading, b.reading)
    return (is_slip or do_figures_prove(a.reading, b.reading)) and is_a_scan(a.reading, b.reading)


def _folded(text: str | None) -> str:
    return comparable(simplified_words(text)) if text else ""
