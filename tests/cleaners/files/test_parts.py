"""A bad page, sheet, slide or member costs itself: what stands before and behind it is read, and a problem names it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from cleaners.files import BeyondLimits, BrokenFile, Limits, read_file
from cleaners.files.attempts import Attempts
from cleaners.files.errors import FileCrash, TookTooLong
from cleaners.files.parts import OutOfTime, Parts
from tests.cleaners.files import hostile
from tests.cleaners.files.builders import docx, ofd, ofd_text, paragraph, pdf_line, pdf_pages, xlsx, zipped
from tests.cleaners.files.hostile import GOOD_LINE
from tests.cpu_limit import cpu_limit

ROOT = Path(__file__).parents[3]
OTHER_LINE = "全年组织执法培训九场次。"
BOTH = f"{GOOD_LINE}\n{OTHER_LINE}"


def in_process(body: bytes, *options: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "cleaners.files", *options]
    done = subprocess.run(command, input=body, capture_output=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, b"")
    return dict(json.loads(done.stdout))


def told(body: bytes) -> list[tuple[str, str]]:
    return [(problem.kind, problem.detail) for problem in read_file(body).problems]


def without_page(body: bytes, number: int) -> bytes:
    """A PDF file one of whose pages is no page."""
    kids = body[body.index(b"/Kids [") + 7 :].partition(b"]")[0].split(b" 0 R")
    key = kids[number - 1].strip()
    return body.replace(b"%s 0 obj\n<< /Type /Page " % key, b"%s 0 obj\n<< /Type /Pags " % key)


class Late:
    """A watch whose time is up as soon as the named part begins."""

    def __init__(self, name: str, *, is_all: bool = False) -> None:
        self.name, self.is_all = name, is_all

    def begins(self, path: str) -> None:
        if path.rpartition("/")[2].startswith(self.name):
            raise OutOfTime(7, is_all=self.is_all)

    def ends(self, path: str) -> None:
        pass


THREE = {
    "page 2": lambda: pdf_pages([pdf_line(text, 80, 700) for text in (GOOD_LINE, "慢", OTHER_LINE)]),
    "sheet 2": lambda: xlsx({name: hostile.words(text) for name, text in (("甲", GOOD_LINE), ("乙", "慢"), ("丙", OTHER_LINE))}),
    "slide 2": lambda: zipped(
        {"ppt/presentation.xml": "<p/>"}
        | {f"ppt/slides/slide{n}.xml": f"<s><p><t>{text}</t></p></s>" for n, text in ((1, GOOD_LINE), (2, "慢"), (3, OTHER_LINE))}
    ),
}  # fmt: skip
OFD = ofd([ofd_text(text, 30, 40) for text in (GOOD_LINE, "慢", OTHER_LINE)])


@pytest.mark.parametrize("name", THREE)
def test_a_part_that_takes_too_long_is_left_out_and_named(name: str) -> None:
    file = read_file(THREE[name](), parts=Parts(watch=Late(name)))
    assert file.text == BOTH
    [problem] = file.problems
    assert problem.kind == "left_out"
    assert name in problem.detail
    assert "7 s of processor time" in problem.detail


def test_a_page_of_ofd_that_takes_too_long_is_left_out_and_named() -> None:
    file = read_file(OFD, parts=Parts(watch=Late("page 2")))
    assert file.text == BOTH
    assert [problem.kind for problem in file.problems] == ["left_out"]


def test_a_member_that_takes_too_long_is_left_out_and_the_next_is_read() -> None:
    body = zipped({"a.txt": GOOD_LINE, "b.txt": "慢", "c.txt": OTHER_LINE})
    file = read_file(body, parts=Parts(watch=Late("2 ")))
    assert [member.file.text if member.file else None for member in file.members] == [GOOD_LINE, None, OTHER_LINE]
    assert [problem.kind for problem in file.members[1].problems] == ["left_out"]


def test_a_page_in_a_member_is_left_out_alone() -> None:
    body = zipped({"a.pdf": THREE["page 2"](), "b.txt": GOOD_LINE})
    file = read_file(body, parts=Parts(watch=Late("page 2")))
    assert [member.file.text for member in file.members if member.file] == [BOTH, GOOD_LINE]


def test_when_the_time_of_the_whole_file_is_up_what_was_read_is_kept() -> None:
    file = read_file(THREE["page 2"](), parts=Parts(watch=Late("page 2", is_all=True)))
    assert file.text == GOOD_LINE
    assert [problem.kind for problem in file.problems] == ["left_out", "cut_off"]


def test_a_page_that_cannot_be_loaded_costs_itself() -> None:
    file = read_file(without_page(THREE["page 2"](), 2))
    assert file.text == BOTH
    assert [problem.kind for problem in file.problems] == ["left_out"]
    assert "page 2" in file.problems[0].detail


def test_a_file_none_of_whose_pages_can_be_loaded_is_broken() -> None:
    with pytest.raises(BrokenFile, match="page 1"):
        read_file(without_page(pdf_pages([pdf_line(GOOD_LINE, 80, 700)]), 1))


def test_a_sheet_beyond_the_limits_costs_itself() -> None:
    body = xlsx({"甲": hostile.words(GOOD_LINE), "乙": "<row/>" * 2_000, "丙": hostile.words(OTHER_LINE)})
    file = read_file(body, limits=Limits(xml_elements=1_000))
    assert file.text == BOTH
    assert "sheet 2 乙" in file.problems[0].detail


def test_a_sheet_that_is_not_there_costs_itself() -> None:
    body = xlsx({"甲": hostile.words(GOOD_LINE), "乙": ""}).replace(b"worksheets/sheet2.xml", b"worksheets/sheet3.xml")
    assert read_file(body).text == GOOD_LINE


def test_a_slide_that_is_no_xml_costs_itself() -> None:
    slides = {"1": f"<s><p><t>{GOOD_LINE}</t></p></s>", "2": "<s><p>", "3": f"<s><p><t>{OTHER_LINE}</t></p></s>"}
    body = zipped({"ppt/presentation.xml": "<p/>"} | {f"ppt/slides/slide{n}.xml": slide for n, slide in slides.items()})
    assert read_file(body).text == BOTH


def test_a_page_of_ofd_that_is_too_deep_costs_itself() -> None:
    file = read_file(hostile.broken_ofd_page())
    assert file.text == BOTH
    assert "page 2" in file.problems[0].detail


def test_characters_beyond_the_limit_of_a_page_cost_no_other_page() -> None:
    file = read_file(hostile.long_meaning_of_a_code())
    assert OTHER_LINE in file.text
    assert "not all of page 2" in file.problems[0].detail


def test_a_library_that_dies_on_a_page_costs_that_page() -> None:
    file = in_process(hostile.form_in_itself(), "--memory-mb", "300")
    assert file["text"] == BOTH
    [problem] = file["problems"]
    assert problem["kind"] == "left_out"
    assert "page 2" in problem["detail"]


def test_a_library_that_dies_on_a_page_of_a_member_costs_that_page() -> None:
    body = zipped({"甲/一.pdf": hostile.form_in_itself(), "二.txt": GOOD_LINE})
    file = in_process(body, "--memory-mb", "300")
    assert [member["file"]["text"] for member in file["members"]] == [BOTH, GOOD_LINE]


def _looping(parts: Parts) -> bytes:
    """Read three parts, of which the second never ends and cannot be interrupted, as in a library."""

    def endless() -> str:
        while True:
            try:
                while True:
                    pass
            except OutOfTime:
                pass

    for name, read in (("a", lambda: "A"), ("b", endless), ("c", lambda: "C")):
        parts.read(name, read)
    return f"{parts.done} {parts.left_out[0].path} {parts.left_out[0].why}".encode()


def test_a_part_that_cannot_be_interrupted_is_left_out_by_the_next_process() -> None:
    read, path, why = Attempts(_looping, 1).answer().decode().split(" ", 2)
    assert (read, path) == ("2", "b")
    assert "of processor time" in why


def test_parts_that_kill_again_and_again_leave_what_was_read_before_them() -> None:
    def dying(parts: Parts) -> bytes:
        for number in range(20):
            parts.read(str(number), lambda number=number: os._exit(3) if number > 1 else None)
        return f"{parts.done} {len(parts.left_out)}".encode()

    assert Attempts(dying, 10).answer() == b"2 18"


def test_a_process_that_dies_of_the_file_itself_is_a_problem() -> None:
    with pytest.raises(FileCrash, match="exit code 3"):
        Attempts(lambda parts: os._exit(3), 5).answer()


def test_time_that_passes_without_work_is_not_counted() -> None:
    def waiting(parts: Parts) -> bytes:
        time.sleep(1.2)
        return b"read"

    assert Attempts(waiting, 0.2).answer() == b"read"


def test_a_file_that_takes_all_its_time_before_anything_is_read_took_too_long() -> None:
    def working(parts: Parts) -> bytes:
        while True:
            pass

    with pytest.raises((TookTooLong, FileCrash)):
        Attempts(working, 0.2).answer()


def test_an_answer_that_has_no_end_is_not_taken() -> None:
    with pytest.raises(BeyondLimits):
        Attempts(lambda parts: bytes(50 << 20), 5).answer()


@pytest.mark.parametrize(
    "make",
    [
        lambda: hostile.pages_around(hostile.ticked_page()),
        lambda: hostile.pages_around(hostile.small_grids()),
        lambda: hostile.pages_around(hostile.rings_around_text()),
        lambda: hostile.far_cells(50_000),
        hostile.nested_slide_paragraphs,
        hostile.deep_rtf,
    ],
    ids=["grid and ticks", "small grids", "rings", "far cells", "nested paragraphs", "deep groups"],
)
def test_work_stays_within_bounds(make: Any) -> None:
    body = make()
    with cpu_limit(8):  # 0.2-1 s; before it was bounded 14 s to minutes
        read_file(body)


def test_rules_that_make_too_much_work_leave_the_text_and_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaners.files.layout.ruled_tables._MOST_WORK", 100)
    body = pdf_pages([hostile.GOOD, hostile.small_grids(4)])
    file = read_file(body)
    assert file.text.startswith(GOOD_LINE)
    assert file.text.count("治") == 90_000
    assert [problem.kind for problem in file.problems] == ["left_out"]
    assert "tables of page 2" in file.problems[0].detail


def test_far_cells_keep_their_row_and_stand_nearer() -> None:
    body = xlsx(
        {
            "甲": '<row><c t="str" r="A1"><v>年</v></c><c t="str" r="D1"><v>件</v></c><c t="str" r="XFD1"><v>远</v></c></row>'
        }
    )
    [row] = read_file(body).paragraphs
    assert row.startswith("年\t\t\t件\t")
    assert row.endswith("\t远")
    assert len(row) < 1_000


@pytest.mark.parametrize(
    "make",
    [
        lambda: hostile.long_sheet_names(3),
        lambda: hostile.many_parts_taken_in(20_000),
        lambda: hostile.long_member_names(100),
    ],
    ids=["sheet names", "parts taken in", "member names"],
)
def test_what_is_said_of_a_file_is_bounded(make: Any) -> None:
    assert len(json.dumps(in_process(make()))) < 2_000_000


def test_paragraphs_of_a_hundred_thousand_lines_are_joined_in_one_go() -> None:
    from cleaners.files.layout.glyphs import Line, Page
    from cleaners.files.layout.paragraphs import make_paragraphs

    rows = tuple(Line("法" * 40, 10, 400, 20.0 + 10 * n, 10, 10) for n in range(100_000))
    with cpu_limit(20):
        [text] = make_paragraphs([Page(410, 1_000_100, rows)])
    assert len(text) == 4_000_000


def test_a_document_that_runs_out_of_time_keeps_what_was_read() -> None:
    body = docx(paragraph(GOOD_LINE) + '<w:altChunk r:id="x" xmlns:r="r"/>' + paragraph(OTHER_LINE))
    file = read_file(body, parts=Parts(watch=Late("part", is_all=True)))
    assert GOOD_LINE in file.text
