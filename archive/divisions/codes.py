"""Division codes inside other identifiers: 网站标识码 and 索引号."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.divisions.table import Divisions
from cleaners.metadata.index_number import division_in

_SITE = re.compile(r"(\d{6})\d{4}")
_CENTRAL = re.compile(r"bm\d{8}", re.I)


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
    """Return the division in an 索引号, as division_in() of the cleaners finds it; None if no number is given.

    A credit code with a wrong check character still tells its division; the note says so.
    """
    value = (text or "").strip()
    if not value:
        return None
    found = division_in(value, or_bare=True)
    if found is None:
        return CodeFound(None, f"index_number {value}: names no division")
    doubt = " (its check character is wrong)" if found[1].endswith("wrong") else ""
    return _known(found[0], f"index_number {value}{doubt}", divisions)


def _known(code: str, what: str, divisions: Divisions) -> CodeFound:
    row = divisions.by_code(code)
    if row is None:
        return CodeFound(None, f"{what}: {code} is not in the table")
    return CodeFound(code, f"{what}: {code} {row.name}")
