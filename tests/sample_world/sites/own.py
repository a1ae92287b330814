"""A system of its own, that no other portal has: tables, ``NewsList.aspx?ClassID=12&page=2``, everything in GBK.

Only a reader that knows no system can read it.  Past the last page the first one comes again.  With the look
``framed`` the section is a page with a frame, and the list lies in that.
"""

from __future__ import annotations

from html import escape

from crawler.sample.answers import Pages
from crawler.sample.portal_model import Column
from crawler.sample.sites import chrome
from tests.sample_world.model import Entry, File
from tests.sample_world.sites.article import ArticleSite


class Own(ArticleSite):
    """A portal made by a local company long ago; the path of its column is /NewsList.aspx?ClassID=<n>."""

    listing, detail = "own_list", "own_detail"
    charset = "gb2312"
    here = "您现在的位置："
    separator = " → "
    info = "文章来源:{source} 更新时间:{date}"
    time_form = "%Y/%m/%d %H:%M:%S"
    day_form = "[%Y-%m-%d]"
    row = '<tr><td>·<a href="{href}" title="{title}" target="_blank">{shown}</a></td><td width="90">{day}</td></tr>'
    files = "<table><tr><td>附件：</td></tr>\n{links}\n</table>"
    past_end = "first"

    @property
    def framed(self) -> bool:
        """Whether the section is a page with a frame, and the list lies in that."""
        return self.portal.look == "framed"

    def list_path(self, column: Column, number: int) -> str:
        if self.framed:
            if number == 1:
                return column.path
            return f"/NewsList.aspx?ClassID=31&page={number - 1}"
        return column.path if number == 1 else f"{column.path}&page={number}"

    def chunks(self, column: Column) -> list[list[tuple[Column, Entry]]]:
        chunks = super().chunks(column)
        return [[], *chunks] if self.framed else chunks

    def list_html(self, column: Column, listed: list[tuple[Column, Entry]], number: int, count: int) -> str:
        if not self.framed or number > 1:
            return super().list_html(column, listed, number, count)
        return self._page(
            "own_frame",
            column.name,
            [],
            crumb=chrome.breadcrumb(self.trail(column), self.separator, self.here),
            frame=escape(self.list_path(column, 2)),
        )

    def detail_path(self, column: Column, entry: Entry) -> str:
        return f"/NewsShow.aspx?ID={entry.key}"

    def file_path(self, entry: Entry, file: File) -> str:
        if file.naming != "ending":
            return f"/Down.aspx?FileID={entry.key}{entry.files.index(file)}"
        return f"/UploadFile/{entry.published:%Y-%m}/{entry.key}{entry.files.index(file)}.{file.form}"

    def href(self, column: Column, entry: Entry, here: str) -> str:
        """The address relative to the list, without a slash."""
        return super().href(column, entry, here).removeprefix("/")

    def pager(self, column: Column, number: int, count: int) -> str:
        first = 2 if self.framed else 1

        def link(page: int, words: str) -> str:
            url = escape(self.list_path(column, page).removeprefix("/"))
            return f'<a href="{url}">{words}</a>' if first <= page <= count and page != number else words

        shown = f"{number - first + 1}/{count - first + 1}"
        steps = f"{link(number - 1, '上一页')} {link(number + 1, '下一页')} {link(count, '末页')}"
        return f"{steps} 页次：{shown}"

    def beyond(self, column: Column) -> Pages:
        if not self.framed:
            return super().beyond(column)
        chunks = self.chunks(column)
        first = self.page_answer(self.list_html(column, chunks[1], 2, len(chunks)))
        return {self.list_url(column, len(chunks) + 1): first}

    def extras(self) -> Pages:
        """The host answers robots.txt with its home page, as it does for all that it does not know."""
        pages = self._front()
        return {self.portal.url("/robots.txt"): pages[self.portal.url("/")]}
