"""UCAP 开普, the classic one: static lists, ``common_list_2.shtml`` being page 2, or a search in JSON.

Some portals write the rows and the pager's call inside an HTML comment, for a script to replace; they are
read there.  A list without any rows is asked for at ``/common/search/<channelId>``.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from parsel import Selector

from crawler.platforms.list_page import ListPage, PageRequest, Reading, Row
from crawler.platforms.lists import json_rows, link_rows
from crawler.platforms.platform import Platform
from crawler.platforms.trs import pager

_EVIDENCE = re.compile(r"<UCAPTITLE>|<UCAPCONTENT>|UCAP-CONTENT|<PUBLISHTIME>", re.I)
_CHANNEL = re.compile(r"<meta\s[^>]*name=[\"']channelId[\"'][^>]*content=[\"']([0-9a-f]{32})[\"']", re.I)
_DETAIL = re.compile(
    r"/(?:content_)?[0-9a-f]{32}\.s?html$|/\d{6}/(?:c\d+_)?\d+\.shtml$|/c\d+_\d+\.shtml$|/content_\d+\.shtml$"
)
_EXAMPLE = "c119064/202503/<32 hex>.shtml"
_OWN = re.compile(r"/(?:content_)?[0-9a-f]{32}\.shtml$|/c\d{5,6}/\d{6}/(?:c\d+_)?\d+\.shtml$")
_SEARCH = "/common/search/{channel}?sort=&_isAgg=true&_isJson=true&_pageSize={size}&_template=index&page={number}"


def recognise(page: ListPage) -> str | None:
    if match := _CHANNEL.search(page.text):
        return f"the page holds {match[0]}"
    if match := _EVIDENCE.search(page.text):
        return f"the page holds {match[0]}"
    return link_rows.own_details(page, _OWN, _EXAMPLE)


def read(page: ListPage, number: int) -> Reading:
    if page.data is not None:
        return json_rows.read(page, number)
    rows = link_rows.rows(page, _DETAIL) or _commented_rows(page)
    channel = _CHANNEL.search(page.text)
    if not rows:
        return Reading(instead=_search(page, channel[1], 1, 15) if channel and number == 1 else None)
    calls = pager.read_pager(page)
    if calls is None and (found := link_rows.next_link(page)):
        return Reading(rows, next_pages=(PageRequest(found),))
    following = list(pager.following(page, number, calls)) if calls else [_counted(page, number + 1)]
    if channel:  # some have no static files after the first
        following.append(_search(page, channel[1], number + 1, len(rows)))
    if calls:
        further = tuple(following) if number < calls.pages else ()
        return Reading(rows, next_pages=further, pages=calls.pages, records=calls.records)
    return Reading(rows, next_pages=tuple(following), is_guess=True)


def _commented_rows(page: ListPage) -> tuple[Row, ...]:
    comments = [page.part(text.removeprefix("<!--").removesuffix("-->")) for text in _comments(page.selector)]
    return max((link_rows.rows(comment, _DETAIL) for comment in comments), key=len, default=())


def _comments(selector: Selector) -> list[str]:
    return [text for text in selector.xpath("//comment()").getall() if "href" in text]


def _search(page: ListPage, channel: str, number: int, size: int) -> PageRequest:
    path = _SEARCH.format(channel=channel, size=size, number=number)
    return PageRequest(urljoin(page.url, path), headers=(("Referer", page.origin),))


def _counted(page: ListPage, number: int) -> PageRequest:
    stem, _, ending = page.url.partition("?")[0].rpartition("/")[2].partition(".")
    name = f"{re.sub(r'_[0-9]+$', '', stem) or 'index'}_{number}.{ending or 'shtml'}"
    return PageRequest(urljoin(page.url, name))


PLATFORM = Platform("ucap", recognise, read)
