"""How well and how fast outlines and indicators are read: python benchmarks/structure.py

The five real reports beside the checkout (skipped if they are not there) against the labels made by hand,
and composed reports with planted oddities; then milliseconds of CPU a report.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cleaners.structure.indicators import VOCABULARY, indicators  # noqa: E402  (the checkout need not be installed)
from cleaners.structure.outline import outline  # noqa: E402
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


def indicators_of_real(texts: dict[str, str]) -> str:
    """A table by indicator, and the sums."""
    labels = json.loads((GOLDEN / "seeds-indicators.json").read_text("utf-8"))
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for name, text in texts.items():
        want = {(f["indicator"], f["span"][0], Decimal(f["value"])) for f in labels[name]["figures"] if f["indicator"]}
        got = {(one.indicator, one.start, one.value) for one in indicators(text)}
        right.update(key[0] for key in want & got)
        found.update(key[0] for key in got)
        true.update(key[0] for key in want)
    rows = [f"  {id_:24} right {right[id_]:3}  found {found[id_]:3}  labelled {true[id_]:3}" for id_ in VOCABULARY]
    return "\n".join([*rows, "  " + f1(right.total(), found.total(), true.total())])


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
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    texts = real_texts()
    if texts:
        print("outline, five real reports      ", outline_of_real(texts))
    print("outline, 30 odd reports         ", outline_of_odd(30))
    print("outline, 600 odd reports        ", outline_of_odd(600))
    if texts:
        print("indicators, five real reports")
        print(indicators_of_real(texts))
    some = list(texts.values()) or [odd_report(seed).text for seed in range(20)]
    print("outline   ", milliseconds(outline, some))
    print("indicators", milliseconds(indicators, some))


if __name__ == "__main__":
    main()
