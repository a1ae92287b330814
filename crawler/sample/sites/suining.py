"""The Suining system: lists ``/gongkai/kuozhan/10033.html``, details ``/gongkai/show/<32hex>.html``.

A head list (索引号, 文号, 成文日期 …) stands before the title.  Past the last page a short stub comes with 200.
Portals look different: ``pager`` draws 下一页, ``tags`` has no pager, and article tags that are given twice,
spelt otherwise or hold a dummy time.
"""

from __future__ import annotations

from datetime import datetime
from html import escape

from crawler.sample.answers import Pages, html
from crawler.sample.institutions import Organ
from crawler.sample.keys import hex_key
from crawler.sample.portal_model import Column, Entry, File
from crawler.sample.sites import chrome
from crawler.sample.sites.base import Site
from crawler.sample.sites.markup import STYLES, body_html

# How these portals page their lists was never seen; ``10033_2.html`` is assumed, ``?page=2`` would be the other guess.
LATER_PAGE = "{stem}_{number}.html"


class Suining(Site):
    """A portal of the Suining system."""

    @staticmethod
    def page_key(organ: Organ, what: str, title: str, moment: datetime) -> str:
        return hex_key(organ.name, what)

    def list_path(self, column: Column, number: int) -> str:
        stem = column.path.removesuffix(".html")
        return column.path if number == 1 else LATER_PAGE.format(stem=stem, number=number)

    def detail_path(self, column: Column, entry: Entry) -> str:
        return f"/gongkai/show/{entry.key}.html"

    def file_path(self, entry: Entry, file: File) -> str:
        return f"/upload/{entry.published:%Y%m}/{entry.key[:16]}{entry.files.index(file)}.{file.form}"

    def list_html(self, column: Column, listed: list[tuple[Column, Entry]], number: int, count: int) -> str:
        return chrome.page(
            "suining_list",
            self.portal,
            f"{column.name}-{self.portal.name}",
            (),
            breadcrumb=chrome.breadcrumb(self.trail(column), " >> "),
            menu=chrome.links([(column.name, self.list_url(column))]),
            column=column.name,
            rows="\n".join(self._row(home, entry) for home, entry in listed),
            pager=self._pager(column, number, count),
        )

    def _row(self, column: Column, entry: Entry) -> str:
        href, title = entry.url or self.detail_path(column, entry), escape(entry.title)
        link = f'<a href="{href}" title="{title}">{title}</a>'
        return f'<li><i>·</i>{link}<span class="date">[{entry.published:%Y-%m-%d}]</span></li>'

    def _pager(self, column: Column, number: int, count: int) -> str:
        if self.portal.look != "pager" or count == 1:
            return ""
        steps = [(str(each), self.list_path(column, each)) for each in range(1, count + 1)]
        if number < count:
            steps.append(("下一页", self.list_path(column, number + 1)))
        return f'<div class="page-nav">{chrome.links(steps, "span")}<em>共{count}页</em></div>'

    def beyond(self, column: Column) -> Pages:
        return {self.list_url(column, len(self.chunks(column)) + 1): html(chrome.render("suining_stub"))}

    def detail_html(self, column: Column, entry: Entry) -> str:
        report = entry.report_on(self.day)
        return chrome.page(
            "suining_detail",
            self.portal,
            f"{entry.title}-{self.portal.name}",
            self._article_tags(column, entry) if self.portal.look == "tags" else (),
            breadcrumb=chrome.breadcrumb(self.trail(column), " >> "),
            index_number=entry.index_number or "",
            kind="报告" if report else "通知",
            organ=report.organ.name if report else entry.source or "",
            document_number=entry.document_number or "",
            written=entry.written_on or "",
            day=entry.published.date().isoformat(),
            heading=escape(entry.title),
            source=entry.source or "",
            date=self.portal.printed(entry.published),
            body=body_html(entry.blocks_on(self.day), STYLES[int(entry.key[:4], 16) % len(STYLES)]),
            files=self._files(entry),
        )

    def _files(self, entry: Entry) -> str:
        items = [(file.name, self.portal.url(self.file_path(entry, file))) for file in entry.files]
        return f'<div class="attachment">附件下载：<ul>\n{chrome.links(items)}\n</ul></div>' if items else ""

    def _article_tags(self, column: Column, entry: Entry) -> list[tuple[str, str]]:
        return [
            ("SiteDomain", self.portal.url("/")),
            ("ColumnName", column.name),
            ("ArticleTitle", entry.title),
            ("Pubdate", f"{entry.published:%Y-%m-%d} 00:00:00"),
            ("contentSource", ""),
        ]
