"""PDF, by pdfium: characters with their places, rules of tables, pictures that fill a page."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from cleaners.article import Problem
from cleaners.files.errors import BrokenFile, EncryptedFile
from cleaners.files.layout.glyphs import Glyph, Page, is_wide, make_lines
from cleaners.files.layout.paragraphs import make_paragraphs
from cleaners.files.layout.placeholder_font import square_fonts
from cleaners.files.layout.ruled_tables import Rule, Tables, as_rule, take_tables
from cleaners.files.limits import Account
from cleaners.files.optional_packages import extra_package
from cleaners.files.result import FileContent
from cleaners.patterns.radicals import without_radical
from cleaners.problem_kinds import ProblemKind

_MOST_OBJECTS = 5_000  # of a page that are looked at for rules and pictures: a map has many more
_MOST_SEGMENTS = 20_000  # of all paths of a page
_MOST_CHARACTERS = 100_000  # of a page: a broadsheet has 15,000
_FEW_CHARACTERS = 30  # a scan has none, or a page number put over it
_PICTURE_SHARE = 0.4  # of the page
_UNREADABLE_SHARE = 0.2  # characters without meaning: fonts without a table of them
_UPRIGHT = 0.2  # radians


def read_pdf(body: bytes, account: Account) -> FileContent:
    """The paragraphs of a PDF file.

    A page with next to no text and a picture over much of it, or with glyphs that stand for no
    character, needs OCR.  Text that runs across the page (watermarks) is left out, and so is a page that cannot be
    read.  Which fonts are installed makes no difference.

    Raises BrokenFile, EncryptedFile, and NoReader without pypdfium2.
    """
    pdfium = extra_package("pypdfium2.raw", "a PDF file")
    found = _Found()
    with square_fonts(pdfium), open_document(pdfium, body) as document:
        count = int(pdfium.FPDF_GetPageCount(document))
        for number in range(min(count, account.limits.pages)):
            read = partial(found.read, pdfium, document, number, account.left_characters)
            account.parts.read(f"page {number + 1}", read)
            found.tried = number + 1
            if found.characters >= account.left_characters or account.parts.is_out_of_time:
                break
    scanned = sorted(found.pictures + found.unreadable)
    return FileContent(
        make_paragraphs(found.pages),
        count,
        pictures=_numbers(scanned) if scanned else None,
        problems=tuple(found.problems(count)),
    )


@dataclass(slots=True)
class _Found:
    """What the pages read so far hold; *pictures* and *unreadable* are numbers of pages."""

    pages: list[Page] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    untabled: list[int] = field(default_factory=list)  # pages whose rules are too many to look for tables
    characters: int = 0
    tried: int = 0  # pages, those left out included
    cut: list[int] = field(default_factory=list)  # pages of which not all characters were read

    def read(self, pdfium: Any, document: Any, number: int, most: int) -> None:
        """Read page *number* (from 0), up to *most* characters together with the pages before."""
        with open_page(pdfium, document, number) as page:
            reader = _PageReader(pdfium, page)
            glyphs = reader.glyphs(most - self.characters)
            layout = reader.layout(glyphs)
            is_picture = len(glyphs) <= _FEW_CHARACTERS and reader.has_large_picture()
        self.pages.append(layout)
        if reader.is_unreadable:
            self.unreadable.append(number + 1)
        elif is_picture:
            self.pictures.append(number + 1)
        if reader.is_untabled:
            self.untabled.append(number + 1)
        self.characters += len(glyphs)
        if reader.is_cut:
            self.cut.append(number + 1)

    def problems(self, count: int) -> Iterator[Problem]:
        """Which of *count* pages hold glyphs without meaning, and whether all were read."""
        if self.unreadable:
            places = _numbers(self.unreadable)
            yield Problem(
                ProblemKind.BAD_ENCODING, f"found glyphs that stand for no character on {places}; fonts lack a table"
            )
        if self.untabled:
            said = f"left out the tables of {_numbers(self.untabled)}: found more rules than tables have"
            yield Problem(ProblemKind.LEFT_OUT, f"{said}; the text there is read line by line, look at it by hand")
        if self.cut or self.tried < count:
            where = f", not all of {_numbers(self.cut)}" if self.cut else ""
            read = f"{self.characters} characters on {len(self.pages)} of {count} pages{where}"
            yield Problem(ProblemKind.CUT_OFF, f"read {read}; raise the limits or look at the rest by hand")


def _numbers(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:20]))
    return f"page{'s' * (len(pages) > 1)} {shown}{' ...' if len(pages) > 20 else ''}"


@contextmanager
def open_document(pdfium: Any, body: bytes) -> Iterator[Any]:
    """The document in *body*, for PDFium; raises BrokenFile and EncryptedFile."""
    buffer = ctypes.create_string_buffer(body, len(body))
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(body), None)
    if not document:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedFile("found a PDF file under a password, expected one without; ask for it")
        raise BrokenFile(f"found {len(body)} bytes that begin as a PDF file and are none; fetch the file again")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


@contextmanager
def open_page(pdfium: Any, document: Any, number: int) -> Iterator[Any]:
    """Page *number* (from 0), for PDFium; raises BrokenFile."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        raise BrokenFile(f"found a PDF file whose page {number + 1} cannot be loaded; fetch the file again")
    try:
        yield page
    finally:
        pdfium.FPDF_ClosePage(page)


class _PageReader:
    """Reads one page; places are turned so that most of the text runs from left to right."""

    def __init__(self, pdfium: Any, page: Any) -> None:
        self._pdfium, self._page = pdfium, page
        self._turn = 0  # quarter turns
        self._segments_left = _MOST_SEGMENTS
        self._width = float(pdfium.FPDF_GetPageWidthF(page))
        self._height = float(pdfium.FPDF_GetPageHeightF(page))
        box = pdfium.FS_RECTF()
        if pdfium.FPDF_GetPageBoundingBox(page, box):
            self._box = (box.left, box.bottom, box.right, box.top)
        else:
            self._box = (0.0, 0.0, self._width, self._height)
        self.is_unreadable = False  # known once the glyphs were read
        self.is_cut = False
        self.is_untabled = False  # known after the layout

    def glyphs(self, most: int) -> list[Glyph]:
        """The printed characters, at most *most*."""
        text = self._pdfium.FPDFText_LoadPage(self._page)
        if not text:
            return []
        try:
            total = self._pdfium.FPDFText_CountChars(text)
            count = min(total, most, _MOST_CHARACTERS)
            self.is_cut = total > count
            real = [n for n in range(count) if self._pdfium.FPDFText_IsGenerated(text, n) != 1]
            angles = {n: -float(self._pdfium.FPDFText_GetCharAngle(text, n)) for n in real}  # it counts clockwise
            turns = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles.values())
            self._turn = turns.most_common(1)[0][0] if turns else 0
            upright = [n for n in real if _is_along(angles[n], self._turn)]
            found = [self._glyph(text, n) for n in upright]
        finally:
            self._pdfium.FPDFText_ClosePage(text)
        printed = [glyph for glyph in found if glyph is not None]
        bad = sum(not _is_readable(glyph.char) for glyph in printed)
        self.is_unreadable = bad > _UNREADABLE_SHARE * max(1, len(printed))
        return [glyph for glyph in printed if _is_readable(glyph.char)]

    def _glyph(self, text: Any, number: int) -> Glyph | None:
        code = int(self._pdfium.FPDFText_GetUnicode(text, number))
        x, y, box = ctypes.c_double(), ctypes.c_double(), self._pdfium.FS_RECTF()
        located = self._pdfium.FPDFText_GetCharOrigin(text, number, x, y)
        if not located or not self._pdfium.FPDFText_GetLooseCharBox(text, number, box):
            return None
        if code < 32 or not all(map(math.isfinite, (x.value, y.value, box.left, box.right, box.top, box.bottom))):
            return None
        _, base = self._placed(x.value, y.value)
        (x0, y0), (x1, y1) = self._placed(box.left, box.bottom), self._placed(box.right, box.top)
        left, right = min(x0, x1), max(x0, x1)
        char = without_radical(chr(code) if code < 0x110000 else "\ufffd")
        is_square = is_wide(char[0]) and char not in "—…" and right > left  # those may be drawn as one long shape
        size = right - left if is_square else self._font_size(text, number) or abs(y1 - y0)
        return Glyph(char, left, right, base, size or 1.0)

    def _font_size(self, text: Any, number: int) -> float:
        """The size in points at which a character is printed, 0.0 if unknown; its box may be half as high again."""
        matrix = self._pdfium.FS_MATRIX()
        if not self._pdfium.FPDFText_GetMatrix(text, number, matrix):
            return 0.0
        size = float(self._pdfium.FPDFText_GetFontSize(text, number)) * math.hypot(matrix.c, matrix.d)
        return size if math.isfinite(size) else 0.0

    def _placed(self, x: float, y: float) -> tuple[float, float]:
        """A place of the file, as seen on the turned page: from its left edge, from its top."""
        left, bottom, right, top = self._box
        if self._turn == 1:
            return y - bottom, x - left
        if self._turn == 2:
            return right - x, y - bottom
        if self._turn == 3:
            return top - y, right - x
        return x - left, top - y

    def layout(self, glyphs: list[Glyph]) -> Page:
        """The lines and tables of the page."""
        left, bottom, right, top = self._box
        size = (right - left, top - bottom) if self._turn % 2 == 0 else (top - bottom, right - left)
        found = take_tables(glyphs, list(self._rules())) if glyphs else Tables([], glyphs)
        self.is_untabled = found.is_cut
        lines = sorted([*found.tables, *make_lines(found.rest)], key=lambda line: line.y)
        return Page(max(size[0], 1.0), max(size[1], 1.0), tuple(lines))

    def has_large_picture(self) -> bool:
        """Whether pictures together are as large as much of the page."""
        area = 0.0
        for item in self._objects(self._pdfium.FPDF_PAGEOBJ_IMAGE):
            left, bottom, right, top = (ctypes.c_float() for _ in range(4))
            if self._pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
                area += abs((right.value - left.value) * (top.value - bottom.value))
        return area > _PICTURE_SHARE * self._width * self._height

    def _rules(self) -> Iterator[Rule]:
        for item in self._objects(self._pdfium.FPDF_PAGEOBJ_PATH):
            for x0, y0, x1, y1 in self._edges(item):
                rule = as_rule(*self._placed(x0, y0), *self._placed(x1, y1))
                if rule is not None:
                    yield rule

    def _edges(self, path: Any) -> Iterator[tuple[float, float, float, float]]:
        """The box of a thin path, else the straight pieces of the path."""
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not self._pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
            return
        if min(right.value - left.value, top.value - bottom.value) <= 2.0:
            yield left.value, bottom.value, right.value, top.value
            return
        before = first = (0.0, 0.0)
        for segment, here in self._points(path):
            kind = self._pdfium.FPDFPathSegment_GetType(segment)
            if kind == self._pdfium.FPDF_SEGMENT_MOVETO:
                first = here
            elif kind == self._pdfium.FPDF_SEGMENT_LINETO:
                yield (*before, *here)
            if self._pdfium.FPDFPathSegment_GetClose(segment):
                yield (*here, *first)
            before = here

    def _points(self, path: Any) -> Iterator[tuple[Any, tuple[float, float]]]:
        """The segments of *path* and where each ends on the page."""
        matrix = self._pdfium.FS_MATRIX()
        self._pdfium.FPDFPageObj_GetMatrix(path, matrix)
        a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
        count = min(self._pdfium.FPDFPath_CountSegments(path), self._segments_left)
        self._segments_left -= count
        for number in range(count):
            segment = self._pdfium.FPDFPath_GetPathSegment(path, number)
            x, y = ctypes.c_float(), ctypes.c_float()
            self._pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            yield segment, (a * x.value + c * y.value + e, b * x.value + d * y.value + f)

    def _objects(self, kind: int) -> Iterator[Any]:
        """The objects of that kind on the page."""
        for number in range(min(self._pdfium.FPDFPage_CountObjects(self._page), _MOST_OBJECTS)):
            item = self._pdfium.FPDFPage_GetObject(self._page, number)
            if item and self._pdfium.FPDFPageObj_GetType(item) == kind:
                yield item


def _is_along(angle: float, turn: int) -> bool:
    off = (angle - turn * math.pi / 2 + math.pi) % (2 * math.pi) - math.pi
    return abs(off) < _UPRIGHT


def _is_readable(char: str) -> bool:
    """Whether *char* stands for something: no replacement mark, no private use."""
    return not ("\ue000" <= char <= "\uf8ff" or char >= "\U000f0000" or char in "\ufffd\ufffe\uffff")
