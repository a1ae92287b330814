"""PDF and OFD: lines at their places, and the paragraphs that they make."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners.files import read_file
from tests.cleaners.files.builders import merged_cells, ofd, ofd_lines, ofd_text, pdf_line, pdf_pages, scanned_pdf

SIZE = 16


def set_pdf(*lines: tuple[str, float, float]) -> bytes:
    return pdf_pages([b"".join(pdf_line(*line) for line in lines)])


def column(*texts: str, left: float = 80, indents: tuple[int, ...] = ()) -> list[tuple[str, float, float]]:
    """Lines below one another; *indents* in characters."""
    return [
        (text, left + SIZE * indent, 700 - 28 * n)
        for n, (text, indent) in enumerate(zip(texts, indents or (0,) * len(texts), strict=True))
    ]


def turned(text: str, matrix: str, x: float, y: float) -> bytes:
    return f"BT /F1 16 Tf {matrix} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n".encode()


FULL = "全年办理行政复议案件办结率百分之百开展法治宣传进村进校进企业"  # 30 characters


def test_characters_are_sorted_by_their_place_and_not_by_their_order_in_the_file() -> None:
    assert (
        read_file(
            set_pdf(("改革", 176, 700), ("三", 80, 700), ("统一", 128, 700), ("”", 160, 700), ("“", 112, 700))
        ).text
        == "三“统一”改革"
    )


def test_a_line_that_reaches_the_margin_goes_on_and_a_short_one_ends_the_paragraph() -> None:
    texts = column(FULL[:28], FULL, "受教育。", FULL[:28], FULL, indents=(2, 0, 0, 2, 0))
    assert read_file(set_pdf(*texts)).paragraphs == [FULL[:28] + FULL + "受教育。", FULL[:28] + FULL]


def test_an_indent_begins_a_paragraph_after_a_full_line() -> None:
    texts = column(FULL, FULL, FULL[:28], FULL, indents=(0, 0, 2, 0))
    assert read_file(set_pdf(*texts)).paragraphs == [FULL + FULL, FULL[:28] + FULL]


def test_a_heading_begins_a_paragraph_after_a_full_line_that_ends_a_sentence() -> None:
    texts = column(FULL, FULL[:-1] + "。", "（二）推进公开" + FULL[:23], FULL)
    assert read_file(set_pdf(*texts)).paragraphs == [FULL + FULL[:-1] + "。", "（二）推进公开" + FULL[:23] + FULL]


def test_what_cannot_be_parted_may_leave_a_gap_at_the_margin() -> None:
    texts = column(FULL, FULL, FULL[:27], "2025年全部办结。")
    assert read_file(set_pdf(*texts)).paragraphs == [FULL + FULL + FULL[:27] + "2025年全部办结。"]


def test_a_title_on_two_lines_is_one() -> None:
    page = pdf_line("青禾县人民政府关于二〇二五年度法治政府建设情", 89, 740, 21) + pdf_line("况的报告", 278, 700, 21)
    page += b"".join(pdf_line(text, x, y - 60, SIZE) for text, x, y in column(FULL, FULL, FULL[:20]))
    assert read_file(pdf_pages([page])).paragraphs[0] == "青禾县人民政府关于二〇二五年度法治政府建设情况的报告"


def test_a_title_broken_where_the_sense_allows_is_one() -> None:
    page = pdf_line("青禾县人民政府关于印发", 204, 740, 21) + pdf_line(
        "二〇二五年度法治政府建设情况报告的通知", 120, 704, 21
    )
    page += b"".join(pdf_line(text, x, y - 60, SIZE) for text, x, y in column(FULL, FULL, FULL[:20]))
    title = "青禾县人民政府关于印发二〇二五年度法治政府建设情况报告的通知"
    assert read_file(pdf_pages([page])).paragraphs == [title, FULL + FULL + FULL[:20]]


def test_a_title_set_apart_from_the_one_above_is_another() -> None:
    page = pdf_line("青禾县人民政府文件", 200, 760, 21) + pdf_line("关于法治政府建设情况的报告", 160, 680, 21)
    page += b"".join(pdf_line(text, x, y - 60, SIZE) for text, x, y in column(FULL, FULL, FULL[:20]))
    assert read_file(pdf_pages([page])).paragraphs[:2] == ["青禾县人民政府文件", "关于法治政府建设情况的报告"]


@pytest.mark.parametrize("number", ["- {} -", "— {} —", "第{}页", "第 {} 页 共 3 页", "{}", "{}/3", "·{}·"])
def test_page_numbers_and_running_heads_are_dropped_and_paragraphs_go_on_over_the_page(number: str) -> None:
    pages = []
    for n in range(1, 4):
        lines = pdf_line("法治政府建设年度报告", 220, 800, 9) + pdf_line(number.format(n), 280, 40, 12)
        pages.append(lines + b"".join(pdf_line(*line) for line in column(*[FULL] * 9)))
    assert read_file(pdf_pages(pages)).paragraphs == [FULL * 27]


def test_a_number_in_the_text_is_no_page_number() -> None:
    assert read_file(set_pdf(*column("共办结", "12", "件"))).paragraphs == ["共办结", "12", "件"]


def test_paragraphs_set_apart_need_no_indent() -> None:
    lines = [(FULL, 80.0, y) for y in (700.0, 676, 652, 616, 592, 568, 532, 508)]
    assert read_file(set_pdf(*lines)).paragraphs == [FULL * 3, FULL * 3, FULL * 2]


def test_latin_words_at_the_end_of_a_line_are_parted() -> None:
    texts = column(FULL, FULL[:26] + "platform", "services全部上线", FULL)
    assert "platform services全部上线" in read_file(set_pdf(*texts)).text


def test_latin_words_are_parted_by_the_narrow_blanks_of_fonts_whose_boxes_are_high() -> None:
    line = pdf_line("law", 80, 700) + pdf_line("and", 80 + 3.22 * SIZE, 700)  # a blank of .22 that is not in the file
    high = pdf_pages([line]).replace(b"/Ascent 880 /Descent -120", b"/Ascent 999 /Descent -449")
    assert read_file(high).text == "law and"


def test_bold_by_printing_twice_is_printed_once_and_a_long_dash_stays_long() -> None:
    lines = [("一、工作情况", 80.0, 700.0), ("一、工作情况", 80.4, 700.0), ("宣传——进村", 80.0, 660.0)]
    assert read_file(set_pdf(*lines)).paragraphs == ["一、工作情况", "宣传——进村"]


def test_a_dash_drawn_as_one_long_shape_does_not_swallow_the_next_line() -> None:
    wide = b"q BT /F1 16 Tf 300 Tz 1 0 0 1 80 700 Tm <2014> Tj ET Q\n"
    page = wide + pdf_line("热烈祝贺", 128, 700) + pdf_line("大会开幕", 80, 682)
    assert read_file(pdf_pages([page])).paragraphs == ["—热烈祝贺", "大会开幕"]


def test_columns_without_rules_are_rows() -> None:
    lines = [("事项", 80.0, 700.0), ("件数", 280.0, 700.0), ("行政复议", 80.0, 672.0), ("12", 280.0, 672.0)]
    assert read_file(set_pdf(*lines)).paragraphs == ["事项\t件数", "行政复议\t12"]


def test_rules_make_a_table_and_missing_rules_merge_its_cells() -> None:
    page = merged_cells() + pdf_line("上文", 80, 740) + pdf_line("下文", 80, 540)
    assert read_file(pdf_pages([page])).paragraphs == ["上文", "行政\t许可审批", "\t处罚", "复议\t三件", "下文"]


def test_one_frame_around_a_text_is_no_table() -> None:
    page = b"70 600 400 120 re S\n" + b"".join(pdf_line(*line) for line in column("框内一", "框内二"))
    assert read_file(pdf_pages([page])).paragraphs == ["框内一", "框内二"]


@pytest.mark.parametrize(("matrix", "step"), [("0 1 -1 0", 28), ("0 -1 1 0", -28)])
def test_a_page_set_sideways_reads_like_any_other(matrix: str, step: int) -> None:
    page = turned("石桥镇法治政府建设", matrix, 300, 400) + turned("第二行", matrix, 300 + step, 400)
    assert read_file(pdf_pages([page])).paragraphs == ["石桥镇法治政府建设", "第二行"]


def test_a_watermark_across_the_page_is_left_out() -> None:
    page = turned("内部资料", "0.7 0.7 -0.7 0.7", 90, 690) + pdf_line("石桥镇法治政府建设情况", 80, 700)
    assert read_file(pdf_pages([page])).text == "石桥镇法治政府建设情况"


def test_a_scan_needs_ocr_and_names_its_pages() -> None:
    file = read_file(scanned_pdf(3))
    assert (file.text, file.pages, file.needs_ocr) == ("", 3, True)
    assert "pages 1, 2, 3" in file.problems[0].detail


def test_a_pdf_without_text_and_pictures_is_empty_and_no_scan() -> None:
    file = read_file(pdf_pages([b""]))
    assert not file.needs_ocr
    assert [problem.kind for problem in file.problems] == ["no_text"]


def test_glyphs_without_meaning_are_reported_and_need_ocr() -> None:
    file = read_file(set_pdf(("\ue001\ue002\ue003", 80, 700), ("报告", 80, 660)))
    assert {problem.kind for problem in file.problems} == {"bad_encoding", "needs_ocr"}
    assert file.text == "报告"


def test_radicals_that_stand_for_characters_are_replaced() -> None:
    assert read_file(set_pdf(("⼀、⼯作", 80, 700))).text == "一、工作"


def test_ofd_text_is_sorted_by_place_and_spread_by_its_steps() -> None:
    page = ofd_text("二行", 30, 60) + ofd_text("统一", 40, 40) + ofd_text("三“”改革", 30, 40, delta="5 15 g 2 5")
    assert read_file(ofd([page])).paragraphs == ["三“统一”改革", "二行"]


def test_ofd_rules_make_a_table() -> None:
    def rule(x: float, y: float, width: float, height: float) -> str:
        path = f"M 0 0 L {width} {height}"
        return f'<ofd:PathObject Boundary="{x} {y} {max(width, 0.1)} {max(height, 0.1)}"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'

    rules = [rule(30, y, 80, 0) for y in (40, 50, 60)] + [rule(x, 40, 0, 20) for x in (30, 70, 110)]
    cells = [
        ofd_text(text, x, y, 4) for text, x, y in (("事项", 32, 47), ("件数", 72, 47), ("复议", 32, 57), ("3", 72, 57))
    ]
    assert read_file(ofd(["".join(rules + cells)])).paragraphs == ["事项\t件数", "复议\t3"]


def test_an_ofd_of_pictures_needs_ocr() -> None:
    file = read_file(ofd(['<ofd:ImageObject Boundary="0 0 210 297" ResourceID="1"/>']))
    assert (file.needs_ocr, file.pages) == (True, 1)


CHARS = st.sampled_from("法治政府建设推进依法行政全面提高能力监督检查工作村镇改革执法公开年度")
CLAUSES = st.lists(st.text(CHARS, min_size=2, max_size=20), min_size=1, max_size=10)
SENTENCES = CLAUSES.map(lambda clauses: "，".join(clauses) + "。")


@settings(max_examples=60)
@given(st.lists(SENTENCES, min_size=1, max_size=12), st.integers(22, 34))
def test_paragraphs_set_in_lines_come_back_whatever_the_width(some: list[str], columns: int) -> None:
    paragraphs = [FULL * 5 + "。", *some]  # full lines show where the margin is
    assert read_file(ofd(ofd_lines(paragraphs, columns=columns))).paragraphs == paragraphs
