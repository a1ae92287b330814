"""The system of henan.gov.cn and many of the province's cities and counties.

``<div id="pageDec" pagesize="24" pagecount="51">``: *pagecount* is the number of records.  Page 2 is
``index_1.html`` on henan.gov.cn, ``index_2.html`` on fgw.henan: the first is tried first.  Details
are ``/YYYY/MM-DD/<id>.html``, the folder being the day of publication; files lie in ``/ifile/``.
"""

from __future__ import annotations

import math
import re
from urllib.parse import urljoin

from crawler.platforms import lists
from crawler.platforms.base import ListPage, PageRequest, Platform, Reading

_DETAIL = re.compile(r"/20\d\d/\d\d-\d\d/\d+\.html$|/ifile/\d+/\w+\.\w+$")
_PAGE_NUMBER = re.compile(r"/index_(\d+)\.html$")


def recognise(page: ListPage) -> str | None:
    if page.selector.xpath('//*[@id="pageDec"][@pagecount]'):
        return 'the page holds id="pageDec" with pagecount'
    if len(lists.rows(page, _DETAIL)) >= 3:
        return "three links or more like /2025/03-25/948394.html"
    return None


def read(page: ListPage, number: int) -> Reading:
    rows = lists.rows(page, _DETAIL)
    pages = _pages(page)
    if not rows or (pages is not None and number >= pages):
        return Reading(rows, pages=pages)
    return Reading(rows, next_pages=_next_pages(page, number), pages=pages, is_guess=pages is None)


def _pages(page: ListPage) -> int | None:
    for pager in page.selector.xpath('//*[@id="pageDec"]'):
        size, records = pager.attrib.get("pagesize", ""), pager.attrib.get("pagecount", "")
        if size.isdecimal() and records.isdecimal() and int(size):
            return math.ceil(int(records) / int(size))
    return None


def _next_pages(page: ListPage, number: int) -> tuple[PageRequest, ...]:
    match = _PAGE_NUMBER.search(page.url)
    numbers = [int(match[1]) + 1] if match else [number, number + 1]
    return tuple(PageRequest(urljoin(page.url, f"index_{each}.html")) for each in numbers)


PLATFORM = Platform("henan", recognise, read)
