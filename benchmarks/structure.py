"""How well and how fast outlines and indicators are read: python benchmarks/structure.py

The five real reports beside the checkout (skipped if they are not there) and the paragraphs of
tests/golden/structure/paragraphs against the labels made by hand, and composed reports with planted
oddities; then milliseconds of CPU a report.  With --markdown only the table of docs/structure.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cleaners.structure.indicators import VOCABULARY, indicators  # noqa: E402  (the checkout need not be installed)
from cleaners.structure.outline import outline  # noqa: E402
from tests.cleaners.structure.labelled_paragraphs import Paragraph, read_paragraphs  # noqa: E402
from tests.cleaners.structure.odd_reports import odd_report  # noqa: E402

SEEDS = ROOT.parent / "shared" / "seeds"
GOLDEN = ROOT / "tests" / "golden" / "structure"


def f1(right: int, found: int, true: int) -> str:
    """Precision, recall and F1 as they are printed."""
    return f"precision {right / found:.3f}  recall {right / true:.3f}  F1 {2 * right / (found + true):.3f}  ({true})"


def real_texts() -> dict[str, str]:
    """The real reports by name; none if they are not there."""
    return {path.name[:-10]: json.loads(path.read_text("utf-8"))["text"] for path in sorted(SEEDS.glob("*.gold.json"))}


def outline_of_real(texts: dict[str, str]) -> str:
    """Nodes that agree with the labels in all they say."""
    labels = json.loads((GOLDEN / "seeds-outline.json").read_text("utf-8"))
    right = found = true = 0
    for name, text in texts.items():
        want = {
            (h["path"], h["mark"], h["kind"], h["part"], *h["span"], h["heading_sha256"])
            for h in labels[name]["headings"]
        }
        got = {
            (h.path, h.mark, h.kind, h.part, h.start, h.end, hashlib.sha256(h.heading.encode()).hexdigest())
            for h in outline(text)
        }
        right, found, true = right + len(want & got), found + len(got), true + len(want)
    return f1(right, found, true)


def outline_of_odd(count: int) -> str:
    """The same for composed reports."""
    right = found = true = 0
    for seed in range(count):
        report = odd_report(seed)
        got = {(h.path, h.level, h.mark, h.heading, h.kind, h.part) for h in outline(report.text)}
        right, found, true = right + len(got & set(report.truth)), found + len(got), true + len(report.truth)
    return f1(right, found, true)


class Score:
    """Counts by indicator: right, found, labelled."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.true: Counter[str] = Counter()

    def add(self, want: Counter[tuple[str, object]], got: Counter[tuple[str, object]]) -> None:
        """Count the (indicator, ...) that are labelled and those that are found."""
        for counter, keys in ((self.right, want & got), (self.found, got), (self.true, want)):
            counter.update(key[0] for key in keys.elements())

    def row(self, id_: str) -> str:
        """The counts of one indicator; a dash if it is neither found nor labelled."""
        counts = f"{self.right[id_]} / {self.found[id_]} / {self.true[id_]}"
        return counts if self.found[id_] or self.true[id_] else "–"

    def sums(self) -> str:
        """Precision, recall and F1 of all."""
        return f1(self.right.total(), self.found.total(), self.true.total())


def of_real(texts: dict[str, str]) -> Score:
    """Figures of the real reports, each with its place."""
    labels = json.loads((GOLDEN / "seeds-indicators.json").read_text("utf-8"))
    score = Score()
    for name, text in texts.items():
        want = Counter(
            (f["indicator"], (f["span"][0], Decimal(f["value"]))) for f in labels[name]["figures"] if f["indicator"]
        )
        score.add(want, Counter((one.indicator, (one.start, one.value)) for one in indicators(text)))
    return score


def of_paragraphs(paragraphs: Iterable[Paragraph]) -> Score:
    """Figures of labelled paragraphs."""
    score = Score()
    for paragraph in paragraphs:
        found = indicators(paragraph.text, report_year=2024)
        score.add(Counter(paragraph.labels), Counter((one.indicator, one.value) for one in found))
    return score


def markdown(real: Score, made: Score, kept: Score) -> str:
    """The table of the vocabulary."""
    lines = [
        "| id | label | unit | what it counts | not counted, such as | real | made on | measured |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for id_, term in VOCABULARY.items():
        cells = (f"`{id_}`", term.label, term.unit, f"{term.description} {term.meaning}", "；".join(term.traps))
        lines.append("| " + " | ".join((*cells, real.row(id_), made.row(id_), kept.row(id_))) + " |")
    return "\n".join(lines)


def milliseconds(read: Callable[[str], object], texts: list[str]) -> str:
    """CPU time for each text: mean and worst."""
    costs = []
    for text in texts:
        start = time.process_time()
        for _ in range(10):
            read(text)
        costs.append((time.process_time() - start) * 100)
    return f"mean {sum(costs) / len(costs):.2f} ms, worst {max(costs):.2f} ms a report"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--markdown", action="store_true", help="print the table of docs/structure.md alone")
    options = parser.parse_args()
    texts = real_texts()
    by_file = {path.stem: list(read_paragraphs(path)) for path in sorted((GOLDEN / "paragraphs").glob("*.txt"))}
    made = of_paragraphs(each for name, some in by_file.items() if name != "last" for each in some)
    real, last = of_real(texts), of_paragraphs(by_file["last"])
    if options.markdown:
        print(markdown(real, made, last))
        return
    if texts:
        print("outline, five real reports      ", outline_of_real(texts))
    print("outline, 30 odd reports         ", outline_of_odd(30))
    print("outline, 600 odd reports        ", outline_of_odd(600))
    print("indicators: right / found / labelled in five real reports, paragraphs made on, paragraphs measured")
    for id_ in VOCABULARY:
        print(f"  {id_:24} {real.row(id_):>16} {made.row(id_):>16} {last.row(id_):>16}")
    print(f"  five real reports        {real.sums()}")
    for name, some in by_file.items():
        print(f"  paragraphs {name:14}{of_paragraphs(some).sums()}")
    some_texts = list(texts.values()) or [odd_report(seed).text for seed in range(20)]
    print("outline   ", milliseconds(outline, some_texts))
    print("indicators", milliseconds(indicators, some_texts))


if __name__ == "__main__":
    main()
