"""showList: ``/OpennessContent/showList/<organ>/<column>/page_1.html``, details ``/OpennessContent/show/<id>.html``."""

from __future__ import annotations

from crawler.sample.portal_model import Column
from tests.sample_world.model import Entry, File
from tests.sample_world.sites.article import ArticleSite


class ShowList(ArticleSite):
    """A showList portal; the path of its column is /OpennessContent/showList/<organ>/<column>/."""

    listing, detail = "showlist_list", "showlist_detail"
    here = "当前位置："
    separator = " / "
    info = "稿源：{source}　发布时间：{date}"
    day_form = "(%Y-%m-%d)"
    past_end = "first"

    def list_path(self, column: Column, number: int) -> str:
        return f"{column.path}page_{number}.html"

    def list_aliases(self, column: Column) -> tuple[str, ...]:
        return (f"{column.path}page_1.html",)

    def detail_path(self, column: Column, entry: Entry) -> str:
        return f"/OpennessContent/show/{entry.key}.html"

    def file_path(self, entry: Entry, file: File) -> str:
        ending = f".{file.form}" if file.naming == "ending" else ""
        return f"/UserData/DocHtml/{entry.published:%Y/%m/%d}/{entry.key}{entry.files.index(file)}{ending}"

    def pager(self, column: Column, number: int, count: int) -> str:
        steps = [f'<a href="page_{page}.html">{page}</a>' for page in range(1, count + 1)]
        if number < count:
            steps.append(f'<a href="page_{number + 1}.html">下一页</a>')
        return f'<div class="is-page">{" ".join(steps)} 共{count}页</div>'
