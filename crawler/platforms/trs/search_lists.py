"""The search engines that some TRS portals use as lists: was5, and the Avalon lists of 福建.

A was5 answer is XML (``<REC><TITLE/><URL/><DOCRELTIME/></REC>``), the other JSON (doctitle, docpuburl).
The pages of 福建 hold their first rows themselves; what they ask for further ones is written in a call.
"""

from __future__ import annotations

import re
from typing import Any

from parsel import Selector

from cleaners.patterns.dates import read_day
from crawler.platforms.list_page import ListPage, PageRequest, Reading, Row
from crawler.platforms.lists import json_rows, next_requests, script_values
from crawler.platforms.lists.one_line import plain

_WAS5 = re.compile(r"""['"(]\s*([^'"()\s]*/was5/web/search\?[^'"()\s]*channelid=\d+[^'"()\s]*)""")
_SEARCH = "/fjdzapp/search"
_PAGE_ROWS = 75  # what the scripts of 福建 ask for


def recognise(page: ListPage) -> str | None:
    """Return the evidence that *page* is, or asks for, an answer of a TRS search engine."""
    if "/was5/web/search" in page.url or (page.text.lstrip().startswith("<?xml") and "<REC>" in page.text):
        return "an answer of /was5/web/search"
    if "list2.trsapi" in page.text:
        return "the page asks list2.trsapi for its rows"
    return None


def is_answer(page: ListPage) -> bool:
    return page.data is not None or "<RECORDCOUNT" in page.text or "<REC>" in page.text


def read(page: ListPage, number: int) -> Reading:
    """Return the rows of an answer, and the request for the next one."""
    if page.data is not None:
        return json_rows.read(page, number)
    rows, total, asked = _xml_rows(page), _xml_total(page), next_requests.page_number(page.request) or number
    following = next_requests.turned(page.request, asked + 1)
    if not rows or not following or (total is not None and asked * len(rows) >= total):
        return Reading(rows, records=total)
    return Reading(rows, next_pages=(following,), is_guess=True, records=total)


def request_behind(page: ListPage, shown: int) -> Reading | None:
    """Return how to ask for the rows that *page* does not show itself; None if it names no search engine."""
    if match := _WAS5.search(page.text):
        request = next_requests.form(page, match[1].replace("&amp;", "&"), {"page": 1, "prepage": _PAGE_ROWS})
        return Reading(next_pages=(request,), instead=request) if not shown else None
    channel = script_values.variable(page.text, "searchId")
    if "list2.trsapi" not in page.text or channel is None:
        return None
    request, total = _avalon(page, str(channel)), script_values.variable(page.text, "recordCount")
    records = int(total) if str(total).isdecimal() else None
    if shown and records is not None and shown >= records:
        return None
    return Reading(next_pages=(request,), instead=request, records=records)


def _avalon(page: ListPage, channel: str) -> PageRequest:
    column = re.search(r"chnlid=\d+", page.text)
    fields: dict[str, Any] = {
        "channelid": channel, "sortfield": "-docorderpri,-docreltime", "classsql": column[0] if column else "",
        "classcol": "publishyear", "classnum": 100, "classsort": 0, "cache": "true", "page": 1, "prepage": _PAGE_ROWS,
    }  # fmt: skip
    return next_requests.form(page, _SEARCH, fields)


def _xml_rows(page: ListPage) -> tuple[Row, ...]:
    found = []
    for record in re.findall(r"<REC>(.*?)</REC>", page.text, re.S):
        fields = {name: _text(record, name) for name in ("TITLE", "DOCTITLE", "URL", "DOCPUBURL", "DOCRELTIME")}
        url = page.resolve(fields["URL"] or fields["DOCPUBURL"])
        if url and (title := plain(fields["TITLE"] or fields["DOCTITLE"])):
            found.append(Row(url, title, read_day(fields["DOCRELTIME"])))
    return tuple(found)


def _xml_total(page: ListPage) -> int | None:
    count = _text(page.text, "RECORDCOUNT")
    return int(count) if count.isdecimal() else None


def _text(record: str, name: str) -> str:
    match = re.search(rf"<{name}>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</{name}>", record, re.S)
    return (Selector(match[1]).xpath("string()").get() or "").strip() if match and match[1].strip() else ""
