"""UCAP cloud, 开普's new generation: page 1 is a variable in a script, further pages come from ``/queryList``.

The page holds only templates; ``listData`` has the rows, ``channelsTagSelf.articleCount`` their number, and
``<base href>`` is what every relative link starts from.  The answers do not repeat the number.
"""

from __future__ import annotations

import math
import re
from typing import Any

from crawler.platforms.list_page import ListPage, Reading
from crawler.platforms.lists import json_rows, link_rows, next_requests, script_values
from crawler.platforms.platform import Platform

_EVIDENCE = re.compile(r"channelsTagSelf|\blistData\s*=\s*\{\s*['\"]?articleList|commonfiles/|/doc/ucap/")
_DETAIL = re.compile(r"/content/content_\d{15,}\.html$")
_SIZE = 15


def recognise(page: ListPage) -> str | None:
    if match := _EVIDENCE.search(page.text):
        return f"the page holds {match[0]}"
    return link_rows.own_details(page, _DETAIL, "content_1777940476185870336.html")


def read(page: ListPage, number: int) -> Reading:
    if page.data is not None:
        return json_rows.read(page, number)
    rows = json_rows.rows(script_values.variable(page.text, "listData"), page) or link_rows.rows(page, _DETAIL)
    fields, size = _fields(page)
    own = script_values.variable(page.text, "channelsTagSelf")
    records = json_rows.total(own) if isinstance(own, dict) else None
    if fields is None:
        return Reading(rows, records=records)
    request = next_requests.form(page, "/queryList", fields | {"current": number + 1})
    if not rows:
        return Reading(instead=next_requests.form(page, "/queryList", fields | {"current": 1}), records=records)
    pages = math.ceil(records / size) if records is not None else None
    if pages is not None and number >= pages:
        return Reading(rows, pages=pages, records=records)
    return Reading(rows, next_pages=(request,), pages=pages, is_guess=pages is None, records=records)


def _fields(page: ListPage) -> tuple[dict[str, Any] | None, int]:
    """The form of ``/queryList`` for this list, and the rows of a page; None where the page does not say."""
    params = script_values.variable(page.text, "params")
    params = params if isinstance(params, dict) else {}
    site = _first(params.get("webSiteCode")) or script_values.variable(page.text, "websiteCode")
    column = _first(params.get("channelCode")) or script_values.variable(page.text, "codeName")
    size = str(params.get("perPage") or _SIZE)
    if not site or not column or not size.isdecimal() or not int(size):
        return None, _SIZE
    fields = {
        "current": 1, "unitid": params.get("unitid", ""), "webSiteCode[]": site, "channelCode[]": column,
        "perPage": size, "pageSize": size, "dataBefore": "", "dataAfter": "",
        "showMode": params.get("showMode", "normal"), "titleMax": params.get("titleMax", "34"),
    }  # fmt: skip
    return fields, int(size)


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


PLATFORM = Platform("ucap_cloud", recognise, read)
