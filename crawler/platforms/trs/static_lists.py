"""TRS WCM (拓尔思), the largest family: static lists, details ``202403/t20240328_6583952.html``.

Rows stand in the page, in small scripts that write them (武汉), or all on one page of which a script shows
a part at a time (北京).  How pages are numbered is the business of `pager`; what its search engines
answer that of `search_lists`.
"""

from __future__ import annotations

import re

from cleaners.patterns.dates import read_day
from crawler.platforms.list_page import ListPage, PageRequest, Reading, Row
from crawler.platforms.lists import link_rows
from crawler.platforms.lists.one_line import plain
from crawler.platforms.lists.script_values import variable
from crawler.platforms.platform import Platform
from crawler.platforms.trs import pager, search_lists

_DETAIL = re.compile(r"/t\d{8}_\d+(?:_\w+)?\.s?html?(?:\?.*)?$|/t\d{6,9}\.s?html?$|/P0\d{15,}\.\w+$")
_DATED = re.compile(r"/\d{6}/t\d{8}_\d+(?:_\w+)?\.s?html?(?:\?.*)?$")  # t1660312.shtml alone is too little
_EVIDENCE = re.compile(r"TRS_Editor|TRS_UEDITOR|TRS_PreAppend|trs_editor_view|CurrChnlCls")
_IN_SOURCE = re.compile(r"""['"](?:\.{1,2}/[^'"\s]*)?\d{6}/t\d{8}_\d+\.s?html?['"]""")  # in scripts that write rows
_COLUMN = re.compile(r"/(?:index\.s?html?)?$")
_HIDES_ROWS = re.compile(r"\$list\s*=\s*\$\(")  # 北京: the pager shows and hides rows of this page


def recognise(page: ListPage) -> str | None:
    if match := _EVIDENCE.search(page.text):
        return f"the page holds {match[0]}"
    if len(_IN_SOURCE.findall(page.text)) >= 3:
        return "links like ./202403/t20240328_6583952.html"
    return search_lists.recognise(page) or link_rows.own_details(page, _DATED, "202403/t20240328_6583952.html")


def read(page: ListPage, number: int) -> Reading:
    if search_lists.is_answer(page):
        return search_lists.read(page, number)
    rows = tuple({row.url: row for row in (*_scripted_rows(page), *link_rows.rows(page, _DETAIL))}.values())
    columns = link_rows.columns(page, page.url, _COLUMN) if number == 1 else ()
    if search := search_lists.request_behind(page, len(rows)):
        return search if not rows else Reading(rows, columns, search.next_pages, is_guess=True, records=search.records)
    calls = pager.read_pager(page)
    pages, records = (calls.pages, calls.records) if calls else (None, None)
    if not rows or _HIDES_ROWS.search(page.text) or (pages is not None and number >= pages):
        return Reading(rows, columns, pages=pages, records=records)
    if calls is None and (found := link_rows.next_link(page)):
        return Reading(rows, columns, (PageRequest(found),))
    following = pager.following(page, number, calls)
    return Reading(rows, columns, following, pages, is_guess=calls is None, records=records)


def _scripted_rows(page: ListPage) -> tuple[Row, ...]:
    """The rows of which each is a script that sets url and title and writes itself."""
    found = []
    for script in page.selector.xpath("//body//script[not(@src)]"):
        text = script.xpath("string()").get() or ""
        url, title = variable(text, "url"), variable(text, "title")
        address = page.resolve(url) if isinstance(url, str) else None
        around = " ".join(script.xpath("ancestor::*[self::li or self::tr][1]//text()").getall())
        if address and isinstance(title, str) and (around or _DETAIL.search(address)):
            found.append(Row(address, plain(title), read_day(around.replace(title, " "))))
    return tuple(found)


PLATFORM = Platform("trs", recognise, read)
