"""Names of indicators on our pages: in Chinese by their labels, in English by what they count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from cleaners.structure.indicators import Term


def indicator_terms() -> Mapping[str, Term]:
    """Return the vocabulary of indicators by id, in its order."""
    from cleaners.structure.indicators import VOCABULARY  # 0.1 s of patterns, which most pages do not need

    return VOCABULARY


def indicator_name(indicator: str, language: Literal["zh", "en"]) -> str:
    """Return what *indicator* counts; an id that this version does not know comes back as it is."""
    term = indicator_terms().get(indicator)
    if term is None:
        return indicator
    return term.description.removesuffix(".") if language == "en" else term.label
