"""UCAP 开普, the classic one: static lists, ``common_list_2.shtml`` being page 2, or a search in JSON.

Some portals write the rows and the pager's call inside an HTML comment, for a script to replace; they are
read there.  A list without any rows is asked for at ``/common/search/<channelId>``.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from parsel import Selector

from crawler.platforms import answers, lists, trs_pager
from crawler.platforms.base import ListPage, PageRequest, Platform, Reading, Row

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
    return lists.own_details(page, _OWN, _EXAMPLE)


def read(page: ListPage, number: int) -> Reading:
    if page.data is not None:
        return answers.read(page, number)
    rows = lists.rows(page, _DETAIL) or _commented_rows(page)
    channel = _CHANNEL.search(page.text)
    if not rows:
        return Reading(instead=_search(page, channel[1], 1, 15) if channel and number == 1 else None)
    pager = trs_pager.read_pager(page)
    if pager is None and (found := lists.next_link(page)):
        return Reading(rows, next_pages=(PageRequest(found),))
    following = list(trs_pager.following(page, number, pager)) if pager else [_counted(page, number + 1)]
    if channel:  # some have no static files after the first
        following.append(_search(page, channel[1], number + 1, len(rows)))
    if pager:
        further = tuple(following) if number < pager.pages else ()
        return Reading(rows, next_pages=further, pages=pager.pages, records=pager.records)
    return Reading(rows, next_pages=tuple(following), is_guess=True)


def _commented_rows(page: ListPage) -> tuple[Row, ...]:
    comments = [page.part(text.removeprefix("<!--").removesuffix("-->")) for text in _comments(page.selector)]
    return max((lists.rows(comment, _DETAIL) for comment in comments), key=len, default=())


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
