"""Names of organs and portals against divisions, levels and kinds that were written down before any was resolved.

`names_of_organs.tsv`: *made* is ``before`` for the names by which the rules were mended, ``after`` for those that were
written when they stood; "-" stands for nothing: no portal, no division that anything tells, no rank, a kind not asked.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from archive.divisions import Divisions, Resolution, resolve
from cleaners.patterns.organ_endings import ZONE_END

TABLE = Path(__file__).with_name("names_of_organs.tsv")
ROUNDS = Path(__file__).with_name("names_in_rounds.tsv")
Row = dict[str, str]
PRECISION, RECALL, WHOLE = 0.99, 0.97, 0.97


def names(made: str) -> list[tuple[Row, Resolution]]:
    rows = csv.DictReader(TABLE.read_text("utf-8").splitlines(), delimiter="\t")
    return [(row, _resolved(row)) for row in rows if row["made"] == made]


def _resolved(row: Row) -> Resolution:
    return resolve(row["name"], portal_division=_or_none(row["portal"]), year=int(row["year"]))


def _or_none(cell: str) -> str | None:
    return None if cell == "-" else cell


@pytest.mark.parametrize("made", ["before", "after"])
def test_divisions_of_names_are_right_or_left_open(made: str) -> None:
    codes = [(_or_none(row["code"]), found.division_code, row["name"]) for row, found in names(made)]
    right = sum(told is not None and told == expected for expected, told, _ in codes)
    wrong = [name for expected, told, name in codes if expected != told]
    assert right / sum(told is not None for _, told, _ in codes) >= PRECISION, wrong
    assert right / sum(expected is not None for expected, _, _ in codes) >= RECALL, wrong


@pytest.mark.parametrize("made", ["before", "after"])
def test_levels_and_kinds_of_names_are_right(made: str) -> None:
    told = names(made)
    wrong = [
        row["name"]
        for row, found in told
        if found.admin_level != _or_none(row["level"]) or row["kind"] not in ("-", *found.organ_types)
    ]
    assert 1 - len(wrong) / len(told) >= WHOLE, wrong


def test_a_name_that_is_left_open_says_why() -> None:
    assert all(found.evidence for made in ("before", "after") for _, found in names(made) if not found.division_code)


def test_divisions_of_names_in_five_rounds_are_right_or_left_open() -> None:
    """`names_in_rounds.tsv`: each round was labelled after what the one before it showed was mended."""
    rows = list(csv.DictReader(ROUNDS.read_text("utf-8").splitlines(), delimiter="\t"))
    codes = [(_or_none(row["code"]), _resolved(row).division_code, row["name"]) for row in rows]
    right = sum(told is not None and told == expected for expected, told, _ in codes)
    wrong = [name for expected, told, name in codes if expected != told]
    assert right / sum(told is not None for _, told, _ in codes) >= PRECISION, wrong
    assert right / sum(expected is not None for expected, _, _ in codes) >= PRECISION, wrong


def test_no_division_but_the_youngest_ends_like_a_zone() -> None:
    named = {row.name for row in Divisions.load() if ZONE_END.search(row.name)}
    assert named == {"两江新区"}  # a district since 2025
