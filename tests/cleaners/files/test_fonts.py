"""Fonts that a PDF file names and does not hold: what is installed on the machine makes no difference."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cleaners.files import read_file
from tests.cleaners.files.builders import pdf_line, pdf_pages

# PDFium looks for fonts in fixed folders unless it is told others when it starts; *folder* is empty.
WITHOUT_FONTS = """
import ctypes, json, sys
import pypdfium2.raw as pdfium
from cleaners.files import read_file
folder = (ctypes.POINTER(ctypes.c_char) * 2)(ctypes.create_string_buffer(sys.argv[1].encode()), None)
pdfium.FPDF_DestroyLibrary()
pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=folder))
print(json.dumps(read_file(sys.stdin.buffer.read()).paragraphs))
"""


def one_by_one(text: str, x: float, y: float) -> bytes:
    """A line whose characters are shown each for itself, as some programs do to place them."""
    return b"".join(pdf_line(char, x + 16 * n, y) for n, char in enumerate(text))


PAGES = {
    "characters shown one by one": ([one_by_one("三“统一”改革", 80, 700)], ["三“统一”改革"]),
    "a line of one character": ([pdf_line("共", 80, 700) + pdf_line("办结", 80, 660)], ["共", "办结"]),
    "numbers between characters": ([pdf_line("办结12件", 80, 700) + pdf_line("3", 176, 700)], ["办结12件3"]),
}


@pytest.mark.parametrize("name", PAGES)
def test_text_is_the_same_with_and_without_fonts_on_the_machine(tmp_path: Path, name: str) -> None:
    pages, expected = PAGES[name]
    body = pdf_pages(pages)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_FONTS, str(tmp_path)], input=body, capture_output=True, check=True
    )
    assert json.loads(done.stdout) == expected
    assert read_file(body).paragraphs == expected


def test_blanks_shown_for_themselves_have_no_shape() -> None:
    page = pdf_line("行政", 80, 700) + pdf_line("\u3000", 112, 700) + pdf_line("复议", 112, 700)
    assert read_file(pdf_pages([page])).paragraphs == ["行政复议"]
