"""Lonsun: ``/public/column/<organ>?type=4&catId=…``, details ``/public/<organ>/<id>.html``, pages from a label.

Page 1 is served; the pager ``Ls.pagination`` fetches the others as HTML from ``/site/label/8888``.
"""

from __future__ import annotations

from urllib.parse import urlencode

from crawler.sample.answers import Answer, Pages, Request, html
from crawler.sample.keys import hex_key
from crawler.sample.portal_model import Column
from tests.sample_world.model import Entry, File
from tests.sample_world.services import parameters
from tests.sample_world.sites.article import ApiSite
from tests.sample_world.sites.whole import Asked

LABEL = "/site/label/8888"
_HEAD = """<table class="table_suoyin">
<tr><th>索 引 号：</th><td>{index}</td><th>组配分类：</th><td>法治政府建设</td></tr>
<tr><th>发布机构：</th><td>{organ}</td><th>发布日期：</th><td>{day}</td></tr>
<tr><th>成文日期：</th><td>{written}</td><th>有 效 性：</th><td>有效</td></tr>
<tr><th>文　　号：</th><td colspan="3">{number}</td></tr></table>"""


class Lonsun(ApiSite):
    """A Lonsun portal; the path of its column is /public/column/<organ>?type=4&catId=<category>&…"""

    listing, detail = "lonsun_list", "lonsun_detail"
    here = "您当前的位置："
    info = "信息来源: {source}发布时间:{date}"
    row = (
        '<div class="xxgk_navli"><a href="{href}" title="{title}" target="_blank">{shown}</a>'
        '<span class="date">{day}</span></div>'
    )
    past_end = "stub"

    def organ(self, column: Column) -> str:
        return column.path.partition("?")[0].rpartition("/")[2]

    def list_path(self, column: Column, number: int) -> str:
        return column.path if number == 1 else LABEL

    def detail_path(self, column: Column, entry: Entry) -> str:
        return f"/public/{self.organ(column)}/{entry.key}.html"

    def file_path(self, entry: Entry, file: File) -> str:
        name = hex_key(entry.key, file.name)
        ending = f".{file.form}" if file.naming == "ending" else ""
        return f"/group6/M00/{name[:2].upper()}/{name[2:4].upper()}/{name[4:24]}{ending}"

    def fields(self, column: Column) -> dict[str, str]:
        """What the label needs to know, but for the number of the page."""
        return {
            "IsAjax": "1",
            "dataType": "html",
            "labelName": "publicInfoList",
            "siteId": self.portal.place.code,
            "pageSize": str(self.portal.page_size),
            "action": "list",
            "isDate": "true",
            "dateFormat": "yyyy-MM-dd",
            "length": "50",
            "organId": self.organ(column),
            "type": "4",
            "catId": column.path.partition("catId=")[2].partition("&")[0],
            "result": "暂无相关信息",
            "file": "/xxgk/publicInfoList_newest2020",
        }

    def asked(self, column: Column, number: int) -> Asked:
        if number == 1:
            return super().asked(column, number)
        query = urlencode({**self.fields(column), "pageIndex": number})
        return Asked(self.portal.url(f"{LABEL}?{query}"))

    def list_pages(self, column: Column) -> Pages:
        chunks = self.chunks(column)
        page = self.page_answer(self.list_html(column, chunks[0], 1, len(chunks)))
        return {self.list_url(column): page, self.portal.url(LABEL): lambda request: self.answer(column, request)}

    def answer(self, column: Column, request: Request) -> Answer:
        """A page of rows; a phrase where there are none."""
        sent, own = parameters(request), self.fields(column)
        page, size = int(sent.get("pageIndex", "1")), int(sent.get("pageSize", "20"))
        listed = self.listed(column)
        if any(sent.get(name) != own[name] for name in ("labelName", "organId", "catId")):
            listed = []
        shown = listed[(page - 1) * size : page * size]
        return html(self.rows(column, shown, "/") if shown else "暂无相关信息")

    def list_values(self, column: Column) -> dict[str, object]:
        label = f"{LABEL}?{urlencode(self.fields(column))}"
        return {"organ": self.organ(column), "label": label, "self": column.path.replace("&", "&amp;")}

    def detail_values(self, column: Column, entry: Entry) -> dict[str, object]:
        report = entry.report_on(self.day)
        head = _HEAD.format(
            index=entry.index_number or "",
            organ=report.organ.name if report else "",
            day=entry.published.date().isoformat(),
            written=entry.written_on or "",
            number=entry.document_number or "",
        )
        return {"site_id": self.portal.place.code, "head": head}
