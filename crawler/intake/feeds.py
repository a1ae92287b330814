"""Reports as lines of a CSV feed, cell for cell as `fazhi export` writes them."""

from __future__ import annotations

from typing import Any

from itemadapter import ItemAdapter
from scrapy.exporters import CsvItemExporter

from archive.export.columns import DOCUMENT_FIELDS
from archive.export.sinks import document_cells
from archive.rows import safe_cell
from crawler.intake.items import ReportItem

_COLUMNS = (*(column.name for column in DOCUMENT_FIELDS), "outline", "indicators")


class CsvFeed(CsvItemExporter):
    """Scrapy's CSV feed; reports have the columns of documents.csv, then outline and indicators as JSON.

    Items of somebody else's are written as Scrapy writes them.
    """

    def export_item(self, item: Any) -> None:
        super().export_item(_row(item) if isinstance(item, ReportItem) else item)


def _row(item: ReportItem) -> dict[str, Any]:
    cells = document_cells(ItemAdapter(item).asdict())
    return {name: safe_cell(cells[name]) for name in _COLUMNS}
