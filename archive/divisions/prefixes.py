"""Prefixes of division codes: the digits that tell a place, with which the codes of all that lies in it begin."""

from __future__ import annotations

WIDTHS = (2, 4, 6)  # digits of a province, a city, a county


def prefix_of(code: str) -> str:
    """Return the digits of a code that tell its place: two, four, six, or nine of a town.

    >>> prefix_of("440000"), prefix_of("440100"), prefix_of("440105"), prefix_of("110000")
    ('44', '4401', '440105', '11')
    """
    digits = code.strip()
    if len(digits) > 6 and digits[6:].strip("0"):
        return digits[:9]
    for width in WIDTHS:
        if not digits[width:].strip("0"):
            return digits[:width]
    return digits[:6]


def parent_of(prefix: str) -> str:
    """Return the prefix of the division above; "" above a province.

    >>> parent_of("440105"), parent_of("44")
    ('4401', '')
    """
    return {2: "", 4: prefix[:2], 6: prefix[:4], 9: prefix[:6]}.get(len(prefix), "")
