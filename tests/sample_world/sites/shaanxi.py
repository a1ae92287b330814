"""The Shaanxi city system: ``<section>/1.html``, ``2.html`` …, details ``<section>/<19 digits>.html``.

The directory itself is no page, and nothing states how many pages there are.
"""

from __future__ import annotations

from crawler.sample.portal_model import Column
from tests.sample_world.long_keys import long_key
from tests.sample_world.model import Entry, File
from tests.sample_world.sites.article import ArticleSite


class Shaanxi(ArticleSite):
    """A portal of the Shaanxi system."""

    listing, detail = "shaanxi_list", "shaanxi_detail"
    here = "当前位置："
    info = '<span class="font">发布时间：{date}</span><span class="font">来源：{source}</span>'

    def list_path(self, column: Column, number: int) -> str:
        return f"{column.path}{number}.html"

    def list_aliases(self, column: Column) -> tuple[str, ...]:
        return (f"{column.path}1.html",)

    def detail_path(self, column: Column, entry: Entry) -> str:
        return f"{column.path}{long_key(entry.key)}.html"

    def file_path(self, entry: Entry, file: File) -> str:
        number = f"{long_key(entry.key)}{entry.files.index(file)}"
        ending = f".{file.form}" if file.naming == "ending" else ""
        return f"/upload/files/{entry.published:%Y/%m}/{number}{ending}"
