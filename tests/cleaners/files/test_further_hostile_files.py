"""Hostile files invented after the bounds were set, with the answers written first: each costs itself, within bounds."""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cleaners.files.builders import docx, ofd, ofd_text, paragraph, pdf_line, pdf_pages, stream, xlsx, zipped
from tests.cleaners.files.hostile import DATA, GOOD, GOOD_LINE, pages_around, words

ROOT = Path(__file__).parents[3]
OTHER = "全年组织执法培训九场次。"
Answer = dict[str, Any]


def kinds(file: Answer) -> set[str]:
    return {one["kind"] for one in file["problems"]}


def holds_both(file: Answer) -> bool:
    return GOOD_LINE in file["text"] and OTHER in file["text"]


def _ring_of_pages() -> bytes:
    body = pdf_pages([GOOD, pdf_line(OTHER, 80, 700)])
    return body.replace(b"/Kids [6 0 R 8 0 R]", b"/Kids [6 0 R 2 0 R 8 0 R]")


def _chain_of_filters() -> bytes:
    data = b" " * (300 << 20)
    for _ in range(4):
        data = zlib.compress(data, 9)
    raw = b"<< /Length %d /Filter [/FlateDecode /FlateDecode /FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (
        len(data),
        data,
    )
    body = pages_around(b"BT ET")
    return body.replace(stream(b"BT ET"), raw)


def _huge_image() -> bytes:
    image = stream(
        b"\0" * 1000,
        b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 16",
    )
    return pages_around(b"q 595 0 0 842 0 0 cm /Im1 Do Q", [image], b"/XObject << /Im1 6 0 R >>")


def _type3_in_itself() -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 7 0 R >> "
        b"/Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [1] /Resources << /Font << /F2 6 0 R >> >> >>"
    )
    show = stream(b"1 0 d0 BT /F2 1 Tf (aaaa) Tj ET")
    return pages_around(b"BT /F2 9 Tf 80 700 Td (aaaa) Tj ET", [font, show], b"/Font << /F1 3 0 R /F2 6 0 R >>")


def _same_name_twice() -> bytes:
    body = zipped({"a.txt": GOOD_LINE, "b.txt": OTHER})
    return body.replace(b"b.txt", b"a.txt")


def _encrypted_member() -> bytes:
    body = bytearray(zipped({"a.txt": GOOD_LINE, "b.txt": "锁", "c.txt": OTHER}))
    at = [match.start() for match in re.finditer(b"PK\x01\x02", bytes(body))][1]
    body[at + 8] |= 1
    return bytes(body)


def _flipped_doc() -> bytes:
    body, dice = bytearray((DATA / "report.doc").read_bytes()), random.Random(7)
    for _ in range(400):
        body[dice.randrange(512, len(body))] = dice.randrange(256)
    return bytes(body)


def _nested_mhtml() -> bytes:
    parts = "".join(f"Content-Type: multipart/related; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(1_000))
    return ("MIME-Version: 1.0\r\n" + parts + f"Content-Type: text/html\r\n\r\n<p>{GOOD_LINE}</p>").encode()


STYLES = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 500}"/></w:style>' for n in range(500))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="x" '
    'TargetMode="External" Target="file:///etc/passwd"/></Relationships>'
)
CASES: dict[str, tuple[Callable[[], bytes], Callable[[Answer], bool]]] = {
    "PDF, the pages hold themselves": (_ring_of_pages, holds_both),
    "PDF, four filters one in another": (_chain_of_filters, holds_both),
    "PDF, an image of 60,000 x 60,000 dots": (_huge_image, holds_both),
    "PDF, a font that writes itself": (_type3_in_itself, holds_both),
    "PDF, a page with places beyond all numbers": (
        lambda: pages_around(b"BT /F1 1e38 Tf 1e38 1e38 -1e38 1e38 1e38 -1e38 Tm <6CD56CD5> Tj ET 1e38 0 m -1e38 1e38 l S"),
        holds_both,
    ),
    "PDF, a page that saves its state 1,000,000 times": (lambda: pages_around(b"q " * 1_000_000), holds_both),
    "PDF, an array 100,000 deep": (lambda: pages_around(b"[" * 100_000 + b" TJ"), holds_both),
    "PDF, 3,000 pages": (
        lambda: pdf_pages([GOOD] * 3_000),
        lambda file: "cut_off" in kinds(file) and GOOD_LINE in file["text"] and file["pages"] == 3_000,
    ),
    "PDF, 40 slow pages": (
        lambda: pdf_pages([GOOD, *[b"0 0 m 9 9 l S " * 150_000] * 40]),
        lambda file: GOOD_LINE in file["text"],
    ),
    "XLSX, strings that are not there": (
        lambda: xlsx({"甲": '<row><c t="s"><v>999999</v></c></row>' + words(GOOD_LINE)}),
        lambda file: file["text"] == GOOD_LINE,
    ),
    "XLSX, one sheet listed 3,000 times": (
        lambda: _one_sheet_often(),
        lambda file: "cut_off" in kinds(file) and file["text"].count(GOOD_LINE) == 1_000,
    ),
    "XLSX, numbers beyond all dates": (
        lambda: xlsx({"甲": '<row><c s="1"><v>1e308</v></c><c s="1"><v>-99999999999</v></c></row>' + words(GOOD_LINE)}),
        lambda file: GOOD_LINE in file["text"],
    ),
    "XLSX, 60,000 cells in one place": (
        lambda: xlsx({"甲": "<row>" + '<c r="A1" t="str"><v>件</v></c>' * 60_000 + "</row>"}),
        lambda file: file["text"].count("件") == 60_000,
    ),
    "DOCX, styles in a ring": (
        lambda: docx(paragraph(GOOD_LINE, '<w:pStyle w:val="s0"/>') * 3_000, {"word/styles.xml": f"<w:styles {W}>{STYLES}</w:styles>"}),
        lambda file: file["text"].count(GOOD_LINE) == 3_000,
    ),
    "DOCX, 300,000 tabs": (
        lambda: docx("<w:p><w:r>" + "<w:tab/>" * 300_000 + f"<w:t>{GOOD_LINE}</w:t></w:r></w:p>"),
        lambda file: file["text"] == GOOD_LINE,
    ),
    "DOCX, a part outside of the file": (
        lambda: docx(paragraph(GOOD_LINE) + '<w:altChunk r:id="x" xmlns:r="r"/>', {"word/_rels/document.xml.rels": RELATIONS}),
        lambda file: file["text"] == GOOD_LINE and kinds(file) == {"no_reader"},
    ),
    "DOCX, an inclusion of another file": (
        lambda: docx(paragraph(GOOD_LINE) + '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="file:///etc/passwd"/>'),
        lambda file: file["text"] == GOOD_LINE,
    ),
    "ZIP, two members of one name": (_same_name_twice, lambda file: holds_both({"text": str(file["members"])})),
    "ZIP, a locked member": (
        _encrypted_member,
        lambda file: holds_both({"text": str(file["members"])}) and "member" in kinds(file),
    ),
    "ZIP, a PDF that kills its reader": (
        lambda: zipped({"a.txt": GOOD_LINE, "b.pdf": _type3_in_itself(), "c.txt": OTHER}),
        lambda file: holds_both({"text": str(file["members"])}),
    ),
    "RTF, binary data that has no end": (
        lambda: rb"{\rtf1 first line\par \bin9999999999 " + b"x" * 1000,
        lambda file: file["text"] == "first line",
    ),
    "RTF, 300,000 halves of pairs": (
        lambda: rb"{\rtf1 first line\par " + rb"\u-10000?" * 300_000 + b"}",
        lambda file: file["text"].startswith("first line"),
    ),
    "OFD, steps that repeat steps": (
        lambda: ofd([ofd_text(GOOD_LINE, 30, 40), ofd_text("法治", 30, 40, delta="g 1 " * 500_000), ofd_text(OTHER, 30, 40)]),
        holds_both,
    ),
    "TXT, one line of 60 MB": (
        lambda: "法".encode() * 20_000_000,
        lambda file: len(file["text"]) == 2_000_000 and "cut_off" in kinds(file),
    ),
    "DOC, 400 bytes changed": (_flipped_doc, lambda file: bool(file["text"] or file["problems"])),
    "MHTML, 1,000 deep": (_nested_mhtml, lambda file: bool(file["text"] or file["problems"])),
}  # fmt: skip


def _one_sheet_often() -> bytes:
    parts = zipfile.ZipFile(io.BytesIO(xlsx({f"甲{n}": words(GOOD_LINE) if not n else "" for n in range(3_000)})))
    named = {
        name: parts.read(name) for name in parts.namelist() if "/sheet" not in name or name.endswith("/sheet1.xml")
    }
    relations = re.sub(rb"sheet\d+\.xml", b"sheet1.xml", named["xl/_rels/workbook.xml.rels"])
    return zipped({**named, "xl/_rels/workbook.xml.rels": relations})


@pytest.mark.parametrize("name", CASES)
def test_it_costs_itself_and_what_is_well_is_read(name: str) -> None:
    make, expected = CASES[name]
    command = [sys.executable, "-m", "cleaners.files", "--cpu-seconds=30"]
    done = subprocess.run(command, input=make(), capture_output=True, cwd=ROOT)
    assert done.returncode == 0
    assert len(done.stdout) < 32 << 20
    file = json.loads(done.stdout)
    assert expected(file), (file["text"][:300], file["problems"])
