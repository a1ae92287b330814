"""The Henan system: details ``/YYYY/MM-DD/<id>.html``, files ``/ifile/…``, page 2 of a list is ``index_1.html``.

The pager is an empty element that states page size and number of records; a script draws it.  Past the
last page the first one comes again.  Each detail carries a hidden copy of itself for elderly readers.
"""

from __future__ import annotations

from datetime import datetime
from html import escape
from random import Random
from string import ascii_letters

from crawler.sample.answers import CHINA, Pages, html
from crawler.sample.institutions import Organ
from crawler.sample.portal_model import Column, Entry, File
from crawler.sample.sites import chrome
from crawler.sample.sites.base import Site
from crawler.sample.sites.markup import STYLES, body_html


class Henan(Site):
    """A portal of the Henan system."""

    @staticmethod
    def page_key(organ: Organ, what: str, title: str, moment: datetime) -> str:
        days = (moment - datetime(2020, 1, 1, tzinfo=CHINA)).days
        return str(120_000 + days * 97 + Random(f"{organ.name}/{what}").randrange(97))

    def list_path(self, column: Column, number: int) -> str:
        return f"{column.path}index.html" if number == 1 else f"{column.path}index_{number - 1}.html"

    def list_aliases(self, column: Column) -> tuple[str, ...]:
        return (column.path,)

    def detail_path(self, column: Column, entry: Entry) -> str:
        return f"/{entry.published:%Y/%m-%d}/{entry.key}.html"

    def file_path(self, entry: Entry, file: File) -> str:
        letters = "".join(Random(f"{entry.key}/{file.name}").choices(ascii_letters, k=7))
        return f"/ifile/{entry.published:%Y%m%d}/{entry.published.timestamp():.0f}000{letters}.{file.form}"

    def list_html(self, column: Column, listed: list[tuple[Column, Entry]], number: int, count: int) -> str:
        return chrome.page(
            "henan_list",
            self.portal,
            f"{column.name}_{self.portal.name}",
            [("ColumnName", column.name), ("ColumnType", "通知公告")],
            breadcrumb=chrome.breadcrumb(self.trail(column), " > "),
            rows="\n".join(self._row(home, entry) for home, entry in listed),
            size=self.portal.page_size,
            records=len(self.listed(column)),
        )

    def _row(self, column: Column, entry: Entry) -> str:
        href = entry.url or self.detail_path(column, entry)
        link = f'<a href="{href}" target="_blank">{escape(entry.title)}</a>'
        return f"<li>{link}<span>{entry.published:%Y-%m-%d}</span></li>"

    def beyond(self, column: Column) -> Pages:
        chunks = self.chunks(column)
        page = self.list_html(column, chunks[0], 1, len(chunks))
        return {self.list_url(column, len(chunks) + 1): html(page)}

    def detail_html(self, column: Column, entry: Entry) -> str:
        return chrome.page(
            "henan_detail",
            self.portal,
            f"{entry.title}_{column.name}_{self.portal.name}",
            self._article_tags(column, entry),
            breadcrumb=chrome.breadcrumb(self.trail(column), " > "),
            heading=escape(entry.title),
            date=self.portal.printed(entry.published),
            source=entry.source or "",
            body=self._body(entry),
            files=self._files(entry),
        )

    def _body(self, entry: Entry) -> str:
        """The body; some editors paste the heading of the document along."""
        body = body_html(entry.blocks_on(self.day), STYLES[int(entry.key) % len(STYLES)])
        if entry.report and int(entry.key) % 4 == 1:
            return f'<p style="text-align: center"><strong>{escape(entry.title)}</strong></p>\n{body}'
        return body

    def _files(self, entry: Entry) -> str:
        items = chrome.links([(file.name, self.file_path(entry, file)) for file in entry.files])
        return f'<div id="pdfCon"><p>附件下载：</p><ul>\n{items}\n</ul></div>' if items else ""

    def _article_tags(self, column: Column, entry: Entry) -> list[tuple[str, str]]:
        return [
            ("ColumnName", column.name),
            ("ColumnType", "通知公告"),
            ("ArticleTitle", entry.title),
            ("PubDate", self.portal.printed(entry.published)),
            ("ContentSource", entry.source or ""),
            ("Author", "值班编辑"),
            ("Url", self.portal.url(self.detail_path(column, entry))),
            ("Keywords", ""),
        ]
