"""Values of cells as a workbook shows them: dates and per cents are numbers with a format."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)])  # ECMA-376 18.8.30, for China
_BUILT_IN = {9: "0%", 10: "0.00%"}
_LITERAL = re.compile(r'"[^"]{0,255}"|\\.|_.|\*.|\[(?!h{1,9}\]|m{1,9}\]|s{1,9}\])[^\]]{0,255}\]', re.IGNORECASE)
_LAST_DAY = 2_958_465  # 9999-12-31
_WHOLE = 1e15  # above this a double has no units


def is_date_format(number: int, code: str | None) -> bool:
    """Whether the format with this number, or with this code of its own, shows a date or a time."""
    if code is None:
        return number in _DATE_FORMATS
    shown = _LITERAL.sub("", code.partition(";")[0]).lower()
    return any(letter in shown for letter in "ymdhs年月日") and "general" not in shown


def shown(value: float, number: int = 0, code: str | None = None, since_1904: bool = False) -> str:
    """*value* as the format shows it: ISO dates, per cents, else up to 15 digits."""
    if is_date_format(number, code):
        return _date(value + 1462 * since_1904)
    pattern = _LITERAL.sub("", (_BUILT_IN.get(number, "") if code is None else code).partition(";")[0])
    if pattern.rstrip().endswith("%"):
        decimals = len(re.findall(r"[0#?]", pattern.partition(".")[2]))
        return f"{value * 100:.{min(decimals, 9)}f}%"
    if value == int(value) if abs(value) < _WHOLE else False:
        return str(int(value))
    return f"{value:.15g}"


def _date(value: float) -> str:
    """The date of the serial number *value*; below one day it is a time alone."""
    if not 0 <= value <= _LAST_DAY:
        return f"{value:.15g}"
    moment = datetime(1899, 12, 30) + timedelta(seconds=round(value * 86_400))
    if value < 1:
        return moment.strftime("%H:%M:%S")
    return moment.strftime("%Y-%m-%d" if value == int(value) else "%Y-%m-%d %H:%M:%S")
