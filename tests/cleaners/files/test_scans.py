"""Pages as pictures, and paragraphs out of what a recognition saw."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cleaners.files import BrokenFile
from cleaners.files.layout.scans import picture_of_page, read_recognised
from tests.cleaners.files.builders import pdf_pages, scanned_pdf

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
FULL = "全年办理行政复议案件办结率百分之百"  # 17 characters of 50 dots


def table(*lines: tuple[int, int, str]) -> str:
    """What tesseract writes of a page of 1000 x 1400 dots: lines at x, y, their words parted by blanks."""
    rows = [HEAD, "1\t1\t0\t0\t0\t0\t0\t0\t1000\t1400\t-1\t"]
    for number, (x, y, text) in enumerate(lines, 1):
        rows.append(f"4\t1\t1\t1\t{number}\t0\t{x}\t{y}\t800\t50\t-1\t")
        for word in text.split(" "):
            width = sum(50 if ord(char) > 255 else 25 for char in word)
            rows.append(f"5\t1\t1\t1\t{number}\t1\t{x}\t{y}\t{width}\t50\t90\t{word}")
            x += width + (25 if word.isascii() else 0)
    return "\n".join(rows) + "\n"


def test_words_of_a_line_are_joined_and_lines_make_paragraphs() -> None:
    page = table(
        (75, 200, "全年 办理 行政 复议 案件 办结率 百分之"),
        (75, 280, FULL),
        (75, 360, "受 教育。"),
        (75, 520, "二、 下一步"),
    )
    assert read_recognised([page]).text == f"全年办理行政复议案件办结率百分之{FULL}受教育。\n二、下一步"


def test_latin_words_stay_apart() -> None:
    assert read_recognised([table((75, 200, "推进 WTO rules 审查"))]).text == "推进WTO rules审查"


def test_page_numbers_are_left_out_and_paragraphs_go_on_over_the_page() -> None:
    lines = [(75, 200 + 80 * n, FULL) for n in range(9)]
    pages = [table(*lines, (480, 1350, f"- {number} -")) for number in (1, 2)]
    assert read_recognised(pages).text == FULL * 18


def test_the_confidence_is_that_of_the_characters() -> None:
    page = table((75, 200, "法治 政府建设年报"))
    assert read_recognised([page]).confidence == 90
    assert read_recognised([page.replace("\t90\t法治", "\t50\t法治")]).confidence == 80
    assert read_recognised([table()]) == read_recognised([])


def test_a_page_is_drawn_at_300_dots_an_inch_and_a_huge_one_smaller() -> None:
    assert picture_of_page(scanned_pdf(), 1).startswith(b"P5\n2479 3508\n255\n")
    huge = pdf_pages([b""]).replace(b"[0 0 595 842]", b"[0 0 14400 14400]".ljust(13))
    head = picture_of_page(huge, 1).split(b"\n", 2)[1].split()
    assert int(head[0]) * int(head[1]) <= 30_010_000


@pytest.mark.parametrize("body", [b"%PDF-1.4 nothing", pdf_pages([b""])])
def test_a_page_that_is_not_there_cannot_be_drawn(body: bytes) -> None:
    with pytest.raises(BrokenFile):
        picture_of_page(body, 2)


def test_the_process_writes_a_picture_or_says_why_not() -> None:
    command = [sys.executable, "-m", "cleaners.files", "--picture-of-page"]
    drawn = subprocess.run([*command, "2"], input=scanned_pdf(2), capture_output=True, check=True)
    assert drawn.stdout == picture_of_page(scanned_pdf(2), 2)
    none = subprocess.run([*command, "3"], input=scanned_pdf(2), capture_output=True, check=False)
    assert (none.returncode, none.stdout) == (1, b"")
    assert none.stderr.startswith(b"page 3: ")
