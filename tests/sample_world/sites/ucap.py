"""UCAP: ``<column>/common_list.shtml``, ``common_list_2.shtml`` …, details ``<column>/YYYYMM/<32hex>.shtml``.

Portals look different: ``static`` has page files and a pager whose first argument is quoted, and articles with
page breaks in their text; ``comment`` has the rows of page 1 and the pager in an HTML comment, later pages in a
JSON service, which has no rows past the end.
"""

from __future__ import annotations

from math import ceil

from crawler.sample.answers import Answer, Pages, Request, html
from crawler.sample.keys import hex_key
from crawler.sample.portal_model import Column
from crawler.sample.reports import Block
from crawler.sample.sites.markup import STYLES, body_html
from tests.sample_world.expected import End
from tests.sample_world.model import Entry, File, Portal
from tests.sample_world.services import as_json, parameters
from tests.sample_world.sites.article import ArticleSite
from tests.sample_world.sites.whole import Asked

_BREAK = "\n<p>#PAGE_BREAK#</p>\n"
_QUERY = "sort=&_isAgg=true&_isJson=true&_pageSize={size}&_template=index&_rangeTimeGte=&_channelName=&page={page}"
_HEAD = """<div class="xxgk-head"><ul>
<li><b>索 引 号：</b>{index}</li><li><b>信息分类：</b>其他</li><li><b>发布机构：</b>{organ}</li>
<li><b>成文日期：</b>{written}</li>
<li><b>发布日期：</b>{day}</li><li><b>标　　题：</b>{title}</li><li><b>文　　号：</b>{number}</li>
<li><b>时　　效：</b></li>
</ul></div>"""


class Ucap(ArticleSite):
    """A UCAP portal; portal.look chooses where the rows are."""

    listing, detail = "ucap_list", "ucap_detail"
    here = "您所在的位置："
    files = '<div class="cmspro_appendixs">附件：\n{links}\n</div>'
    row = '<li><a href="{href}" title="{title}" target="_blank">{shown}</a><span class="date">{day}</span></li>'
    past_end: End = "stub"

    def __init__(self, portal: Portal, day: int) -> None:
        super().__init__(portal, day)
        self.static = portal.look == "static"
        self.stem = "common_list" if self.static else "zfxxgk_list"
        if self.static:
            self.info = "来源:{source} 发布日期:{date}"
        else:
            self.info, self.past_end = "发布时间:{date} 来源:{source}", "empty"

    def list_path(self, column: Column, number: int) -> str:
        if number > 1 and not self.static:
            return f"/common/search/{self.channel(column)}"
        return f"{column.path}{self.stem}.shtml" if number == 1 else f"{column.path}{self.stem}_{number}.shtml"

    def list_aliases(self, column: Column) -> tuple[str, ...]:
        return (self.list_path(column, 1),)

    def channel(self, column: Column) -> str:
        return hex_key(self.portal.host, column.path)

    def detail_path(self, column: Column, entry: Entry) -> str:
        return f"{column.path}{entry.published:%Y%m}/{hex_key(self.portal.host, entry.key)}.shtml"

    def file_path(self, entry: Entry, file: File) -> str:
        name = hex_key(entry.key, file.name)
        ending = f"/files/{name}.{file.form}" if file.naming == "ending" else f"/download/{name}"
        return f"{self.portal.section.path}{entry.published:%Y%m}/{hex_key(self.portal.host, entry.key)}{ending}"

    def asked(self, column: Column, number: int) -> Asked:
        url = self.list_url(column, number)
        if number == 1 or self.static:
            return Asked(url)
        return Asked(f"{url}?{_QUERY.format(size=self.portal.page_size, page=number)}")

    def rows(self, column: Column, listed: list[tuple[Column, Entry]], here: str) -> str:
        rows = f'<ul class="list">\n{super().rows(column, listed, here)}\n</ul>'
        if self.static:
            return rows
        call = self._call(column, 1)
        return f'<div id="body"></div>\n<!-- {rows}\n{call} -->\n<script src="/static/js/ajaxlist.js"></script>'

    def pager(self, column: Column, number: int, count: int) -> str:
        return f'<div id="page_div"></div>{self._call(column, number)}' if self.static else '<div id="page_div"></div>'

    def _call(self, column: Column, number: int) -> str:
        records = len(self.listed(column))
        pages = ceil(records / self.portal.page_size)
        return f"<script>createPageHTML('page_div', {pages}, {number}, '{self.stem}', 'shtml', {records});</script>"

    def list_values(self, column: Column) -> dict[str, object]:
        return {"channel": self.channel(column), "self": self.list_path(column, 1)}

    def list_pages(self, column: Column) -> Pages:
        if self.static:
            return super().list_pages(column)
        chunks = self.chunks(column)
        page = self.page_answer(self.list_html(column, chunks[0], 1, len(chunks)))
        service = self.list_url(column, 2)
        return {self.list_url(column): page, service: lambda request: self.answer(column, request)}

    def beyond(self, column: Column) -> Pages:
        return super().beyond(column) if self.static else {}

    def answer(self, column: Column, request: Request) -> Answer:
        """A page of the service, as JSON or as HTML."""
        sent = parameters(request)
        page, size = int(sent.get("page", "1")), int(sent.get("_pageSize", "15"))
        listed = self.listed(column)
        shown = listed[(page - 1) * size : page * size]
        if sent.get("_isJson") != "true":
            items = "".join(
                f'<li><div class="title"><a href="{self.href(home, entry, "/")}">{entry.title}</a></div>'
                f'<div class="date">{entry.published:%Y-%m-%d}</div></li>'
                for home, entry in shown
            )
            return html(f'<ul id="body">{items}</ul>')
        results = [self._result(home, entry) for home, entry in shown]
        data = {"page": page, "rows": size, "channelId": self.channel(column), "total": len(listed), "results": results}
        return as_json({"data": data})

    def _result(self, column: Column, entry: Entry) -> dict[str, object]:
        lines = [line for block in entry.blocks_on(self.day) for line in block.lines]
        files = [] if entry.file_row else entry.files
        return {
            "title": entry.title,
            "subTitle": "",
            "url": entry.url or self.row_url(column, entry).partition(":")[2],
            "content": " ".join(lines)[:200],
            "memo": "",
            "publishedTime": int(entry.published.timestamp() * 1000),
            "publishedTimeStr": f"{entry.published:%Y-%m-%d %H:%M:%S}",
            "channelName": column.name,
            "manuscriptId": hex_key(self.portal.host, entry.key),
            "resList": [
                {"fileName": file.name, "filePath": self.file_path(entry, file), "title": file.name} for file in files
            ],
            "domainMetaList": [{"resultList": [{"key": "refno", "value": entry.document_number or ""}]}],
        }

    def body(self, blocks: tuple[Block, ...], entry: Entry) -> str:
        if not self.static or entry.variant != "two_pages":
            return super().body(blocks, entry)
        style, half = STYLES[int(entry.key) % len(STYLES)], len(blocks) // 2
        return body_html(blocks[:half], style) + _BREAK + body_html(blocks[half:], style)

    def detail_values(self, column: Column, entry: Entry) -> dict[str, object]:
        report = entry.report_on(self.day)
        head = _HEAD.format(
            index=entry.index_number,
            organ=report.organ.name if report else "",
            written=entry.written_on or "",
            day=entry.published.date().isoformat(),
            title=entry.title,
            number=entry.document_number or "",
        )
        return {
            "channel": self.channel(column),
            "manuscript": hex_key(self.portal.host, entry.key),
            "head": head if entry.index_number else "",
        }
