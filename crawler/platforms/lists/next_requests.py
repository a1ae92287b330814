"""Making requests for further pages out of the one that was answered."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from crawler.platforms.list_page import ListPage, PageRequest

_PAGE_KEYS = ("page", "pageindex", "pageno", "pagenum", "currpage", "cur_page", "current", "currentpage", "_page")
_FORM = ("Content-Type", "application/x-www-form-urlencoded")
_JSON = ("Content-Type", "application/json")


def form(page: ListPage, url: str, fields: Mapping[str, Any]) -> PageRequest:
    """Return the POST of *fields*, as the scripts of the list at *page* send it."""
    headers = (_FORM, ("X-Requested-With", "XMLHttpRequest"), ("Referer", page.origin))
    return PageRequest(urljoin(page.url, url), "POST", urlencode(fields).encode(), headers)


def posted_json(page: ListPage, url: str, value: Any) -> PageRequest:
    """Return the POST of *value* as JSON."""
    headers = (_JSON, ("X-Requested-With", "XMLHttpRequest"), ("Referer", page.origin))
    return PageRequest(urljoin(page.url, url), "POST", json.dumps(value).encode(), headers)


def with_query(url: str, **values: Any) -> str:
    """Return *url* with the arguments *values* set; what else it asks for stays.

    >>> with_query("http://a.example/x?b=1&page=1", page=2)
    'http://a.example/x?b=1&page=2'
    """
    parts = urlsplit(url)
    pairs = dict(parse_qsl(parts.query, keep_blank_values=True)) | {name: str(value) for name, value in values.items()}
    return urlunsplit(parts._replace(query=urlencode(pairs, quote_via=quote)))


def fields_of(request: PageRequest) -> dict[str, str]:
    """Return what *request* asks for, in its query and its form."""
    query = dict(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))
    if request.method == "POST" and request.body[:1] not in (b"{", b"["):
        query |= dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
    return query


def page_number(request: PageRequest) -> int | None:
    """Return the number of the page that *request* asks for, wherever it says so."""
    for pattern, where in _numbers(request):
        if match := pattern.search(where):
            return int(match["number"])
    return None


def turned(request: PageRequest, number: int) -> PageRequest | None:
    """Return *request* asking for page *number* instead; None if it asks for no page by number."""
    if page_number(request) is None:
        return None
    (in_url, url), (in_body, body) = _numbers(request)
    url = in_url.sub(lambda match: f"{match['before']}{number}", url)
    body = in_body.sub(lambda match: f"{match['before']}{number}", body)
    return PageRequest(url, request.method, body.encode(), request.headers)


def _numbers(request: PageRequest) -> tuple[tuple[re.Pattern[str], str], tuple[re.Pattern[str], str]]:
    keys = "|".join(_PAGE_KEYS)
    in_query = rf"(?P<before>[?&](?:{keys})=)(?P<number>\d+)"
    in_body = rf"(?P<before>(?:^|&)(?:{keys})=|\"(?:{keys})\":\s*\"?)(?P<number>\d+)"
    return (
        (re.compile(in_query, re.I), request.url),
        (re.compile(in_body, re.I), request.body.decode("utf-8", "replace")),
    )
