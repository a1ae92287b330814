"""Compare our layout of PDF pages (over PDFium) with pdfplumber on labelled files: characters, paragraphs, cells, CPU.

    python benchmarks/pdf_layout.py                    the files below, one line a file and reader, then the means
    python benchmarks/pdf_layout.py --show notice      where each reader differs from the label of one file
    python benchmarks/pdf_layout.py FOLDER ...         also every ``x.pdf`` in FOLDER with its label ``x.txt``

A label holds one line a paragraph, a tab between the cells of a row.  Those of the pages in ``benchmarks/pdf_pages``
were written by hand from source and pictures of the pages, before any reader had seen them.  Read are: these pages
(HTML, printed as PDF by Chromium with the font Noto CJK); the sample reports in ``../shared/seeds``, if they are there,
printed in three layouts; the files of the tests; every PDF file under ``../shared``.  pdfplumber comes with the extra
``bench``.

Blanks count between two Latin letters only: whether 2025 年 has one is a matter of taste.  pdfplumber leaves radicals
in the text that stand for characters (⽇ for 日); they are replaced before it is judged.

The readers are described in pdf_readers.py.
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from benchmarks.pdf_cases import Case, cases  # noqa: E402
from benchmarks.pdf_readers import READERS, Reader, without_radicals  # noqa: E402
from cleaners.files.result import tidy  # noqa: E402  the project, when it is run without installation

ROUNDS = 3  # the fastest counts


@dataclass(frozen=True, slots=True)
class Score:
    """How near a reading is to its label, each 0 to 1; None where the label has only a table, or none.

    *seconds* are of CPU.
    """

    characters: float  # 1 - edit distance / length, without blanks: order counts
    paragraphs: float | None  # F1 of lines that came back character for character, rows of tables left out
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
