"""Labelled PDF files for pdf_layout.py: those of the tests, pages printed by Chromium, real ones."""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cleaners.files.result import tidy
from tests.cleaners.files.builders import merged_cells, pdf_line, pdf_pages

PROJECT = Path(__file__).resolve().parents[1]
PAGES = PROJECT / "benchmarks" / "pdf_pages"
TEST_DATA = PROJECT / "tests" / "cleaners" / "files" / "data"
SHARED = PROJECT.parent / "shared"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Case:
    """A PDF file and the lines that it should give; None without a label."""

    name: str
    body: bytes
    lines: list[str] | None


def cases(folders: Iterable[Path]) -> Iterator[Case]:
    """Yield what is read; words on standard error say what is not there."""
    for folder in (TEST_DATA, *folders):
        for path in sorted(folder.glob("*.pdf")):
            label = path.with_suffix(".txt")
            if label.exists():
                yield Case(path.stem, path.read_bytes(), _lines(label))
    yield from _built()
    if browser := next(filter(None, map(shutil.which, BROWSERS)), None):
        yield from _printed(browser)
    else:
        print("no Chromium found: pages are not printed; apt-get install chromium fonts-noto-cjk", file=sys.stderr)
    real = sorted(SHARED.rglob("*.pdf")) if SHARED.exists() else []
    if not real:
        print(f"no PDF file under {SHARED}: no real one is read", file=sys.stderr)
    for path in real:
        label = path.with_suffix(".txt")
        yield Case(f"real: {path.name}", path.read_bytes(), _lines(label) if label.exists() else None)


def _lines(label: Path) -> list[str]:
    return [tidy(line) for line in label.read_text("utf-8").splitlines() if line.strip()]


def _built() -> Iterator[Case]:
    """Pages as the tests build them: fonts only named, marks out of order, merged cells, bold by printing twice."""
    full = "全年办理行政复议案件办结率百分之百开展法治宣传进村进校进企业"
    pieces = (("改革", 176, 700), ("三", 80, 700), ("统一", 128, 700), ("”", 160, 700), ("“", 112, 700))
    yield Case("quotes", pdf_pages([b"".join(pdf_line(*one) for one in pieces)]), ["三“统一”改革"])
    bold = [("一、工作情况", 80.0, 700.0), ("一、工作情况", 80.4, 700.0), ("宣传——进村", 80.0, 660.0)]
    yield Case("bold", pdf_pages([b"".join(pdf_line(*one) for one in bold)]), ["一、工作情况", "宣传——进村"])
    page = b"".join(pdf_line(full, 80, 700 - 28 * n) for n in range(9)) + pdf_line("法治政府建设年度报告", 220, 800, 9)
    numbered = [page + pdf_line(f"- {n} -", 280, 40, 12) for n in (1, 2, 3)]
    yield Case("running head", pdf_pages(numbered), [full * 27])
    yield Case("merged cells", pdf_pages([merged_cells()]), ["行政\t许可审批", "\t处罚", "复议\t三件"])
    turned = f"BT /F1 16 Tf 0.7 0.7 -0.7 0.7 90 690 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET\n".encode()
    yield Case(
        "watermark", pdf_pages([turned + pdf_line("石桥镇法治政府建设情况", 80, 700)]), ["石桥镇法治政府建设情况"]
    )


STYLES = {
    "official": "font: 16pt/28pt 'Noto Serif CJK SC'; text-align: justify; text-indent: 2em",
    "office": "font: 12pt/18pt 'Noto Sans CJK SC'; text-indent: 2em",
    "no indent": "font: 10.5pt/16pt 'Noto Serif CJK SC'; text-align: justify; margin-bottom: 8pt",
}


def _printed(browser: str) -> Iterator[Case]:
    """The pages by hand, and the sample reports in three layouts, printed by *browser*."""
    for path in sorted(PAGES.glob("*.html")):
        yield Case(path.stem, _print(browser, path.read_text("utf-8")), _lines(path.with_suffix(".txt")))
    for path in sorted(SHARED.glob("seeds/*.gold.json")):
        data = json.loads(path.read_text("utf-8"))
        title, paragraphs = data["title"] or "无题", data["text"].split("\n")
        for name, style in STYLES.items():
            case = Case(
                f"{path.name[:3]} {name}", _print(browser, _page(title, paragraphs, style)), [title, *paragraphs]
            )
            yield Case(case.name, case.body, [tidy(line) for line in case.lines or ()])


def _page(title: str, paragraphs: Iterable[str], style: str) -> str:
    number = "@bottom-center { content: '— ' counter(page) ' —'; font: 12pt 'Noto Serif CJK SC' }"
    text = "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs)
    return (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><style>@page {{ size: A4; margin: 30mm 26mm; {number} }}'
        f"p {{ margin: 0; {style} }} h1 {{ font: 22pt/36pt 'Noto Sans CJK SC'; text-align: center }}</style>"
        f"<h1>{html.escape(title)}</h1>{text}"
    )


def _print(browser: str, page: str) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.html").write_text(page, "utf-8")
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
        ]
        command = [browser, *options, f"--print-to-pdf={folder}/page.pdf", (folder / "page.html").as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return (folder / "page.pdf").read_bytes()
