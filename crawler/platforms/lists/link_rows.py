"""Reading lists of links: what holds on every platform.

A row is a link to a detail, with the day that stands beside it; what else stands in the same list (files,
other hosts) is a row as well.  Menus, breadcrumbs, footers and the templates of scripts are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import Pattern
from typing import Any
from urllib.parse import urljoin, urlsplit

from parsel import Selector

from cleaners.patterns.dates import DAY_AT_END, is_only_a_date
from cleaners.patterns.file_endings import endings
from crawler.platforms.list_page import Column, ListPage, PageRequest, Reading, Row
from crawler.platforms.lists.dates_beside_links import date_beside
from crawler.platforms.lists.one_line import BLANKS, one_line, plain
from crawler.platforms.lists.sidebars import without_asides

__all__ = [
    "columns",
    "link_with_text",
    "next_link",
    "own_details",
    "placed_rows",
    "rows",
]

FILE = re.compile(rf"\.{endings('document', 'package')}$", re.I)
_TEMPLATE = re.compile(r"\{\{|<%|ms-repeat|\$\{")  # a row that a script would fill
_MIN_TITLE_CHARS = 6  # of a row that only its date gives away
_MENUS = {"nav", "menu", "submenu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "footer", "foot", "position"}
_MENU_TAGS = frozenset(["nav", "header", "footer", "template"])
_TITLE_ATTRIBUTES = ("title", "itle", "tilte", "titel", "data-title")  # misspelt on some portals
NEXT = ("下一页", "下页", "后一页")
_NEXT_NAMES = {"next", "nextpage", "next-page", "page-next", "p_next"}


def rows(page: ListPage, detail: Pattern[str]) -> tuple[Row, ...]:
    """Return the links of *page* whose address matches *detail* as rows, in page order, each once.

    Rows are also the links in the same list that lead to other hosts (WeChat articles, sister portals) or to
    files, or that have a day beside them.  The title is the link's ``title`` where that says more than its
    text; the date is the first whole one in the row around the link.
    """
    links = [(link, url, _title(link)) for link, url in page.links if not _is_in_menu(link)]
    links = [(link, url, title) for link, url, title in links if title and not _TEMPLATE.search(title + url)]
    days = [date_beside(link, lambda other: detail.search(other) is not None) for link, _, _ in links]
    details = [link for link, url, _ in links if detail.search(url)]
    listed = without_asides([(link, _place(link)) for link in details])
    dated: dict[Any, bool] = {}  # the lists that hold details, and whether those have days
    for (link, _, _), day in zip(links, days, strict=True):
        if link.root in listed and (around := _list_around(link)) is not None:
            dated[around] = dated.get(around, False) or day is not None
    found: dict[str, Row] = {}
    for (link, url, title), day in zip(links, days, strict=True):
        if detail.search(url):
            if link.root not in listed:
                continue
        else:
            are_dated = dated.get(_list_around(link))
            if are_dated is None or not _is_entry(page, url, title, day, are_dated):
                continue
        known = found.get(url)
        if known is None or len(title) > len(known.title):
            found[url] = Row(url, title, day or (known.date if known else None))
    return tuple(found.values())


def placed_rows(page: ListPage) -> Iterator[tuple[Any, Row]]:
    """Yield every link outside of menus as a row, with its place in the tree of the page.

    Links that stand in rows of one list have the same place: the names of all elements above them, and the
    classes of those above the row.
    """
    links = [(link, url, _title(link)) for link, url in page.links if not _is_in_menu(link)]
    links = [(link, url, title) for link, url, title in links if title and not _TEMPLATE.search(title + url)]
    listed = without_asides([(link, _place(link)) for link, _, _ in links])
    for link, url, title in links:
        if link.root in listed:
            day = date_beside(link, lambda other: len(other) > 1 and not other.endswith("/"))
            yield _place(link), Row(url, title, day)


def own_details(page: ListPage, detail: Pattern[str], example: str, least: int = 3) -> str | None:
    """Return as evidence that *page* is such a detail, or links to *least* of them or more on its own host.

    Where *detail* has a group, what it matches must differ: the pages at the foot of a site are of one day.
    """
    if detail.search(page.url):
        return f"an address like {example}"
    found = [match for url in page.own_urls if (match := detail.search(url))]
    differ = not detail.groups or len({match[1] for match in found}) > 1
    return f"links like {example}" if len(found) >= least and differ else None


def columns(page: ListPage, below: str, is_column: Pattern[str]) -> tuple[Column, ...]:
    """Return the links of *page* to addresses under the folder *below* that match *is_column*."""
    folder = below.rsplit("/", 1)[0] + "/"
    own = {below, folder, page.url}
    found: dict[str, Column] = {}
    for link, url in page.links:
        if url.startswith(folder) and url not in own and is_column.search(url) and (name := _title(link)):
            found.setdefault(url, Column(url, name))
    return tuple(found.values())


def next_link(page: ListPage) -> str | None:
    """Return where 下一页 leads, or a mere arrow that is named ``next``, if that is another page."""
    url = link_with_text(page, NEXT) or next(_arrows(page), None)
    return url if url != page.url else None


def read_counted(page: ListPage, number: int, detail: Pattern[str], column: Pattern[str], following: str) -> Reading:
    """Return the reading of a list whose pages are numbered in their addresses.

    *following* is the name of the next page's file, counted up: a guess, for lists that do not link it.
    """
    found_rows = rows(page, detail)
    found_columns = columns(page, page.url, column) if number == 1 else ()
    if found := next_link(page):
        return Reading(found_rows, found_columns, (PageRequest(found),))
    if not found_rows:
        return Reading(found_rows, found_columns)
    return Reading(found_rows, found_columns, (PageRequest(urljoin(page.url, following)),), is_guess=True)


def _arrows(page: ListPage) -> Iterator[str]:
    for link, url in page.links:
        names = f"{link.attrib.get('class', '')} {link.attrib.get('rel', '')}".lower().split()
        pictures = "".join(link.xpath(".//img/@alt").getall())
        text = BLANKS.sub("", "".join(link.xpath(".//text()").getall()))
        is_arrow = not text.strip("<>›»→") and not _NEXT_NAMES.isdisjoint(names)
        if (is_arrow or pictures in NEXT) and not _TEMPLATE.search(url):
            yield url


def link_with_text(page: ListPage, words: Iterable[str]) -> str | None:
    """Return where the first link leads whose whole text, or whose title, is one of *words*."""
    wanted = set(words)
    for link, url in page.links:
        text = BLANKS.sub("", "".join(link.xpath(".//text()").getall())).strip("<>›»&gt;")
        if (text in wanted or link.attrib.get("title") in wanted) and not _TEMPLATE.search(url):
            return url
    return None


def _is_entry(page: ListPage, url: str, title: str, day: str | None, are_dated: bool) -> bool:
    """Whether a link that is no detail of the platform, but stands among details, is an entry of their list.

    Where those have days beside them, it needs one as well: menus often share a list with the latest news.
    """
    parts = urlsplit(url)
    is_elsewhere = not page.is_own(url) and (parts.path.strip("/") or parts.query) != ""
    if FILE.search(parts.path) or day is not None:
        return is_elsewhere or FILE.search(parts.path) is not None or len(title) >= _MIN_TITLE_CHARS
    return is_elsewhere and not are_dated and len(title) >= _MIN_TITLE_CHARS


def _is_in_menu(link: Selector) -> bool:
    return any(
        element.tag in _MENU_TAGS
        or not _MENUS.isdisjoint(f"{element.get('class', '')} {element.get('id', '')}".lower().split())
        for element in link.root.iterancestors()
    )


def _list_around(link: Selector) -> Any:
    """The element that holds the rows: the parent of the nearest row around *link*."""
    row = next(link.root.iterancestors("li", "tr", "dd"), link.root.getparent())
    return row.getparent()


def _place(link: Selector) -> tuple[str, ...]:
    ancestors = list(link.root.iterancestors())
    row = next((level for level, element in enumerate(ancestors) if element.tag in ("li", "tr", "dl")), 0)
    names = [element.tag for element in ancestors[: row + 1]]
    return (*names, *(f"{element.tag}.{element.get('class', '')}" for element in ancestors[row + 1 :]))


def _title(link: Selector) -> str:
    heading = next(link.root.iter("h1", "h2", "h3", "h4", "h5", "h6"), link.root)  # a summary may follow it
    parts = [part for part in heading.itertext() if part.strip() and not is_only_a_date(part)]
    text = DAY_AT_END.sub("", one_line("".join(parts)))
    # The attribute may hold markup.
    attributes = (plain(link.attrib.get(name, "")) for name in _TITLE_ATTRIBUTES)
    attribute = max(attributes, key=len)
    whole = text.rstrip("…. ")
    return attribute if len(attribute) > len(whole) or (attribute and attribute == whole) else text
