"""Signature (落款): the organ and the date under a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleaners.patterns.dates import SIGNED_DAY, read_signed_day
from cleaners.patterns.line_starts import is_heading
from cleaners.patterns.organ_endings import SIGNING_END

_DATE_LINE = re.compile(rf"^\s*(?P<organ>[\u4e00-\u9fff（）()·、\s]{{0,40}}?)\s*(?P<day>{SIGNED_DAY})\s*$")
_TOP_HEADING = re.compile(r"^[一二三四五六七八九十]{1,3}\s?、")  # another document follows
_MAX_LINES_AFTER = 12  # that may follow a signature: (此件公开发布), 抄送, names of annexes (chosen)


@dataclass(frozen=True, slots=True)
class Signature:
    """The organ as printed, the day it signed on, and the index of the date line."""

    organ: str | None
    signed_on: str
    line: int


def read_signature(lines: Sequence[str]) -> Signature | None:
    """The signature block at the end of *lines*; in the middle organ and date only end a cover letter."""
    for i in range(len(lines) - 1, max(-1, len(lines) - 1 - _MAX_LINES_AFTER), -1):
        if _TOP_HEADING.match(lines[i]):
            return None
        found = _DATE_LINE.match(lines[i]) if len(lines[i]) < 80 else None
        if found and (day := read_signed_day(found["day"])):
            organ = found["organ"].strip() or _organ_above(lines, i)
            return Signature(organ, day, i) if organ is None or SIGNING_END.search(organ) else None
    return None


def _organ_above(lines: Sequence[str], date_line: int) -> str | None:
    """The organ line or lines right above the date, joint organs parted by a blank."""
    organs: list[str] = []
    for line in reversed(lines[max(0, date_line - 3) : date_line]):
        name = re.sub(r"\s+", "", line)
        if (
            len(name) > 40
            or is_heading(line)
            or not SIGNING_END.search(name)
            or any(mark in name for mark in "。，；：:,;")
        ):
            break
        organs.insert(0, line.strip())
    return " ".join(organs) or None
