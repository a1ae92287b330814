"""Doubts of figures that do not go with the report of the year before, of the same organ.

1. ``differs``: this report states a figure of the year before, and that year's report another one;
2. ``stated``: the sentence compares (较上年的40件, 比上年增长30%, 同比下降30%), and what it says of the year before is
   not what that year's report says;
3. ``leap``: ten times the year before, or a tenth.

Evidence, and no proof: either report may be wrong, and so may our reading.  Nothing is stored.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Literal

from archive.rows import rows

LOWERED_BY = 0.2  # of the confidence of a figure in doubt, as by a contradiction within one report

MOST_FIGURES = 500  # the cost grows with their square; the richest of the seeds has 40 (chosen)

_NUMBER = r"(?P<number>\d{1,9}(?:\.\d{1,4})?)"
_BEFORE = r"[较比与同](?:上一?年度?|去年|(?P<year>20\d\d)年度?)(?:全年|同期)?的?"
_COUNTED = "件次|件|宗|起|人次|场次|家次|次|份|场|期|名|人|条|项|个|家|卷"
_VALUE = re.compile(rf"{_BEFORE}{_NUMBER}(?:{_COUNTED}|%|％)")
_RATE = re.compile(
    rf"(?:{_BEFORE}(?:相比)?[，,]?|同比)(?:大幅|明显)?(?P<sign>增长|上升|增加|提高|增幅|下降|减少|降低|降幅)[了为约达]?{_NUMBER}(?P<of>[%％]|(?:{_COUNTED})(?!百分点))"
)
# What may stand between a figure and what it is compared with; another noun is what is compared then.
_BETWEEN = re.compile(
    rf"^(?:{_COUNTED})?(?:案件|数量|总数|总量|数|同比|增长|上升|增加|下降|减少|降低|有所|大幅|明显|均|[，,；;、（(])"
    r"{0,9}$"
)
_ROUNDED = 0.02  # of a rate as printed: what is left when 30.4 % is printed as 30 %, and a case more or less (chosen)
_FALLS = ("下降", "减少", "降低", "降幅")

_PAIRS = """
    SELECT f.*, i.sentence, i.span_end - i.sentence_start AS behind, i.unit IS '%' AS is_rate
    FROM figures_over_years f JOIN indicators i ON i.document = f.document AND i.ordinal = f.ordinal
    WHERE f.document = ? ORDER BY f.ordinal, f.other
"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure of a report that does not go with what the report *other*, of the year before, states."""

    ordinal: int
    kind: Literal["differs", "stated", "leap"]
    other: str
    other_value: float  # that the other report states
    other_year: int
    said: float | None = None  # what this report says of the year before


def doubts(db: sqlite3.Connection, document: str) -> list[Doubt]:
    """Return the doubts of the figures of *document*, at most one a figure, in the order of the figures.

    None of a text with more than MOST_FIGURES: no report of an organ has so many.
    """
    (number,) = db.execute("SELECT count(*) FROM indicators WHERE document = ?", [document]).fetchone()
    if number > MOST_FIGURES:
        return []
    found: dict[int, Doubt] = {}
    for row in rows(db, _PAIRS, [document]):
        grounds = (row["ordinal"], row["other"], row["other_value"], row["other_year"])
        if (doubt := _doubt(row, *grounds)) is not None:
            found.setdefault(row["ordinal"], doubt)
    return list(found.values())


def _doubt(row: dict[str, object], ordinal: int, other: str, value: float, year: int) -> Doubt | None:
    if row["doubt"] == "differs":
        return Doubt(ordinal, "differs", other, value, year, float(str(row["value"])))
    if row["year"] == year:
        return None
    said = stated_before(str(row["sentence"])[int(str(row["behind"])) :], float(str(row["value"])), year)
    if said is not None and not row["is_rate"]:
        amount, slack = said
        return Doubt(ordinal, "stated", other, value, year, amount) if abs(amount - value) > slack else None
    return Doubt(ordinal, "leap", other, value, year) if row["doubt"] == "leap" else None


def stated_before(behind: str, value: float, year: int) -> tuple[float, float] | None:
    """Return what the words *behind* a figure of *value* say of *year*, the one before, and how much it may be off.

    None if they compare nothing, or something behind another figure.

    >>> stated_before("，较上年的40件增加12件", 52, 2023), stated_before("，比上年增长30%", 52, 2023)
    ((40.0, 0.5), (40.0, 1.8))
    >>> stated_before("，同比下降50%", 20, 2023)
    (40.0, 1.8)
    """
    for pattern in (_VALUE, _RATE):
        found = pattern.search(behind)
        if found is None or not _BETWEEN.match(behind[: found.start()]):
            continue
        if found["year"] and int(found["year"]) != year:
            continue
        number = float(found["number"])
        if pattern is _VALUE:
            return number, 0.5
        if found["of"] not in "%％":
            return value + (number if found["sign"] in _FALLS else -number), 0.5
        change = 1 - number / 100 if found["sign"] in _FALLS else 1 + number / 100
        return (round(value / change, 1), round(value / change * _ROUNDED + 1, 1)) if change > 0 else None
    return None
