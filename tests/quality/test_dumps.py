"""Labelled pages as plain dumps, menus and all: what the text alone gives is a floor as well."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from cleaners import clean_text
from cleaners.parsing.decode import decode_body

PAGES = Path(__file__).resolve().parents[3] / "shared" / "pages" / "gov"
FLOORS = {"F1": 0.93, "title": 10 / 11, "date": 1.0}  # reached when dumps were first measured
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the labelled pages are not beside the project")


def dump(page: Path) -> str:
    """The text of *page*, a line for each piece, as a program gives it that knows nothing of pages."""
    tree = LexborHTMLParser(decode_body(page.read_bytes()).text)
    tree.strip_tags(["script", "style", "noscript"])
    return tree.body.text(separator="\n") if tree.body else ""


def grams(text: str) -> Counter[str]:
    bare = "".join(text.split())
    return Counter(bare[i : i + 4] for i in range(len(bare) - 3))


def overlap(one: str, other: str) -> float:
    """F1 over runs of four characters."""
    a, b = grams(one), grams(other)
    return 2 * (a & b).total() / (a.total() + b.total())


def test_dumps_of_labelled_pages_keep_their_scores() -> None:
    scores: dict[str, list[float]] = {key: [] for key in FLOORS}
    for page in sorted(PAGES.glob("*.html")):
        gold = json.loads(page.with_suffix(".json").read_text("utf-8"))
        article = clean_text(dump(page))
        scores["F1"].append(overlap(article.text, gold["text"]))
        scores["title"].append(re.sub(r"\W", "", article.title or "") == re.sub(r"\W", "", gold["title"]))
        scores["date"] += [article.date == gold["date"]] if gold.get("date") else []
    reached = {key: sum(values) / len(values) for key, values in scores.items()}
    assert {key: value for key, value in reached.items() if value < FLOORS[key]} == {}
