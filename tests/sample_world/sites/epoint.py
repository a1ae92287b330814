"""Epoint: a shell whose rows come as JSON from ``POST /EWB-FRONT/rest/lightfrontaction/getgovinfolist``.

The pages are counted from 0; ``siteGuid`` stands in /js/webBuilderCommon.js.
"""

from __future__ import annotations

import json
import uuid
from random import Random

from crawler.sample.answers import Answer, Pages, Request
from crawler.sample.portal_model import Column
from tests.sample_world.model import Entry, File
from tests.sample_world.services import as_json
from tests.sample_world.sites.article import ApiSite
from tests.sample_world.sites.whole import Asked

SERVICE = "/EWB-FRONT/rest/lightfrontaction/getgovinfolist"


class Epoint(ApiSite):
    """An Epoint portal; the path of its column is /govxxgk/<department>/category/<a>/<b>/govlist.html."""

    listing, detail = "epoint_list", "epoint_detail"
    here = "您现在的位置："
    info = "信息来源：{source}　发布时间：{date}　阅读次数："

    def codes(self, column: Column) -> tuple[str, str]:
        """The code of the department and that of the category."""
        parts = column.path.split("/")
        return parts[2], parts[-2]

    @property
    def guid(self) -> str:
        return _uuid(self.portal.host)

    def list_path(self, column: Column, number: int) -> str:
        return column.path if number == 1 else SERVICE

    def detail_path(self, column: Column, entry: Entry) -> str:
        name = _uuid(f"{self.portal.host}/{entry.key}")
        return f"/govxxgk/{self.codes(column)[0]}/{entry.published:%Y-%m-%d}/{name}.html"

    def file_path(self, entry: Entry, file: File) -> str:
        name = _uuid(f"{entry.key}/{file.name}")
        ending = f"/{entry.files.index(file) + 1}.{file.form}" if file.naming == "ending" else ""
        return f"/EpointWebBuilder/govxxgk/attach/{entry.published:%Y%m%d}/{name}{ending}"

    def chunks(self, column: Column) -> list[list[tuple[Column, Entry]]]:
        return [[], *super().chunks(column)]  # page 1 is a shell

    def asked(self, column: Column, number: int) -> Asked:
        if number == 1:
            return super().asked(column, number)
        dept, category = self.codes(column)
        body = {
            "deptcode": dept,
            "categorynum": category,
            "pageIndex": number - 2,
            "pageSize": self.portal.page_size,
            "siteGuid": self.guid,
        }
        return Asked(self.portal.url(SERVICE), "POST", json.dumps(body), (("Content-Type", "application/json"),))

    def list_pages(self, column: Column) -> Pages:
        shell = self.page_answer(self.list_html(column, [], 1, 1))
        return {self.list_url(column): shell, self.portal.url(SERVICE): lambda request: self.answer(column, request)}

    def answer(self, column: Column, request: Request) -> Answer:
        """A page of the list; none for another site, department or category."""
        sent = json.loads(request.body or b"{}")
        own = (self.guid, *self.codes(column))
        listed = self.listed(column)
        if (sent.get("siteGuid"), sent.get("deptcode"), sent.get("categorynum")) != own:
            listed = []
        page, size = int(sent.get("pageIndex", 0)), int(sent.get("pageSize", 15))
        data = [self._info(*pair) for pair in listed[page * size : (page + 1) * size]]
        return as_json({"custom": {"total": len(listed), "data": data}, "status": {"code": 200, "text": "success"}})

    def _info(self, column: Column, entry: Entry) -> dict[str, object]:
        cut = entry.title if len(entry.title) <= self.cut else f"{entry.title[: self.cut]}..."
        day = f"{entry.published:%Y-%m-%d}"
        return {"infourl": self.href(column, entry, "/"), "title": cut, "realtitle": entry.title, "infodate": day}

    def list_values(self, column: Column) -> dict[str, object]:
        dept, category = self.codes(column)
        return {"dept": dept, "category": category}

    def extras(self) -> Pages:
        text = (
            'var projectName = "/EWB-FRONT";\n'
            f'var siteInfo = {{siteGuid: "{self.guid}", projectName: "EpointWebBuilder"}};\n'
        )
        return {self.portal.url("/js/webBuilderCommon.js"): Answer(text.encode(), media_type="application/javascript")}


def _uuid(seed: str) -> str:
    return str(uuid.UUID(int=Random(seed).getrandbits(128), version=4))
