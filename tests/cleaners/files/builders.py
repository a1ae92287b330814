"""Small files of every kind, made of nothing but text: what the tests read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org"
_W = f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main"'
_EPOCH = (2026, 1, 1, 0, 0, 0)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return stream.getvalue()


def gbk_zip(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP file as Chinese programs write it: names in GBK, and nothing that says so."""
    body, directory = b"", b""
    for name, data in parts.items():
        raw = name.encode("gbk")
        sizes = struct.pack("<3I", zlib.crc32(data), len(data), len(data))
        shared = struct.pack("<HHHHH", 20, 0, 0, 0, 0x5A21) + sizes + struct.pack("<HH", len(raw), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + shared + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + raw
        body += b"PK\x03\x04" + shared + raw + data
    end = struct.pack("<4H2IH", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def table(rows: Iterable[Sequence[str | None]], run: str = "") -> str:
    """A ruled table; a cell of None goes on from the cell above."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    lines = "".join(f"<w:tr>{''.join(_cell(one, run) for one in row)}</w:tr>" for row in _marked(rows))
    return f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr>{lines}</w:tbl>"


def _marked(rows: Iterable[Sequence[str | None]]) -> Iterable[list[tuple[str | None, bool]]]:
    """Each cell with whether the one below goes on from it."""
    all_rows = list(rows)
    for row, below in zip(all_rows, [*all_rows[1:], None], strict=True):
        yield [(cell, below is not None and below[n] is None) for n, cell in enumerate(row)]


def _cell(cell: tuple[str | None, bool], run: str) -> str:
    text, goes_on = cell
    merge = "<w:vMerge/>" if text is None else '<w:vMerge w:val="restart"/>' if goes_on else ""
    return f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(text or '', run=run)}</w:tc>"


def docx(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A DOCX file with *body* as the content of its <w:body>."""
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    )
    for part in ("numbering", "styles", "footer", "header"):
        if parts and f"word/{part}.xml" in parts:
            content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{part}+xml"
            types += f'<Override PartName="/word/{part}.xml" ContentType="{content}"/>'
    return zipped(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_OFFICE}/package/2006/content-types">{types}</Types>',
            "_rels/.rels": relationships({"r1": ("officeDocument", "word/document.xml")}),
            "word/document.xml": f'{_HEAD}<w:document {_W} xmlns:r="{_OFFICE}/officeDocument/2006/relationships">'
            f"<w:body>{body}</w:body></w:document>",
            **(parts or {}),
        }
    )


def word_part(name: str, content: str) -> str:
    return f"{_HEAD}<w:{name} {_W}>{content}</w:{name}>"


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    ones = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships">{ones}</Relationships>'


def xlsx(
    sheets: Mapping[str, str], strings: Sequence[str] = (), styles: str = "", states: Mapping[str, str] | None = None
) -> bytes:
    """An XLSX file; the values of *sheets* are the content of <sheetData>."""
    space = f'xmlns="{_OFFICE}/spreadsheetml/2006/main"'
    names = list(sheets)
    entries = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}" state="{(states or {}).get(name, "visible")}"/>'
        for n, name in enumerate(names, 1)
    )
    sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types += f'<Default Extension="xml" ContentType="{sheet_type}.worksheet+xml"/>'
    types += f'<Override PartName="/xl/workbook.xml" ContentType="{sheet_type}.sheet.main+xml"/>'
    for part in ("sharedStrings", "styles"):
        types += f'<Override PartName="/xl/{part}.xml" ContentType="{sheet_type}.{part}+xml"/>'
    shared = "".join(f"<si><t>{escape(one)}</t></si>" for one in strings)
    return zipped(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_OFFICE}/package/2006/content-types">{types}</Types>',
            "_rels/.rels": relationships({"r1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": f'{_HEAD}<workbook {space} xmlns:r="{_OFFICE}/officeDocument/2006/relationships">'
            f"<sheets>{entries}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relationships(
                {f"r{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)}
                | {"rs": ("sharedStrings", "sharedStrings.xml"), "rt": ("styles", "styles.xml")}
            ),
            "xl/sharedStrings.xml": f"{_HEAD}<sst {space}>{shared}</sst>",
            "xl/styles.xml": f"{_HEAD}<styleSheet {space}>{styles}</styleSheet>",
            **{
                f"xl/worksheets/sheet{n}.xml": f"{_HEAD}<worksheet {space}><sheetData>{sheets[name]}</sheetData></worksheet>"
                for n, name in enumerate(names, 1)
            },
        }
    )


def ofd(pages: Iterable[str]) -> bytes:
    """An OFD file; each page is the content of its layer."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    contents = list(pages)
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(contents)))
    return zipped(
        {
            "OFD.xml": f"{_HEAD}<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"{_HEAD}<ofd:Document {space}><ofd:CommonData><ofd:PageArea>"
            "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
            **{
                f"Doc_0/Pages/Page_{n}/Content.xml": f"{_HEAD}<ofd:Page {space}><ofd:Content><ofd:Layer>{content}"
                "</ofd:Layer></ofd:Content></ofd:Page>"
                for n, content in enumerate(contents)
            },
        }
    )


def ofd_text(text: str, x: float, y: float, size: float = 5.0, delta: str = "") -> str:
    """A text object whose base line begins at *x*, *y* (millimetres)."""
    steps = f' DeltaX="{delta}"' if delta else ""
    return (
        f'<ofd:TextObject Boundary="{x} {y - size} 170 {size * 1.3}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}"{steps}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def ofd_lines(
    paragraphs: Iterable[str], size: float = 5.0, left: float = 28.0, columns: int = 30, rows: int = 22
) -> list[str]:
    """Pages of *paragraphs* set in lines of so many characters, the first indented by two, with page numbers."""
    pages: list[str] = []
    page, row = "", 0
    for text in paragraphs:
        rest, indent = text, 2
        while rest:
            line, rest = _broken(rest, columns - indent)
            page += ofd_text(line, left + indent * size, 40 + row * 10.0, size)
            indent, row = 0, row + 1
            if row == rows:
                pages.append(page + ofd_text(f"— {len(pages) + 1} —", 98, 280, 4))
                page, row = "", 0
    return [*pages, page + ofd_text(f"— {len(pages) + 1} —", 98, 280, 4)]


def _broken(text: str, width: float) -> tuple[str, str]:
    """The first line of *text*, half-width characters counted as half, numbers and words kept whole."""
    used, end = 0.0, 0
    while end < len(text) and used + (0.5 if text[end] < "\u0100" else 1.0) <= width:
        used += 0.5 if text[end] < "\u0100" else 1.0
        end += 1
    while end < len(text) and text[end] in "，。、；：！？）》”" and end > 1:
        end -= 1
    while (
        1 < end < len(text)
        and text[end].isascii()
        and text[end].isalnum()
        and text[end - 1].isascii()
        and text[end - 1].isalnum()
    ):
        end -= 1
    return text[:end], text[end:]


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of these objects, the first of which is the catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table_at = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        table_at,
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), entries, packed)


def pdf_pages(contents: Sequence[bytes], extra: Sequence[bytes] = (), resources: bytes = b"") -> bytes:
    """An A4 PDF of pages with these content streams; /F1 shows UTF-16, *extra* objects begin at number 6."""
    first = 6 + len(extra)
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        *extra,
    ]
    for number, content in enumerate(contents):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> %s >> /Contents %d 0 R >>"
            % (resources, first + 2 * number + 1),
            stream(content),
        ]
    return pdf(objects)


def pdf_line(text: str, x: float, y: float, size: float = 16) -> bytes:
    """One line shown at *x*, *y* (points, from the lower left)."""
    shown = text.encode("utf-16-be").hex().upper()
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{shown}> Tj ET\n".encode()


def merged_cells() -> bytes:
    """A ruled table of three rows: the upper cells of the first column are one, the first of the second has two lines."""
    rules = [(80, 700, 320, 700), (200, 660, 320, 660), (80, 620, 320, 620), (80, 580, 320, 580)]
    rules += [(80, 580, 80, 700), (200, 580, 200, 700), (320, 580, 320, 700)]
    cells = [("行政", 90, 682), ("许可", 210, 685), ("审批", 210, 667), ("处罚", 210, 632), ("复议", 90, 592)]
    shown = b"".join(pdf_line(*cell, 12) for cell in [*cells, ("三件", 210, 592)])
    return b"".join(b"%d %d m %d %d l S\n" % rule for rule in rules) + shown


def scanned_pdf(pages: int = 1) -> bytes:
    """A PDF file of pages that are one grey picture each."""
    return pictured_pdf(60, 84, bytes((x * 7 + y * 13) % 251 for y in range(84) for x in range(60)), pages)


def pictured_pdf(width: int, height: int, pixels: bytes, pages: int = 1) -> bytes:
    """A PDF file of pages that show this grey picture and nothing else."""
    size = b"/Width %d /Height %d" % (width, height)
    image = stream(pixels, b"/Type /XObject /Subtype /Image %s /ColorSpace /DeviceGray /BitsPerComponent 8" % size)
    return pdf_pages([b"q 595 0 0 842 0 0 cm /Im1 Do Q\n"] * pages, [image], b"/XObject << /Im1 6 0 R >>")


def compound(*names: str) -> bytes:
    """A compound file (OLE2) whose directory names these streams, all of them empty."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<3I", fat, end, free) + struct.pack("<125I", *[free] * 125)
    entries = [_entry("Root Entry", 5, 1 if names else free, free)]
    entries += [_entry(name, 2, free, n + 2 if n + 1 < len(names) else free) for n, name in enumerate(names)]
    return head + table + b"".join(entries).ljust(512, b"\0")


def _entry(name: str, kind: int, child: int, sibling: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    free = 0xFFFFFFFF
    links = (free, sibling, child if kind == 5 else free)
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(raw), kind, 1, *links)
        + bytes(36)
        + struct.pack("<IQ", 0xFFFFFFFE, 0)
    )
