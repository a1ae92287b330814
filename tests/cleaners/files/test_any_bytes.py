"""Whatever the bytes: a FileText or a CleanError, within the limits."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners.errors import CleanError
from cleaners.files import FILE_PROBLEM_KINDS, FileText, Limits, read_file
from tests.cleaners.files.builders import gbk_zip, ofd, ofd_lines, pdf_line, pdf_pages, scanned_pdf

DATA = Path(__file__).parent / "data"
SMALL = Limits(unpacked_bytes=4 << 20, xml_elements=50_000, pages=20, characters=50_000)
GOOD = {
    **{path.name: path.read_bytes() for path in sorted(DATA.iterdir())},
    "page.ofd": ofd(ofd_lines(["一、工作情况", "全年办理行政复议案件3件，办结率100%。" * 4])),
    "lines.pdf": pdf_pages([pdf_line("法治政府", 80, 700), pdf_line("建设", 80, 700)]),
    "scan.pdf": scanned_pdf(),
    "files.zip": gbk_zip({"附件/一.doc": (DATA / "report.doc").read_bytes(), "../x.txt": b"x"}),
}


def check(body: bytes, name: str | None = None) -> None:
    try:
        file = read_file(body, name=name, limits=SMALL)
    except CleanError:
        return
    assert isinstance(file, FileText)
    texts = [file.text, *(member.file.text for member in file.members if member.file)]
    assert sum(map(len, texts)) <= SMALL.characters
    for text in texts:
        text.encode()  # no half characters
        assert "\0" not in text
        assert all(line.strip() for line in text.split("\n")) or not text
    assert {problem.kind for problem in file.problems} <= set(FILE_PROBLEM_KINDS)
    assert file.text or file.members or file.problems


@pytest.mark.parametrize("name", GOOD)
def test_good_files_pass_the_check_itself(name: str) -> None:
    check(GOOD[name], name)


@settings(max_examples=200)
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_truncated_files(name: str, data: st.DataObject) -> None:
    body = GOOD[name]
    check(body[: data.draw(st.integers(0, len(body)))], name)


@settings(max_examples=400)
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_flipped_bits(name: str, data: st.DataObject) -> None:
    body = bytearray(GOOD[name])
    for at in data.draw(st.lists(st.integers(0, len(body) * 8 - 1), min_size=1, max_size=8)):
        body[at // 8] ^= 1 << at % 8
    check(bytes(body), name)


MAGIC = (
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<html>",
    b"\xff\xfe",
    b"{\\rtf",
)


@settings(max_examples=200)
@given(st.sampled_from(MAGIC), st.binary(max_size=2_000), st.sampled_from((None, "a.doc", "a.xlsx", "a.txt")))
def test_any_bytes(magic: bytes, body: bytes, name: str | None) -> None:
    check(magic + body, name)


@pytest.mark.parametrize(
    ("package", "name"), [("pypdfium2.raw", "report.pdf"), ("olefile", "report.doc"), ("xlrd", "figures.xls")]
)
def test_a_missing_package_is_a_problem_that_names_the_extra(
    package: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    file = read_file(GOOD[name])
    assert file.text == ""
    assert [problem.kind for problem in file.problems] == ["no_reader"]
    assert "fazhi[attachments]" in file.problems[0].detail
