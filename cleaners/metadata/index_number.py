"""The division that an 索引号 encodes: most begin with the unified social credit code of the organ that made it.

``11500230008689762A/2026-00004``  credit code (GB 32100), its digits 3 to 8 are the division: 500230
``620702103/2026-00038``           division and serial number of the department, or the code of the site
``002482277/2025-00065``           an old organisation code (GB 11714): no division
``XM00503-25-00-2026-004``         a local scheme: no division
"""

from __future__ import annotations

import re

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I O Z S V
_CREDIT = re.compile(rf"[{_SIGNS}]{{2}}([1-9][0-9]{{5}})[{_SIGNS}]{{10}}(?![0-9A-Z])", re.IGNORECASE | re.ASCII)
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_SERIAL = re.compile(r"([1-9][0-9]{5})[0-9]{3,4}(?=/)")
_ORGAN_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def division_in(number: str) -> tuple[str, str] | None:
    """The six digits of the division that *number* encodes and how; None if it encodes none.

    No table is asked whether there is such a division.  A wrong check character is told, not held against the
    digits: one of five seen on portals has one, and its division is right.

    >>> division_in("11500230008689762A/2026-00004"), division_in("002482277/2025-00065")
    (('500230', 'credit code'), None)
    """
    if credit := _CREDIT.match(number):
        is_valid = _check_character(credit[0].upper()) == credit[0][-1].upper()
        return credit[1], "credit code" if is_valid else "credit code, its check character is wrong"
    serial = _SERIAL.match(number)
    if serial and not _is_organisation_code(serial[0]):
        return serial[1], "division and serial number"
    return None


def _check_character(code: str) -> str:
    """What the last of the 18 characters should be (GB 32100)."""
    values = map(_SIGNS.index, code[:17])
    return _SIGNS[-sum(value * weight for value, weight in zip(values, _CREDIT_WEIGHTS, strict=True)) % 31]


def _is_organisation_code(digits: str) -> bool:
    """Whether nine *digits* are an organisation code (GB 11714), which names no division."""
    if len(digits) != 9:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:8], _ORGAN_WEIGHTS, strict=True))
    return -total % 11 == int(digits[8])
