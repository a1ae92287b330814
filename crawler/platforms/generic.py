"""Lists of systems that are not known: the links of a page that look most like entries.

Entries of one list stand at the same place of the tree, below elements of the same names and classes; the
links of a page are grouped by that place.  The group that shows most days and longest titles is the list;
without days, its addresses must be numbered as those of details are, and its titles long.  The next page is
下一页, the link with the next number, or what the address itself counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from crawler.platforms.list_page import ListPage, PageRequest, Reading, Row
from crawler.platforms.lists import json_rows, link_rows
from crawler.platforms.platform import Platform

_ID = re.compile(r"\d{2,}|[0-9a-f]{16,}")
_NAMED = re.compile(r"/(?!index\.)[^/]+$|/\d{5,}/index\.\w+$")  # no directory, but for one of a single page
_COUNTED = re.compile(r"^(?P<stem>.*?[_/])(?P<number>\d{1,4})(?P<end>\.s?html?|\.jsp|/?)$")
_SET_PAGE = re.compile(r"""pagination\(\s*['"]setPage['"]\s*,\s*(\d+)\s*,\s*(\d+)""")  # 上海
_MIN_TITLE_CHARS = 6  # 首页, 政务公开, 互动交流: menus are shorter
_MEAN_TITLE_CHARS = 10  # of entries without days, at numbered addresses
_LONG_TITLE_CHARS = 12  # of entries without days, at any address that is no directory: no menu is so wordy
_WORTH_OF_A_DATE = 20  # as much as a title of so many characters; merely chosen
_MIN_DATED = 3  # rows with days, before a page of a known system is read as one of none
_FULL_PAGE = 10  # fewer rows are taken for the whole list where nothing says that it goes on


def recognise(page: ListPage) -> str | None:
    return "no other platform was recognised"


def read(page: ListPage, number: int) -> Reading:
    if page.data is not None:
        reading = json_rows.read(page, number)
        return reading if reading.rows else Reading(_entries(page.part("".join(_markup(page.data)))))
    rows = _entries(page)
    if found := _next_page(page, number):
        return Reading(rows, next_pages=(PageRequest(found),))
    if match := _SET_PAGE.search(page.text):
        pages = int(match[2])
        following = (PageRequest(urljoin(page.url, f"index_{number + 1}.html")),) if number < pages else ()
        return Reading(rows, next_pages=following, pages=pages)
    return Reading(rows, next_pages=_guesses(page, number, len(rows)) if rows else (), is_guess=True)


def read_dated(page: ListPage, number: int) -> Reading | None:
    """Return what stands on a page of a known system, but not as that system has it: rows with their days.

    Without days it would be a guess; None then.
    """
    if page.is_data:
        return None
    reading = read(page, number)
    dated = sum(row.date is not None for row in reading.rows)
    return replace(reading, read_as="generic") if dated >= _MIN_DATED and dated * 2 > len(reading.rows) else None


def _entries(page: ListPage) -> tuple[Row, ...]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for place, row in link_rows.placed_rows(page):
        if len(row.title) >= _MIN_TITLE_CHARS or row.date:  # with a day beside it 建议 is an entry, too
            groups[place].append(row)
    wordy = {place: [row for row in rows if len(row.title) >= _MIN_TITLE_CHARS] for place, rows in groups.items()}
    likely = [place for place, rows in wordy.items() if rows and _is_likely(page, rows)]
    best = groups[max(likely, key=lambda place: _worth(wordy[place]))] if likely else []
    titled = {row.url: row for row in sorted(best, key=lambda row: len(row.title))}  # beside a title may be 详细
    return tuple({row.url: titled[row.url] for row in best}.values())


def _is_likely(page: ListPage, rows: list[Row]) -> bool:
    """Whether *rows* may be entries, not a menu, and not the sister portals at the foot of the page."""
    own = [row for row in rows if page.is_own(row.url)]
    if len(own) * 2 < len(rows):
        return False
    if any(row.date for row in rows):
        return True
    mean = sum(len(row.title) for row in rows) / len(rows)
    numbered = sum(_ID.search(row.url.rpartition("/")[2]) is not None for row in own)
    named = sum(_NAMED.search(row.url) is not None for row in own)
    return (numbered * 2 > len(own) and mean >= _MEAN_TITLE_CHARS) or (named == len(own) and mean >= _LONG_TITLE_CHARS)


def _worth(rows: list[Row]) -> int:
    return sum(len(row.title) + (_WORTH_OF_A_DATE if row.date else 0) for row in rows)


def _next_page(page: ListPage, number: int) -> str | None:
    found = link_rows.next_link(page) or link_rows.link_with_text(page, [str(number + 1)])
    return found if found and page.is_own(found) and found != page.url else None


def _guesses(page: ListPage, number: int, rows: int) -> tuple[PageRequest, ...]:
    """Further pages that the address of this one suggests; with so many *rows* a first page may have others."""
    path, _, query = page.url.partition("?")
    if (match := _COUNTED.match(path)) and not query and re.search(r"(?:index|list|page)_?\d+|/\d{1,2}\.", path):
        return (PageRequest(f"{match['stem']}{int(match['number']) + 1}{match['end']}"),)
    name = path.rpartition("/")[2]
    if number > 1 or query or (name and not name.startswith("index.")):
        return ()
    ending = name.partition(".")[2] or "html"
    names = (f"index_{each}.{ending}" for each in (1, 2)) if rows >= _FULL_PAGE else ()
    return tuple(PageRequest(urljoin(page.url, name)) for name in names)


def _markup(data: Any) -> Iterator[str]:
    """The pieces of HTML in an answer."""
    return (value for value in json_rows.values(data) if isinstance(value, str) and "<a " in value)


PLATFORM = Platform("generic", recognise, read)
