"""The content systems of Chinese portals, one module each.

A platform knows how to recognise its list pages, how to read rows off one, and where the next page
is.  It is given a ListPage (bytes and address) and knows nothing of Scrapy's engine.  A new one is a
module with a PLATFORM, and a line here, in the order in which the evidence is tried.
"""

from __future__ import annotations

from crawler.platforms import generic, henan, nfcms, suining
from crawler.platforms.base import Column, ListPage, PageRequest, Platform, Reading, Row

PLATFORMS: dict[str, Platform] = {
    module.PLATFORM.name: module.PLATFORM
    for module in (
        nfcms,
        henan,
        suining,
        generic,  # takes whatever the others leave
    )
}

__all__ = ["PLATFORMS", "Column", "ListPage", "PageRequest", "Platform", "Reading", "Row", "recognise"]


def recognise(page: ListPage) -> tuple[Platform, str]:
    """Return the first platform that knows *page*, with the evidence for it."""
    for platform in PLATFORMS.values():
        if evidence := platform.recognise(page):
            return platform, evidence
    raise AssertionError("the generic platform takes every page")
