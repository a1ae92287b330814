"""Articles spread over several pages: find the other pages, and join what they gave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from cleaners import addresses
from cleaners.article import Article, Table
from cleaners.body.broken_lines import join_broken
from cleaners.metadata.signature import read_signature

_NAME = re.compile(r"^(?P<stem>.*?)(?:_(?P<number>\d{1,2}))?\.(?P<ending>s?html?|jhtml)$")
_PAGER = re.compile(r"""createPageHTML\(\s*(\d{1,3})\s*,\s*\d+\s*,\s*["']([^"']+)["']\s*,\s*["'](\w+)["']""")


def further_pages(hrefs: Iterable[str], scripts: str, url: str | None, base: str | None) -> tuple[str, ...]:
    """The URLs of the other pages of the article at *url*, in order; () without *url*.

    Pages of one article share its name and differ in a number: ``t20250304_77.html``, ``t20250304_77_1.html``.
    They are linked under the text or counted by a call of ``createPageHTML`` in the *scripts*.
    """
    own = _NAME.match(url.rpartition("/")[2]) if url else None
    if own is None or url is None or not own["stem"]:
        return ()
    stem = own["stem"]
    found: dict[str, int] = {}
    for href in hrefs:
        if stem in href:
            _add(found, addresses.join(base, href), url, stem)
    if "createPageHTML" in scripts:
        for pages, name, ending in _PAGER.findall(scripts):
            for number in range(int(pages)) if name == stem else ():
                _add(
                    found,
                    addresses.join(base, f"{name}_{number}.{ending}" if number else f"{name}.{ending}"),
                    url,
                    stem,
                )
    return tuple(sorted(found, key=lambda page: (found[page], page)))


def _add(found: dict[str, int], page: str, url: str, stem: str) -> None:
    name = _NAME.match(page.rpartition("/")[2])
    if name and name["stem"] == stem and page != url and _folder(page) == _folder(url) is not None:
        found[page] = int(name["number"] or 0)


def _folder(url: str) -> str | None:
    """Host and path above the last slash; None if *url* is no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.netloc + parts.path.rpartition("/")[0]


def join_pages(articles: Sequence[Article]) -> Article:
    """One Article of the pages of one article, given in order: the texts joined, all else from the first page.

    Raises ValueError for no articles.
    """
    if not articles:
        raise ValueError("found no articles, expected the pages of one; give at least one Article")
    lines: list[str] = []
    tables: list[Table] = []
    for article in articles:
        tables += [replace(table, line=table.line + len(lines)) for table in article.tables]
        lines += article.paragraphs
    whole = join_broken(lines)
    first = articles[0]
    origins = [article.found["text"] for article in articles if "text" in article.found]
    found = {**first.found, **({"text": origins[0]} if origins else {})}
    signature = read_signature(whole)
    organ, signed_on = first.signature, first.signed_on
    if signature:  # it stands at the end of the last page
        organ, signed_on = signature.organ, signature.signed_on
        found |= {"signed_on": "text"} | ({"signature": "text"} if organ else {})
    if not organ:
        found.pop("signature", None)
    return replace(
        first,
        text="\n".join(whole),
        tables=tuple(tables) if len(whole) == len(lines) else first.tables,
        attachments=tuple(dict.fromkeys(file for article in articles for file in article.attachments)),
        problems=tuple(dict.fromkeys(problem for article in articles for problem in article.problems)),
        signature=organ,
        signed_on=signed_on,
        further_pages=(),
        found=found,
    )
