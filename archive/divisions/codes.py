"""Division codes inside other identifiers: 网站标识码 and 索引号."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.divisions.table import Divisions

_SITE = re.compile(r"(\d{6})\d{4}")
_CENTRAL = re.compile(r"bm\d{8}", re.I)
_CREDIT = re.compile(r"([0-9A-HJ-NPQRTUWXY]{2}(\d{6})[0-9A-HJ-NPQRTUWXY]{10})(?![0-9A-Z])", re.I)
_SHORT = re.compile(r"(\d{6})\d{3,4}(?!\d)")
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: no I O Z S V
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGAN_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714


@dataclass(frozen=True, slots=True)
class CodeFound:
    """What an identifier says: *code* is None where it names no division that the table knows."""

    code: str | None
    note: str


def read_site_code(text: str | None, divisions: Divisions) -> CodeFound | None:
    """Return the division in a SiteIDCode (first six of ten digits); None if none is given."""
    value = (text or "").strip()
    if not value:
        return None
    if _CENTRAL.fullmatch(value):
        return CodeFound(None, f"site_id_code {value}: a central or vertical body, no division")
    found = _SITE.fullmatch(value)
    if not found:
        return CodeFound(None, f"site_id_code {value!r}: not ten digits, ignored")
    return _known(found[1], f"site_id_code {value}", divisions)


def read_index_number(text: str | None, divisions: Divisions) -> CodeFound | None:
    """Return the division in an 索引号: of a credit code, or of 9 to 10 digits that are no organisation code.

    None if none is given.  A credit code with a wrong check character still tells its division; the note says so.
    """
    value = (text or "").strip()
    if not value:
        return None
    if credit := _CREDIT.match(value):
        doubt = "" if credit_code_is_valid(credit[1]) else " (its check character is wrong)"
        return _known(credit[2], f"index_number {value}{doubt}", divisions)
    head = value.split("/")[0]
    short = _SHORT.fullmatch(head)
    if short and not organisation_code_is_valid(head):
        return _known(short[1], f"index_number {value}", divisions)
    return CodeFound(None, f"index_number {value}: names no division")


def credit_code_is_valid(code: str) -> bool:
    """Check the last character of a unified social credit code (GB 32100).

    >>> credit_code_is_valid("11500230008689762A"), credit_code_is_valid("113708120042347000")
    (True, False)
    """
    values = [_SIGNS.find(sign) for sign in code.upper()]
    if len(values) != 18 or -1 in values:
        return False
    total = sum(value * weight for value, weight in zip(values[:17], _CREDIT_WEIGHTS, strict=True))
    return (31 - total % 31) % 31 == values[17]


def organisation_code_is_valid(code: str) -> bool:
    """Check the ninth digit of an organisation code (GB 11714), which names no division.

    >>> organisation_code_is_valid("002482277"), organisation_code_is_valid("620702103")
    (True, False)
    """
    if not re.fullmatch("[0-9]{9}", code):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(code[:8], _ORGAN_WEIGHTS, strict=True))
    return (11 - total % 11) % 11 == int(code[8])


def _known(code: str, what: str, divisions: Divisions) -> CodeFound:
    row = divisions.by_code(code)
    if row is None:
        return CodeFound(None, f"{what}: {code} is not in the table")
    return CodeFound(code, f"{what}: {code} {row.name}")
