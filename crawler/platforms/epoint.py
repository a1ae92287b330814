"""Epoint 新点: lists that a script fills from ``getgovinfolist`` (disclosure) or ``getInfoListNew``.

Both need the site's GUID, which stands in the page or in ``/js/webBuilderCommon.js``: the walk fetches that
first.  Whether the first page is 0 or 1 differs, so both are tried for the second one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawler.platforms.list_page import ListPage, PageRequest, Reading
from crawler.platforms.lists import json_rows, link_rows, next_requests, script_values
from crawler.platforms.platform import Platform

_EVIDENCE = re.compile(r"EpointWebBuilder|EWB-FRONT|webBuilderCommon\.js")
_SHAPE = re.compile(r"/govxxgk/\w+/")
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_DETAIL = re.compile(rf"/(?:\d{{4}}-\d\d-\d\d|\d{{8}})/{_UUID}\.html$")
_CATEGORY = re.compile(r"/(\d{6,})/[^/]*$|/(\d{6,})/?$")
_GUID = re.compile(rf"siteGuid['\"]?\s*[:=]\s*['\"]({_UUID})", re.I)
_NAMED = re.compile(r"['\"]([^'\"\s]*/rest/[^'\"\s]*getInfoListNew[^'\"\s]*)")
_GOV = "/EWB-FRONT/rest/lightfrontaction/getgovinfolist"
_INFO = "/EpointWebBuilder/rest/frontAppCustomAction/getInfoListNew"
_COMMON = "/js/webBuilderCommon.js"
_SIZE = 15


def recognise(page: ListPage) -> str | None:
    if match := _EVIDENCE.search(page.text):
        return f"the page holds {match[0]}"
    return "an address below /govxxgk/" if _SHAPE.search(urlsplit(page.url).path) else None


def read(page: ListPage, number: int) -> Reading:
    if page.data is not None:
        return _answer(page, number)
    rows = link_rows.rows(page, _DETAIL)
    found = link_rows.next_link(page)
    if rows and (found or number > 1):
        return Reading(rows, next_pages=(PageRequest(found),) if found else ())
    guid = _GUID.search(page.text)
    if guid:
        first = _first(page, guid[1])
        return replace(_later(first), rows=rows) if rows else Reading(instead=first)
    asked_common = page.request.url.endswith(_COMMON)
    return Reading(rows, instead=None if rows or asked_common else PageRequest(urljoin(page.url, _COMMON)))


def _answer(page: ListPage, number: int) -> Reading:
    asked = next_requests.page_number(page.request) or 0
    reading = json_rows.read(page, number, first=0 if asked == 0 else 1)
    if asked == 0 and reading.next_pages and (other := next_requests.turned(page.request, 2)):
        return replace(reading, next_pages=(*reading.next_pages, other))
    return reading


def _later(first: PageRequest) -> Reading:
    """What follows a page that has its first rows itself."""
    following = tuple(request for each in (1, 2) if (request := next_requests.turned(first, each)))
    return Reading(next_pages=following, is_guess=True)


def _first(page: ListPage, guid: str) -> PageRequest:
    """The request for page 1; which list it is stands in the page or in its address."""
    organ = re.search(r"/govxxgk/(\w+)/", page.origin)
    named = script_values.variable(page.text, "categor[yY][nN]um")
    match = _CATEGORY.search(urlsplit(page.origin).path)
    category = str(named or (match and (match[1] or match[2])) or "")
    if organ and not _NAMED.search(page.text):
        fields: dict[str, Any] = {"deptcode": organ[1], "categorynum": category, "pageIndex": 0, "pageSize": _SIZE}
        return next_requests.posted_json(page, _GOV, fields | {"siteGuid": guid})
    address = _NAMED.search(page.text)
    fields = {"siteGuid": guid, "categoryNum": category, "pageIndex": 0, "pageSize": _SIZE}
    return next_requests.form(page, address[1] if address else _INFO, fields)


PLATFORM = Platform("epoint", recognise, read)
