"""Extractors that the benchmarks compare: ours and its peers, each as a function from bytes and address to an answer.

The peers come with the ``bench`` extra; one that is not installed is left out with a note.  magic-html wants
Python 3.12 and is no part of the extra: ``pip install --ignore-requires-python magic-html`` brings it.
"""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import cleaners
from cleaners.parsing.decode import decode_body
from cleaners.problem_kinds import ProblemKind

Answer = Mapping[str, Any]
Extractor = Callable[[bytes, str], Answer]


def ours(body: bytes, url: str) -> Answer:
    """What our cleaner gives; nothing if it refuses the page."""
    try:
        article = cleaners.clean_page(body, url)
    except cleaners.CleanError:
        return {}
    is_list = any(problem.kind == ProblemKind.LIST_PAGE for problem in article.problems)
    return {
        "text": article.text,
        "title": article.title,
        "date": article.date,
        "source": article.source,
        "is_list": is_list,
    }


def _trafilatura() -> Extractor:
    import trafilatura

    def run(body: bytes, url: str) -> Answer:
        found = trafilatura.bare_extraction(decode_body(body).text, url=url, with_metadata=True)
        if found is None:
            return {}
        return {"text": found.text, "title": found.title, "date": found.date, "source": found.sitename}

    return run


def _resiliparse() -> Extractor:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def run(body: bytes, url: str) -> Answer:
        tree = HTMLTree.parse(decode_body(body).text)
        return {"text": extract_plain_text(tree, main_content=True, alt_texts=False), "title": tree.title}

    return run


def _readability() -> Extractor:
    from readability import Document

    def run(body: bytes, url: str) -> Answer:
        document = Document(decode_body(body).text, url=url)
        return {"text": _text_of(document.summary()), "title": document.short_title()}

    return run


def _gne() -> Extractor:
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()

    def run(body: bytes, url: str) -> Answer:
        found = extractor.extract(decode_body(body).text)
        return {"text": found["content"], "title": found["title"], "date": found["publish_time"]}

    return run


def _newspaper() -> Extractor:
    import newspaper

    def run(body: bytes, url: str) -> Answer:
        article = newspaper.Article(url, language="zh", fetch_images=False)
        article.download(input_html=decode_body(body).text)
        article.parse()
        return {"text": article.text, "title": article.title, "date": article.publish_date}

    return run


def _justext() -> Extractor:
    import justext

    # There is no Chinese stop list, and words are parted by blanks: thresholds cut to a third of the usual.
    options = {"length_low": 23, "length_high": 66, "stopwords_low": 0, "stopwords_high": 0}

    def run(body: bytes, url: str) -> Answer:
        paragraphs = justext.justext(decode_body(body).text, stoplist=frozenset(), **options)
        return {"text": "\n".join(part.text for part in paragraphs if not part.is_boilerplate)}

    return run


def _turbohtml() -> Extractor:
    import turbohtml

    def run(body: bytes, url: str) -> Answer:
        found = turbohtml.parse(decode_body(body).text).article()
        return {"text": found.text, "title": found.title, "date": found.date, "source": found.site_name}

    return run


def _magic_html() -> Extractor:
    from magic_html import GeneralExtractor

    extractor = GeneralExtractor()

    def run(body: bytes, url: str) -> Answer:
        found = extractor.extract(decode_body(body).text, base_url=url)
        return {"text": _text_of(found.get("html") or ""), "title": found.get("title")}

    return run


def _text_of(html: str) -> str:
    """The lines of *html*; what an extractor gives as markup is compared as text."""
    import lxml.html

    if not html.strip():
        return ""
    lines = (" ".join(line.split()) for line in lxml.html.fromstring(html).itertext())
    return "\n".join(filter(None, lines))


PEERS: dict[str, Callable[[], Extractor]] = {
    "trafilatura": _trafilatura,
    "resiliparse": _resiliparse,
    "readability-lxml": _readability,
    "gne": _gne,
    "newspaper4k": _newspaper,
    "jusText": _justext,
    "turbohtml": _turbohtml,
    "magic-html": _magic_html,
}


def ready_extractors(only: Sequence[str]) -> Iterator[tuple[str, Extractor]]:
    """Ours first, then those peers that are installed, each with its version."""
    yield f"fazhi cleaners {cleaners.VERSION}", ours
    for name, make in PEERS.items():
        if only and name not in only:
            continue
        try:
            yield f"{name} {importlib.metadata.version(name)}", make()
        except ImportError as error:
            print(
                f"note: {name} is left out: {error}; pip install '.[bench]' or see benchmarks/peers.py", file=sys.stderr
            )
