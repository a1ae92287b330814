"""Doubts of texts that agree, for a person to decide: other years in titles, other organs."""

from __future__ import annotations

from archive.twins.compared_report import Report, are_of_two_years
from archive.twins.differences import both
from archive.twins.organ_names import are_one_organ, names_itself, swapped_once, with_short_name


def doubt(a: Report, b: Report, *, is_scanned: bool) -> str | None:
    """What a person has to decide of texts that agree; None if nothing."""
    if are_of_two_years(a, b):
        return f"one text under years {both(a.year_named, b.year_named)}"
    one, other = a.organ_named, b.organ_named
    if is_scanned:
        one, other = a.organ_or_head, b.organ_or_head
    if one and other and not are_one_organ(one, other) and not _say_whose_they_are(a, b, one, other):
        return f"one text under organs {both(one, other)}"
    texts = (with_short_name(each.reading.folded, one, other) for each in (a, b))
    if swapped := swapped_once(*texts):
        return f"one text of organs {both(*swapped)}"
    return None


def _say_whose_they_are(a: Report, b: Report, one: str, other: str) -> bool:
    """Whether both texts name one of two organs as their own and neither the other, which has only published it."""
    own = {organ for organ in (one, other) if names_itself(a.reading.folded, organ)}
    return len(own) == 1 and own == {organ for organ in (one, other) if names_itself(b.reading.folded, organ)}
