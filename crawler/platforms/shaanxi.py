"""The system of 西安's districts, 渭南, 延安 and 西咸.

A list is ``<section>/1.html``, ``2.html``, … (the directory itself is no page), a detail
``<section>/<19 digits>.html``.  The number of pages is not known; it is counted up.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from crawler.platforms.list_page import ListPage, PageRequest, Reading
from crawler.platforms.lists import link_rows
from crawler.platforms.platform import Platform

_DETAIL = re.compile(r"/\d{19}\.html$")
_LIST = re.compile(r"/(\d{1,4})\.html$")
_COLUMN = re.compile(r"/1\.html$")


def recognise(page: ListPage) -> str | None:
    return link_rows.own_details(page, _DETAIL, "/1894957800254726145.html")


def read(page: ListPage, number: int) -> Reading:
    rows = link_rows.rows(page, _DETAIL)
    columns = link_rows.columns(page, page.url, _COLUMN) if number == 1 else ()
    if found := link_rows.next_link(page):
        return Reading(rows, columns, (PageRequest(found),))
    if not rows:
        return Reading(rows, columns)
    here = _LIST.search(page.url)
    counted = urljoin(page.url, f"{int(here[1]) + 1 if here else number + 1}.html")
    return Reading(rows, columns, (PageRequest(counted),), is_guess=True)


PLATFORM = Platform("shaanxi", recognise, read)
