"""The system of henan.gov.cn and many of the province's cities and counties.

``<div id="pageDec" pagesize="24" pagecount="51">``: *pagecount* is the number of records.  Page 2 is
``index_1.html`` on henan.gov.cn, ``index_2.html`` on fgw.henan: the first is tried first.  Details
are ``/YYYY/MM-DD/<id>.html``, the folder being the day of publication; files lie in ``/ifile/``.
"""

from __future__ import annotations

import math
import re
from urllib.parse import urljoin

from crawler.platforms.list_page import ListPage, PageRequest, Reading
from crawler.platforms.lists import link_rows
from crawler.platforms.platform import Platform

_DATED = re.compile(r"/(20\d\d/\d\d-\d\d)/\d+\.html$")
_DETAIL = re.compile(r"/20\d\d/\d\d-\d\d/\d+\.html$")
_ROW = re.compile(rf"{_DETAIL.pattern}|/ifile/\d+/\w+\.\w+$")
_COLUMN = re.compile(r"/(?:index\.html)?$")
_PAGE_NUMBER = re.compile(r"/index_(\d+)\.html$")


def recognise(page: ListPage) -> str | None:
    if page.selector.xpath('//*[@id="pageDec"][@pagecount]'):
        return 'the page holds id="pageDec" with pagecount'
    return link_rows.own_details(page, _DATED, "/2025/03-25/948394.html")


def read(page: ListPage, number: int) -> Reading:
    rows = link_rows.rows(page, _ROW)
    columns = link_rows.columns(page, page.url, _COLUMN) if number == 1 else ()
    records, pages = _counts(page)
    if not rows or (pages is not None and number >= pages):
        return Reading(rows, columns, pages=pages, records=records)
    following = _next_pages(page, number)
    return Reading(rows, columns, following, pages, is_guess=pages is None, records=records)


def _counts(page: ListPage) -> tuple[int | None, int | None]:
    """How many records and pages the list has, as the pager states it."""
    for pager in page.selector.xpath('//*[@id="pageDec"]'):
        size, records = pager.attrib.get("pagesize", ""), pager.attrib.get("pagecount", "")
        if size.isdecimal() and records.isdecimal() and int(size):
            return int(records), math.ceil(int(records) / int(size))
    return None, None


def _next_pages(page: ListPage, number: int) -> tuple[PageRequest, ...]:
    match = _PAGE_NUMBER.search(page.url)
    numbers = [int(match[1]) + 1] if match else [number, number + 1]
    return tuple(PageRequest(urljoin(page.url, f"index_{each}.html")) for each in numbers)


PLATFORM = Platform("henan", recognise, read)
