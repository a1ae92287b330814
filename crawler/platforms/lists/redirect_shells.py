"""Pages that only say where the page is: redirects inside the page, and lists in a frame.

One step is followed, to the same host; what stands there is recognised anew.
"""

from __future__ import annotations

import re

from crawler.platforms.list_page import ListPage
from crawler.urls import absolute

_REFRESH = re.compile(r"^\s*\d+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.I)
_LOCATION = re.compile(r"location(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"]|location\.replace\(\s*['\"]([^'\"]+)['\"]")
_MAX_SHELL_CHARS = 1500  # 38 home pages below that size were shells, of 3,209 portals (2026-04)
_NO_LIST = re.compile(r"visitcount|count|stat|weather|tianqi|search|login|share|about:blank", re.I)


def address_behind(page: ListPage) -> str | None:
    """Return the address on the same host that *page* refreshes to, jumps to, or shows in a frame."""
    for candidate in (*_refreshes(page), *_jumps(page), *_frames(page)):
        url = absolute(page.base_url, candidate)
        if url and page.is_own(url) and url != page.url:
            return url
    return None


def _refreshes(page: ListPage) -> list[str]:
    tags = page.selector.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']/@content").getall()
    return [match[1] for tag in tags if (match := _REFRESH.match(tag))]


def _jumps(page: ListPage) -> list[str]:
    if len(page.text) > _MAX_SHELL_CHARS:
        return []
    return [first or second for first, second in _LOCATION.findall(page.text)]


def _frames(page: ListPage) -> list[str]:
    frames = page.selector.xpath("//iframe[not(contains(translate(@style, ' ', ''), 'display:none'))]/@src").getall()
    return [frame for frame in frames if not _NO_LIST.search(frame)]
