"""gkmlpt, the disclosure catalogue of the south: a shell with ``_CONFIG``, a JSON list of 100 a page, served details.

Pages 0 and 1 are the same; a page without articles ends the walk.  Times are Unix seconds.
"""

from __future__ import annotations

import json

from crawler.sample.answers import Answer, Pages, Request
from crawler.sample.portal_model import Column
from tests.sample_world.files import write_file
from tests.sample_world.model import Entry, File
from tests.sample_world.services import as_json, parameters
from tests.sample_world.sites.article import ApiSite
from tests.sample_world.sites.whole import Asked

INDEX = "/gkmlpt/index"


class Gkmlpt(ApiSite):
    """A catalogue; the path of its column is /gkmlpt/index#<number>."""

    listing, detail = "gkmlpt_index", "gkmlpt_detail"
    info = "发布日期:{date}"

    def category(self, column: Column) -> str:
        return column.path.rpartition("#")[2]

    @property
    def sid(self) -> str:
        return self.portal.place.code

    def list_path(self, column: Column, number: int) -> str:
        return INDEX if number == 1 else f"/gkmlpt/api/all/{self.category(column)}"

    def list_aliases(self, column: Column) -> tuple[str, ...]:
        return (column.path,)

    def asked(self, column: Column, number: int) -> Asked:
        url = self.list_url(column, number)
        return Asked(url if number == 1 else f"{url}?page={number - 1}&sid={self.sid}")

    def chunks(self, column: Column) -> list[list[tuple[Column, Entry]]]:
        return [[], *super().chunks(column)]  # page 1 is a shell

    def detail_path(self, column: Column, entry: Entry) -> str:
        post = int(entry.key)
        return f"/gkmlpt/content/{post // 10**6}/{post // 1000}/post_{post}.html"

    def file_path(self, entry: Entry, file: File) -> str:
        post = int(entry.key)
        name = f"{post + entry.files.index(file) + 1}"
        ending = f".{file.form}" if file.naming == "ending" else ""
        return f"/attachment/{post // 10**6}/{post // 1000}/{post}/{name}{ending}"

    def printed_day(self, entry: Entry) -> str | None:
        return f"{entry.published.timestamp():.0f}"

    def stated_source(self, entry: Entry) -> str | None:
        """The tag ContentSource alone has it."""
        return None if entry.variant in ("no_tags", "clock") else entry.source

    def list_pages(self, column: Column) -> Pages:
        shell = self.page_answer(self.list_html(column, [], 1, 1))
        service = self.portal.url(f"/gkmlpt/api/all/{self.category(column)}")
        return {self.portal.url(INDEX): shell, service: lambda request: self.answer(column, request)}

    def answer(self, column: Column, request: Request) -> Answer:
        """A page of the list; none for another site id."""
        sent = parameters(request)
        page, size = max(int(sent.get("page", "1")), 1), self.portal.page_size
        listed = self.listed(column) if sent.get("sid") == self.sid else []
        shown = listed[(page - 1) * size : page * size]
        number, count = int(self.category(column)), len(listed)
        articles = [self._article(home, entry) for home, entry in shown]
        classify = {"id": number, "name": column.name, "post_count": count}
        return as_json({"classify": classify, "total": count, "articles": articles})

    def _article(self, column: Column, entry: Entry) -> dict[str, object]:
        seconds, url = int(entry.published.timestamp()), self.row_url(column, entry)
        return {
            "id": int(entry.key),
            "title": entry.title,
            "document_number": entry.document_number or "",
            "publisher": entry.source or "",
            "date": seconds,
            "created_at": f"{entry.published:%Y-%m-%d %H:%M:%S}",
            "display_publish_time": seconds,
            "first_publish_time": seconds,
            "identifier": entry.index_number or "",
            "classify_main": int(self.category(column)),
            "classify_main_name": column.name,
            "classify_genre_name": "其他",
            "keywords": "",
            "abstract": "",
            "url": url,
            "post_url": url,
            "is_expired": 0,
            "is_abolished": 0,
            "relation": [],
            "attachment": [] if entry.file_row else [self._attachment(entry, file) for file in entry.files],
        }

    def _attachment(self, entry: Entry, file: File) -> dict[str, object]:
        body, media_type = write_file(file)
        url = self.portal.url(self.file_path(entry, file))
        return {"id": 1, "name": file.name, "type": file.form, "mime": media_type, "size": len(body), "url": url}

    def list_values(self, column: Column) -> dict[str, object]:
        count = len(self.listed(column))
        number = int(self.category(column))
        own = {"id": number, "name": column.name, "jump_url": "", "post_count": count, "children": []}
        guide = {"id": 1001, "name": "公开指南", "jump_url": self.portal.url("/"), "post_count": 0, "children": []}
        tree = [{"id": 1002, "name": "公开目录", "jump_url": "", "post_count": count, "children": [own]}, guide]
        return {"config": f"{{ SID: '{self.sid}', NAME: 'index', TREE: {json.dumps(tree, ensure_ascii=False)} }}"}

    def detail_values(self, column: Column, entry: Entry) -> dict[str, object]:
        report = entry.report_on(self.day)
        content = "".join(f"<p>{line}</p>" for block in entry.blocks_on(self.day) for line in block.lines)
        post = {"id": int(entry.key), "title": entry.title, "content": content}
        return {
            "config": f"{{ SID: '{self.sid}', NAME: 'detail', DETAIL: {json.dumps(post, ensure_ascii=False)} }}",
            "index_number": entry.index_number or "",
            "document_number": entry.document_number or "",
            "organ": report.organ.name if report else entry.source or "",
            "written": entry.written_on or "",
            "day": entry.published.date().isoformat(),
        }
