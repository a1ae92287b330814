"""The content systems of Chinese portals, one module each.

A platform knows how to recognise its list pages, how to read rows off one, and where the next page
is.  It is given a ListPage (bytes and address) and knows nothing of Scrapy's engine.  A new one is a
module with a PLATFORM, and a line here, in the order in which the evidence is tried.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.platforms import epoint, generic, gkmlpt, henan, jeecms, lonsun, nfcms, shaanxi, showlist, suining, vsb
from crawler.platforms.hanweb import jpaas, jpage, xxgk
from crawler.platforms.list_page import Column, ListPage, PageRequest, Reading, Row
from crawler.platforms.platform import Platform
from crawler.platforms.trs import static_lists
from crawler.platforms.ucap import classic, cloud

PLATFORMS: dict[str, Platform] = {
    module.PLATFORM.name: replace(module.PLATFORM, otherwise=generic.read_dated)
    for module in (
        gkmlpt,
        nfcms,
        cloud,
        classic,
        jpage,
        jpaas,
        xxgk,
        vsb,
        lonsun,
        epoint,
        henan,
        static_lists,  # after all that share its calls and its addresses
        shaanxi,
        suining,
        showlist,
        jeecms,
        generic,  # takes whatever the others leave
    )
}

__all__ = ["PLATFORMS", "Column", "ListPage", "PageRequest", "Platform", "Reading", "Row", "recognise"]


def recognise(page: ListPage) -> tuple[Platform, str]:
    """Return the first platform that knows *page*, with the evidence for it.

    An answer in JSON holds the words of other pages, which are no evidence: only its address counts.
    """
    if page.data is not None and not gkmlpt.recognise(page):
        return generic.PLATFORM, "an answer in JSON"
    for platform in PLATFORMS.values():
        if evidence := platform.recognise(page):
            return platform, evidence
    raise AssertionError("the generic platform takes every page")
