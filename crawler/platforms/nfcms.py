"""NFCMS (南方新媒体): the ordinary pages of Guangdong's portals.

Lists are ``<column>/index.html``, then ``index_2.html`` (1-based); details ``content/post_<id>.html``
below a column; links are absolute, http and https mixed.  The number of pages is not in the HTML:
下一页 is followed where it stands, else the number is counted up until a page is missing or repeats.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from crawler.platforms.list_page import ListPage, PageRequest, Reading
from crawler.platforms.lists import link_rows
from crawler.platforms.platform import Platform

_MARK = re.compile(r"NFCMS_(?:SITE_ID|POST_ID|CAT_ID)")
_DETAIL = re.compile(r"/content/m?post_\d+\.html$")
_ROW = re.compile(rf"{_DETAIL.pattern}|/attachment/[\d/]+\.\w+$|/gkmlpt/content/[\d/]+post_\d+\.html$")
_COLUMN = re.compile(r"/(?:index\.html)?$")


def recognise(page: ListPage) -> str | None:
    match = _MARK.search(page.text)
    return f"the page holds {match[0]}" if match else link_rows.own_details(page, _DETAIL, "content/post_1.html")


def read(page: ListPage, number: int) -> Reading:
    rows = link_rows.rows(page, _ROW)
    columns = link_rows.columns(page, page.url, _COLUMN) if number == 1 else ()
    if found := link_rows.next_link(page):
        return Reading(rows, columns, (PageRequest(found),))
    if not rows:
        return Reading(rows, columns)
    counted = urljoin(page.url, f"index_{number + 1}.html")
    return Reading(rows, columns, (PageRequest(counted),), is_guess=True)


PLATFORM = Platform("nfcms", recognise, read)
