"""Compare our layout of PDF pages (over PDFium) with pdfplumber on labelled files: characters, paragraphs, cells, CPU.

    python benchmarks/pdf_layout.py                    the files below, one line a file and reader, then the means
    python benchmarks/pdf_layout.py --show notice      where each reader differs from the label of one file
    python benchmarks/pdf_layout.py FOLDER ...         also every ``x.pdf`` in FOLDER with its label ``x.txt``

A label holds one line a paragraph, a tab between the cells of a row.  Those of the pages in ``benchmarks/pdf_pages``
were written by hand from pictures of the pages, before any reader had seen them.  Read are: these pages (HTML, printed
as PDF by Chromium with the font Noto CJK); the sample reports in ``../shared/seeds``, if they are there, printed in
three layouts; the files of the tests; every PDF file under ``../shared``.  pdfplumber comes with the extra ``bench``.

Blanks count between two Latin letters only: whether 2025 年 has one is a matter of taste.  pdfplumber leaves radicals
in the text that stand for characters (⽇ for 日); they are replaced before it is judged.

The readers are described in pdf_readers.py.
"""

from __future__ import annotations

import argparse
import html
import json
import logging
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from benchmarks.pdf_readers import READERS, Reader, without_radicals  # noqa: E402
from cleaners.files.result import tidy  # noqa: E402  the project, when it is run without installation
from tests.cleaners.files.builders import pdf_line, pdf_pages  # noqa: E402

PAGES = PROJECT / "benchmarks" / "pdf_pages"
TEST_DATA = PROJECT / "tests" / "cleaners" / "files" / "data"
SHARED = PROJECT.parent / "shared"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ROUNDS = 3  # the fastest counts


@dataclass(frozen=True, slots=True)
class Case:
    """A PDF file and the lines that it should give; None without a label."""

    name: str
    body: bytes
    lines: list[str] | None


@dataclass(frozen=True, slots=True)
class Score:
    """How near a reading is to its label, each 0 to 1; *cells* is None without a table. *seconds* are of CPU."""

    characters: float  # 1 - edit distance / length, without blanks: order counts
    paragraphs: (
        float | None
    )  # None if there is only a table; F1 of lines that came back character for character, rows of tables left out
    breaks: float  # F1 of the places where a line ends
    cells: float | None  # F1 of cells with their right neighbours
    seconds: float


_IDLE_BLANK = re.compile(r"(?<![A-Za-z]) | (?![A-Za-z])")


def _comparable(line: str) -> str:
    """*line* without the blanks that do not count, radicals replaced."""
    return _IDLE_BLANK.sub("", tidy(without_radicals(line)))


def scored(reader: Reader, case: Case) -> tuple[Score, list[str]]:
    """Return how well *reader* reads *case*, and its lines."""
    seconds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        lines = reader(case.body)
        seconds.append(time.process_time() - began)
    lines = [_comparable(line) for line in lines]
    expected = [_comparable(line) for line in case.lines or ()]
    prose = [[line for line in some if "\t" not in line] for some in (expected, lines)]
    cells = [Counter(_cells(some)) for some in (expected, lines)]
    score = Score(
        Levenshtein.normalized_similarity(_solid(expected), _solid(lines)),
        _f1(Counter(prose[0]), Counter(prose[1])) if prose[0] else None,
        _f1(Counter(_ends(expected)), Counter(_ends_in(expected, lines))),
        _f1(*cells) if cells[0] else None,
        min(seconds),
    )
    return score, lines


def _solid(lines: Iterable[str]) -> str:
    return "".join("".join(line.split()) for line in lines)


def _cells(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each cell that is not empty with the next one in its row: cells are right where their neighbours are."""
    for line in lines:
        row = [_solid([cell]) for cell in line.split("\t") if cell.strip()]
        if "\t" in line:
            yield from zip(row, [*row[1:], ""], strict=True)


def _ends(lines: Iterable[str]) -> Iterator[int]:
    at = 0
    for line in lines:
        at += len(_solid([line]))
        yield at


def _ends_in(expected: list[str], lines: list[str]) -> Iterator[int]:
    """Where the ends of *lines* stand in the text of *expected*; -1 for those that stand nowhere in it."""
    places = {}
    for block in Levenshtein.opcodes(_solid(lines), _solid(expected)).as_matching_blocks():
        places.update({block.a + n: block.b + n for n in range(1, block.size + 1)})
    yield from (places.get(end, -1) for end in _ends(lines))


def _f1(expected: Counter[Any], found: Counter[Any]) -> float:
    common = sum((expected & found).values())
    return 2 * common / max(1, sum(expected.values()) + sum(found.values()))


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
    rules = [(80, 700, 320, 700), (200, 660, 320, 660), (80, 620, 320, 620), (80, 580, 320, 580)]
    rules += [(80, 580, 80, 700), (200, 580, 200, 700), (320, 580, 320, 700)]
    cells = [
        ("行政", 90, 682),
        ("许可", 210, 685),
        ("审批", 210, 667),
        ("处罚", 210, 632),
        ("复议", 90, 592),
        ("三件", 210, 592),
    ]
    drawn = b"".join(b"%d %d m %d %d l S\n" % rule for rule in rules) + b"".join(pdf_line(*one, 12) for one in cells)
    yield Case("merged cells", pdf_pages([drawn]), ["行政\t许可审批", "\t处罚", "复议\t三件"])
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


def main(argv: Sequence[str] | None = None) -> int:
    """Write the table; 2 without pdfplumber."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--show", metavar="NAME", help="write what differs from the label in this file")
    args = parser.parse_args(argv)
    try:
        import pdfplumber  # noqa: F401
    except ImportError:
        print("pdfplumber is not installed; run pip install -e '.[attachments,bench,test]'", file=sys.stderr)
        return 2
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it complains of every font
    scores: dict[str, list[Score]] = {}
    print("| file | reader | characters | paragraphs | breaks | cells | CPU ms |\n|---|---|---|---|---|---|---|")
    for case in cases(args.folders):
        if args.show and args.show != case.name:
            continue
        for name, reader in READERS.items():
            score, lines = scored(reader, case)
            print(f"| {case.name} | {name} | {_row([score])} |")
            if case.lines is not None:
                scores.setdefault(name, []).append(score)
            if args.show:
                _show([_comparable(line) for line in case.lines or ()], lines)
    print(f"\nMeans of {len(next(iter(scores.values()), []))} labelled files:\n")
    for name, all_scores in scores.items():
        print(f"| | {name} | {_row(all_scores)} |")
    return 0


def _row(scores: Sequence[Score]) -> str:
    means = []
    for field in ("characters", "paragraphs", "breaks", "cells"):
        values = [value for score in scores if (value := getattr(score, field)) is not None]
        means.append(f"{sum(values) / len(values):.3f}" if values else "")
    return " | ".join([*means, f"{1000 * sum(score.seconds for score in scores) / len(scores):.0f}"])


def _show(expected: list[str], lines: list[str]) -> None:
    for sign, some in (("-", Counter(expected) - Counter(lines)), ("+", Counter(lines) - Counter(expected))):
        for line in some:
            print(f"   {sign} {line}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
