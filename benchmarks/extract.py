"""Compare our cleaner with other extractors on labelled pages, and show what each of its steps gives.

    python benchmarks/extract.py [FOLDER ...]              one table: quality, metadata, speed
    python benchmarks/extract.py --structure [FOLDER ...]  pages/s of our cleaner with outline and indicators
    python benchmarks/extract.py --ablation [FOLDER ...]   F1 with one step switched off at a time
    python benchmarks/extract.py --errors [FOLDER ...]     every labelled page below .98, and where it differs

A folder holds pairs ``<id>.html`` (the bytes) and ``<id>.json`` (text, title, date, source, url; all optional).
Without folders the labelled pages beside the project are used, else the project's own golden pages.
The other extractors come with the ``bench`` extra; one that is not installed is left out with a note.
Speed is CPU time of one core, metadata included: cold is the first round over a page, warm the best of some rounds.
"Renamed" is F1 with all classes and ids renamed, "rewrapped" with paragraphs and sections as <div> in a table;
"no names" is F1 with the names of known containers switched off, which only our cleaner has.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import math
import re
import statistics
import sys
import time
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

import cleaners.patterns.boilerplate  # noqa: E402  the project, when it is run without installation
from benchmarks.other_markup import renamed, rewrapped  # noqa: E402
from benchmarks.peers import Answer, Extractor, ours, ready_extractors  # noqa: E402
from cleaners import clean_page  # noqa: E402
from cleaners.structure.indicators import indicators  # noqa: E402
from cleaners.structure.outline import outline  # noqa: E402

PLACEHOLDER_URL = "http://www.example.gov.cn/zwgk/content_1.html"  # holds no date that could be taken for an answer
BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
MARKS = re.compile(r"[|•·▪■●◆#*]")  # what renderers of lists and tables add
FURNITURE = re.compile(
    "扫一扫|扫描二维码|分享到|分享至|收藏本页|打印本页|打印页面|【打印】|\\[打印\\]|我要打印|关闭窗口|【关闭】|关闭本页|"
    "浏览次数|阅读次数|访问次数|点击次数|访问量|字体[:：]|字号[:：]|【字体|大中小|当前位置|您的位置|所在位置|ICP备|公网安备|"
    "网站标识码|政府网站找错|主办单位[:：]|承办单位[:：]|技术支持[:：]|版权所有|版权声明|网站地图|联系我们|设为首页|加入收藏|"
    "返回顶部|无障碍|长者模式|适老|上一篇|下一篇|相关链接|相关文章|相关新闻|相关阅读|友情链接"
)


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled page; *gold* has text, title, date, source where they are known."""

    name: str
    body: bytes
    url: str
    gold: Mapping[str, Any]


# ---------------------------------------------------------------- pages


def default_folders() -> list[Path]:
    """The labelled pages beside the project, else its golden pages."""
    shared = [PROJECT.parent / "shared" / "pages" / name for name in ("gov", "cwced", "magic")]
    return [folder for folder in shared if folder.is_dir()] or [PROJECT / "tests" / "golden"]


def load(folder: Path) -> list[Case]:
    """The cases of *folder*: pairs of files, or golden pages with a text."""
    pairs = [_pair(path) for path in sorted(folder.glob("*.html")) if path.with_suffix(".json").exists()]
    golden = (_golden(path.parent) for path in sorted(folder.glob("*/*/body.html")) if not pairs)
    return pairs or [case for case in golden if case.gold["text"]]


def _pair(path: Path) -> Case:
    gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return Case(path.stem, path.read_bytes(), gold.get("url") or PLACEHOLDER_URL, gold)


def _golden(folder: Path) -> Case:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    gold = {
        "text": "\n".join(expected.get("text", ())),
        "title": expected.get("title"),
        "source": expected.get("source"),
    }
    gold["date"] = (expected.get("published_at") or "")[:10] or None
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    name = f"{folder.parent.name}/{folder.name}"
    return Case(name, (folder / "body.html").read_bytes(), meta["url"], gold)


# ---------------------------------------------------------------- scores


def squeeze(text: str) -> str:
    """*text* without any blank."""
    return BLANKS.sub("", text)


def plain(text: str) -> str:
    """*text* as it is compared: no blanks, no list and table marks, width forms unified."""
    return MARKS.sub("", unicodedata.normalize("NFKC", squeeze(text)))


def f1(common: int, got: int, gold: int) -> float:
    return 2 * common / (got + gold) if got + gold else 1.0


def shingle_f1(got: str, gold: str) -> float:
    """F1 over the bags of runs of four characters."""
    a, b = (Counter(text[i : i + 4] for i in range(max(1, len(text) - 3))) for text in (got, gold))
    return f1(sum((a & b).values()), sum(a.values()), sum(b.values()))


def lcs_f1(got: str, gold: str) -> float:
    """F1 over the characters of the longest common subsequence: sees order and repetition."""
    try:
        from rapidfuzz.distance import LCSseq
    except ImportError:
        return math.nan
    return f1(LCSseq.similarity(got, gold), len(got), len(gold))


def score(case: Case, answer: Answer) -> dict[str, float]:
    """The scores of one answer; only what is labelled is scored."""
    text, gold = answer.get("text") or "", case.gold.get("text")
    row: dict[str, float] = {}
    if gold is not None:
        got, wanted = plain(text), plain(gold)
        row |= {"F1": shingle_f1(got, wanted), "exact": squeeze(text) == squeeze(gold)}
        row |= {"LCS ≥ .98": lcs_f1(got, wanted) >= 0.98, "F1 < .5": row["F1"] < 0.5}
        known = squeeze(gold)
        row["leak"] = any(phrase not in known for phrase in FURNITURE.findall(squeeze(text)))
    for key in ("title", "source"):
        if case.gold.get(key):
            row[key] = bare(answer.get(key)) == bare(case.gold[key])
    if case.gold.get("date"):
        row["date"] = day_of(answer.get("date")) == case.gold["date"]
    return row


def bare(value: object) -> str:
    """*value* as titles and names are compared: letters and digits alone, width forms unified."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", str(value or "")))


def day_of(value: object) -> str | None:
    """The day in *value*, whatever form a peer gives it; None if it holds none."""
    found = re.search(r"(\d{4})\D(\d{1,2})\D(\d{1,2})", str(value or ""))
    return f"{int(found[1])}-{int(found[2]):02d}-{int(found[3]):02d}" if found else None


@dataclass(frozen=True, slots=True)
class Seconds:
    """CPU seconds for all cases: of the first round, and of the best one of each page."""

    cold: float
    warm: float


def run_all(cases: Sequence[Case], extract: Extractor, rounds: int) -> tuple[list[dict[str, float]], Seconds]:
    """The scores of all cases and the CPU seconds; what raises counts as no answer.

    Raises what an extractor raised if it did so on every page: then it is not set up, and no score is fair.
    """
    rows, raised = [], []
    cold = warm = 0.0
    for case in cases:
        times, answer = [], {}
        for _ in range(rounds):
            started = time.process_time()
            try:
                answer = dict(extract(case.body, case.url))
            except Exception as error:  # noqa: BLE001  a peer that raises gave no text
                raised.append(error)
            times.append(time.process_time() - started)
        rows.append(score(case, answer))
        cold, warm = cold + times[0], warm + min(times)
    if raised and len(raised) == rounds * len(cases):
        raise raised[0]
    return rows, Seconds(cold, warm)


def mean(rows: Sequence[Mapping[str, float]], key: str) -> float | None:
    values = [row[key] for row in rows if key in row]
    return statistics.mean(values) if values else None


# ---------------------------------------------------------------- reports

COLUMNS = ("F1", "LCS ≥ .98", "exact", "F1 < .5", "leak", "title", "date", "source")
OTHER_COLUMNS = ("renamed", "rewrapped", "no names")


def compare(folders: Sequence[Path], rounds: int, only: Sequence[str]) -> None:
    """Print one table for each folder."""
    extractors = list(ready_extractors(only))
    print(f"CPU seconds on one core, Python {sys.version.split()[0]}, {date.today():%Y-%m-%d}")
    for folder in folders:
        cases = load(folder)
        head = [*COLUMNS, *OTHER_COLUMNS, "pages/s warm", "cold"]
        print(f"\n**{folder.name}**, {len(cases)} pages\n\n| extractor | {' | '.join(head)} |")
        print("|---" * (len(head) + 1) + "|")
        for name, extract in extractors:
            try:
                rows, seconds = run_all(cases, extract, rounds)
            except Exception as error:  # noqa: BLE001  the other peers are compared all the same
                print(f"note: {name} is left out: {error}", file=sys.stderr)
                continue
            values = [mean(rows, key) for key in COLUMNS] + _in_other_markup(cases, extract)
            cells = ["–" if value is None else f"{value:.3f}" for value in values]
            speeds = f"{_per_second(cases, seconds.warm)} | {_per_second(cases, seconds.cold)}"
            print(f"| {name} | {' | '.join(cells)} | {speeds} |", flush=True)


def _in_other_markup(cases: Sequence[Case], extract: Extractor) -> list[float | None]:
    """F1 of the OTHER_COLUMNS."""
    changed = ([replace(case, body=change(case.body)) for case in cases] for change in (renamed, rewrapped))
    values = [mean(run_all(others, extract, 1)[0], "F1") for others in changed]
    if extract is not ours:
        return [*values, None]
    with without("known containers"):
        return [*values, mean(run_all(cases, ours, 1)[0], "F1")]


def _per_second(cases: Sequence[Case], seconds: float) -> str:
    return f"{len(cases) / seconds:.0f}" if seconds else "–"


def structure(folders: Sequence[Path], rounds: int) -> None:
    """Print the pages/s of our cleaner alone, with the outline, and with the indicators, too: what a crawl does."""
    print("| folder | text and metadata | + outline | + indicators |\n|---|---|---|---|")
    steps: tuple[Extractor, ...] = (
        ours,
        lambda body, url: {"text": outline(clean_page(body, url).text)},
        lambda body, url: {"text": indicators(text := clean_page(body, url).text, outline=outline(text))},
    )
    for folder in folders:
        cases = load(folder)
        speeds = []
        for step in steps:
            warm = 0.0
            for case in cases:
                warm += min(_time_of(step, case) for _ in range(rounds))
            speeds.append(_per_second(cases, warm))
        print(f"| {folder.name} | {' | '.join(speeds)} |", flush=True)


def _time_of(step: Extractor, case: Case) -> float:
    started = time.process_time()
    step(case.body, case.url)
    return time.process_time() - started


STEPS: dict[str, list[tuple[str, object]]] = {
    "all steps": [],
    "known containers": [
        ("cleaners.body.scoring.is_known", lambda box: False),
        ("cleaners.body.short_texts.is_known", lambda box: False),
        ("cleaners.parsing.tree.nodes_to_walk", None),
    ],
    "breadcrumb and title as start": [("cleaners.page.start_of_content", lambda texts, titles: 0)],
    "weight of furniture": [
        (
            "cleaners.body.scoring.boilerplate",
            mock.Mock(
                wraps=cleaners.patterns.boilerplate,
                CAPTION_BEGINS=cleaners.patterns.boilerplate.CAPTION_BEGINS,
                is_legal_notice=lambda text: False,
                hints_at_furniture=lambda text: False,
            ),
        )
    ],
    "weight of links": [("cleaners.body.scoring._LINK_COST", 0.0)],
    "edges": [
        (f"cleaners.{module}.find_text", lambda lines: list(range(len(lines)))) for module in ("page", "body.stabilise")
    ],
    "captions that end the text": [("cleaners.body.edges._afterwards", lambda lines, first: (len(lines), False))],
    "captions of lists, for the box": [("cleaners.body.scoring._start_of_lists", lambda page, weights: 0)],
    "text beyond its container": [("cleaners.body.scoring._goes_on", lambda *parts: False)],
    "links around the text off": [("cleaners.page.links_around", lambda lines, linked, kept: [])],
    "title off the text": [("cleaners.page._without_title", lambda texts, tags, kept, title: kept)],
    "hidden elements off": [
        ("cleaners.parsing.tree._is_hidden", lambda node: False),
        ("cleaners.parsing.tree.hidden_by_rules", lambda parser, css: frozenset()),
    ],
    "copies off": [("cleaners.body.stabilise.without_copy", list)],
}


@contextlib.contextmanager
def without(step: str) -> Iterator[None]:
    """The cleaner with one of STEPS switched off."""
    with contextlib.ExitStack() as stack:
        for target, replacement in STEPS[step]:
            stack.enter_context(mock.patch(target, _whole_body if replacement is None else replacement))
        yield


def ablation(folders: Sequence[Path]) -> None:
    """Print F1 and the share of exact pages of each folder with one step switched off at a time."""
    sets = [(folder.name, load(folder)) for folder in folders]
    print("| without | " + " | ".join(f"{name} F1 | {name} exact" for name, _ in sets) + " |")
    print("|---" * (2 * len(sets) + 1) + "|")
    for step in STEPS:
        cells = []
        with without(step):
            for _, cases in sets:
                rows, _ = run_all(cases, ours, 1)
                cells += [f"{mean(rows, 'F1') or 0:.4f}", f"{mean(rows, 'exact') or 0:.3f}"]
        print(f"| {step if STEPS[step] else '(all steps)'} | {' | '.join(cells)} |", flush=True)


def _whole_body(parser: Any) -> list[Any]:
    return [parser.body]


def errors(folders: Sequence[Path]) -> None:
    """Print every labelled page below .98, with the lines that differ, and every wrong date, title and source."""
    for folder in folders:
        for case in load(folder):
            answer = ours(case.body, case.url)
            row = score(case, answer)
            wrong = [key for key in ("title", "date", "source") if row.get(key) is False]
            if row.get("F1", 1.0) >= 0.98 and not wrong:
                continue
            print(f"\n### {folder.name}/{case.name}: F1 {row.get('F1', math.nan):.3f}")
            for key in wrong:
                print(f"{key}: got {answer.get(key)!r}, expected {case.gold[key]!r}")
            _print_difference(answer.get("text") or "", case.gold.get("text") or "")


def _print_difference(got: str, gold: str) -> None:
    for sign, text, other in (("+", got, gold), ("-", gold, got)):
        known = plain(other)
        lines = [line for line in text.split("\n") if plain(line) not in known]
        for line in lines[:5]:
            print(f"{sign} {line[:100]}")
        if len(lines) > 5:
            print(f"{sign} … {len(lines) - 5} lines more")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--ablation", action="store_true", help="what each step gives")
    parser.add_argument("--structure", action="store_true", help="the speed with outline and indicators")
    parser.add_argument("--errors", action="store_true", help="the pages below .98, and why")
    parser.add_argument("--rounds", type=int, default=3, help="a page's best time counts (3)")
    parser.add_argument("--only", default="", help="peers to run, parted by commas (all)")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    folders = options.folders or default_folders()
    if options.ablation:
        ablation(folders)
    elif options.structure:
        structure(folders, options.rounds)
    elif options.errors:
        errors(folders)
    else:
        compare(folders, options.rounds, [name for name in options.only.split(",") if name])


if __name__ == "__main__":
    main()
