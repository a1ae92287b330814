"""Rows in JSON: the answers that scripts of list pages ask for.

Every system names the same three things differently.  The list is the longest array of objects that have
a title and an address; a day is taken from the most telling of the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cleaners.patterns.dates import china_day
from cleaners.patterns.han import HAN
from crawler.platforms.list_page import ListPage, Reading, Row
from crawler.platforms.lists import next_requests
from crawler.platforms.lists.one_line import plain
from crawler.platforms.number_limits import read_json

_TITLES = ("title", "showtitle", "doctitle", "realtitle")
_NAMES = ("filename", "name")  # where there is no title
_URLS = ("url", "urls", "docpuburl", "doc_pub_url", "chnldocurl", "infourl", "publishurl", "post_url", "link", "href")
_DATES = (
    "display_publish_time", "first_publish_time", "publishedtimestr", "pubdate", "docreltime", "infodate",
    "display_date", "publishtime", "publish_time", "pub_time", "pubtime", "publishedtime",
    "published_time_format", "releasetime", "created_at", "date",
)  # fmt: skip
_CHINESE = re.compile(rf"[{HAN}]{{4}}")
_TITLE_CHARS = range(10, 120)  # of a field without a name: an organ's name is shorter, a text longer
_MAX_MARKUP_CHARS = 5000  # of a title, its markup included
_MAX_DATE_CHARS = 100
_TOTALS = ("total", "totalrecord", "recordcount", "allrow", "totalcount", "articlecount")


def read(page: ListPage, number: int, first: int = 1) -> Reading:
    """Return what the answer *page* says; pages are counted from *first*.

    The next page is asked for until an answer has no rows, or the total is reached: how many rows a page
    has is the server's to say, so the number of pages is not computed from what was asked for.
    """
    found, records = rows(page.data, page), total(page.data)
    asked = next_requests.page_number(page.request)
    asked = number - 1 + first if asked is None else asked
    following = next_requests.turned(page.request, asked + 1)
    is_done = records is not None and (asked - first + 1) * len(found) >= records
    if not found or following is None or is_done:
        return Reading(found, records=records)
    return Reading(found, next_pages=(following,), is_guess=True, records=records)


def rows(data: Any, page: ListPage) -> tuple[Row, ...]:
    """Return the rows of the longest list in *data* whose entries have a title and an address."""
    lists = [[row for entry in entries if (row := _row(entry, page))] for entries in _lists(data)]
    return tuple({row.url: row for row in max(lists, key=len, default=[])}.values())


def total(data: Any) -> int | None:
    """Return the number of rows of the whole list, as far as *data* states it."""
    for table in _tables(data):
        for name, value in table.items():
            if name.lower() in _TOTALS and not isinstance(value, bool):
                number = str(value).strip()
                if number.isdecimal():
                    return int(number)
    return None


def _row(entry: Any, page: ListPage) -> Row | None:
    if not isinstance(entry, dict):
        return None
    # Systems wrap the entry: {"source": {…}} (UCAP cloud), {"_source": {…}}.
    for name in ("source", "_source"):
        if isinstance(entry.get(name), dict):
            entry = entry[name]
    fields = {name.lower(): value for name, value in entry.items()}
    url = next((found for name in _URLS if (found := _address(fields.get(name), page))), None)
    title = _longest(fields, _TITLES) or _longest(fields, _NAMES) or (_unnamed(fields) if url else "")
    date = next((found for name in _DATES if (found := china_day(_cut(fields.get(name))))), None)
    return Row(url, title, date) if url and title else None


def _cut(value: Any) -> Any:
    return value[:_MAX_DATE_CHARS] if isinstance(value, str) else value


def _longest(fields: dict[str, Any], names: tuple[str, ...]) -> str:
    return max((plain(str(fields.get(name) or "")[:_MAX_MARKUP_CHARS]) for name in names), key=len)


def _unnamed(fields: dict[str, Any]) -> str:
    """The longest text of a title's length in Chinese; some search engines number their fields (f_202121500898)."""
    texts = (value for value in fields.values() if isinstance(value, str) and _CHINESE.search(value))
    return max((text for text in texts if len(text) in _TITLE_CHARS and "\n" not in text), key=len, default="")


def _address(value: Any, page: ListPage) -> str | None:
    if isinstance(value, str) and value.startswith("{"):  # UCAP cloud: JSON inside a JSON string
        try:
            value = read_json(value)
        except ValueError:
            return None
    if isinstance(value, dict):
        value = value.get("pc") or next(iter(value.values()), None)
    return page.resolve(value) if isinstance(value, str) and value.strip() else None


def _lists(data: Any) -> Iterator[list[Any]]:
    return (value for value in values(data) if isinstance(value, list))


def _tables(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of *data* from the outside in; entries of lists say nothing of the whole."""
    return (value for value in values(data, into=(dict,)) if isinstance(value, dict))


def values(data: Any, into: tuple[type, ...] = (dict, list)) -> Iterator[Any]:
    """Yield *data* and the values in it, each before what it holds, however deep; only types *into* are opened."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        yield value
        if isinstance(value, into):
            waiting.extend(reversed(list(value.values()) if isinstance(value, dict) else value))  # type: ignore[call-overload]
