"""Pages that only say where the page is: redirects inside the page, and lists in a frame.

One step is followed, to the same host; what stands there is recognised anew.
"""

from __future__ import annotations

import re

from crawler.page_redirects import frames_in, jumps_in, refreshes_in
from crawler.platforms.list_page import ListPage

_MAX_SHELL_CHARS = 1500  # 38 home pages below that size were shells, of 3,209 portals (2026-04)
_NO_LIST = re.compile(r"visitcount|count|stat|weather|tianqi|search|login|share|about:blank", re.I)


def address_behind(page: ListPage) -> str | None:
    """Return the address on the same host that *page* refreshes to, jumps to, or shows in a frame."""
    jumps = jumps_in(page.text) if len(page.text) <= _MAX_SHELL_CHARS else ()
    frames = (frame for frame in frames_in(page.text, "frame", "iframe") if not _NO_LIST.search(frame))
    for candidate in (*refreshes_in(page.text), *jumps, *frames):
        url = page.resolve(candidate) if candidate else None
        if url and page.is_own(url) and url != page.url:
            return url
    return None
