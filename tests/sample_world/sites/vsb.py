"""VSB: ``fzzf.htm``, then ``fzzf/<pages-1>.htm`` down to ``fzzf/1.htm``; details ``/info/<column>/<id>.htm``.

A new item shifts what the page files hold, and with one page more they are all numbered anew.
"""

from __future__ import annotations

from posixpath import dirname, relpath

from crawler.sample.portal_model import Column
from tests.sample_world.model import Entry, File
from tests.sample_world.sites.article import ArticleSite


class Vsb(ArticleSite):
    """A VSB portal; the path of its column is /…/<slug>.htm."""

    listing, detail = "vsb_list", "vsb_detail"
    info = "发布时间：{date}　来源：{source}"
    row = '<a href="{href}" target="_blank" title="{title}">{shown}</a><span>{day}</span>'

    def list_path(self, column: Column, number: int) -> str:
        if number == 1:
            return column.path
        return f"{column.path.removesuffix('.htm')}/{len(self.chunks(column)) - number + 1}.htm"

    def detail_path(self, column: Column, entry: Entry) -> str:
        return f"/info/1621/{entry.key}.htm"

    def file_path(self, entry: Entry, file: File) -> str:
        number = int(entry.key) % 100_000 * 10 + entry.files.index(file)
        if entry.file_row:
            return f"/__local/{int(entry.key) % 16:X}/07/5E/{entry.key}.{file.form}"
        return f"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1447631659&wbfileid={number}"

    def rows(self, column: Column, listed: list[tuple[Column, Entry]], here: str) -> str:
        rows = [self.row_html(home, entry, here) for home, entry in listed]
        return "\n".join(f'<li id="line_u5_{number}">{row}</li>' for number, row in enumerate(rows))

    def href(self, column: Column, entry: Entry, here: str) -> str:
        """The address relative to the page file; that of a second row from the root."""
        if entry.url:
            return entry.url
        path = self.row_url(column, entry).removeprefix(self.portal.url(""))
        return path if entry.again else relpath(path, here)

    def pager(self, column: Column, number: int, count: int) -> str:
        here = dirname(self.list_path(column, number))

        def link(page: int) -> str:
            return relpath(self.list_path(column, page), here)

        numbers = "".join(
            f'<span class="p_no_d">{page}</span>'
            if page == number
            else f'<span class="p_no"><a href="{link(page)}">{page}</a></span>'
            for page in range(1, count + 1)
        )
        steps = ""
        if number > 1:
            steps += f'<span class="p_first p_fun"><a href="{link(1)}">首页</a></span>'
            steps += f'<span class="p_prev p_fun"><a href="{link(number - 1)}">上页</a></span>'
        if number < count:
            steps += f'<span class="p_next p_fun"><a href="{link(number + 1)}">下页</a></span>'
            steps += f'<span class="p_last p_fun"><a href="{link(count)}">尾页</a></span>'
        return (
            f'<div class="pb_sys_common pb_sys_normal"><span class="p_t">共{len(self.listed(column))}条</span>'
            f'<span class="p_pages">{numbers}{steps}</span><span class="p_t">{number}/{count}</span></div>'
        )

    def files_html(self, column: Column, entry: Entry) -> str:
        items = [(file, self.file_href(column, entry, file).replace("&", "&amp;")) for file in entry.files]
        lines = "\n".join(
            f'<li>附件【<a href="{url}">{file.name}</a>】已下载<span id="nattach{number}">-</span>次</li>'
            for number, (file, url) in enumerate(items)
        )
        return f'<ul style="list-style-type:none;">\n{lines}\n</ul>' if items else ""
