"""Hanweb 大汉 with jpage lists: the rows stand as XML in a script of the page, further ones behind a proxy.

The page holds the first group (of three pages, mostly); the proxy is asked for the next window of records.
Some servers look only at ``page``, so it is asked for as well, and the next window begins after what
really came.  Where the address of the next group is encrypted, the list is reported, not guessed at.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from cleaners.problem_kinds import ProblemKind
from crawler.platforms.hanweb import dialects
from crawler.platforms.list_page import ListPage, PageRequest, Reading, Row
from crawler.platforms.lists import link_rows, next_requests, script_values
from crawler.platforms.platform import Platform

_STRONG = re.compile(r"<datastore>|/module/(?:web/)?jpage/|/jslib/jquery/jpage/", re.I)
_OTHERS = re.compile(r"parse[Tt]ype=[\"']buildstatic|/module/xxgk/")
_DETAIL = re.compile(r"/art/\d{4}/\d+/\d+/art_\d+_\d+\.html$|/art/\d{4}/art_(?:\d+_)?[0-9a-f]+\.html$")
_ROW = re.compile(rf"{_DETAIL.pattern}|/attach/.+\.\w+$|/module/download/")
_NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[.*?href=[\"']([^\"']*)[\"']", re.S | re.I)
_COLUMN = re.compile(r"/col/col(\d+)/|[?&]column[iI]d=(\d+)")
_PROXY = "/module/web/jpage/dataproxy.jsp"


def recognise(page: ListPage) -> str | None:
    if match := _STRONG.search(page.text):
        return f"the page holds {match[0]}"
    if _OTHERS.search(page.text):
        return None
    return link_rows.own_details(page, _DETAIL, "/art/2025/3/28/art_84242_1.html")


def read(page: ListPage, number: int) -> Reading:
    text = dialects.unwrapped(page.text)
    records, total = dialects.records(text), dialects.total(text)
    rows = _of_column(page, link_rows.rows(page.part("\n".join(records) or page.text), _ROW), number)
    asked = next_requests.fields_of(page.request)
    start = int(asked.get("startrecord", 1)) + len(records)
    if (total is not None and start > total) or (not records and (number > 1 or rows)):
        return Reading(rows, records=total)
    parameters = _parameters(page, text)
    if parameters is None:
        return _unreadable(rows, total, records)
    request = _window(page, text, parameters, start)
    if not records:
        return Reading(instead=request, records=total)
    return Reading(rows, next_pages=(request,), is_guess=total is None, records=total)


def _unreadable(rows: tuple[Row, ...], total: int | None, records: list[str]) -> Reading:
    found = f"{len(records)} of {'an unknown number of' if total is None else total} records stand in the page"
    detail = f"{found}; the address of the others is encrypted or missing, so they were not asked for"
    return Reading(rows, records=total, problem=(ProblemKind.ENCRYPTED_PAGING, detail))


def _of_column(page: ListPage, rows: tuple[Row, ...], number: int) -> tuple[Row, ...]:
    """Further windows of a shared unit bring rows of other columns: those are left out."""
    column = _COLUMN.search(page.origin)
    if number == 1 or column is None:
        return rows
    mark = f"art_{column[1] or column[2]}_"
    return tuple(row for row in rows if mark in row.url or not re.search(r"art_\d+_\d", row.url)) or rows


def _parameters(page: ListPage, text: str) -> dict[str, str] | None:
    """What the proxy must be told: from the answered request, the script, or the address of the next group."""
    asked = next_requests.fields_of(page.request)
    if "unitid" in asked or "columnId" in asked:
        return asked
    group = _NEXT_GROUP.search(text)
    fields = dict(parse_qsl(urlsplit(group[1].replace("&amp;", "&")).query)) if group else {}
    if group and "unitid" not in fields:
        return None  # encrypted: what the script says is not what the proxy wants (nhsa, nrta)
    for match in re.finditer(r"param_\w+\s*=\s*(?=\{)", text):
        value = script_values.literal_at(text, match.end())
        if isinstance(value, dict) and "unitid" in value:
            return {name: str(each) for name, each in value.items()}
    if "unitid" not in fields or "columnid" not in fields:
        return None
    return fields | {"col": "1", "webname": unquote(unquote(fields.get("webname", "")))}


def _window(page: ListPage, text: str, parameters: dict[str, str], start: int) -> PageRequest:
    size = _number(text, "perPage") or int(parameters.get("perpage", 0)) or 15
    groups = _number(text, "groupSize") or 3
    if "endrecord" in parameters:  # an answered window: the next one is as wide
        width = int(parameters["endrecord"]) - int(parameters["startrecord"]) + 1
    else:
        width = size * groups
    own = {"startrecord": start, "endrecord": start + width - 1, "perpage": size, "page": (start - 1) // size + 1}
    address = page.request.url.partition("?")[0] if "startrecord" in parameters else _proxy(text)
    fields = {name: value for name, value in parameters.items() if name not in own}
    return next_requests.form(page, next_requests.with_query(address, **own), fields)


def _proxy(text: str) -> str:
    named = script_values.variable(text, "proxyUrl")
    group = _NEXT_GROUP.search(text)
    return str(named) if named else urlsplit(group[1]).path if group else _PROXY


def _number(text: str, name: str) -> int | None:
    value = script_values.variable(text, name)
    return int(value) if isinstance(value, int | float) or str(value).isdecimal() else None


PLATFORM = Platform("hanweb_jpage", recognise, read)
