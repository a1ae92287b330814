"""Lonsun 龙讯 (安徽, parts of 甘肃 and 湖南): pages turned by a script, or rows fetched as labels.

``Ls.pagination("#page_1", function (pageIndex) { location.href = '…?pageIndex=' + pageIndex; }, {pageCount: 3})``.
Disclosure lists ask ``/site/label/8888?…&labelName=publicInfoList&pageIndex=2`` for a piece of HTML.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.platforms.list_page import ListPage, PageRequest, Reading
from crawler.platforms.lists import link_rows, next_requests
from crawler.platforms.platform import Platform

_EVIDENCE = re.compile(r"Ls\.pagination\(|labelName=publicInfoList|/site/label/8888")
_SHAPE = re.compile(r"/public/column/\d+|/public/\d+/\d+\.html$|/content/(?:column|article)/\d+|/grassroots/column/\d+")
_DETAIL = re.compile(r"/public/\d+/\d+\.html$|/content/article/\d+|/\d{6,}\.html$")
_TARGET = re.compile(  # '…?pageIndex=' + n, or '…' + '&pageIndex=' + n, or '…?pageIndex=' + n + '&…'
    r"(?:['\"]([^'\"\s]*)['\"]\s*\+\s*)?['\"]([^'\"\s]*[?&]pageIndex=)['\"]\s*\+\s*\w+(?:\s*\+\s*['\"]([^'\"\s]*)['\"])?"
)
_LABEL = re.compile(r"['\"]([^'\"\s]*/site/label/8888\?[^'\"\s]*)['\"]")
_PAGES = re.compile(r"pageCount['\"]?\s*:\s*['\"]?(\d+)")
_TOTAL = re.compile(r"\btotal['\"]?\s*:\s*['\"]?(\d+)")


def recognise(page: ListPage) -> str | None:
    if match := _EVIDENCE.search(page.text):
        return f"the page holds {match[0]}"
    return link_rows.own_details(page, _SHAPE, "/public/column/6596035", least=1)


def read(page: ListPage, number: int) -> Reading:
    rows = link_rows.rows(page, _DETAIL)
    if not rows:
        has_label = number == 1 and "/site/label/" not in page.request.url
        return Reading(instead=_label(page, 1) if has_label else None)
    stated, total = _PAGES.search(page.text), _TOTAL.search(page.text)
    pages, records = int(stated[1]) if stated else None, int(total[1]) if total and stated else None
    if pages is not None and number >= pages:
        return Reading(rows, pages=pages, records=records)
    following = _following(page, number + 1)
    return Reading(rows, next_pages=(following,), pages=pages, is_guess=pages is None, records=records)


def _following(page: ListPage, number: int) -> PageRequest:
    if turned := next_requests.turned(page.request, number):
        return turned
    if target := _TARGET.search(page.text):
        before, name, after = (part or "" for part in target.groups())
        url = urljoin(page.url, f"{before}{name}{number}{after}".replace("&amp;", "&"))
        return PageRequest(url, headers=_headers(page) if "/site/label/" in url else ())
    if "labelName=publicInfoList" in page.text and (label := _label(page, number)):
        return label
    return PageRequest(next_requests.with_query(page.url, pageIndex=number))


def _label(page: ListPage, number: int) -> PageRequest | None:
    """The request for a page of rows; its parameters stand in the page's script or in its address."""
    if named := _LABEL.search(page.text):
        url = next_requests.with_query(urljoin(page.url, named[1].replace("&amp;", "&")), pageIndex=number)
        return PageRequest(url, headers=_headers(page))
    organ = re.search(r"/public/column/(\d+)", page.url)
    if organ is None:
        return None
    site = page.selector.xpath('//meta[translate(@name, "SI", "si") = "siteid"]/@content').get() or ""
    here = dict(parse_qsl(urlsplit(page.url).query))
    url = next_requests.with_query(
        urljoin(page.url, "/site/label/8888"),
        IsAjax=1, dataType="html", labelName="publicInfoList", siteId=site, pageSize=20, pageIndex=number,
        action="list", isDate="true", dateFormat="yyyy-MM-dd", length=50, organId=organ[1],
        type=here.get("type", "4"), catId=here.get("catId", ""), result="暂无相关信息",
        file="/xxgk/publicInfoList_newest2020",
    )  # fmt: skip
    return PageRequest(url, headers=_headers(page))


def _headers(page: ListPage) -> tuple[tuple[str, str], ...]:
    return (("Referer", page.origin), ("X-Requested-With", "XMLHttpRequest"))


PLATFORM = Platform("lonsun", recognise, read)
