"""Each format gives the text that was put into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaners.files import EncryptedFile, read_file

DATA = Path(__file__).parent / "data"
REPORT = (DATA / "report.txt").read_text("utf-8").splitlines()
FIGURES = (DATA / "figures.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", ["report.docx", "report.doc", "report.pdf"])
def test_each_format_gives_the_same_paragraphs_and_rows(name: str) -> None:
    file = read_file((DATA / name).read_bytes(), name=name)
    assert file.kind == name.partition(".")[2]
    assert file.paragraphs == REPORT
    assert file.problems == ()
    assert not file.needs_ocr


@pytest.mark.parametrize("name", ["figures.xlsx", "figures.xls"])
def test_workbooks_show_dates_and_per_cents_and_hide_hidden_sheets(name: str) -> None:
    file = read_file((DATA / name).read_bytes(), name=name)
    assert file.paragraphs == FIGURES
    assert file.sheets == ("执法",)
    assert file.problems == ()


def test_a_pdf_counts_its_pages() -> None:
    assert read_file((DATA / "report.pdf").read_bytes()).pages == 2


def test_a_wps_file_is_read_by_its_streams_and_not_by_its_name() -> None:
    file = read_file((DATA / "report.doc").read_bytes(), name="报告.wps", media_type="application/octet-stream")
    assert (file.kind, file.problems) == ("doc", ())
    assert file.paragraphs == REPORT


def test_a_pdf_under_a_password_says_so() -> None:
    with pytest.raises(EncryptedFile, match="password"):
        read_file((DATA / "locked.pdf").read_bytes())
