"""Minimal PDF and DOCX files, written by hand: true first bytes, the same bytes each time, readable text."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from xml.sax.saxutils import escape

from crawler.sample.portal_model import File

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MEDIA_TYPES = {"pdf": PDF, "docx": DOCX}
_LINE, _LINES = 36, 42  # characters a line, lines a page
_EPOCH = (2026, 1, 1, 0, 0, 0)  # zip entries carry a time; a fixed one keeps the bytes the same


@cache
def write_file(file: File) -> tuple[bytes, str]:
    """The bytes of the file and its media type."""
    return _WRITERS[file.form](file.paragraphs), _MEDIA_TYPES[file.form]


def zipped(parts: dict[str, str]) -> bytes:
    """A ZIP file of these texts, by their paths."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text)
    return stream.getvalue()


def _docx(paragraphs: tuple[str, ...]) -> bytes:
    text = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in paragraphs)
    kind = "http://schemas.openxmlformats.org"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{kind}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCX}.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{kind}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{kind}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{kind}/wordprocessingml/2006/main">'
        f"<w:body>{text}</w:body></w:document>",
    }
    return zipped({name: head + xml for name, xml in parts.items()})


def _pdf(paragraphs: tuple[str, ...]) -> bytes:
    """A PDF whose text is UCS-2 in a font that viewers substitute.

    No /ToUnicode: pdfminer would apply it to glyph numbers, and all readers know this predefined encoding.
    """
    lines = [line[n : n + _LINE] for line in paragraphs for n in range(0, max(len(line), 1), _LINE)]
    sheets = [lines[n : n + _LINES] for n in range(0, max(len(lines), 1), _LINES)]
    first = 6  # objects 1-5: catalogue, pages, font, descendant font, font descriptor
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(sheets)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
        b" /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for number, sheet in enumerate(sheets):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            + f" /Contents {first + 2 * number + 1} 0 R >>".encode()
        )
        shown = "".join(f"<{line.encode('utf-16-be').hex().upper()}> Tj T*\n" for line in sheet)
        objects.append(_stream(f"BT /F1 12 Tf 18 TL 72 780 Td\n{shown}ET"))
    return _assembled(objects)


def _stream(text: str) -> bytes:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream".encode()


def _assembled(objects: list[bytes]) -> bytes:
    """The objects with header, cross-reference table and trailer."""
    out, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


_WRITERS = {"pdf": _pdf, "docx": _docx}
