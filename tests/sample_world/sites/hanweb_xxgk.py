"""Hanweb xxgk: a disclosure column whose rows come as a table from ``POST /module/xxgk/search.jsp``."""

from __future__ import annotations

from urllib.parse import urlencode

from crawler.sample.answers import Answer, Pages, Request, html
from crawler.sample.keys import hex_key
from crawler.sample.portal_model import Column
from tests.sample_world.model import Entry, File
from tests.sample_world.services import parameters
from tests.sample_world.sites.article import ApiSite
from tests.sample_world.sites.whole import Asked

SEARCH = "/module/xxgk/search.jsp"
_HEAD = """<table class="xxgk_table" width="100%">
<tr><td>索 引 号：</td><td>{index}</td><td>组配分类：</td><td>其他法定信息</td></tr>
<tr><td>发布机构：</td><td>{organ}</td><td>生成日期：</td><td>{written}</td></tr>
<tr><td>文　　号：</td><td>{number}</td><td>公开方式：</td><td>主动公开</td></tr>
</table>"""


class HanwebXxgk(ApiSite):
    """A disclosure portal; past the last page its search gives the first one again."""

    listing, detail = "hanweb_list", "hanweb_detail"
    here = "您现在的位置："
    info = "<!--<$[信息来源]>begin-->来源：{source}<!--<$[信息来源]>end-->　日期：{date}"
    past_end = "first"

    def list_path(self, column: Column, number: int) -> str:
        return column.path if number == 1 else SEARCH

    def number(self, column: Column) -> str:
        return column.path.split("/")[2].removeprefix("col")

    def detail_path(self, column: Column, entry: Entry) -> str:
        return f"/zfxxgk/art/{entry.published.year}/art_{hex_key(self.portal.host, entry.key)}.html"

    def file_path(self, entry: Entry, file: File) -> str:
        ending = f".{file.form}" if file.naming == "ending" else ""
        return f"/attach/0/{hex_key(entry.key, file.name)}{ending}"

    def chunks(self, column: Column) -> list[list[tuple[Column, Entry]]]:
        return [[], *super().chunks(column)]  # page 1 is a shell

    def fields(self, column: Column) -> dict[str, str]:
        """What tells this catalogue from others."""
        return {
            "divid": f"div{self.number(column)}",
            "infotypeId": "B0012",
            "jdid": self.portal.place.code[-2:],
            "area": f"11{self.portal.place.code}0014",
            "sortfield": ",compaltedate:0",
        }

    def asked(self, column: Column, number: int) -> Asked:
        if number == 1:
            return super().asked(column, number)
        empty = dict.fromkeys(("vc_title", "vc_number", "vc_filenumber", "vc_all", "texttype", "fbtime"), "")
        form = urlencode({**self.fields(column), "currpage": number - 1, **empty})
        headers = (("Content-Type", "application/x-www-form-urlencoded"),)
        return Asked(self.portal.url(f"{SEARCH}?currpage={number - 1}"), "POST", form, headers)

    def list_pages(self, column: Column) -> Pages:
        shell = self.page_answer(self.list_html(column, [], 1, 1))
        search = {self.portal.url(SEARCH): lambda request: self.answer(column, request)}
        return {self.portal.url(column.path): shell} | search

    def answer(self, column: Column, request: Request) -> Answer:
        """A page of the table; nothing for another method, area or catalogue."""
        sent, own = parameters(request), self.fields(column)
        if request.method != "POST" or any(sent.get(name) != own[name] for name in ("area", "infotypeId", "divid")):
            return html('<table class="tr_main"></table>共0页')
        chunks = self.chunks(column)[1:]
        page = int(sent.get("currpage", "1"))
        page = page if page <= len(chunks) else 1
        rows = "\n".join(self._row(number, *pair) for number, pair in enumerate(chunks[page - 1]))
        total = f'<div class="pageBar">共{len(self.listed(column))}条 共{len(chunks)}页 当前第{page}页</div>'
        return html(f'<table class="tr_main" width="100%">\n{rows}\n</table>\n{total}')

    def _row(self, number: int, column: Column, entry: Entry) -> str:
        cells = self.row_html(column, entry).removeprefix("<li>").removesuffix("</li>")
        link, _, day = cells.partition("<span>")
        parity = "even" if number % 2 else "odd"
        day = day.removesuffix("</span>")
        return f'<tr class="tr_main_value_{parity}"><td>{number + 1}</td><td>{link}</td><td>{day}</td></tr>'

    def rows(self, column: Column, listed: list[tuple[Column, Entry]], here: str) -> str:
        query = urlencode({**self.fields(column), "currpage": 1}, safe=",:")
        tree = urlencode({name: self.fields(column)[name] for name in ("divid", "area", "jdid")})
        box = f"div{self.number(column)}"
        return (
            f'<iframe src="/module/xxgk/tree.jsp?{tree}" width="200"></iframe><div id="{box}"></div>\n'
            f"<script>$.post('{SEARCH}?{query}',function(data){{$('#{box}').html(data);}});</script>"
        )

    def extras(self) -> Pages:
        codes = f'<ul><li area="11{self.portal.place.code}0014">{self.portal.place.name}人民政府办公室</li></ul>'
        return {self.portal.url("/module/xxgk/tree.jsp"): html(codes)}

    def detail_values(self, column: Column, entry: Entry) -> dict[str, object]:
        report = entry.report_on(self.day)
        head = _HEAD.format(
            index=entry.index_number or "",
            organ=report.organ.name if report else "",
            written=entry.written_on or "",
            number=entry.document_number or "",
        )
        return {"head": head}
