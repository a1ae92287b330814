"""Pages as pictures, for a text recognition; what a recognition saw, as paragraphs."""

from __future__ import annotations

import csv
import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import Any

from cleaners.files.errors import BrokenFile
from cleaners.files.layout.glyphs import Line, Page, is_wide
from cleaners.files.layout.paragraphs import make_paragraphs
from cleaners.files.layout.pdf import open_document, open_page
from cleaners.files.optional_packages import extra_package

DOTS_PER_INCH = 300  # what recognitions are trained on; a 16-point character has 67 dots
_MOST_DOTS = 30_000_000  # of a page: A3 has 17 million; larger ones are drawn smaller
_POINTS_PER_INCH = 72
_WORD, _PAGE = "5", "1"  # levels of a row of tesseract's table


def picture_of_page(body: bytes, number: int) -> bytes:
    """Page *number* (from 1) of a PDF file in shades of grey, as a PGM file.

    Raises BrokenFile and EncryptedFile; BrokenFile also if there is no such page.
    """
    pdfium = extra_package("pypdfium2.raw", "a PDF file")
    with open_document(pdfium, body) as document, open_page(pdfium, document, number - 1) as page:
        width, height = float(pdfium.FPDF_GetPageWidthF(page)), float(pdfium.FPDF_GetPageHeightF(page))
        scale = min(DOTS_PER_INCH / _POINTS_PER_INCH, math.sqrt(_MOST_DOTS / max(1.0, width * height)))
        return _drawn(pdfium, page, max(1, round(width * scale)), max(1, round(height * scale)))


def _drawn(pdfium: Any, page: Any, width: int, height: int) -> bytes:
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise BrokenFile(f"found a page of {width} x {height} dots, which cannot be drawn; look at it by hand")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_GRAYSCALE)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        dots = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    rows = (dots[start : start + width] for start in range(0, stride * height, stride))
    return b"P5\n%d %d\n255\n" % (width, height) + b"".join(rows)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a recognition saw: one line a paragraph, and how sure it was (0-100, by characters; 0 without text)."""

    text: str
    confidence: float


def read_recognised(tables: Sequence[str]) -> Recognised:
    """The text of pages of which *tables* hold the words: tesseract's TSV, one a page."""
    pages, sure, characters = [], 0.0, 0
    for table in tables:
        rows = list(csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
        words = [row for row in rows if row["level"] == _WORD and (row["text"] or "").strip()]
        pages.append(_page(rows, words))
        sure += sum(float(row["conf"]) * len(row["text"]) for row in words)
        characters += sum(len(row["text"]) for row in words)
    return Recognised("\n".join(make_paragraphs(pages)), sure / max(1, characters))


def _page(rows: list[dict[str, str]], words: list[dict[str, str]]) -> Page:
    sheet = next((row for row in rows if row["level"] == _PAGE), {"width": "1", "height": "1"})
    places = ("block_num", "par_num", "line_num")
    lines = [_line(list(line)) for _, line in groupby(words, key=lambda row: [row[name] for name in places])]
    return Page(float(sheet["width"]), float(sheet["height"]), tuple(sorted(lines, key=lambda line: line.y)))


def _line(words: list[dict[str, str]]) -> Line:
    left = min(float(word["left"]) for word in words)
    right = max(float(word["left"]) + float(word["width"]) for word in words)
    base = median(float(word["top"]) + float(word["height"]) for word in words)
    text = "".join(_joined([word["text"].strip() for word in words]))
    squares = sum(1.0 if is_wide(char) else 0.5 for char in text)
    size = (right - left) / max(1.0, squares)
    return Line(text, left, right, base, size, head=size)


def _joined(words: list[str]) -> Iterator[str]:
    """The words of a line; a blank only between two that are Latin."""
    before = ""
    for word in words:
        if before and not is_wide(before) and not is_wide(word[0]):
            yield " "
        yield word
        before = word[-1]
