"""The system of 西安's districts, 渭南, 延安 and 西咸.

A list is ``<section>/1.html``, ``2.html``, … (the directory itself is no page), a detail
``<section>/<19 digits>.html``.  The number of pages is not known; it is counted up.
"""

from __future__ import annotations

import re

from crawler.platforms.list_page import ListPage, Reading
from crawler.platforms.lists import link_rows
from crawler.platforms.platform import Platform

_DETAIL = re.compile(r"/\d{19}\.html$")
_LIST = re.compile(r"/(\d{1,4})\.html$")
_COLUMN = re.compile(r"/1\.html$")


def recognise(page: ListPage) -> str | None:
    return link_rows.own_details(page, _DETAIL, "/1894957800254726145.html")


def read(page: ListPage, number: int) -> Reading:
    here = _LIST.search(page.url)
    following = f"{int(here[1]) + 1 if here else number + 1}.html"
    return link_rows.read_counted(page, number, _DETAIL, _COLUMN, following)


PLATFORM = Platform("shaanxi", recognise, read)
