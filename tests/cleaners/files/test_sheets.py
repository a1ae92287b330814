"""XLSX, PPTX and TXT beyond the plain case."""

from __future__ import annotations

import pytest

from cleaners.files import read_file
from cleaners.files.office.cell_values import is_date_format, shown
from tests.cleaners.files.builders import xlsx, zipped


def rows(*cells: str, strings: tuple[str, ...] = (), styles: str = "") -> list[str]:
    return read_file(xlsx({"a": "".join(f"<row>{one}</row>" for one in cells)}, strings, styles)).paragraphs


def test_columns_left_out_are_empty_cells() -> None:
    assert rows('<c r="B1"><v>1</v></c><c r="D1"><v>2</v></c>', '<c r="A2"><v>3</v></c>') == ["\t1\t\t2", "3"]


def test_cells_without_references_follow_one_another() -> None:
    assert rows("<c><v>1</v></c><c><v>2</v></c>") == ["1\t2"]


def test_formulas_show_their_last_value() -> None:
    assert rows('<c r="A1"><f>SUM(B1:B2)</f><v>12</v></c><c r="B1" t="str"><f>A1&amp;"件"</f><v>12件</v></c>') == [
        "12\t12件"
    ]


def test_rich_strings_join_without_reading_aids() -> None:
    cell = '<c t="inlineStr"><is><r><t>行政</t></r><r><t>处罚</t></r><rPh><t>xingzheng</t></rPh></is></c>'
    assert rows(cell) == ["行政处罚"]


def test_lines_and_tabs_in_a_cell_stay_in_the_cell() -> None:
    assert rows('<c t="inlineStr"><is><t>行政\n处罚\t12</t></is></c><c><v>1</v></c>') == ["行政处罚 12\t1"]


def test_a_shared_string_that_is_not_there_is_empty() -> None:
    assert rows('<c t="s"><v>9</v></c><c t="s"><v>0</v></c>', strings=("有",)) == ["\t有"]


def test_all_visible_sheets_are_read_in_order() -> None:
    cell = "<row><c><v>{}</v></c></row>"
    file = read_file(
        xlsx({"甲": cell.format(1), "乙": cell.format(2), "丙": cell.format(3)}, states={"乙": "veryHidden"})
    )
    assert (file.sheets, file.paragraphs) == (("甲", "丙"), ["1", "3"])


@pytest.mark.parametrize(
    ("value", "number", "code", "text"),
    [
        (46034, 14, None, "2026-01-12"),
        (46034.5, 22, None, "2026-01-12 12:00:00"),
        (0.25, 20, None, "06:00:00"),
        (46034, 164, 'yyyy"年"m"月"d"日"', "2026-01-12"),
        (46034, 165, "[$-804]yyyy年m月", "2026-01-12"),
        (46034, 166, '#,##0"元"', "46034"),
        (0.875, 9, None, "88%"),
        (0.8756, 10, None, "87.56%"),
        (12.0, 0, "General", "12"),
        (0.1 + 0.2, 0, "General", "0.3"),
        (-3.5, 0, None, "-3.5"),
        (1e300, 14, None, "1e+300"),
        (1e300, 0, None, "1e+300"),
        (float("nan"), 14, None, "nan"),
        (5, 49, "@", "5"),
    ],
)  # fmt: skip
def test_numbers_are_shown_as_the_sheet_shows_them(value: float, number: int, code: str | None, text: str) -> None:
    assert shown(value, number, code) == text


def test_old_macintosh_dates_count_from_1904() -> None:
    assert shown(46034 - 1462, 14, None, since_1904=True) == "2026-01-12"


def test_letters_in_quotes_make_no_date() -> None:
    assert not is_date_format(164, '0.0"days"')
    assert is_date_format(164, "[h]:mm")


def test_slides_are_read_in_the_order_of_their_numbers() -> None:
    def slide(text: str) -> str:
        return f'<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>{text}</a:t></a:r><a:r><a:t>页</a:t></a:r></a:p></p:sld>'

    names = {f"ppt/slides/slide{n}.xml": slide(str(n)) for n in (1, 10, 2)}
    file = read_file(zipped({"ppt/presentation.xml": "<p/>", **names}))
    assert (file.kind, file.pages, file.paragraphs) == ("pptx", 3, ["1页", "2页", "10页"])


TEXT = "关于法治政府建设\n镕基路\t3号"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_in_any_usual_encoding(encoding: str) -> None:
    file = read_file(TEXT.encode(encoding), name="a.txt")
    assert (file.kind, file.paragraphs, file.problems) == ("txt", ["关于法治政府建设", "镕基路\t3号"], ())


def test_a_text_file_cut_within_a_character_loses_only_that() -> None:
    file = read_file("法治政府".encode("gb18030")[:-1])
    assert (file.text, file.problems) == ("法治政", ())


def test_bytes_that_are_no_character_are_marked_and_reported() -> None:
    file = read_file("法治政府建设情况的报告，一、工作情况".encode() + b"\xff" + "和问题".encode())
    assert file.text.count("\ufffd") == 1
    assert [problem.kind for problem in file.problems] == ["bad_encoding"]
