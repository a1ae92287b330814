"""How much of a text comes back out of each format: converts texts with LibreOffice and reads the files.

    python -m tests.cleaners.files.measure ../shared/seeds

The folder holds ``*.gold.json`` files with ``title`` and ``text``.  Needs soffice and a Chinese font;
writes to a temporary folder only.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from cleaners.files import read_file
from tests.cleaners.files.builders import docx, ofd, ofd_lines, paragraph, relationships, word_part, xlsx, zipped

_FULL_WIDTH = str.maketrans(",;:()!?", "，；：（）！？")
_FONT = '<w:rFonts w:ascii="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC" w:eastAsia="Noto Serif CJK SC"/>'


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is set: sizes in half points, lengths in twentieths of a point."""

    size: int
    spacing: str
    body: str
    margins: tuple[int, int]
    header: str | None = None


LAYOUTS = {
    "official": Layout(
        32,
        '<w:spacing w:line="560" w:lineRule="exact"/>',
        '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>',
        (1588, 1474),
    ),
    "office": Layout(
        24,
        '<w:spacing w:line="360" w:lineRule="auto"/>',
        '<w:ind w:firstLine="480"/><w:jc w:val="left"/>',
        (1800, 1800),
        "法治政府建设年度报告",
    ),
    "no indent": Layout(21, '<w:spacing w:after="160"/>', '<w:jc w:val="both"/>', (1440, 1440)),
}


def made_docx(title: str, paragraphs: Iterable[str], layout: Layout) -> bytes:
    """The document with its title in the middle, page numbers below, and a running head if *layout* has one."""
    run = f'{_FONT}<w:sz w:val="{layout.size}"/>'
    large = f'{_FONT}<w:b/><w:sz w:val="44"/>'
    body = paragraph(title, '<w:jc w:val="center"/>', large)
    body += "".join(paragraph(text, layout.spacing + layout.body, run) for text in paragraphs)
    number = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>— </w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t> —</w:t></w:r></w:p>'
    parts = {"word/footer.xml": word_part("ftr", number)}
    targets = {"f1": ("footer", "footer.xml")}
    references = '<w:footerReference w:type="default" r:id="f1"/>'
    if layout.header:
        parts["word/header.xml"] = word_part(
            "hdr", paragraph(layout.header, '<w:jc w:val="center"/>', f'{_FONT}<w:sz w:val="18"/>')
        )
        targets["h1"] = ("header", "header.xml")
        references += '<w:headerReference w:type="default" r:id="h1"/>'
    parts["word/_rels/document.xml.rels"] = relationships(targets)
    left, right = layout.margins
    body += (
        f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="{right}" '
        f'w:bottom="1984" w:left="{left}" w:header="851" w:footer="1400" w:gutter="0"/></w:sectPr>'
    )
    return docx(body, parts)


def converted(source: Path, ending: str, folder: Path) -> bytes:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending, "--outdir", str(folder / "out"), str(source)],
        check=True, capture_output=True,
    )  # fmt: skip
    return (folder / "out" / f"{source.stem}.{ending.partition(':')[0]}").read_bytes()


def grams(text: str, n: int = 5) -> Counter[str]:
    text = re.sub(r"\s+", "", text)
    return Counter(text[i : i + n] for i in range(len(text) - n + 1))


def compared(expected: list[str], found: list[str]) -> tuple[float, float, float]:
    """5-gram recall and precision, and the share of paragraphs that came back exactly, in F1."""
    one, other = grams("\n".join(expected)), grams("\n".join(found))
    common = sum((one & other).values())
    exact = sum((Counter(expected) & Counter(found)).values())
    return common / sum(one.values()), common / max(1, sum(other.values())), 2 * exact / (len(expected) + len(found))


def files_of(title: str, paragraphs: list[str], folder: Path) -> Iterable[tuple[str, str, bytes]]:
    """Format, layout and bytes of each file made of the text."""
    for name, layout in LAYOUTS.items():
        source = folder / "text.docx"
        source.write_bytes(made_docx(title, paragraphs, layout))
        yield "DOCX (hand)", name, source.read_bytes()
        yield "PDF", name, converted(source, "pdf", folder)
        if name == "official":
            yield "DOC", name, converted(source, "doc", folder)
            again = folder / "again.odt"
            again.write_bytes(converted(source, "odt", folder))
            yield "DOCX (LibreOffice)", name, converted(again, "docx:MS Word 2007 XML", folder)
    rows = "".join(f'<row><c t="inlineStr"><is><t>{escape(one)}</t></is></c></row>' for one in [title, *paragraphs])
    source = folder / "rows.xlsx"
    source.write_bytes(xlsx({"报告": rows}))
    for ending in ("xlsx", "xls"):
        yield ending.upper(), "one cell a paragraph", converted(source, ending, folder)
    yield "OFD (hand)", "official", ofd(ofd_lines([title, *paragraphs]))
    yield "ZIP of TXT", "GB18030", zipped({"text.txt": "\n".join([title, *paragraphs]).encode("gb18030")})


def main(where: str) -> None:
    scores: dict[tuple[str, str], list[tuple[float, ...]]] = {}
    for gold in sorted(Path(where).glob("*.gold.json")):
        data = json.loads(gold.read_text("utf-8"))
        title, paragraphs = (
            (data["title"] or "无题").translate(_FULL_WIDTH),
            data["text"].translate(_FULL_WIDTH).split("\n"),
        )
        with tempfile.TemporaryDirectory() as folder:
            for form, layout, body in files_of(title, paragraphs, Path(folder)):
                began = time.perf_counter()
                file = read_file(body)
                seconds = time.perf_counter() - began
                found = file.paragraphs or [line for one in file.members if one.file for line in one.file.paragraphs]
                scores.setdefault((form, layout), []).append((*compared([title, *paragraphs], found), seconds))
                show(gold.name, form, layout, [title, *paragraphs], found)
    print("| format | layout | recall | precision | paragraphs exact | ms a file |\n|---|---|---|---|---|---|")
    for (form, layout), values in scores.items():
        recall, precision, exact, seconds = (sum(column) / len(column) for column in zip(*values, strict=True))
        print(f"| {form} | {layout} | {recall:.4f} | {precision:.4f} | {exact:.3f} | {seconds * 1000:.0f} |")


def show(gold: str, form: str, layout: str, expected: list[str], found: list[str]) -> None:
    """Write the paragraphs that differ to standard error."""
    missing, extra = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
    if missing or extra:
        print(f"{gold} {form} {layout}: {len(missing)} missing, {len(extra)} extra", file=sys.stderr)
        for sign, lines in (("-", missing), ("+", extra)):
            for line in lines:
                print(f"   {sign} {line[:60]} ... {line[-30:]}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
