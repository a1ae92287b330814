"""What most platforms share: lists of rows behind a template, and details that come in ten forms.

The forms (Entry.variant) are those in which real portals leave their pages: ``full`` page tags, ``no_tags`` at
all, ``twice`` = tags given twice with other values and a dummy time first, ``info_date`` = the date in the info
line only, ``blank_date`` = blanks inside of the date, ``clock`` = a banner clock that stands still, ``double`` =
a hidden copy of the body, ``only_file`` = no text but a PDF, ``two_pages`` = an article that is split, where the
platform does that, ``gbk`` = GBK behind a declared gb2312.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from posixpath import dirname

from crawler.sample.answers import Pages
from crawler.sample.portal_model import Column
from crawler.sample.reports import Block
from crawler.sample.sites import chrome
from crawler.sample.sites.markup import STYLES, body_html
from tests.sample_world.expected import End, ExpectedEnd
from tests.sample_world.model import Entry, File
from tests.sample_world.sites.whole import WholeSite

_STUB = '<html><head><meta charset="utf-8"><title></title></head><body><p>暂无相关信息</p></body></html>'
_CLOCK = '<div class="date-bar">今天是：2019年10月31日 星期四</div>'


class ArticleSite(WholeSite):
    """A platform that gives its templates <platform>_list.html and <platform>_detail.html, and its addresses."""

    listing: str
    detail: str
    separator: str = " > "
    here: str = "当前位置："
    info: str = "发布日期：{date}　来源：{source}"
    time_form: str | None = None  # how the info line prints the time; None: as the portal's stamp says
    day_form: str = "%Y-%m-%d"  # how a row prints the day
    row: str = '<li><a href="{href}" title="{title}" target="_blank">{shown}</a><span>{day}</span></li>'
    files: str = '<div class="attachment">附件：<ul>\n{links}\n</ul></div>'
    cut: int = 28  # characters of a title that a row shows; the whole title stands in an attribute
    past_end: End = "404"
    splits: bool = False  # whether a long article lies on two pages

    # -- lists -----------------------------------------------------------------------------------------------------

    def list_html(self, column: Column, listed: list[tuple[Column, Entry]], number: int, count: int) -> str:
        return self._page(
            self.listing,
            f"{column.name}_{self.portal.name}",
            [*self.site_tags(), *self.column_tags(column)],
            crumb=chrome.breadcrumb(self.trail(column), self.separator, self.here),
            column=column.name,
            path=column.path,
            rows=self.rows(column, listed, dirname(self.list_path(column, number))),
            pager=self.pager(column, number, count),
            number=number,
            count=count,
            records=len(self.listed(column)),
            size=self.portal.page_size,
            **self.list_values(column),
        )

    def rows(self, column: Column, listed: list[tuple[Column, Entry]], here: str) -> str:
        """The rows of a list page that lies in the folder *here*, with what stands around them."""
        return "\n".join(self.row_html(home, entry, here) for home, entry in listed)

    def row_html(self, column: Column, entry: Entry, here: str = "/") -> str:
        title = escape(entry.title)
        shown = title if len(title) <= self.cut else f"{title[: self.cut]}…"
        day = self.printed_day(entry) or f"{entry.published:%Y-%m-%d}"
        return self.row.format(href=escape(self.href(column, entry, here)), title=title, shown=shown, day=day)

    def href(self, column: Column, entry: Entry, here: str) -> str:
        """The address of a row as it stands in a list in the folder *here*: from the root of the host, or absolute."""
        return entry.url or self.row_url(column, entry).removeprefix(self.portal.url(""))

    def printed_day(self, entry: Entry) -> str | None:
        return None if self.day_form == "%Y-%m-%d" else f"{entry.published:{self.day_form}}"

    def pager(self, column: Column, number: int, count: int) -> str:
        """What turns the pages."""
        return ""

    def list_values(self, column: Column) -> dict[str, object]:
        """What else the template of the lists holds."""
        return {}

    def beyond(self, column: Column) -> Pages:
        chunks = self.chunks(column)
        after = self.list_url(column, len(chunks) + 1)
        if self.past_end == "first":
            return {after: self.page_answer(self.list_html(column, chunks[0], 1, len(chunks)))}
        return {after: self.page_answer(_STUB)} if self.past_end == "stub" else {}

    def ends(self, column: Column) -> tuple[ExpectedEnd, ...]:
        asked = self.asked(column, len(self.chunks(column)) + 1)
        return (ExpectedEnd(asked.url, self.past_end, asked.method, asked.body, asked.headers),)

    # -- details ---------------------------------------------------------------------------------------------------

    def detail_html(self, column: Column, entry: Entry) -> str:
        return self.part_html(column, entry, 1)

    def entry_pages(self, column: Column, entry: Entry) -> Pages:
        pages = super().entry_pages(column, entry)
        for number, path in enumerate(self.part_paths(column, entry), 2):
            answer = self.encoded(self.part_html(column, entry, number), entry)
            pages[self.portal.url(path)] = self.dated(answer, [(column, entry)])
        return pages

    def part_paths(self, column: Column, entry: Entry) -> tuple[str, ...]:
        if not self.splits or entry.variant != "two_pages":
            return ()
        stem, _, ending = self.detail_path(column, entry).rpartition(".")
        return (f"{stem}_1.{ending}",)

    def part_html(self, column: Column, entry: Entry, number: int) -> str:
        """One page of an article; nearly all have but one."""
        body = self.body(self.part_blocks(column, entry, number), entry)
        return self._page(
            self.detail,
            f"{entry.title}_{self.portal.name}",
            self.detail_tags(column, entry),
            charset=entry.charset,
            clock=_CLOCK if entry.variant == "clock" else "",
            crumb=chrome.breadcrumb(self.trail(column), self.separator, self.here),
            column=column.name,
            heading=escape(entry.title),
            info=self.info_line(entry),
            body=body,
            copy=self.copy(entry, body) if entry.variant == "double" else "",
            files=self.files_html(column, entry),
            parts=self.parts_html(column, entry, number),
            key=entry.key,
            **self.detail_values(column, entry),
        )

    def part_blocks(self, column: Column, entry: Entry, number: int) -> tuple[Block, ...]:
        """The paragraphs of one page of an article."""
        blocks = entry.blocks_on(self.day)
        if not self.part_paths(column, entry):
            return blocks
        half = len(blocks) // 2
        return blocks[:half] if number == 1 else blocks[half:]

    def body(self, blocks: tuple[Block, ...], entry: Entry) -> str:
        """The body as HTML; each entry keeps its editor's habits."""
        return body_html(blocks, STYLES[int(entry.key) % len(STYLES)])

    def copy(self, entry: Entry, body: str) -> str:
        """The body once more, for elderly readers; hidden until they ask for it."""
        return f'<div class="elder-view" style="display:none"><h1>{escape(entry.title)}</h1>\n<div>{body}</div></div>'

    def parts_html(self, column: Column, entry: Entry, number: int) -> str:
        """The way to the other pages of an article."""
        paths = [self.detail_path(column, entry), *self.part_paths(column, entry)]
        if len(paths) == 1:
            return ""
        items = [f'<a href="./{path.rpartition("/")[2]}">{page}</a>' for page, path in enumerate(paths, 1)]
        return f'<div class="page-break" align="center">{" ".join(items)}</div>'

    def info_line(self, entry: Entry) -> str:
        return self.info.format(date=self.time(entry), source=entry.source or "")

    def time(self, entry: Entry) -> str:
        """The time of publication as the info line prints it."""
        moment = entry.published
        text = f"{moment:{self.time_form}}" if self.time_form else self.portal.printed(moment)
        return re.sub(r"(?<=[-/:])", " ", text) if entry.variant == "blank_date" else text

    def files_html(self, column: Column, entry: Entry) -> str:
        if not entry.files:
            return ""
        items = [(file.name, self.file_href(column, entry, file)) for file in entry.files]
        return self.files.format(links=chrome.links([(name, escape(url)) for name, url in items]))

    def file_href(self, column: Column, entry: Entry, file: File) -> str:
        """The address of a file as it stands on the page."""
        return self.file_path(entry, file)

    def detail_values(self, column: Column, entry: Entry) -> dict[str, object]:
        """What else the template of the details holds."""
        return {}

    # -- tags ------------------------------------------------------------------------------------------------------

    def site_tags(self) -> list[tuple[str, str]]:
        return chrome.site_tags(self.portal)

    def column_tags(self, column: Column) -> list[tuple[str, str]]:
        return [("ColumnName", column.name), ("ColumnType", column.name), ("ColumnDescription", f"{column.name}栏目")]

    def detail_tags(self, column: Column, entry: Entry) -> list[tuple[str, str]]:
        """The page tags, as complete as the form of the page allows."""
        if entry.variant == "no_tags":
            return []
        tags = [*self.site_tags(), *self.column_tags(column)]
        if entry.variant == "clock":
            return tags
        date = "" if entry.variant in ("info_date", "blank_date") else self.portal.printed(entry.published)
        article = [
            ("ArticleTitle", entry.title),
            ("PubDate", date),
            ("ContentSource", entry.source or ""),
            ("Author", ""),
            ("Keywords", ""),
            ("Url", self.report_url(column, entry)),
        ]
        if entry.variant != "twice":
            return tags + article
        dummy = [
            ("SiteDomain", self.portal.url("/")),
            ("ColumnType", "政务公开"),
            ("ArticleTitle", entry.title),
            ("pubdate", f"{entry.published:%Y-%m-%d} 00:00:00"),
            ("ContentSource", ""),
        ]
        return tags + dummy + article

    def _page(self, template: str, title: str, tags: list[tuple[str, str]], /, **values: object) -> str:
        values = {"charset": self.charset} | values
        return chrome.render(
            Path(__file__).with_name(f"{template}.html"),
            **values,
            title=escape(title),
            tags=chrome.metas(tags),
            html_head=chrome.html_head(title, tags, str(values["charset"])),
            header=chrome.header(self.portal),
            footer=chrome.footer(self.portal),
            site=self.portal.name,
            host=self.portal.host,
            code=self.portal.site_id_code,
        )


class ApiSite(ArticleSite):
    """A platform whose list page is a shell or holds the first page only; further pages are asked of a service."""

    past_end: End = "empty"

    def beyond(self, column: Column) -> Pages:
        return {}
