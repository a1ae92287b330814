"""NFCMS: ``<column>/index.html``, ``index_2.html`` …, details ``<column>/content/post_<id>.html``, mobile twins.

Hrefs in lists are absolute; nothing states how many pages there are, and past the last one stands a 404.
Portals look different: ``district`` has full page tags and its title a second time in a bar that shows only
while scrolling, ``banner`` a clock that stands still and a pager drawn by a script, ``bureau`` no article tags.
"""

from __future__ import annotations

from html import escape

from crawler.sample.answers import Pages, html
from crawler.sample.portal_model import Column, Entry, File
from crawler.sample.sites import chrome
from crawler.sample.sites.base import Site
from crawler.sample.sites.markup import STYLES, body_html

_CUT = 26  # characters of a title that a row shows; the whole title stands in its title attribute


class Nfcms(Site):
    """An NFCMS portal; portal.look chooses the template of its details."""

    def list_path(self, column: Column, number: int) -> str:
        return f"{column.path}index.html" if number == 1 else f"{column.path}index_{number}.html"

    def list_aliases(self, column: Column) -> tuple[str, ...]:
        return (column.path,)

    def detail_path(self, column: Column, entry: Entry) -> str:
        return f"{column.path}content/post_{entry.key}.html"

    def file_path(self, entry: Entry, file: File) -> str:
        post = int(entry.key)
        number = post + entry.files.index(file) + 1
        return f"/attachment/{post // 10**6}/{post // 1000}/{post}/{number}.{file.form}"

    def list_html(self, column: Column, listed: list[tuple[Column, Entry]], number: int, count: int) -> str:
        below = chrome.links([(child.name, self.list_url(child)) for child in column.columns])
        return chrome.page(
            "nfcms_list",
            self.portal,
            f"{column.name}-{self.portal.name}",
            self._column_tags(column),
            breadcrumb=chrome.breadcrumb(self.trail(column), "&nbsp;&gt;&nbsp;", "当前位置："),
            menu=f'<div class="sub_nav"><ul class="channel_list">\n{below}\n</ul></div>' if below else "",
            column=column.name,
            rows="\n".join(self._row(home, entry) for home, entry in listed),
            pager=self._pager(column, number, count),
            script=self._script("cat", column),
        )

    def _row(self, column: Column, entry: Entry) -> str:
        title = escape(entry.title)
        shown = title if len(title) <= _CUT else f"{title[:_CUT]}…"
        link = f'<a href="{self.row_url(column, entry)}" title="{title}" target="_blank">{shown}</a>'
        return f"<li>{link}<span>{entry.published:%Y-%m-%d}</span></li>"

    def _pager(self, column: Column, number: int, count: int) -> str:
        """First, previous, next; the number of pages stands nowhere."""
        if self.portal.look == "banner":
            return ""  # drawn by a script: count up until 404
        steps = [("首页", self.list_url(column))]
        if number > 1:
            steps.append(("上一页", self.list_url(column, number - 1)))
        if number < count:
            steps.append(("下一页", self.list_url(column, number + 1)))
        return f'<span class="cur">{number}</span>{chrome.links(steps, "span")}'

    def _script(self, kind: str, column: Column, entry: Entry | None = None) -> str:
        """The inline script by which the platform is recognised; *kind* is post or cat."""
        serial = int(self.portal.place.code) + sum(map(ord, column.path))
        post = f'window.NFCMS_POST_ID="{entry.key}";' if entry else ""
        return (
            f'<script>window.NFCMS_SITE_ID={self.portal.site_id_code[:6]};window.NFCMS_PUB_TYPE="{kind}";{post}'
            f'window.NFCMS_CAT_ID="{serial}";</script><script src="/static/js/s.js" async></script>'
        )

    def detail_html(self, column: Column, entry: Entry) -> str:
        trail, look = self.trail(column), self.portal.look
        others = [other for other in column.entries_on(self.day) if other is not entry and other.why is None]
        return chrome.page(
            f"nfcms_{look}",
            self.portal,
            self.portal.name if look == "bureau" else f"{entry.title}-{self.portal.name}",
            [] if look == "bureau" else [*self._column_tags(column), *self._article_tags(column, entry)],
            charset=entry.charset,
            breadcrumb=chrome.breadcrumb(trail, "&nbsp;&gt;&nbsp;", "当前位置："),
            breadcrumb_bare=chrome.breadcrumb(trail, " > "),
            heading=escape(entry.title),
            date=self.portal.printed(entry.published),
            source=entry.source or "",
            body=self._body(entry),
            files=self._files(entry),
            related=chrome.links([(other.title, self.row_url(column, other)) for other in others[:3]]),
            script=self._script("post", column, entry),
            mobile=self._mobile(column, entry),
        )

    def _body(self, entry: Entry) -> str:
        """The body; each entry keeps its editor's habits."""
        return body_html(entry.blocks_on(self.day), STYLES[int(entry.key) % len(STYLES)])

    def _files(self, entry: Entry) -> str:
        items = [(file.name, self.portal.url(self.file_path(entry, file))) for file in entry.files]
        head = '<div class="info_xgfj_title">相关附件</div>'
        return f'<div class="info_xgfj">{head}<ul>\n{chrome.links(items)}\n</ul></div>' if items else ""

    def _column_tags(self, column: Column) -> list[tuple[str, str]]:
        return [
            ("ColumnName", column.name),
            ("ColumnDescription", f"{column.name}栏目"),
            ("ColumnType", "法治政府建设"),
        ]

    def _article_tags(self, column: Column, entry: Entry) -> list[tuple[str, str]]:
        return [
            ("ArticleTitle", entry.title),
            ("PubDate", self.portal.printed(entry.published)),
            ("ContentSource", entry.source or ""),
            ("Author", ""),
            ("Url", self.portal.url(self.detail_path(column, entry))),
            ("Keywords", self.portal.name),
            ("ArticleId", entry.key),
        ]

    def extras(self) -> Pages:
        """The mobile twins, which only a script in the page leads to."""
        pages: Pages = {}
        for column, _ in self.portal.walk():
            rows = chrome.links([(entry.title, self._mobile(home, entry)) for home, entry in self.listed(column)])
            index = chrome.render("nfcms_mobile", title=column.name, body=f"<ul>\n{rows}\n</ul>")
            pages[self.portal.url(f"{column.path}mindex.html")] = html(index)
            for entry in column.entries_on(self.day):
                if entry.why is None and entry.url is None:
                    twin = chrome.render("nfcms_mobile", title=escape(entry.title), body=self._body(entry))
                    pages[self._mobile(column, entry)] = html(twin)
        return pages

    def _mobile(self, column: Column, entry: Entry) -> str:
        return entry.url or self.portal.url(f"{column.path}content/mpost_{entry.key}.html")
