"""List the pages on which our cleaner stands alone against three other extractors that agree.

    python benchmarks/disagreement.py [FOLDER ...]     a table: page, what, ours, theirs

For pages without labels: each row is a page to look at by eye.  Without folders those of ``../shared/pages/wild`` are
taken.  Four things are compared:

text   three texts are nearly the same (F1 of their runs of four characters), and ours is another one
list   we say ``list_page`` where three find the same text in sentences, or we give a text where three find but links
title  three titles hold the same words, and ours has others
date   three days are the same, and ours is another one, or none
"""

from __future__ import annotations

import argparse
import itertools
import logging
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from benchmarks.extract import PLACEHOLDER_URL, bare, day_of, plain, shingle_f1  # noqa: E402
from benchmarks.peers import Answer, ours, ready_extractors  # noqa: E402
from cleaners.parsing.decode import decode_body  # noqa: E402

_WILD = PROJECT.parent / "shared" / "pages" / "wild"
_ENOUGH = 3  # peers that agree, unless --agree says otherwise
_SAME_TEXT = 0.8  # F1 of two texts that are the same but for their edges (chosen)
_OTHER_TEXT = 0.7  # F1 below which ours is another text than each of theirs (chosen)
_MIN_TEXT_CHARS = 60  # of a text that peers may agree on (chosen)
_LINKED_SHARE = 0.5  # of the characters of an answer that is but links (chosen)
_MIN_TITLE_CHARS = 4  # of a title (chosen)
_SHOWN_CHARS = 60  # of an answer, in the table


class Row(NamedTuple):
    """One disagreement: the name of the page, what it is about, our answer, and that of the peers that agree."""

    page: str
    what: str
    ours: str
    theirs: str


def disagreements(
    name: str, body: bytes, own: Answer, peers: Mapping[str, Answer], enough: int = _ENOUGH
) -> Iterator[Row]:
    """The rows of one page: *own* is our answer, *peers* has theirs by name, *enough* of whom must agree."""
    texts = {peer: answer.get("text") or "" for peer, answer in peers.items()}
    text = own.get("text") or ""
    agreed = _agreeing({peer: plain(found) for peer, found in texts.items()}, _is_same_text)
    linked = links_of(body)
    if len(agreed) >= enough and all(shingle_f1(plain(text), plain(texts[peer])) < _OTHER_TEXT for peer in agreed):
        theirs = texts[agreed[0]]
        is_missed = own.get("is_list") and not _is_but_links(theirs, linked)
        yield Row(name, "list" if is_missed else "text", text or _emptiness(own), _by(agreed, theirs))
    but_links = [peer for peer, found in texts.items() if _is_but_links(found, linked)]
    if text and not own.get("is_list") and len(but_links) >= enough:
        yield Row(name, "list", text, _by(but_links, texts[but_links[0]]))
    titles = {peer: bare(answer.get("title")) for peer, answer in peers.items()}
    agreed = _agreeing(titles, _is_same_title)
    if len(agreed) >= enough and not any(_is_same_title(bare(own.get("title")), titles[peer]) for peer in agreed):
        shortest = min(agreed, key=lambda peer: len(titles[peer]))
        yield Row(name, "title", own.get("title") or "none", _by(agreed, str(peers[shortest]["title"])))
    days = {peer: day_of(answer.get("date")) or "" for peer, answer in peers.items()}
    agreed = _agreeing(days, str.__eq__)
    if len(agreed) >= enough and days[agreed[0]] != day_of(own.get("date")):
        yield Row(name, "date", own.get("date") or "none", _by(agreed, days[agreed[0]]))


def links_of(body: bytes) -> str:
    """All text of *body* that stands inside links, as it is compared."""
    return plain(" ".join(node.text() for node in LexborHTMLParser(decode_body(body).text).css("a")))


def _agreeing(answers: Mapping[str, str], is_same: Callable[[str, str], bool]) -> list[str]:
    """The largest group of peers whose *answers*, none of them empty, are the same in pairs; [] for no two."""
    names = [peer for peer, answer in answers.items() if answer]
    same = {frozenset(pair) for pair in itertools.combinations(names, 2) if is_same(*(answers[one] for one in pair))}
    for size in range(len(names), 1, -1):
        for group in itertools.combinations(names, size):
            if all(frozenset(pair) in same for pair in itertools.combinations(group, 2)):
                return list(group)
    return []


def _is_same_text(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _MIN_TEXT_CHARS and shingle_f1(one, other) >= _SAME_TEXT


def _is_same_title(one: str, other: str) -> bool:
    """Whether one title holds the other: <title> adds the name of the site."""
    return min(len(one), len(other)) >= _MIN_TITLE_CHARS and (one in other or other in one)


def _is_but_links(text: str, linked: str) -> bool:
    """Whether most of *text* are lines that stand inside links as they are."""
    lines = [line for line in map(plain, re.split(r"[\n\t]", text)) if line]
    return sum(len(line) for line in lines if line in linked) > _LINKED_SHARE * sum(map(len, lines)) > 0


def _emptiness(own: Answer) -> str:
    return "list_page" if own.get("is_list") else "no text"


def _by(peers: Sequence[str], answer: str) -> str:
    return f"{_short(answer)} ({', '.join(peer.split()[0] for peer in peers)})"


def _short(text: str) -> str:
    squeezed = " ".join(text.replace("|", "¦").split())
    if len(squeezed) <= _SHOWN_CHARS:
        return squeezed
    return f"{squeezed[: _SHOWN_CHARS // 2]} … {squeezed[-_SHOWN_CHARS // 2 :]} [{len(squeezed)}]"


def compare(folders: Sequence[Path], enough: int) -> None:
    """Print the table, row by row, and below it how many pages were read."""
    extractors = [(name, extract) for name, extract in ready_extractors(()) if extract is not ours]
    print("| page | what | ours | theirs |\n|---|---|---|---|")
    pages = [path for folder in folders for path in sorted(folder.rglob("*.*htm*")) if path.is_file()]
    for path in pages:
        body = path.read_bytes()
        own = ours(body, PLACEHOLDER_URL)
        peers: dict[str, Answer] = {}
        for name, extract in extractors:
            try:
                peers[name] = extract(body, PLACEHOLDER_URL)
            except Exception:  # noqa: BLE001  a peer that raises has no opinion
                peers[name] = {}
        for row in disagreements(path.name, body, own, peers, enough):
            print(f"| {row.page} | {row.what} | {_short(row.ours)} | {row.theirs} |", flush=True)
    print(f"\n{len(pages)} pages, {len(extractors)} peers")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--agree", type=int, default=_ENOUGH, help=f"peers that must agree ({_ENOUGH})")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    compare(options.folders or [_WILD], options.agree)


if __name__ == "__main__":
    main()
