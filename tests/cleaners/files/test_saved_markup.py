"""Pages behind the name of a Word file, and pages that a DOCX takes in."""

import base64

import pytest

from cleaners.files import read_file
from tests.cleaners.files.builders import docx, paragraph

PAGE = "<html xmlns:w='urn:schemas-microsoft-com:office:word'><head><title>t</title></head><body><p>一、主要成效。</p><p>二、问题。</p></body></html>"
MHTML = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset="gb2312"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(PAGE.encode("gbk")) + b"\r\n--x--\r\n"
)
RELATIONS = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='rA' Type='aFChunk' Target='{}'/></Relationships>"
CHUNK = "<w:altChunk xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' r:id='rA'/>"


@pytest.mark.parametrize("body", [PAGE.encode(), PAGE.encode("gbk"), MHTML])
def test_a_page_that_an_office_program_saved_as_its_file_is_read(body: bytes) -> None:
    assert read_file(body, name="年报.doc").paragraphs == ["一、主要成效。", "二、问题。"]


def test_another_page_in_place_of_a_file_is_none() -> None:
    file = read_file(b"<html><body>login</body></html>", name="a.doc")
    assert [problem.kind for problem in file.problems] == ["page_for_file"]


@pytest.mark.parametrize(("target", "part"), [("a.html", PAGE.encode()), ("/word/a.mht", MHTML)])
def test_a_page_taken_into_a_docx_stands_where_it_was_taken_in(target: str, part: bytes) -> None:
    name = f"word/{target.rpartition('/')[2]}"
    parts = {"word/_rels/document.xml.rels": RELATIONS.format(target), name: part}
    file = read_file(docx(paragraph("前") + CHUNK + paragraph("后"), parts))
    assert file.paragraphs == ["前", "一、主要成效。", "二、问题。", "后"]


def test_a_part_of_another_kind_is_told() -> None:
    file = read_file(docx(paragraph("前") + CHUNK))
    assert file.text == "前"
    assert [problem.kind for problem in file.problems] == ["no_reader"]
