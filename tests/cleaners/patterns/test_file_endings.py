"""File endings, and who follows the table."""

import re
from typing import get_args

import pytest

from cleaners.files import DOCUMENTS, Kind, sniff
from cleaners.metadata.attachments import is_file
from cleaners.patterns.file_endings import ENDINGS, endings
from cleaners.problem_kinds import ProblemKind


def test_every_kind_of_the_table_is_one_that_is_told_by_bytes() -> None:
    assert {kind for row in ENDINGS.values() for kind in row.kinds} <= set(get_args(Kind))
    assert {"pdf", "docx", "ofd", "zip"} <= DOCUMENTS
    assert not DOCUMENTS & {"encrypted", "txt", "jpeg", "html"}


def test_uses_are_told_apart() -> None:
    assert re.fullmatch(endings("document"), "wps")
    assert not re.fullmatch(endings("document"), "zip")
    assert not re.fullmatch(endings("document", "package"), "html")


@pytest.mark.parametrize(
    ("ending", "is_one"), [("ofd", True), ("rar", True), ("dps", True), ("txt", True), ("html", False), ("jpg", False)]
)
def test_an_address_leads_to_a_file_by_its_ending(ending: str, is_one: bool) -> None:
    assert is_file(f"/zwgk/1.{ending}") is is_one
    assert is_file(f"/zwgk/1.{ending.upper()}?id=1") is is_one


def test_bytes_are_compared_with_what_the_ending_announces() -> None:
    assert [problem.kind for problem in sniff(b"%PDF-1.7", "report.docx").problems] == [ProblemKind.WRONG_TYPE]
    assert not sniff(b"%PDF-1.7", "report.ceb").problems  # nothing is known of what a CEB file begins with
