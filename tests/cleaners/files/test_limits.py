"""Bombs: each is refused or cut off at its limit."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from cleaners.errors import CleanError
from cleaners.files import BeyondLimits, Limits, read_file
from tests.cleaners.files.builders import docx, ofd, ofd_text, paragraph, pdf_line, pdf_pages, xlsx, zipped

DATA = Path(__file__).parent / "data"
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]><d>&b;</d>'


def kinds(body: bytes, **limits: int) -> list[str]:
    return [problem.kind for problem in read_file(body, limits=Limits(**limits)).problems]


def test_a_body_beyond_the_limit_is_not_looked_at() -> None:
    with pytest.raises(BeyondLimits, match="body_bytes"):
        read_file(b"a" * 101, limits=Limits(body_bytes=100))


def test_a_member_that_unpacks_to_more_than_allowed_is_refused() -> None:
    bomb = docx("", {"word/styles.xml": b" " * 5_000_000})
    assert len(bomb) < 10_000
    with pytest.raises(BeyondLimits, match="unpacked_bytes"):
        read_file(bomb, limits=Limits(unpacked_bytes=1_000_000))


def test_stated_sizes_are_not_believed() -> None:
    bomb = bytearray(docx("", {"word/styles.xml": b" " * 5_000_000}))
    at = bomb.rfind(b"PK\x01\x02")
    bomb[at + 24 : at + 28] = struct.pack("<I", 10)
    with pytest.raises(BeyondLimits, match="unpacked_bytes"):
        read_file(bytes(bomb), limits=Limits(unpacked_bytes=1_000_000))


def test_the_members_of_a_zip_share_one_account() -> None:
    file = read_file(zipped({f"{n}.txt": b"a" * 400_000 for n in range(5)}), limits=Limits(unpacked_bytes=1_000_000))
    assert [member.size_bytes for member in file.members] == [400_000, 400_000, None]
    assert [problem.kind for problem in file.problems] == ["member", "cut_off"]


def test_ten_thousand_members_are_refused() -> None:
    with pytest.raises(BeyondLimits, match="10000 members"):
        read_file(zipped({f"{n}.txt": b"" for n in range(10_000)}))


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml", "word/styles.xml"])
def test_entities_are_refused_wherever_they_stand(part: str) -> None:
    with pytest.raises(BeyondLimits, match="document type"):
        read_file(docx("", {part: LAUGHS}))


def test_entities_in_utf16_are_refused_too() -> None:
    with pytest.raises(BeyondLimits, match="document type"):
        read_file(docx("", {"word/document.xml": LAUGHS.encode("utf-16")}))


def test_external_entities_are_refused() -> None:
    with pytest.raises(BeyondLimits, match="document type"):
        read_file(docx("", {"word/document.xml": '<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>'}))


def test_xml_nested_too_deep_is_refused() -> None:
    with pytest.raises(BeyondLimits, match="201 deep"):
        read_file(docx("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000))


def test_the_deepest_nesting_allowed_is_read() -> None:
    depth = 190
    assert read_file(docx("<w:sdt>" * depth + paragraph("底") + "</w:sdt>" * depth)).text == "底"


def test_too_many_elements_are_refused() -> None:
    with pytest.raises(BeyondLimits, match="elements"):
        read_file(docx("<w:p/>" * 2_000), limits=Limits(xml_elements=1_000))


def test_text_beyond_the_limit_is_cut_off_and_the_rest_kept() -> None:
    file = read_file(docx(paragraph("法治") * 100), limits=Limits(characters=50))
    assert len(file.text) == 50
    assert [problem.kind for problem in file.problems] == ["cut_off"]


def test_one_shared_string_in_many_cells_does_not_multiply() -> None:
    cells = '<c t="s"><v>0</v></c>' * 5_000
    file = read_file(xlsx({"a": f"<row>{cells}</row>" * 20}, ["法" * 30_000]), limits=Limits(characters=100_000))
    assert len(file.text) == 100_000
    assert [problem.kind for problem in file.problems] == ["cut_off"]


def test_pages_beyond_the_limit_are_not_read() -> None:
    page = pdf_line("一页", 80, 700)
    assert kinds(pdf_pages([page] * 5), pages=3) == ["cut_off"]
    assert kinds(pdf_pages([page] * 3), pages=3) == []
    assert kinds(ofd([ofd_text("一页", 30, 40)] * 5), pages=3) == ["cut_off"]
    assert kinds(ofd([ofd_text("一页", 30, 40)] * 3), pages=3) == []


def test_characters_of_a_pdf_beyond_the_limit_are_not_read() -> None:
    file = read_file(pdf_pages([pdf_line("法治政府" * 5, 80, 700)] * 3), limits=Limits(characters=30))
    assert len(file.text.replace("\n", "")) <= 30
    assert "cut_off" in [problem.kind for problem in file.problems]


def test_a_repeat_count_in_ofd_does_not_multiply() -> None:
    assert read_file(ofd([ofd_text("法治", 30, 40, delta="g 999999999 5 g 999999999 5")])).text == "法治"


def test_a_ring_of_sectors_ends() -> None:
    body = bytearray((DATA / "figures.xls").read_bytes())
    table = 512 * (1 + struct.unpack_from("<I", body, 60)[0])  # of the small sectors, in which the workbook lies
    body[table : table + 4] = struct.pack("<I", 0)
    with pytest.raises(CleanError):
        read_file(bytes(body))
