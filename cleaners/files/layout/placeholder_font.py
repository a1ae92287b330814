"""A font in which every character is a full square, for PDFium in place of the fonts of this machine.

A PDF file may name fonts that it does not hold (STSong-Light).  PDFium then takes the shapes from a font of the
machine, and where no font has them, single characters have no extent and are left out of the text.  What
is read must not depend on what is installed: the widths stand in the file, and the shapes do not matter.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_EM = 1000
_DESCENT, _ASCENT = -120, 880  # where a Chinese character stands on its base line
_BLANKS = (0x20, 0xA0, 0x3000)
_NAME = b"Square"


@contextmanager
def square_fonts(pdfium: Any) -> Iterator[None]:
    """Inside, PDFium asks this machine for no font; one at a time, as with everything of PDFium."""
    font = square_font()
    info = pdfium.FPDF_SYSFONTINFO(version=1)
    types = dict(pdfium.FPDF_SYSFONTINFO._fields_)

    def map_font(_info: Any, _weight: int, _italic: int, _charset: int, _pitch: int, _face: Any, exact: Any) -> int:
        if exact:
            exact[0] = 1
        return 1  # the handle of the only font

    def font_data(_info: Any, _handle: Any, table: int, buffer: Any, size: int) -> int:
        return _give(font, buffer, size) if table == 0 else 0

    def face_name(_info: Any, _handle: Any, buffer: Any, size: int) -> int:
        return _give(_NAME + b"\0", buffer, size)

    info.MapFont = types["MapFont"](map_font)
    info.GetFontData = types["GetFontData"](font_data)
    info.GetFaceName = types["GetFaceName"](face_name)
    pdfium.FPDF_SetSystemFontInfo(info)
    try:
        yield
    finally:
        pdfium.FPDF_SetSystemFontInfo(None)


def _give(data: bytes, buffer: Any, size: int) -> int:
    """Copy *data* if there is room for it; its length in any case."""
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


def square_font() -> bytes:
    """The font as a TrueType file: nothing for what is missing and for blanks, a square for all else."""
    square = _square()
    return _file(
        {
            b"cmap": _characters(),
            b"glyf": square,
            b"head": struct.pack(
                ">2I2I2H2q4h2H3h",
                0x10000,
                0x10000,
                0,
                0x5F0F3CF5,
                3,
                _EM,
                0,
                0,
                0,
                _DESCENT,
                _EM,
                _ASCENT,
                0,
                8,
                2,
                1,
                0,
            ),
            b"hhea": struct.pack(">I3hH11hH", 0x10000, _ASCENT, _DESCENT, 0, _EM, *[0] * 11, 1),
            b"hmtx": struct.pack(">Hh2h", _EM, 0, 0, 0),
            b"loca": struct.pack(">4I", 0, 0, 0, len(square)),
            b"maxp": struct.pack(">I14H", 0x10000, 3, 4, 1, 0, 0, 1, *[0] * 8),
        }
    )


def _square() -> bytes:
    """The outline of glyph 2: four points on the line."""
    head = struct.pack(">5hHH4B", 1, 0, _DESCENT, _EM, _ASCENT, 3, 0, 1, 1, 1, 1)
    height = _ASCENT - _DESCENT
    return head + struct.pack(">8h", 0, _EM, 0, -_EM, _DESCENT, 0, height, 0) + bytes(2)


def _characters() -> bytes:
    """The table from characters to glyphs, in format 13: many characters, one glyph."""
    groups, start = [], 0x21
    for blank in (*_BLANKS[1:], 0x110000):
        groups.append((start, blank - 1, 2))
        start = blank + 1
    groups = sorted(groups + [(blank, blank, 1) for blank in _BLANKS])
    table = b"".join(struct.pack(">3I", *group) for group in groups)
    return struct.pack(">2H2HI", 0, 1, 3, 10, 12) + struct.pack(">2H3I", 13, 0, 16 + len(table), 0, len(groups)) + table


def _file(tables: dict[bytes, bytes]) -> bytes:
    """A TrueType file of *tables*, whose check sums nobody looks at."""
    offset = 12 + 16 * len(tables)
    directory, body = struct.pack(">I4H", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64), b""
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4s3I", tag, 0, offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return directory + body
