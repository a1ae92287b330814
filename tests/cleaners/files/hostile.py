"""Hostile files, made by writers of our own: what each does to a reader is what the tests and docs/trust.md say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.cleaners.files.builders import docx, ofd, ofd_text, paragraph, pdf_line, pdf_pages, stream, xlsx, zipped

DATA = Path(__file__).parent / "data"
GOOD_LINE = "全年办理行政复议案件十二件。"
GOOD = pdf_line(GOOD_LINE, 80, 700)


def lines(rules: list[tuple[float, float, float, float]]) -> bytes:
    """These strokes, in the words of a PDF page."""
    return b"".join(b"%g %g m %g %g l S\n" % rule for rule in rules)


def ticked_page() -> bytes:
    """A grid of 140 x 140 fields that fills the page, with a tick on each rule and a character in each field."""
    grid = [(10 + n * 4.1, 10, 10 + n * 4.1, 830) for n in range(140)] + [
        (10, 10 + n * 5.8, 580, 10 + n * 5.8) for n in range(140)
    ]
    ticks = [(10 + n % 140 * 4.1, 10 + n // 140 * 80, 10 + n % 140 * 4.1, 16 + n // 140 * 80) for n in range(1_200)]
    marks = b"".join(pdf_line("法" * 140, 11, 11 + n * 5.8, 4.1) for n in range(140))
    return lines(grid + ticks) + marks


def small_grids(count: int = 288) -> bytes:
    """So many small grids one beside another, under 90,000 characters that stand in none of them."""
    rules = []
    for n in range(count):
        x, y = 20 + n % 18 * 30, 30 + n // 18 * 50
        rules += [(x, y, x + 24, y), (x, y + 20, x + 24, y + 20)]
        rules += [(x + step, y, x + step, y + 20) for step in (0, 12, 24)]
    return lines(rules) + b"".join(pdf_line("治" * 250, 300, 20 + n * 2, 1) for n in range(360))


def rings_around_text(count: int = 250) -> bytes:
    """Grids one in another, all around the same 30,000 characters."""
    rules: list[tuple[float, float, float, float]] = []
    for n in range(count):
        left, low, right, high = 5 + n * 0.6, 5 + n * 0.6, 590 - n * 0.6, 837 - n * 0.6
        rules += [(left, low, right, low), (left, high, right, high)]
        rules += [(x, low, x, high) for x in (left, left + 0.0, right)]
        rules += [(left + 4.5, low, left + 4.5, low + 4.5)]
    return lines(rules) + b"".join(pdf_line("法" * 250, 170, 300 + n * 1.5, 1) for n in range(120))


def pages_around(bad: bytes, extra: list[bytes] | None = None, resources: bytes = b"") -> bytes:
    """A PDF file of three pages, the second of which is *bad*."""
    return pdf_pages([GOOD, bad, pdf_line("全年组织执法培训九场次。", 80, 700)], extra or [], resources)


def form_in_itself() -> bytes:
    """A page with a form that shows itself fifty times, and each of those again: PDFium runs out of memory."""
    form = stream(
        b"/X Do " * 50, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    )
    return pages_around(b"/X Do", [form], b"/XObject << /X 6 0 R >>")


def forms_in_forms(deep: int = 9) -> bytes:
    """A page with a form of ten forms of ten forms ...: a thousand million strokes."""
    forms = [
        stream(
            b"/X Do " * 10,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (7 + n),
        )
        for n in range(deep)
    ]
    forms.append(stream(b"0 0 m 1 1 l S ", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"))
    return pages_around(b"/X Do", forms, b"/XObject << /X 6 0 R >>")


def many_characters() -> bytes:
    """A page of 400,000 characters of a third of a point, between two good ones."""
    return pages_around(b"".join(pdf_line("法" * 1_500, 10, 10 + n * 2, 0.35) for n in range(270)))


def a_million_pages() -> bytes:
    """A PDF file that claims a thousand million pages and has two."""
    body = pdf_pages([GOOD, GOOD])
    return body.replace(b"/Count 2 ", b"/Count 999999999 ")


def far_cells(rows: int = 250_000) -> bytes:
    """A sheet of so many rows, each with nothing but an empty cell in the last column, before a sheet that says something."""
    return xlsx({"甲": '<row><c r="XFD1"/></row>' * rows, "乙": words(GOOD_LINE)})


def words(text: str) -> str:
    return f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>'


def too_many_cells() -> bytes:
    """A workbook whose second sheet has 1,200,000 elements, the first and the third one cell."""
    return xlsx({"甲": words(GOOD_LINE), "乙": "<row><c/></row>" * 600_000, "丙": words("全年组织执法培训九场次。")})


def merged_over_everything() -> bytes:
    """A sheet with 200,000 merged areas, each over the whole sheet."""
    return xlsx(
        {
            "甲": words(GOOD_LINE)
            + "</sheetData><mergeCells>"
            + '<mergeCell ref="A1:XFD1048576"/>' * 200_000
            + "</mergeCells><sheetData>"
        }
    )


def long_sheet_names(sheets: int = 12) -> bytes:
    """A workbook of sheets whose names have nine million characters each."""
    return xlsx({"法" * 3_000_000 + str(n): "" for n in range(sheets)})


def many_parts_taken_in(count: int = 200_000) -> bytes:
    """A document that takes in the same unreadable part so many times."""
    return docx(paragraph(GOOD_LINE) + '<w:altChunk r:id="x" xmlns:r="r"/>' * count)


def a_million_runs(runs: int = 320_000) -> bytes:
    """A paragraph of so many runs of one character each."""
    return docx("<w:p>" + "<w:r><w:t>法</w:t></w:r>" * runs + "</w:p>")


def nested_tables(deep: int = 45, wide: int = 3_000) -> bytes:
    """Tables in tables, with paragraphs in the innermost."""
    return docx("<w:tbl><w:tr><w:tc>" * deep + paragraph("法治") * wide + "</w:tc></w:tr></w:tbl>" * deep)


def nested_slide_paragraphs(deep: int = 150, wide: int = 200_000) -> bytes:
    """A slide of paragraphs in paragraphs, with many in the innermost."""
    slide = "<s>" + "<p>" * deep + "<r/>" * wide + "<t>法治</t>" + "</p>" * deep + "</s>"
    return zipped({"ppt/presentation.xml": "<p/>", "ppt/slides/slide1.xml": slide})


def deep_rtf(deep: int = 1_000_000) -> bytes:
    """A million groups in groups behind a line of text."""
    return rb"{\rtf1\ansi\ansicpg936 lines\par " + b"{" * deep + b"}" * deep + b"}"


def words_of_rtf(count: int = 20_000_000) -> bytes:
    """A ZIP file with an RTF file of so many control words that show nothing, and a TXT file."""
    return zipped({"1.rtf": rb"{\rtf1 text\par " + rb"\b" * count + b"}", "2.txt": GOOD_LINE})


def slow_members(count: int = 40) -> bytes:
    """A ZIP file of workbooks of 400,000 empty cells each, and a TXT file behind them."""
    slow = xlsx({"甲": "<row><c/></row>" * 200_000})
    return zipped({**{f"{n:02}.xlsx": slow for n in range(count)}, "last.txt": GOOD_LINE})


def long_member_names(count: int = 450) -> bytes:
    """A ZIP file whose members are called by 60,000 characters."""
    return zipped({f"{n}" + "a" * 60_000 + ".txt": GOOD_LINE for n in range(count)})


def ofd_page_of(characters: int) -> bytes:
    """An OFD file of three pages, the second with so many characters in one text object."""
    return ofd(
        [ofd_text(GOOD_LINE, 30, 40), ofd_text("法" * characters, 30, 40), ofd_text("全年组织执法培训九场次。", 30, 40)]
    )


def broken_ofd_page() -> bytes:
    """An OFD file of three pages, the second of which is nested too deep."""
    deep = "<ofd:PageBlock>" * 300 + "</ofd:PageBlock>" * 300
    return ofd([ofd_text(GOOD_LINE, 30, 40), deep, ofd_text("全年组织执法培训九场次。", 30, 40)])


def wide_code_range() -> bytes:
    """A font whose table of characters maps all codes, 60,000 times over."""
    table = b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    table += b"1 beginbfrange <0000> <FFFF> <0041> endbfrange\n" * 60_000
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 7 0 R >>"
    return pages_around(
        b"BT /F2 16 Tf 80 700 Td <00010002> Tj ET", [font, stream(table)], b"/Font << /F1 3 0 R /F2 6 0 R >>"
    )


def long_meaning_of_a_code() -> bytes:
    """A font in which each code stands for a thousand characters, shown a thousand times."""
    table = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <" + b"6CD5" * 1_000 + b"> endbfchar"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    return pages_around(
        b"BT /F2 1 Tf 80 700 Td (" + b"A" * 1_000 + b") Tj ET",
        [font, stream(table)],
        b"/Font << /F1 3 0 R /F2 6 0 R >>",
    )


def huge_page() -> bytes:
    """A page of 10^30 points each way, with a line of text."""
    return re.sub(rb"\[0 0 595 842\]", b"[0 0 1e30 1e30]", pdf_pages([GOOD]))


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "PDF, a page with a grid, ticks and 19,600 characters": lambda: pages_around(ticked_page()),
    "PDF, a page of 288 small grids and 90,000 characters": lambda: pages_around(small_grids()),
    "PDF, a page of 250 grids around 30,000 characters": lambda: pages_around(rings_around_text()),
    "PDF, a page with a form that holds itself": form_in_itself,
    "PDF, a page with forms in forms, 10^9 strokes": forms_in_forms,
    "PDF, a page of 400,000 characters": many_characters,
    "PDF, 999,999,999 pages claimed": a_million_pages,
    "PDF, 60,000 tables of characters": wide_code_range,
    "PDF, codes of a thousand characters": long_meaning_of_a_code,
    "PDF, a page of 10^30 points": huge_page,
    "XLSX, 250,000 rows with one far cell": far_cells,
    "XLSX, a sheet of 1,200,000 elements": too_many_cells,
    "XLSX, 200,000 merged areas over everything": merged_over_everything,
    "XLSX, names of sheets of 36 million characters": long_sheet_names,
    "DOCX, one part taken in 200,000 times": many_parts_taken_in,
    "DOCX, 320,000 runs": a_million_runs,
    "DOCX, tables 45 deep": nested_tables,
    "PPTX, paragraphs 150 deep": nested_slide_paragraphs,
    "RTF, groups 1,000,000 deep": deep_rtf,
    "ZIP, an RTF of 20,000,000 control words": words_of_rtf,
    "ZIP, 40 slow members": slow_members,
    "ZIP, names of 60,000 characters": long_member_names,
    "OFD, a page of 3,000,000 characters": lambda: ofd_page_of(3_000_000),
    "OFD, a page too deep": broken_ofd_page,
}
