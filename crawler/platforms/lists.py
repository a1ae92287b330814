"""Reading lists of links: what holds on every platform."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import Pattern
from typing import Any
from urllib.parse import urlsplit

from parsel import Selector
from w3lib.html import remove_tags

from crawler.platforms.base import Column, ListPage, Row
from crawler.urls import absolute

_DATE = re.compile(r"(?<!\d)(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_BLANKS = re.compile(r"[\s\u3000\xa0]+")
_TEMPLATE = re.compile(r"\{\{|<%|ms-repeat|\$\{")  # a row that a script would fill
_MAX_HOLDER_CHARS = 400  # an element with more text than this holds more than one row
_ROW_HOLDERS = ("li", "tr", "dd", "dt", "p", "div", "td")


def rows(page: ListPage, detail: Pattern[str]) -> tuple[Row, ...]:
    """Return the links of *page* whose address matches *detail* as rows, in page order, each once.

    Links to other hosts that stand in the same list are rows as well (WeChat articles, sister portals).
    The title is the link's ``title`` where that says more than its text; the date is the first whole
    one in the row around the link.  Rows of templates, and links inside navigation, are left out.
    """
    links = [(link, url) for link, url in _links(page) if not _is_in_navigation(link)]
    lists = {_list_around(link) for link, url in links if detail.search(url)} - {None}
    own_host = urlsplit(page.url).hostname
    found: dict[str, Row] = {}
    for link, url in links:
        is_elsewhere = urlsplit(url).hostname != own_host and _list_around(link) in lists
        title = _title(link)
        if not (detail.search(url) or is_elsewhere) or not title or _TEMPLATE.search(title + url):
            continue
        known = found.get(url)
        if known is None or len(title) > len(known.title):
            found[url] = Row(url, title, _date_beside(link) or (known.date if known else None))
    return tuple(found.values())


def columns(page: ListPage, below: str, is_column: Pattern[str]) -> tuple[Column, ...]:
    """Return the links of *page* to addresses under the folder *below* that match *is_column*."""
    folder = below.rsplit("/", 1)[0] + "/"
    found: dict[str, Column] = {}
    for link, url in _links(page):
        if url.startswith(folder) and url != page.url and is_column.search(url) and (name := _title(link)):
            found.setdefault(url, Column(url, name))
    return tuple(found.values())


def link_with_text(page: ListPage, words: Iterable[str]) -> str | None:
    """Return where the first link leads whose whole text is one of *words*, such as 下一页."""
    wanted = set(words)
    for link, url in _links(page):
        if _BLANKS.sub("", "".join(link.xpath(".//text()").getall())).strip(">›»") in wanted:
            return url
    return None


def date_in(text: str) -> str | None:
    """Return the first whole date in *text* as YYYY-MM-DD.

    >>> date_in("[2025年 3月4日]")
    '2025-03-04'
    """
    match = _DATE.search(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _links(page: ListPage) -> Iterator[tuple[Selector, str]]:
    for link in page.selector.xpath("//body//a[@href]"):
        if url := absolute(page.base_url, link.attrib["href"]):
            yield link, url


def _is_in_navigation(link: Selector) -> bool:
    return next(link.root.iterancestors("nav", "header", "footer"), None) is not None


def _list_around(link: Selector) -> Any:
    """The element that holds the rows: the parent of the nearest row around *link*."""
    row = next(link.root.iterancestors("li", "tr", "dd"), None)
    return None if row is None else row.getparent()


def _title(link: Selector) -> str:
    text = _BLANKS.sub(" ", "".join(link.xpath(".//text()").getall())).strip()
    # The attribute may hold markup, and is misspelt on some portals (`itle`).
    attribute = _BLANKS.sub(" ", remove_tags(link.attrib.get("title") or link.attrib.get("itle") or "")).strip()
    return attribute if len(attribute) > len(text.rstrip("….")) else text


def _date_beside(link: Selector) -> str | None:
    for holder in link.root.iterancestors(*_ROW_HOLDERS):
        text = " ".join(holder.itertext())
        if len(text) > _MAX_HOLDER_CHARS:
            return None
        if date := date_in(text):
            return date
    return None
