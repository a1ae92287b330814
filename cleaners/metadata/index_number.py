"""Index numbers (索引号): the division that one encodes; most begin with the credit code of the organ that made it.

``11500230008689762A/2026-00004``  credit code (GB 32100), its digits 3 to 8 are the division: 500230
``620702103/2026-00038``           division and serial number of the department, or the code of the site
``002482277/2025-00065``           an old organisation code (GB 11714): no division
``XM00503-25-00-2026-004``         a local scheme: no division
"""

from __future__ import annotations

import re

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: no I O Z S V
_CREDIT = re.compile(rf"[{_SIGNS}]{{2}}([1-9][0-9]{{5}})[{_SIGNS}]{{10}}(?![0-9A-Z])", re.IGNORECASE | re.ASCII)
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_SERIAL = re.compile(r"([1-9][0-9]{5})[0-9]{3,4}(?=/)")
_BARE_SERIAL = re.compile(r"([1-9][0-9]{5})[0-9]{3,4}(?=/|$)")
_ORGAN_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714


def division_in(number: str, *, or_bare: bool = False) -> tuple[str, str] | None:
    """Return the six digits of the division that an 索引号 encodes and how; None if it encodes none.

    No table is asked whether there is such a division.  A wrong check character is told, not held against the
    digits: one of five seen on portals has one, and its division is right.  *or_bare*: read nine or ten digits also
    where nothing follows them, which may as well be a year and a number; for callers that have a table to ask.

    >>> division_in("11500230008689762A/2026-00004"), division_in("002482277/2025-00065")
    (('500230', 'credit code'), None)
    >>> division_in("620702103"), division_in("620702103", or_bare=True)
    (None, ('620702', 'division and serial number'))
    """
    if credit := _CREDIT.match(number):
        is_valid = credit_code_is_valid(credit[0])
        return credit[1], "credit code" if is_valid else "credit code, its check character is wrong"
    serial = (_BARE_SERIAL if or_bare else _SERIAL).match(number)
    if serial and not organisation_code_is_valid(serial[0]):
        return serial[1], "division and serial number"
    return None


def credit_code_is_valid(code: str) -> bool:
    """Check the last character of a unified social credit code (GB 32100).

    >>> credit_code_is_valid("11500230008689762A"), credit_code_is_valid("113708120042347000")
    (True, False)
    """
    values = [_SIGNS.find(sign) for sign in code.upper()]
    if len(values) != 18 or -1 in values:
        return False
    total = sum(value * weight for value, weight in zip(values[:17], _CREDIT_WEIGHTS, strict=True))
    return -total % 31 == values[17]


def organisation_code_is_valid(code: str) -> bool:
    """Check the ninth digit of an organisation code (GB 11714), which names no division.

    >>> organisation_code_is_valid("002482277"), organisation_code_is_valid("620702103")
    (True, False)
    """
    if not re.fullmatch("[0-9]{9}", code):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(code[:8], _ORGAN_WEIGHTS, strict=True))
    return -total % 11 == int(code[8])
