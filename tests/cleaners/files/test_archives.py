"""ZIP files: members, names, and what is not opened."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from cleaners.files import BrokenFile, Limits, read_file
from cleaners.files.file_text import safe_name
from tests.cleaners.files.builders import docx, gbk_zip, paragraph, zipped

DATA = Path(__file__).parent / "data"
REPORT = (DATA / "report.txt").read_text("utf-8").splitlines()


def test_each_member_is_read_as_a_file_of_its_own() -> None:
    body = zipped(
        {"附件/": "", "附件/一.doc": (DATA / "report.doc").read_bytes(), "附件/二.txt": "说明", "__MACOSX/._x": "x"}
    )
    file = read_file(body, name="附件.zip")
    assert [(member.name, member.file and member.file.kind) for member in file.members] == [
        ("附件/一.doc", "doc"),
        ("附件/二.txt", "txt"),
    ]
    assert file.members[0].file is not None
    assert file.members[0].file.paragraphs == REPORT
    assert (file.text, file.problems) == ("", ())


def test_names_in_gbk_are_read_although_nothing_says_so() -> None:
    file = read_file(gbk_zip({"附件1：统计表.txt": b"1"}))
    assert [member.name for member in file.members] == ["附件1：统计表.txt"]


def test_names_in_utf8_are_read_although_nothing_says_so() -> None:
    plain = zipped({"X" * len("附件.txt".encode()): b"1"}).replace(b"X" * len("附件.txt".encode()), "附件.txt".encode())
    assert [member.name for member in read_file(plain).members] == ["附件.txt"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/x.txt", "etc/x.txt"),
        ("..\\..\\x.txt", "x.txt"),
        ("/abs/x.txt", "abs/x.txt"),
        ("C:\\temp\\x.txt", "temp/x.txt"),
        ("a/./b/../x.txt", "a/b/x.txt"),
        ("a\x00\x1b[31m.txt", "a[31m.txt"),
        ("..", "unnamed"),
        ("年" * 300 + ".txt", "年" * 196 + ".txt"),
    ],
)
def test_names_never_lead_anywhere(name: str, shown: str) -> None:
    assert safe_name(name) == shown


def test_a_zip_in_a_zip_is_not_opened() -> None:
    file = read_file(zipped({"inner.zip": zipped({"a.txt": "a"}), "b.txt": "b"}))
    assert [[problem.kind for problem in member.problems] for member in file.members] == [["no_reader"], []]
    assert [problem.kind for problem in file.problems] == ["member"]


def test_a_broken_member_does_not_spoil_its_neighbours() -> None:
    file = read_file(zipped({"a.docx": docx(paragraph("好"))[:-30], "empty.txt": "", "b.docx": docx(paragraph("好"))}))
    assert [[problem.kind for problem in member.problems] for member in file.members] == [
        ["broken_file"],
        ["no_text"],
        [],
    ]
    assert file.members[2].file is not None
    assert file.members[2].file.text == "好"


def test_an_encrypted_member_says_so() -> None:
    body = bytearray(zipped({"a.txt": "a"}))
    for at in (body.find(b"PK\x03\x04") + 6, body.find(b"PK\x01\x02") + 8):
        body[at] |= 1
    assert [problem.kind for problem in read_file(bytes(body)).members[0].problems] == ["encrypted"]


def test_a_rare_compression_is_reported() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.txt", "a" * 100)
    assert [problem.kind for problem in read_file(stream.getvalue()).members[0].problems] == ["no_reader"]


def test_a_scan_in_a_zip_needs_ocr() -> None:
    assert read_file(zipped({"扫描.jpg": b"\xff\xd8\xff\xe0"})).needs_ocr


def test_junk_before_a_container_does_no_harm() -> None:
    body = docx(paragraph("好"))
    assert read_file(body[:4] + b"junk" + body, name="a.docx").text == "好"


def test_a_member_whose_bytes_changed_is_broken() -> None:
    body = zipped({"a.txt": "a"})
    at = body.find(b"PK\x01\x02") + 16
    changed = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
    assert "checksum" in read_file(changed).members[0].problems[0].detail


def test_an_empty_archive_says_so() -> None:
    assert [problem.kind for problem in read_file(zipped({})).problems] == ["no_text"]


def test_a_cut_off_archive_is_broken() -> None:
    with pytest.raises(BrokenFile, match="cut off"):
        read_file(zipped({"a.txt": "a" * 1000})[:-30])


def test_characters_are_counted_over_all_members() -> None:
    file = read_file(zipped({f"{n}.txt": "法" * 60 for n in range(5)}), limits=Limits(characters=100))
    assert sum(len(member.file.text) for member in file.members if member.file) == 100
    assert "cut_off" in [problem.kind for problem in file.problems]
