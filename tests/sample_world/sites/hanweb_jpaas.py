"""Hanweb jpaas: the list page holds the description of a unit; its rows come as HTML inside of JSON.

Only ``paramJson`` turns the page.  Without a Referer the service answers 403.
"""

from __future__ import annotations

import json
from urllib.parse import urlencode

from crawler.sample.answers import Answer, Pages, Request, html
from crawler.sample.keys import hex_key
from crawler.sample.portal_model import Column
from tests.sample_world.model import Entry, File
from tests.sample_world.services import as_json, parameters
from tests.sample_world.sites.article import ApiSite
from tests.sample_world.sites.whole import Asked

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"


class HanwebJpaas(ApiSite):
    """A jpaas portal."""

    listing, detail = "hanweb_list", "hanweb_detail"
    here = "当前位置："
    info = "发布时间：{date}　　来源：{source}"
    row = '<li><a href="{href}" title="{title}" target="_blank">{shown}</a><span class="fr">{day}</span></li>'

    def list_path(self, column: Column, number: int) -> str:
        return f"{column.path}index.html" if number == 1 else UNIT

    def list_aliases(self, column: Column) -> tuple[str, ...]:
        return (column.path,)

    def detail_path(self, column: Column, entry: Entry) -> str:
        return f"{column.path}art/{entry.published.year}/art_{hex_key(self.portal.host, entry.key)}.html"

    def file_path(self, entry: Entry, file: File) -> str:
        name = hex_key(entry.key, file.name)
        if file.naming != "ending":
            return f"/api-gateway/jpaas-web-server/front/document/file-download?fileName={name}"
        return f"/cms_files/filemanager/{self.portal.place.code}/attach/{entry.published:%Y%m}/{name}.{file.form}"

    def chunks(self, column: Column) -> list[list[tuple[Column, Entry]]]:
        return [[], *super().chunks(column)]  # page 1 is a shell

    def keys(self, column: Column) -> dict[str, str]:
        """The description of the unit, as the page states it."""
        return {
            "webId": hex_key(self.portal.host, "web"),
            "pageId": hex_key(self.portal.host, column.path),
            "tplSetId": hex_key(self.portal.host, "tpl"),
            "tagId": "信息列表",
        }

    def asked(self, column: Column, number: int) -> Asked:
        if number == 1:
            return super().asked(column, number)
        page = json.dumps({"pageNo": number - 1, "pageSize": str(self.portal.page_size)})
        query = {
            "parseType": "buildstatic",
            "pageType": "column",
            "editType": "null",
            **self.keys(column),
            "paramJson": page,
        }
        headers = (("Referer", self.list_url(column)),)
        return Asked(self.portal.url(f"{UNIT}?{urlencode(query)}"), headers=headers)

    def list_pages(self, column: Column) -> Pages:
        shell = self.page_answer(self.list_html(column, [], 1, 1))
        pages: Pages = {self.portal.url(path): shell for path in (f"{column.path}index.html", column.path)}
        return pages | {self.portal.url(UNIT): lambda request: self.answer(column, request)}

    def answer(self, column: Column, request: Request) -> Answer:
        """The rows of a page; 403 without Referer, no success for another unit."""
        if "referer" not in request.headers:
            return html("<html><body><h1>403 Forbidden</h1></body></html>", status=403)
        sent = parameters(request)
        if any(sent.get(name) != value for name, value in self.keys(column).items()):
            return as_json({"success": False, "code": "500", "message": "未找到该模块", "data": None})
        chunks = self.chunks(column)[1:]
        page = int(json.loads(sent.get("paramJson", "{}")).get("pageNo", 1))
        rows = super().rows(column, chunks[page - 1], "/") if 1 <= page <= len(chunks) else ""
        count, size = len(self.listed(column)), self.portal.page_size
        pager = f'<div class="page" count="{count}" rows="{size}" pageNo="{page}"></div>'
        return as_json({"success": True, "code": "200", "data": {"html": f"<ul>\n{rows}\n</ul>{pager}"}})

    def rows(self, column: Column, listed: list[tuple[Column, Entry]], here: str) -> str:
        """The unit before its script ran."""
        data = ",".join(f"'{name}':'{value}'" for name, value in self.keys(column).items())
        return f'<div class="list"><script parseType="buildstatic" url="{UNIT}" querydata="{{{data}}}"></script></div>'

    def detail_values(self, column: Column, entry: Entry) -> dict[str, object]:
        return {"head": ""}
