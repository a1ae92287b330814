"""DOCX beyond plain paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.files import read_file
from cleaners.files.office.numbering import chinese_numeral
from tests.cleaners.files.builders import docx, paragraph, table, word_part


def lines(body: str, **parts: str) -> list[str]:
    return read_file(docx(body, {f"word/{name}.xml": part for name, part in parts.items()})).paragraphs


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_runs_join_and_line_breaks_part_lines() -> None:
    body = f"<w:p>{run('青禾县')}{run('人民政府')}<w:r><w:br/></w:r>{run('关于')}<w:r><w:tab/></w:r>{run('报告')}</w:p>"
    assert lines(body) == ["青禾县人民政府", "关于 报告"]


def test_page_breaks_part_nothing() -> None:
    assert lines(f'<w:p>{run("前")}<w:r><w:br w:type="page"/></w:r>{run("后")}</w:p>') == ["前后"]


def test_tracked_changes_are_read_as_accepted() -> None:
    body = f"<w:p>{run('应')}<w:del><w:r><w:delText>不</w:delText></w:r></w:del><w:ins>{run('当')}</w:ins>"
    body += f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('办')}</w:moveTo></w:p>"
    assert lines(body) == ["应当办"]


def test_hidden_text_and_field_codes_are_not_text() -> None:
    body = "<w:p>" + run("见") + run("密", "<w:vanish/>") + run("明", '<w:vanish w:val="0"/>')
    body += "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    assert lines(body) == ["见明"]


def test_a_text_box_stands_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('盒中')}</w:txbxContent>"
    body = f'<w:p>{run("外")}<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>'
    assert lines(body) == ["外", "盒中"]


def test_content_controls_and_links_are_text() -> None:
    body = f"<w:sdt><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt><w:p><w:hyperlink>{run('链接')}</w:hyperlink></w:p>"
    assert lines(body) == ["控件", "链接"]


def test_a_cell_that_goes_on_from_nothing_above_is_read() -> None:
    orphan = "<w:tc><w:tcPr><w:vMerge/></w:tcPr>" + paragraph("行政处罚") + "</w:tc>"
    rows = [f"<w:tr>{orphan}<w:tc>{paragraph(text)}</w:tc></w:tr>" for text in ("36件", "41件")]
    assert lines(f"<w:tbl>{''.join(rows)}</w:tbl>") == ["行政处罚\t36件", "\t41件"]


def test_table_rows_are_lines_with_tabs_and_merged_cells_stand_once() -> None:
    assert lines(table([("甲", "乙\t丙"), (None, "丁"), ("戊", "")])) == ["甲\t乙 丙", "\t丁", "戊"]


def test_lines_of_a_cell_join_with_blanks_between_latin_words_only() -> None:
    cell = f"<w:tc>{paragraph('处罚')}{paragraph('许可')}{paragraph('app')}{paragraph('web')}</w:tc>"
    assert lines(f"<w:tbl><w:tr>{cell}<w:tc>{paragraph('末')}</w:tc></w:tr></w:tbl>") == ["处罚许可app web\t末"]


def test_strict_documents_read_alike() -> None:
    strict = '<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main"><d:body><d:p><d:r><d:t>严格</d:t></d:r></d:p></d:body></d:document>'
    assert lines("", document=strict) == ["严格"]


NUMBERING = word_part(
    "numbering",
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>',
)
STYLES = word_part(
    "styles",
    '<w:style w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="second"><w:basedOn w:val="base"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="ring"><w:basedOn w:val="ring"/></w:style>',
)


def item(text: str, number: int, level: int) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_headings_carry_the_numbers_that_the_program_prints() -> None:
    body = item("总体", 1, 0) + item("学习", 1, 1) + item("执法", 1, 1) + item("检查", 1, 2) + item("点", 1, 3)
    body += item("问题", 1, 0) + item("意识", 1, 1) + item("另起", 2, 0) + item("无", 0, 0)
    assert lines(body, numbering=NUMBERING) == [
        "一、总体", "（一）学习", "（二）执法", "1.3.检查", "点", "二、问题", "（一）意识", "五、另起", "无",
    ]  # fmt: skip


def test_numbers_come_from_styles_too() -> None:
    body = paragraph("总体", '<w:pStyle w:val="base"/>') + paragraph("学习", '<w:pStyle w:val="second"/>')
    body += paragraph("空", '<w:pStyle w:val="ring"/>')
    assert lines(body, numbering=NUMBERING, styles=STYLES) == ["一、总体", "（一）学习", "空"]


def test_empty_paragraphs_do_not_count() -> None:
    assert lines(item("总体", 1, 0) + item("", 1, 0) + item("问题", 1, 0), numbering=NUMBERING) == [
        "一、总体",
        "二、问题",
    ]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (23, "二十三"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (2024, "二千零二十四"),
    ],
)
def test_chinese_numerals(number: int, text: str) -> None:
    assert chinese_numeral(number) == text


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_chinese_numerals_differ(one: int, other: int) -> None:
    assert (chinese_numeral(one) == chinese_numeral(other)) == (one == other)


def test_a_document_of_pictures_needs_ocr() -> None:
    file = read_file(docx("<w:p/>", {"word/media/image1.png": b"\x89PNG"}))
    assert file.needs_ocr
    assert [problem.kind for problem in file.problems] == ["needs_ocr"]


def test_a_document_without_text_or_pictures_says_so() -> None:
    assert [problem.kind for problem in read_file(docx("<w:p/>")).problems] == ["no_text"]
