"""Makes the files in data/ anew, from the text below, with LibreOffice and the font Noto Sans CJK SC.

    python -m tests.cleaners.files.make_data

The tests read the files that are there; ``report.txt`` and ``figures.txt`` say what they must find.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.cleaners.files.builders import docx, paragraph, relationships, table, word_part, xlsx
from tests.cleaners.files.measure import converted

DATA = Path(__file__).parent / "data"
_FONT = '<w:rFonts w:ascii="Noto Sans CJK SC" w:hAnsi="Noto Sans CJK SC" w:eastAsia="Noto Sans CJK SC"/>'
_LINES = '<w:spacing w:line="560" w:lineRule="exact"/>'
_STYLES = {
    "title": ('<w:spacing w:line="720" w:lineRule="exact"/><w:jc w:val="center"/>', 44),
    "flush": (_LINES, 32),
    "indented": (f'{_LINES}<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>', 32),
    "right": (f'{_LINES}<w:ind w:right="640"/><w:jc w:val="right"/>', 32),
    "head": ('<w:jc w:val="center"/>', 18),
}
_BEFORE = (
    ("title", "青禾县石桥镇人民政府关于2025年度法治政府建设情况的报告"),
    ("flush", "县人民政府："),
    ("indented", "2025年，石桥镇坚持依法办事，“放管服”改革有序推进，全镇法治政府建设情况报告如下。"),
    ("indented", "一、工作情况"),
    (
        "indented",
        "（一）坚持依法办事。全年办理行政复议案件3件，办结率100%；开展“法治石桥”宣传12次——进村、进校、进企，受教育人数达2600余人。",
    ),
    (
        "indented",
        "（二）推进政务公开。全年公开政府信息86条，办理依申请公开4件，全镇行政执法情况如下表：",
    ),
)
_ROWS = (
    ("事项", "件数", "办理情况"),
    ("行政执法", "行政处罚12", "全部办结，" * 5 + "全年公开"),
    (None, "行政许可8", ""),
    ("行政复议", "3", "办结"),
)
_AFTER = (
    ("indented", "二、存在问题"),
    (
        "indented",
        "1.依法办事的能力有待提高。2.法治宣传的形式有待改进，有的村全年只开展1次宣传，受教育的人数不多。",
    ),
    ("indented", "三、下一年工作"),
    (
        "indented",
        "坚持问题导向，推进依法行政，全面提高镇村两级依法办事的能力；推进“互联网+政务”改革，把便民事项办在村里，让群众少跑路；开展行政执法人员培训，全年不少于3次。",
    ),
    ("right", "石桥镇人民政府"),
    ("right", "2026年1月12日"),
)


def _set(style: str, text: str) -> str:
    properties, size = _STYLES[style]
    return paragraph(text, properties, f'{_FONT}<w:sz w:val="{size}"/>')


def report() -> bytes:
    """The report as DOCX, with a running head and page numbers."""
    number = (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>— </w:t></w:r><w:fldSimple w:instr="PAGE">'
        "<w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t> —</w:t></w:r></w:p>"
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:footerReference w:type="default" r:id="f1"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" '
        'w:header="851" w:footer="1400" w:gutter="0"/></w:sectPr>'
    )
    body = "".join(_set(*one) for one in _BEFORE)
    body += table(_ROWS, f'{_FONT}<w:sz w:val="24"/>') + "".join(_set(*one) for one in _AFTER)
    parts = {
        "word/footer.xml": word_part("ftr", number),
        "word/header.xml": word_part("hdr", _set("head", "法治政府建设")),
        "word/_rels/document.xml.rels": relationships({"f1": ("footer", "footer.xml"), "h1": ("header", "header.xml")}),
    }
    return docx(body + section, parts)


def figures() -> bytes:
    """A workbook with a per cent, a date, a truth value, an empty row and column, and a hidden sheet."""
    words = "事项", "件数", "办结率", "日期", "行政复议", "行政处罚", "草稿"
    first = "".join(f'<c r="{column}1" t="s"><v>{n}</v></c>' for n, column in enumerate("ABCD"))
    rows = (
        f'<row r="1">{first}</row><row r="2"><c r="A2" t="s"><v>4</v></c><c r="B2"><v>3</v></c>'
        '<c r="C2" s="1"><v>0.875</v></c><c r="D2" s="2"><v>46034</v></c></row>'
        '<row r="4"><c r="A4" t="s"><v>5</v></c><c r="C4"><v>12.5</v></c><c r="D4" t="b"><v>1</v></c></row>'
    )
    styles = (
        '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/>'
        '<xf numFmtId="10" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    )
    hidden = '<row r="1"><c r="A1" t="s"><v>6</v></c></row>'
    return xlsx({"执法": rows, "草稿": hidden}, words, styles, {"草稿": "hidden"})


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(report())
        (folder / "figures.xlsx").write_bytes(figures())
        (folder / "again.odt").write_bytes(converted(folder / "report.docx", "odt", folder))
        (DATA / "report.docx").write_bytes(converted(folder / "again.odt", "docx:MS Word 2007 XML", folder))
        for ending in ("pdf", "doc"):
            (DATA / f"report.{ending}").write_bytes(converted(folder / "report.docx", ending, folder))
        (DATA / "locked.pdf").write_bytes(converted(folder / "report.docx", _LOCKED, folder))
        for ending in ("xlsx", "xls"):
            (DATA / f"figures.{ending}").write_bytes(converted(folder / "figures.xlsx", ending, folder))


_LOCKED = (
    'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
    '"DocumentOpenPassword":{"type":"string","value":"qinghe"}}'
)

if __name__ == "__main__":
    main()
