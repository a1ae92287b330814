"""Lists of systems that are not known: the largest group of links that look alike.

Details of one content system have addresses of one shape; a section's menu has others.  So the links
of a page are grouped by the shape of their address (digits and hexadecimal ids made equal), and the
group whose rows show most dates and longest titles is the list.  The next page is 下一页.
"""

from __future__ import annotations

import re
from collections import defaultdict
from urllib.parse import urlsplit

from crawler.platforms import lists
from crawler.platforms.base import ListPage, PageRequest, Platform, Reading, Row

_ANY = re.compile(r"[^/]$")
_IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24,}|\d+")
_MIN_TITLE_CHARS = 6  # 首页, 政务公开, 互动交流: menus are shorter
_WORTH_OF_A_DATE = 20  # as much as a title of so many characters; merely chosen


def recognise(page: ListPage) -> str | None:
    return "no other platform was recognised"


def read(page: ListPage, number: int) -> Reading:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in lists.rows(page, _ANY):
        if len(row.title) >= _MIN_TITLE_CHARS:
            groups[_shape(row.url)].append(row)
    best = max(groups.values(), key=_worth, default=[])
    next_page = lists.link_with_text(page, ("下一页", "下页", "后一页"))
    return Reading(tuple(best), next_pages=(PageRequest(next_page),) if next_page else ())


def _shape(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname} {_IDS.sub('#', parts.path)}"


def _worth(rows: list[Row]) -> int:
    return sum(len(row.title) + (_WORTH_OF_A_DATE if row.date else 0) for row in rows)


PLATFORM = Platform("generic", recognise, read)
