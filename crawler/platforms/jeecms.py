"""Jeecms: ``index.jhtml``, then ``index_2.jhtml``; details ``/fzdyydc/394705.jhtml``."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from crawler.platforms.list_page import ListPage, PageRequest, Reading
from crawler.platforms.lists import link_rows
from crawler.platforms.platform import Platform

_DETAIL = re.compile(r"/\d+\.jhtml$")
_INDEX = re.compile(r"/index(?:_(\d+))?\.jhtml$")
_COLUMN = re.compile(r"/index\.jhtml$")


def recognise(page: ListPage) -> str | None:
    if _INDEX.search(page.url):
        return "an address like index.jhtml"
    return link_rows.own_details(page, _DETAIL, "/fzdyydc/394705.jhtml")


def read(page: ListPage, number: int) -> Reading:
    rows = link_rows.rows(page, _DETAIL)
    columns = link_rows.columns(page, page.url, _COLUMN) if number == 1 else ()
    if found := link_rows.next_link(page):
        return Reading(rows, columns, (PageRequest(found),))
    if not rows:
        return Reading(rows, columns)
    here = _INDEX.search(page.url)
    counted = urljoin(page.url, f"index_{int(here[1]) + 1 if here and here[1] else number + 1}.jhtml")
    return Reading(rows, columns, (PageRequest(counted),), is_guess=True)


PLATFORM = Platform("jeecms", recognise, read)
