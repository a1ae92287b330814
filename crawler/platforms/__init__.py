"""The content systems of Chinese portals, one module each.

A platform knows how to recognise its list pages, how to read rows off one, and where the next page
is.  It is given a ListPage (bytes and address) and knows nothing of Scrapy's engine.  A new one is a
module with a PLATFORM, and a line here, in the order in which the evidence is tried.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.platforms import (
    epoint,
    generic,
    gkmlpt,
    hanweb_jpaas,
    hanweb_jpage,
    hanweb_xxgk,
    henan,
    jeecms,
    lonsun,
    nfcms,
    shaanxi,
    showlist,
    suining,
    trs,
    ucap,
    ucap_cloud,
    vsb,
)
from crawler.platforms.base import Column, ListPage, PageRequest, Platform, Reading, Row

PLATFORMS: dict[str, Platform] = {
    module.PLATFORM.name: replace(module.PLATFORM, otherwise=generic.read_dated)
    for module in (
        gkmlpt,
        nfcms,
        ucap_cloud,
        ucap,
        hanweb_jpage,
        hanweb_jpaas,
        hanweb_xxgk,
        vsb,
        lonsun,
        epoint,
        henan,
        trs,  # after all that share its calls and its addresses
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
