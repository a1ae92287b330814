"""Jeecms: ``index.jhtml``, then ``index_2.jhtml``; details ``/fzdyydc/394705.jhtml``."""

from __future__ import annotations

import re

from crawler.platforms.list_page import ListPage, Reading
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
    here = _INDEX.search(page.url)
    following = f"index_{int(here[1]) + 1 if here and here[1] else number + 1}.jhtml"
    return link_rows.read_counted(page, number, _DETAIL, _COLUMN, following)


PLATFORM = Platform("jeecms", recognise, read)
