"""Files of the kinds that the demo has none of: WPS, OFD, ZIP; all but WPS hold readable text."""

from __future__ import annotations

import struct
from functools import cache
from xml.sax.saxutils import escape

from crawler.sample import files
from crawler.sample.files import zipped
from tests.sample_world.model import File

_MEDIA_TYPES = {
    "wps": "application/octet-stream",  # few servers know it
    "ofd": "application/ofd",
    "zip": "application/zip",
}


@cache
def write_file(file: File) -> tuple[bytes, str]:
    """The bytes of the file and its media type."""
    if file.form in _WRITERS:
        return _WRITERS[file.form](file.paragraphs), _MEDIA_TYPES[file.form]
    return files.write_file(file)


def _zip(paragraphs: tuple[str, ...]) -> bytes:
    return zipped({"附件.txt": "\n".join(paragraphs)})


def _ofd(paragraphs: tuple[str, ...]) -> bytes:
    """An OFD package (GB/T 33190) of one page, a line a text object."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    lines = "".join(
        f'<ofd:TextObject ID="{10 + n}" Boundary="20 {20 + 8 * n} 170 6" Font="3" Size="5">'
        f'<ofd:TextCode X="0" Y="5">{escape(line)}</ofd:TextCode></ofd:TextObject>'
        for n, line in enumerate(paragraphs)
    )
    return zipped(
        {
            "OFD.xml": f'{head}<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"{head}<ofd:Document {space}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID>"
            "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
            '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/Pages/Page_0/Content.xml": f'{head}<ofd:Page {space}><ofd:Content><ofd:Layer ID="2">'
            f"{lines}</ofd:Layer></ofd:Content></ofd:Page>",
        }
    )


def _wps(paragraphs: tuple[str, ...]) -> bytes:
    """An OLE compound file with an empty root: header, allocation table, directory; the paragraphs are not in it."""
    free, end, table, empty = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, b"\xff" * 4
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)  # versions, byte order, sizes of sectors as powers of two
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0) + empty * 108
    allocation = struct.pack("<3I", table, end, free) + empty * 125
    name = "Root Entry".encode("utf-16-le").ljust(64, b"\0")
    root = name + struct.pack("<HBB3I", 22, 5, 1, free, free, free) + bytes(36) + struct.pack("<IQ", end, 0)
    return header + allocation + root + bytes(512 - len(root))


_WRITERS = {"wps": _wps, "ofd": _ofd, "zip": _zip}
