"""gkmlpt: Guangdong's catalogue of disclosed information, read from its JSON interface.

``/gkmlpt/index#1076`` shows category 1076 (without number: everything); the page names the site's SID.
``/gkmlpt/api/all/1076?page=1&sid=…`` holds up to 100 articles; an answer without articles ends the walk.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from crawler.platforms.list_page import ListPage, PageRequest, Reading
from crawler.platforms.lists import json_rows
from crawler.platforms.platform import Platform

_CONFIG = re.compile(r"window\._CONFIG\s*=")
_SID = re.compile(r"\bSID['\"]?\s*:\s*['\"]?(\d+)")


def recognise(page: ListPage) -> str | None:
    if "/gkmlpt/" in urlsplit(page.url).path:
        return "an address below /gkmlpt/"
    if _CONFIG.search(page.text) and _SID.search(page.text) and "TREE" in page.text:
        return "the page holds window._CONFIG with SID and TREE"
    return None


def read(page: ListPage, number: int) -> Reading:
    if page.data is None:
        return Reading(instead=_first(page))
    return json_rows.read(page, number)


def _first(page: ListPage) -> PageRequest | None:
    sid = _SID.search(page.text)
    mount, found, _ = page.url.partition("/gkmlpt/")
    if not sid or not found:
        return None
    address = page.url if urlsplit(page.url).fragment else page.request.url
    category = re.match(r"\d+", urlsplit(address).fragment)
    url = urljoin(f"{mount}/", f"gkmlpt/api/all/{category[0] if category else 0}?page=1&sid={sid[1]}")
    return PageRequest(url, headers=(("Referer", page.url),))


PLATFORM = Platform("gkmlpt", recognise, read)
