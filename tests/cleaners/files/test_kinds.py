"""What a file is, by its bytes; and what is wrong about that."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.errors import EmptyBody
from cleaners.files import EncryptedFile, read_file, sniff
from tests.cleaners.files.builders import compound, docx, ofd, pdf_pages, xlsx, zipped

DATA = Path(__file__).parent / "data"
KINDS = {
    "pdf": pdf_pages([b""]),
    "docx": docx(""),
    "xlsx": xlsx({"a": ""}),
    "pptx": zipped({"ppt/presentation.xml": "<p/>"}),
    "ofd": ofd([""]),
    "odf": zipped({"mimetype": "x", "META-INF/manifest.xml": "<m/>"}),
    "zip": zipped({"a.txt": "a"}),
    "doc": compound("WordDocument", "1Table"),
    "xls": compound("Workbook"),
    "ppt": compound("PowerPoint Document"),
    "encrypted": compound("EncryptionInfo", "EncryptedPackage"),
    "rar": b"Rar!\x1a\x07\x01\x00rest",
    "7z": b"7z\xbc\xaf\x27\x1c\x00\x04",
    "gzip": b"\x1f\x8b\x08\x00",
    "rtf": b"{\\rtf1\\ansi}",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "png": b"\x89PNG\r\n\x1a\n\x00",
    "gif": b"GIF89a\x01\x00",
    "tiff": b"II*\x00\x08\x00",
    "bmp": b"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36",
    "webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "video": b"\x00\x00\x00\x18ftypmp42",
    "html": b"\xef\xbb\xbf <!-- x --><!DOCTYPE html><p>",
    "mhtml": b"From: <Saved>\r\nMIME-Version: 1.0\r\n",
    "xml": b'<?xml version="1.0"?><a/>',
    "txt": "关于法治政府建设".encode("gb18030"),
    "unknown": b"\x00\x01\x02\x03" * 30,
}


@pytest.mark.parametrize("kind", KINDS)
def test_first_bytes_and_inner_names_tell_the_kind(kind: str) -> None:
    assert sniff(KINDS[kind]).kind == kind


@pytest.mark.parametrize(
    ("kind", "name"), [("doc", "a.WPS"), ("xls", "a.et"), ("jpeg", "a.PNG"), ("encrypted", "a.docx")]
)
def test_endings_that_fit_are_no_problem(kind: str, name: str) -> None:
    assert sniff(KINDS[kind], name).problems == ()


def test_bytes_that_contradict_the_ending_are_read_as_what_they_are() -> None:
    found = sniff(KINDS["docx"], "年报.doc")
    assert found.kind == "docx"
    assert [problem.kind for problem in found.problems] == ["wrong_type"]
    assert "ending .doc" in found.problems[0].detail


def test_the_ending_outweighs_the_media_type() -> None:
    assert sniff(KINDS["ofd"], "a.ofd", "application/msword").problems == ()
    assert [p.kind for p in sniff(KINDS["ofd"], "download", "application/msword; x=1").problems] == ["wrong_type"]


def test_a_cut_off_docx_is_still_known_as_one() -> None:
    whole = (DATA / "report.docx").read_bytes()
    assert sniff(whole[: len(whole) * 2 // 3]).kind == "docx"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body>请输入验证码</body></html>", "captcha"),
        ("<html><form>用户登录</form></html>", "login"),
        ("<!doctype html>链接已失效", "expired"),
        ("<html><body>欢迎</body></html>", "web page"),
    ],
)
def test_a_web_page_instead_of_a_file_is_a_problem_with_its_likely_reason(page: str, reason: str) -> None:
    file = read_file(page.encode(), name="报告.pdf", media_type="application/pdf")
    assert (file.kind, file.text) == ("html", "")
    assert [problem.kind for problem in file.problems] == ["page_for_file"]
    assert reason in file.problems[0].detail


def test_a_web_page_that_was_promised_goes_to_the_page_cleaner() -> None:
    file = read_file(b"<html><p>text</p></html>", name="a.html")
    assert [problem.kind for problem in file.problems] == ["no_reader"]
    assert "clean_page" in file.problems[0].detail


def test_a_page_saved_by_an_office_program_is_no_login() -> None:
    page = b'<html xmlns:w="urn:schemas-microsoft-com:office:word"><body>x</body></html>'
    assert [problem.kind for problem in sniff(page, "a.doc").problems] == ["wrong_type"]


@pytest.mark.parametrize("kind", ["rar", "7z", "gzip", "ppt", "odf", "video", "unknown"])
def test_kinds_without_a_reader_are_reported_and_not_opened(kind: str) -> None:
    file = read_file(KINDS[kind])
    assert (file.kind, file.text) == (kind, "")
    assert [problem.kind for problem in file.problems] == ["no_reader"]


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff"])
def test_pictures_need_ocr(kind: str) -> None:
    file = read_file(KINDS[kind])
    assert file.needs_ocr
    assert [problem.kind for problem in file.problems] == ["needs_ocr"]


def test_an_office_file_under_a_password_says_so() -> None:
    with pytest.raises(EncryptedFile, match="password"):
        read_file(KINDS["encrypted"], name="a.docx")


@pytest.mark.parametrize("body", [b"", b" \r\n", b"\xef\xbb\xbf\n", b"\0" * 100])
def test_an_empty_body_is_no_file(body: bytes) -> None:
    with pytest.raises(EmptyBody):
        read_file(body)


@given(
    st.binary(max_size=300),
    st.text(max_size=10),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", compound("Book")[:700]]),
)
def test_any_bytes_have_a_kind(body: bytes, name: str, magic: bytes) -> None:
    assert sniff(magic + body, name).kind
