"""Jeecms: ``<column>/index.jhtml``, ``index_2.jhtml`` …, details ``<column>/<id>.jhtml``."""

from __future__ import annotations

from crawler.sample.portal_model import Column
from tests.sample_world.model import Entry, File
from tests.sample_world.sites.article import ArticleSite


class Jeecms(ArticleSite):
    """A Jeecms portal."""

    listing, detail = "jeecms_list", "jeecms_detail"
    here = "您当前的位置："
    info = "来源：{source}　发布于：{date}"
    time_form = "%Y/%m/%d %H:%M:%S"
    day_form = "%Y/%m/%d"
    past_end = "first"
    files = '<div class="attach"><p>附件下载</p><ul>\n{links}\n</ul></div>'

    def list_path(self, column: Column, number: int) -> str:
        return f"{column.path}index.jhtml" if number == 1 else f"{column.path}index_{number}.jhtml"

    def list_aliases(self, column: Column) -> tuple[str, ...]:
        return (f"{column.path}index.jhtml",)

    def detail_path(self, column: Column, entry: Entry) -> str:
        return f"{column.path}{entry.key}.jhtml"

    def file_path(self, entry: Entry, file: File) -> str:
        number = entry.files.index(file)
        if file.naming != "ending":
            return f"/attachment.jspx?cid={entry.key}&i={number}"
        return f"/u/cms/www/{entry.published:%Y%m}/{entry.published:%d%H%M%S}{entry.key[-4:]}{number}.{file.form}"

    def pager(self, column: Column, number: int, count: int) -> str:
        after = f'<a href="index_{number + 1}.jhtml">下一页</a>' if number < count else "下一页"
        jump = '<input type="button" value="转" onclick="location.href=\'index_\'+_page+\'.jhtml\'">'
        return f'<div class="pagebar">共{len(self.listed(column))}条记录 {number}/{count}页 {after}{jump}</div>'
