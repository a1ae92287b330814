"""Bytes to text: what the bytes bear out goes before what header and page declare."""

from __future__ import annotations

import codecs
import gzip
import json
from encodings import aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners import EmptyBody, NotText
from cleaners.parsing.decode import decode_body
from cleaners.parsing.encoding_labels import CODECS, codec_of

PROSE = "朱镕镇人民政府关于2024年度法治政府建设情况的报告，坚持依法行政。" * 400
NO_LABELS = {
    "undefined",
    "idna",
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "utf-7",
    "mbcs",
    "oem",
    "palmos",
    "none",
}
SHORT = "朱镕镇人民政府法治政府建设情况报告"


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", "utf-8", "big5", "iso-8859-1", "no-such-charset"])
@pytest.mark.parametrize("sent", ["gb18030", "utf-8"])
def test_bytes_decide_whatever_is_declared(declared: str, sent: str) -> None:
    page = f'<meta charset="{declared}"><p>{PROSE}</p>'
    assert decode_body(page.encode(sent), {"Content-Type": f"text/html; charset={declared}"}).text == page


def test_gb2312_means_gb18030() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>{SHORT}</p>'
    assert decode_body(page.encode("gb18030")).text == page


def test_header_is_used_where_the_page_declares_nothing() -> None:
    page = "<p>臺北市政府法規</p>"
    decoded = decode_body(page.encode("big5"), {"content-type": "text/html; charset=Big5"})
    assert decoded.text == page


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_decides_and_is_dropped(mark: str) -> None:
    page = f'<meta charset="gbk"><p>{SHORT}</p>'
    assert decode_body(page.encode(mark)).text == page


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark_is_recognised(encoding: str) -> None:
    page = f"<html><body><p>{SHORT}</p></body></html>" + " " * 200
    assert decode_body(page.encode(encoding)).text == page


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_character_cut_off_at_the_end_is_dropped(encoding: str) -> None:
    body = f"<p>{PROSE}".encode(encoding)
    decoded = decode_body(body[:-1])
    assert decoded.text == f"<p>{PROSE}"[:-1]
    assert decoded.replaced == 0


def test_bytes_that_fit_nowhere_are_counted() -> None:
    decoded = decode_body(f"<p>{PROSE}".encode() + b"\xff\xfe\xff" + b"<p>ok</p>")
    assert decoded.encoding == "utf-8"
    assert decoded.replaced == 3
    assert decoded.text.endswith("<p>ok</p>")


@pytest.mark.parametrize("body", [b"", b" \r\n\t ", b"\xef\xbb\xbf\n", b"\0\0"])
def test_blanks_raise_empty_body(body: bytes) -> None:
    with pytest.raises(EmptyBody, match="expected a page"):
        decode_body(body)


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7 \xe2\xe3\xcf\xd3",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"Rar!\x1a\x07\x00",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"GIF89a\x01\x00",
        gzip.compress(b"<p>text</p>", mtime=0),
        json.dumps({"data": {"results": [{"title": "报告", "content": "<p>x</p>"}]}}).encode(),
        json.dumps([{"title": "报告"}], ensure_ascii=False).encode("gb18030"),
        b'jQuery123({"total": 1, "rows": []})',
        b'<?xml version="1.0"?><RESULT><REC><TITLE>x</TITLE></REC></RESULT>',
        bytes(range(256)) * 40,
    ],
)
def test_files_and_api_answers_raise_not_text(body: bytes) -> None:
    with pytest.raises(NotText, match=r"^found .*, expected .*; "):
        decode_body(body)


def test_xhtml_with_an_xml_declaration_is_a_page() -> None:
    page = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "x"><html><body><p>报告</p></body></html>'
    assert decode_body(page.encode()).text == page


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=40, max_size=200))
def test_chinese_text_round_trips_in_utf8_and_gb18030(text: str) -> None:
    page = f'<html><meta charset="gb2312"><p>法治政府建设的年度报告，是在有人民{text}</p>'
    assert decode_body(page.encode("gb18030")).text == page
    assert decode_body(page.replace("gb2312", "utf-8").encode()).text == page.replace("gb2312", "utf-8")


def test_hz_is_read_and_a_tilde_with_a_brace_is_none() -> None:
    assert decode_body("法治政府建设".encode("hz")).text == "法治政府建设"
    assert decode_body(b"<p>a ~{ b ~} c</p>").text == "<p>a ~{ b ~} c</p>"


@pytest.mark.parametrize("label", sorted(set(aliases.aliases.values()) | set(aliases.aliases) | NO_LABELS))
@pytest.mark.parametrize("place", ["header", "page"])
def test_no_name_of_a_codec_that_python_knows_is_an_error_or_spoils_a_page(label: str, place: str) -> None:
    page = f'<meta charset="{label}"><p>{PROSE}</p>' if place == "page" else f"<p>{PROSE}</p>"
    headers = {"Content-Type": f"text/html; charset={label}"} if place == "header" else None
    assert decode_body(page.encode("gb18030"), headers).text == page


def test_every_label_of_the_web_has_a_codec() -> None:
    assert {codecs.lookup(codec).name for codec in CODECS.values()}
    assert codec_of(" GBK\n") == codec_of("gb_2312-80") == "gb18030"
    assert codec_of("replacement") is codec_of("x-user-defined") is codec_of("hz-gb-2312") is None
    assert NO_LABELS.isdisjoint(CODECS)


def test_a_page_that_calls_itself_utf16_and_is_not_is_read_by_its_bytes() -> None:
    page = f'<meta charset="utf-16"><p>{SHORT}</p>'
    assert decode_body(page.encode()).text == decode_body(page.encode("gb18030")).text == page
