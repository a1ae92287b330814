"""A system whose pages are shells: rows, pager and bodies come as JSON and are written by scripts.

Lists are ``<column>/index.html``, ``index_2.html``; details ``/article/<key>.html``.  What a plain request gets of
either holds no row and no paragraph.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from crawler.sample.answers import Answer, Pages, Request
from crawler.sample.portal_model import Column
from crawler.sample.sites.chrome import render
from tests.sample_world.model import Entry
from tests.sample_world.services import as_json, parameters
from tests.sample_world.sites.article import ApiSite

_NOTHING = Answer(b'{"code": 404}', 404, "application/json")


class Scripted(ApiSite):
    """A portal that shows nothing without scripts; the path of its column is a directory."""

    listing, detail = "scripted_list", "scripted_detail"
    past_end = "404"

    def list_path(self, column: Column, number: int) -> str:
        return f"{column.path}index{'' if number == 1 else f'_{number}'}.html"

    def list_aliases(self, column: Column) -> tuple[str, ...]:
        return (column.path,)

    def detail_path(self, column: Column, entry: Entry) -> str:
        return f"/article/{entry.key}.html"

    def extras(self) -> Pages:
        script = Answer(
            render(Path(__file__).with_name("scripted_js.html")).encode(),
            media_type="application/javascript; charset=utf-8",
        )
        return {
            self.portal.url("/js/site.js"): script,
            self.portal.url("/api/rows.json"): self._rows,
            self.portal.url("/api/article.json"): self._article,
        }

    def _rows(self, request: Request) -> Answer:
        """The rows of one list page, and how many pages there are."""
        column = self.portal.section
        chunks = self.chunks(column)
        number = int(parameters(request).get("page", 1))
        if parameters(request).get("column") != column.path or number > len(chunks):
            return _NOTHING
        rows = [
            {"href": self.href(home, entry, ""), "name": entry.title, "day": f"{entry.published:%Y-%m-%d}"}
            for home, entry in chunks[number - 1]
        ]
        return as_json({"rows": rows, "pages": len(chunks)})

    def _article(self, request: Request) -> Answer:
        """Heading, info line and body of one article."""
        for column, _ in self.portal.walk():
            for entry in column.entries_on(self.day):
                if entry.key == parameters(request).get("id") and not entry.again:
                    said = {"heading": escape(entry.title), "info": self.info_line(entry)}
                    body = self.body(entry.blocks_on(self.day), entry)
                    return as_json(said | {"body": body, "files": self.files_html(column, entry)})
        return _NOTHING
