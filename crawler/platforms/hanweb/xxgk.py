"""Hanweb xxgk: the disclosure catalogue, whose rows come from ``/module/xxgk/search.jsp``.

Its answer is a piece of HTML with rows ``tr.tr_main_value_odd|even`` and the words 共12页.  The page itself
names in its address which organ (vc_xxgkarea) and which catalogue (number) it shows.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from crawler.platforms.list_page import ListPage, PageRequest, Reading
from crawler.platforms.lists import link_rows, next_requests
from crawler.platforms.platform import Platform

_EVIDENCE = re.compile(r"/module/xxgk/|tr_main_value_(?:odd|even)|divid=div\d+")
_ROW = re.compile(r"/art/|/attach/.+\.\w+$|/module/download/")
_PAGES = re.compile(r"共\s*(?:<[^>]*>\s*)*(\d+)\s*(?:<[^>]*>\s*)*页")
_SEARCH = re.compile(r"""['"]([^'"\s]*/module/xxgk/search\.jsp[^'"\s]*)""")
_FIELDS = ("infotypeId", "jdid", "area", "divid", "vc_title", "vc_number", "sortfield", "currpage",
           "vc_filenumber", "vc_all", "texttype", "fbtime")  # fmt: skip


def recognise(page: ListPage) -> str | None:
    match = _EVIDENCE.search(page.text) or _EVIDENCE.search(page.url)
    return match and f"the page holds {match[0]}"


def read(page: ListPage, number: int) -> Reading:
    table = page.selector.xpath('//tr[contains(@class, "tr_main_value")]')
    rows = link_rows.rows(page.part("".join(table.getall())), _ROW) if table else ()
    pages = _PAGES.search(page.text)
    if not table:
        return Reading(instead=_first(page) if number == 1 and "search.jsp" not in page.request.url else None)
    count = int(pages[1]) if pages else None
    if count is not None and number >= count:
        return Reading(rows, pages=count)
    current = page.request if "search.jsp" in page.request.url else _first(page)
    following = next_requests.turned(current, number + 1)
    return Reading(rows, next_pages=(following,) if following else (), pages=count, is_guess=count is None)


def _first(page: ListPage) -> PageRequest:
    """The request for page 1, put together from the address and the scripts of the list page."""
    named = _SEARCH.search(page.text)
    address = named[1].replace("&amp;", "&") if named else "/module/xxgk/search.jsp"
    here = dict(parse_qsl(urlsplit(page.url).query))
    fields = dict.fromkeys(_FIELDS, "") | {"sortfield": ",compaltedate:0"}
    fields |= {"infotypeId": here.get("number", ""), "area": here.get("vc_xxgkarea", "")}
    for name in ("infotypeId", "jdid", "area", "divid"):
        if match := re.search(rf"\b{name}['\"]?\s*[=:]\s*['\"]?([\w-]+)", page.text):
            fields[name] = match[1]
    fields |= {name: value for name, value in parse_qsl(urlsplit(address).query) if value}
    fields["currpage"] = "1"
    query = {name: fields[name] for name in ("divid", "jdid", "area", "currpage")}
    return next_requests.form(page, next_requests.with_query(address.partition("?")[0], **query), fields)


PLATFORM = Platform("hanweb_xxgk", recognise, read)
