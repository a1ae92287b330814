"""Hanweb jpaas: a list is a unit that the page names and a publishing server builds.

``<script parseType="buildstatic" url="…/page/build/unit" querydata="{'webId': '…', …}">``; the server answers
``{"success": true, "data": {"html": "<li>…"}}``.  Only *paramJson* turns its pages, and it wants a Referer.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from crawler.platforms.list_page import ListPage, PageRequest, Reading
from crawler.platforms.lists import link_rows, next_requests, script_values
from crawler.platforms.platform import Platform

_EVIDENCE = re.compile(r"parseType=[\"']buildstatic|/api-gateway/jpaas-publish-server/", re.I)
_DETAIL = re.compile(r"/art/\d{4}/art_[\w]+\.html$|/art/\d{4}/\d+/\d+/art_\w+\.html$|/attach/.+\.\w+$")
_SIZE = 15


def recognise(page: ListPage) -> str | None:
    if match := _EVIDENCE.search(page.text):
        return f"the page holds {match[0]}"
    return link_rows.own_details(page, re.compile(r"/art/\d{4}/art_[0-9a-f]{32}\.html$"), "/art/2025/art_<32 hex>.html")


def read(page: ListPage, number: int) -> Reading:
    if page.data is None:
        return _read_page(page)
    answer = page.part(_html(page.data))
    rows = link_rows.rows(answer, _DETAIL)
    pages, records = _count(answer)
    if not rows or (pages is not None and number >= pages):
        return Reading(rows, pages=pages, records=records)
    parameters = json.loads(next_requests.fields_of(page.request).get("paramJson", "{}"))
    url = next_requests.with_query(
        page.request.url, paramJson=_parameters(number + 1, parameters.get("pageSize", _SIZE))
    )
    request = PageRequest(url, headers=page.request.headers)
    return Reading(rows, next_pages=(request,), pages=pages, is_guess=pages is None, records=records)


def _read_page(page: ListPage) -> Reading:
    """The page itself: its unit is asked for page 1, so that all pages come from one source."""
    unit = _unit(page)
    if unit is None:
        rows, found = link_rows.rows(page, _DETAIL), link_rows.next_link(page)
        return Reading(rows, next_pages=(PageRequest(found),) if found else ())
    address, query = unit
    size = query.pop("pageSize", _SIZE)
    query |= {"parseType": "buildstatic", "pageType": "column", "editType": "null", "paramJson": _parameters(1, size)}
    headers = (("Referer", page.url), ("X-Requested-With", "XMLHttpRequest"))
    url = page.resolve(next_requests.with_query(address, **query))
    return Reading(instead=PageRequest(url, headers=headers) if url else None)


def _unit(page: ListPage) -> tuple[str, dict[str, Any]] | None:
    """Address and query of the unit that is the list; a page has others, for the breadcrumb and the like."""
    found = []
    for script in page.selector.xpath("//script[@querydata and @url]"):
        query = script_values.literal_at(script.attrib["querydata"].strip(), 0)
        if isinstance(query, dict):
            found.append((script.attrib["url"], query))
    lists_first = sorted(found, key=lambda unit: "列表" not in str(unit[1].get("tagId", "")))
    return lists_first[0] if lists_first else None


def _html(data: Any) -> str:
    inner = data.get("data") if isinstance(data, dict) else None
    return str(inner.get("html") or "") if isinstance(inner, dict) else ""


def _count(answer: ListPage) -> tuple[int | None, int | None]:
    """Pages and records, as the pager ``<div count rows pageNo>`` states them."""
    for pager in answer.selector.xpath("//*[@count and @rows]"):
        count, size = pager.attrib["count"], pager.attrib["rows"]
        if count.isdecimal() and size.isdecimal() and int(size):
            return max(1, math.ceil(int(count) / int(size))), int(count)
    return None, None


def _parameters(number: int, size: Any) -> str:
    return json.dumps({"pageNo": number, "pageSize": str(size)}, separators=(",", ":"))


PLATFORM = Platform("hanweb_jpaas", recognise, read)
