"""VSB 博达: lists whose pages count down.

With N pages, page 1 is ``slug.htm``, page 2 ``slug/<N-1>.htm``, the last one ``slug/1.htm``; a file keeps its
number for ever.  So a new item never moves what stands on the further pages, and the link to the next page
is followed, never computed.
"""

from __future__ import annotations

import re

from crawler.platforms.list_page import ListPage, PageRequest, Reading
from crawler.platforms.lists import link_rows
from crawler.platforms.platform import Platform

_EVIDENCE = re.compile(
    r"_showDynClicks\(|vsb_content|pb_sys_common|id=[\"']line_?u\d+_\d+|/__local/|Visual SiteBuilder|\.vsb\.css"
)
_DETAIL = re.compile(r"/info/\d+/\d+\.html?$|/info/egovinfo/.+\.html?$|/content\.jsp\?.*wbnewsid=\d+")
_PAGES = re.compile(r"(?<!\d)(\d+)\s*/\s*(\d+)(?!\d)")


def recognise(page: ListPage) -> str | None:
    match = _EVIDENCE.search(page.text)
    return f"the page holds {match[0]}" if match else link_rows.own_details(page, _DETAIL, "/info/1621/1239192.htm")


def read(page: ListPage, number: int) -> Reading:
    rows = link_rows.rows(page, _DETAIL)
    found = _next(page)
    stated = _PAGES.search(" ".join(page.selector.css(".p_t ::text").getall()))
    pages = int(stated[2]) if stated else None
    return Reading(rows, next_pages=(PageRequest(found),) if found else (), pages=pages)


def _next(page: ListPage) -> str | None:
    for link in page.selector.css(".p_next a[href]"):
        url = page.resolve(link.attrib["href"])
        return url if url != page.url else None
    return link_rows.next_link(page)


PLATFORM = Platform("vsb", recognise, read)
