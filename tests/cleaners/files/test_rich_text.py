"""RTF, Word 2003 XML and flat OPC."""

import pytest

from cleaners.files import read_file

GB = "".join(f"\\'{byte:02x}" for byte in "法治政府".encode("gbk"))
UNICODE = "".join(f"\\u{ord(char)}?" for char in "建设年度报告")


@pytest.mark.parametrize(
    ("rtf", "lines"),
    [
        (f"{{\\rtf1\\ansi\\ansicpg936 {GB}{UNICODE}\\par\n一}}".replace("一", UNICODE), ["法治政府建设年度报告", "建设年度报告"]),
        (f"{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Arial;}}{{\\f1\\fcharset134 SimSun;}}}}\\f1 {GB}\\f0  A\\par}}", ["法治政府 A"]),
        ("{\\rtf1\\ansicpg936 \\'81@\\'8fB\\par}", [b"\x81@\x8fB".decode("gb18030")]),
        ("{\\rtf1{\\stylesheet{\\s0 Normal;}}{\\info{\\title x}}{\\*\\generator y;}{\\header z}a{\\v b}c\\par}", ["ac"]),
        ("{\\rtf1\\uc2\\u27861\\'b7\\'a8\\u-32768 ab!\\par}", ["法\u8000!"]),
        ("{\\rtf1{\\pict\\bin5 }}{{\\a }b\\par}", ["b"]),
        ("{\\rtf1\\trowd\\intbl a\\par b\\cell 12\\cell\\row\\pard after\\par}", ["a b\t12", "after"]),
        ("{\\rtf1{\\listtext 1.\\tab}x\\{y\\}\\\\\\~z\\line w}", ["1. x{y}\\\xa0z", "w"]),
        ("{\\rtf1{\\field{\\*\\fldinst HYPERLINK a}{\\fldrslt b}}{\\shp{\\*\\shpinst{\\sp{\\sn n}{\\sv 1}}{\\shptxt box}}}\\par", ["bbox"]),
        ("{\\rtf1 }}}} x", ["x"]),
    ],
)  # fmt: skip
def test_the_text_of_an_rtf_file_is_what_it_shows(rtf: str, lines: list[str]) -> None:
    file = read_file(rtf.encode("latin-1", "replace"))
    assert (file.kind, file.paragraphs) == ("rtf", lines)


def test_a_character_of_two_words_is_one() -> None:
    assert read_file(b"{\\rtf1\\u-10174?\\u-8950?\\par}").text == "\U0002090a"


W = "xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml' xmlns:wx='http://schemas.microsoft.com/office/word/2003/auxHint'"
PARAGRAPHS = (
    "<w:p><w:pPr><w:listPr><wx:t wx:val='一、'/></w:listPr></w:pPr><w:r><w:t>主要成效</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
WORD_2003 = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<?mso-application progid='Word.Document'?>\n"
    f"<w:wordDocument {W}><w:styles><w:style><w:name w:val='x'/></w:style></w:styles><w:body><wx:sect>{PARAGRAPHS}</wx:sect></w:body></w:wordDocument>"
)
FLAT_OPC = (
    "<?xml version='1.0'?><?mso-application progid='Word.Document'?>"
    "<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'><pkg:part pkg:name='/word/document.xml'><pkg:xmlData>"
    f"<w:document {W}><w:body>{PARAGRAPHS}</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>"
)


@pytest.mark.parametrize("xml", [WORD_2003, FLAT_OPC])
def test_a_word_document_in_one_xml_file_is_read_as_a_docx(xml: str) -> None:
    file = read_file(xml.encode(), name="年报.doc")
    assert (file.kind, file.paragraphs) == ("wordxml", ["一、主要成效", "甲\t12"])


def test_another_xml_file_is_none() -> None:
    assert read_file(b"<?xml version='1.0'?><package xmlns='http://www.idpf.org/2007/opf'/>").kind == "xml"
