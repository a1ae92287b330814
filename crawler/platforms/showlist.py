"""The showList system (池州, 宣城, 黄山, 呼伦贝尔): ``…/showList/784/34502/page_1.html``, then ``page_2.html``."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from crawler.platforms.list_page import ListPage, PageRequest, Reading
from crawler.platforms.lists import link_rows
from crawler.platforms.platform import Platform

_LIST = re.compile(r"/showList/(?:\d+/)+(?:page_(\d+)\.html)?$")
_DETAIL = re.compile(r"/(?:OpennessContent|News|\w+)/show/\d+\.html$")


def recognise(page: ListPage) -> str | None:
    if _LIST.search(page.url):
        return "an address like /showList/784/34502/page_1.html"
    return link_rows.own_details(page, _DETAIL, "/OpennessContent/show/1.html")


def read(page: ListPage, number: int) -> Reading:
    rows = link_rows.rows(page, _DETAIL)
    if found := link_rows.next_link(page):
        return Reading(rows, next_pages=(PageRequest(found),))
    here = _LIST.search(page.url)
    if not rows or not here:
        return Reading(rows)
    counted = urljoin(page.url, f"page_{int(here[1] or number) + 1}.html")
    return Reading(rows, next_pages=(PageRequest(counted),), is_guess=True)


PLATFORM = Platform("showlist", recognise, read)
