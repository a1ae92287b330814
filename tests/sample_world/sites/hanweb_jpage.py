"""Hanweb jpage: page 1 carries its records in a ``text/xml`` script, ``dataproxy.jsp`` has the rest.

The service is asked for records from … to …; it caps a page at 100 records and of a request without numbers
looks at ``page``.  Portals look different: ``xml`` asks for groups of three pages, answers XML, and prints its
dates with blanks; ``script`` asks page by page and answers script text after blank lines; ``sealed`` states more
records than it lets be seen: its query is encrypted, and whatever is asked comes back as 54 blanks.
"""

from __future__ import annotations

from math import ceil
from urllib.parse import quote, urlencode

from crawler.sample.answers import Answer, Pages, Request, html
from crawler.sample.keys import hex_key
from crawler.sample.portal_model import Column
from tests.sample_world.model import Entry, File, Portal
from tests.sample_world.services import parameters
from tests.sample_world.sites.article import ApiSite
from tests.sample_world.sites.whole import Asked

PROXY = "/module/web/jpage/dataproxy.jsp"
_MOST = 100  # records a request may ask for
_STRAY = '<table width="100%" border="0" class="lm_tabe">\n</table>\n<style>.lm_tabe{width:100%}</style>'


class HanwebJpage(ApiSite):
    """A jpage portal; portal.look chooses the dialect.  portal.page_size is what one request brings."""

    listing, detail = "hanweb_list", "hanweb_detail"
    here = "您当前的位置 : "
    separator = " >> "
    files = '<div class="fj"><p>附件：</p>\n{links}\n</div>'

    def __init__(self, portal: Portal, day: int) -> None:
        super().__init__(portal, day)
        self.xml, self.sealed = portal.look == "xml", portal.look == "sealed"
        self.past_end = "sealed" if self.sealed else "empty"
        self.group = 3 if self.xml else 1
        self.day_form = "%Y-\n %m-\n %d" if self.xml else "[%Y-%m-%d]"
        self.info = "信息来源： {source} 发布日期：{date}" if self.xml else "发布时间：{date}　来源：{source}"
        self.row = (
            '<tr><td height="45" align="left"><a href=\'{href}\' title=\'{title}\' target="_blank">{shown}</a></td>'
            '<td width="150" class="bt_time">{day}</td></tr>'
            if self.xml
            else '<li><a href="{href}" title="{title}" target="_blank">{shown}</a><b>{day}</b></li>'
        )

    def list_path(self, column: Column, number: int) -> str:
        return f"{column.path}index.html" if number == 1 else PROXY

    def list_aliases(self, column: Column) -> tuple[str, ...]:
        return (column.path,)

    def number(self, column: Column) -> str:
        """The number of a column: 1229143380 of /col/col1229143380/."""
        return column.path.strip("/").rpartition("col")[2]

    def unit(self, column: Column) -> str:
        return str(int(self.number(column)) % 900_000 + 4_000)

    def detail_path(self, column: Column, entry: Entry) -> str:
        day, number = entry.published, self.number(column)
        if self.xml:
            return f"/art/{day.year}/{day.month}/{day.day}/art_{number}_{entry.key}.html"
        return f"/col/col{number}/art/{day.year}/art_{hex_key(self.portal.host, entry.key)}.html"

    def file_path(self, entry: Entry, file: File) -> str:
        name = hex_key(entry.key, file.name)
        ending = f".{file.form}" if file.naming == "ending" else ""
        return f"/module/download/downfile.jsp?classid=0&filename={name}{ending}"

    def fields(self, column: Column) -> dict[str, str]:
        """What the widget sends along with the numbers of the records."""
        return {
            "col": "1",
            "appid": "1",
            "webid": self.portal.place.code[-3:],
            "path": "/",
            "columnid": self.number(column),
            "sourceContentType": "1",
            "unitid": self.unit(column),
            "webname": self.portal.name,
            "permissiontype": "0",
        }

    def asked(self, column: Column, number: int) -> Asked:
        if number == 1:
            return super().asked(column, number)
        size = self.portal.page_size
        records = f"startrecord={(number - 1) * size + 1}&endrecord={number * size}&perpage={size // self.group}"
        form = urlencode(self.fields(column))
        headers = (("Content-Type", "application/x-www-form-urlencoded"),)
        return Asked(self.portal.url(f"{PROXY}?{records}"), "POST", form, headers)

    def list_pages(self, column: Column) -> Pages:
        size = self.portal.page_size
        records = self.listed(column)[:size]
        page = self.page_answer(self.list_html(column, records, 1, ceil(len(self.listed(column)) / size)))
        first = {self.portal.url(path): page for path in (f"{column.path}index.html", column.path)}
        return first | {self.portal.url(PROXY): lambda request: self.answer(column, request)}

    def answer(self, column: Column, request: Request) -> Answer:
        """The records that a request asks for."""
        if self.sealed:
            return html(" " * 54)
        sent = parameters(request)
        listed = self.listed(column)
        if sent.get("columnid") != self.number(column) or sent.get("unitid") != self.unit(column):
            listed = []
        size = min(int(sent.get("perpage", self.portal.page_size // self.group)), _MOST)
        start = int(sent.get("startrecord", (int(sent.get("page", 1)) - 1) * size * self.group + 1))
        end = min(int(sent.get("endrecord", start + size * self.group - 1)), start + _MOST - 1)
        rows = [self.row_html(home, entry) for home, entry in listed[start - 1 : end]]
        pages = ceil(len(listed) / size)
        if self.xml:
            counts = f"<totalrecord>{len(listed)}</totalrecord><totalpage>{pages}</totalpage>"
            return html(f'<?xml version="1.0" encoding="utf-8"?>\n<datastore>{counts}\n{_recordset(rows)}</datastore>')
        store = ",".join("'" + row.replace("'", "\\'") + "'" for row in rows)
        return html(f"\n\n\n\ntotalRecord={len(listed)}.0;totalPage = {pages};dataStore = [{store}];")

    def rows(self, column: Column, listed: list[tuple[Column, Entry]], here: str) -> str:
        """The container of the widget with the records of the first request, and its call."""
        unit, fields = self.unit(column), self.fields(column)
        query = "&".join(f"{name}={quote(fields[name])}" for name in ("appid", "webid", "path", "columnid", "unitid"))
        more = f"{PROXY}?page=1&{query}&webname={quote(quote(self.portal.name))}&permissiontype=0"
        total = len(self.listed(column))
        if self.sealed:
            more, total = f"{PROXY}?{hex_key(self.portal.host, 'sealed') * 3}", 3 * total
        records = _recordset([self.row_html(home, entry) for home, entry in listed])
        values = ",".join(f"{name}:'{value}'" for name, value in fields.items())
        return (
            f'<div id="{unit}"><script type="text/xml"><datastore>\n'
            f'<nextgroup><![CDATA[<a href="{more}"></a>]]></nextgroup>\n'
            f"{records}</datastore></script></div>\n"
            f"<script>var param_{unit} = {{{values}}};$('#{unit}').jpage({{themeName:'default',showMode:'full',"
            f"totalRecord:{total},dataStore:$('#{unit}').children('script').html(),groupSize:{self.group},"
            f"proxyUrl:'{PROXY}',perPage:{self.portal.page_size // self.group},ajaxParam:param_{unit}}});</script>"
        )

    def detail_values(self, column: Column, entry: Entry) -> dict[str, object]:
        return {"head": ""}


def _recordset(rows: list[str]) -> str:
    records = "\n".join(f"<record><![CDATA[\n{row}]]></record>" for row in rows)
    return f"<recordset>\n{_STRAY}{records}</recordset>"
