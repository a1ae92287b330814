"""UCAP cloud: page 1 in the script variable ``listData``, later pages by ``POST /queryList``, a ``<base href>``.

The list page itself holds templates only.  Addresses inside of the data are JSON in a JSON string; those in the
pages are relative to the base, which is the folder of the site.
"""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlencode

from crawler.sample.answers import Answer, Pages, Request
from crawler.sample.portal_model import Column
from tests.sample_world.long_keys import long_key
from tests.sample_world.model import Entry, File
from tests.sample_world.services import as_json
from tests.sample_world.sites.article import ApiSite
from tests.sample_world.sites.whole import Asked

QUERY = "/queryList"


class UcapCloud(ApiSite):
    """A UCAP cloud portal; the path of its column is /<site>/<column>/pc/list.html."""

    listing, detail = "ucap_cloud_list", "ucap_cloud_detail"
    here = "您的位置："
    info = "来源：{source}　发布时间：{date}"
    files = "{links}"

    def names(self, column: Column) -> tuple[str, str]:
        """The code of the site and that of the column."""
        site, name = column.path.split("/")[1:3]
        return site, name

    def list_path(self, column: Column, number: int) -> str:
        return column.path if number == 1 else QUERY

    def detail_path(self, column: Column, entry: Entry) -> str:
        site, name = self.names(column)
        return f"/{site}/{name}/pc/content/content_{long_key(entry.key)}.html"

    def file_path(self, entry: Entry, file: File) -> str:
        site = self.names(self.portal.section)[0]
        number = f"{long_key(entry.key)}{entry.files.index(file)}"
        if file.naming != "ending":
            return f"/{site}/doc/ucap/download?fileId={number}"
        return f"/{site}/doc/ucap/{number}/document/{number}.{file.form}"

    def asked(self, column: Column, number: int) -> Asked:
        if number == 1:
            return super().asked(column, number)
        site, name = self.names(column)
        size = self.portal.page_size
        form = urlencode(
            {
                "current": number,
                "unitid": self.unit,
                "webSiteCode[]": site,
                "channelCode[]": name,
                "perPage": size,
                "pageSize": size,
                "dataBefore": "",
                "dataAfter": "",
                "showMode": "normal",
                "titleMax": 34,
            }
        )
        headers = (
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("X-Requested-With", "XMLHttpRequest"),
            ("Referer", self.list_url(column)),
        )
        return Asked(self.portal.url(QUERY), "POST", form, headers)

    @property
    def unit(self) -> str:
        return f"38{self.portal.place.code[-4:]}"

    def list_pages(self, column: Column) -> Pages:
        chunks = self.chunks(column)
        page = self.page_answer(self.list_html(column, chunks[0], 1, len(chunks)))
        return {self.list_url(column): page, self.portal.url(QUERY): lambda request: self.answer(column, request)}

    def answer(self, column: Column, request: Request) -> Answer:
        """A page of the list; none for another site or column."""
        sent = {name: values[-1] for name, values in parse_qs(request.body.decode()).items()}
        if request.method != "POST" or (sent.get("webSiteCode[]"), sent.get("channelCode[]")) != self.names(column):
            return as_json({"code": 200, "data": {"results": []}})
        size, page = int(sent.get("pageSize", "15")), int(sent.get("current", "1"))
        shown = self.listed(column)[(page - 1) * size : page * size]
        return as_json({"code": 200, "data": {"results": [{"source": self._article(*pair)} for pair in shown]}})

    def _article(self, column: Column, entry: Entry) -> dict[str, object]:
        url = self.row_url(column, entry)
        path = url.removeprefix(self.portal.url(""))
        files = () if entry.file_row else entry.files
        return {
            "id": long_key(entry.key),
            "title": entry.title,
            "showTitle": f"<p>{entry.title[: self.cut]}</p>",
            "pubDate": f"{entry.published:%Y-%m-%d %H:%M}",
            "contentSource": entry.source or "",
            "topStatus": int(entry.pinned),
            "urls": json.dumps({"pc": path}),
            "images": "",
            "content": "",
            "articleFiles": [
                {
                    "fileName": file.name,
                    "domainName": self.portal.url(""),
                    "filePath": self.file_path(entry, file),
                    "fileId": str(number),
                }
                for number, file in enumerate(files)
            ],
        }

    def list_values(self, column: Column) -> dict[str, object]:
        channel = {
            "code": self.names(column)[1],
            "name": column.name,
            "articleCount": len(self.listed(column)),
            "urls": json.dumps({"pc": column.path}),
            "crumbs": [],
            "parentId": "1753",
            "childCount": 0,
        }
        articles = [self._article(*pair) for pair in self.chunks(column)[0]]
        return self._codes(column) | {
            "channel": json.dumps(channel, ensure_ascii=False),
            "articles": json.dumps(articles, ensure_ascii=False),
            "unit": self.unit,
        }

    def _codes(self, column: Column) -> dict[str, object]:
        site, name = self.names(column)
        number = int(self.portal.place.code) * 10**13
        return {
            "base": f"/{site}/",
            "website": site,
            "website_id": str(number + 17),
            "channel_id": str(number + 23),
            "column_code": name,
        }

    def detail_values(self, column: Column, entry: Entry) -> dict[str, object]:
        return self._codes(column)

    def file_href(self, column: Column, entry: Entry, file: File) -> str:
        """Relative to the base."""
        return self.file_path(entry, file).removeprefix(f"/{self.names(column)[0]}/")

    def files_html(self, column: Column, entry: Entry) -> str:
        items = [(file.name, self.file_href(column, entry, file)) for file in entry.files]
        return "\n".join(f'<p class="insertfileTag"><a href="{url}">{name}</a></p>' for name, url in items)
