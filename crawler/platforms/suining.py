"""The system of 遂宁, 雅安 and their counties.

Lists are ``/gongkai/kuozhan/10033.html``, details ``/gongkai/show/<32 hex>.html``.  How a list is
paged is not known from a live page; ``10033_2.html`` is assumed.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from crawler.platforms.list_page import ListPage, PageRequest, Reading
from crawler.platforms.lists import link_rows
from crawler.platforms.platform import Platform

_LIST = re.compile(r"/(?:gongkai/(?:kuozhan|jichu)|xinwen/list)/(?P<stem>[\w-]+?)(?:_(?P<number>\d+))?\.html$")
_DETAIL = re.compile(r"/(?:gongkai|xinwen)/show/[0-9a-f]{32}\.html$")


def recognise(page: ListPage) -> str | None:
    if _LIST.search(page.url):
        return "a list address like /gongkai/kuozhan/10033.html"
    return link_rows.own_details(page, _DETAIL, "/gongkai/show/<32 hex>.html")


def read(page: ListPage, number: int) -> Reading:
    rows = link_rows.rows(page, _DETAIL)
    if found := link_rows.next_link(page):
        return Reading(rows, next_pages=(PageRequest(found),))
    match = _LIST.search(page.url)
    if not rows or match is None:
        return Reading(rows)
    guess = urljoin(page.url, f"{match['stem']}_{number + 1}.html")
    return Reading(rows, next_pages=(PageRequest(guess),), is_guess=True)


PLATFORM = Platform("suining", recognise, read)
