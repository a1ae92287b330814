"""Reports as lines of a CSV feed, cell for cell as `fazhi export` writes them."""

from __future__ import annotations

import csv
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from itemadapter import ItemAdapter
from scrapy.exporters import CsvItemExporter

from archive.export.columns import DOCUMENT_FIELDS
from archive.export.sinks import document_cells
from archive.rows import safe_cell
from crawler.intake.items import ReportItem

_COLUMNS = (*(column.name for column in DOCUMENT_FIELDS), "outline", "indicators")
_BYTE_ORDER_MARK = "\ufeff"

logger = logging.getLogger(__name__)


class CsvFeed(CsvItemExporter):
    """Scrapy's CSV feed; reports have the columns of documents.csv, then outline and indicators as JSON.

    A file of reports begins with a byte order mark, as documents.csv does.  What is appended to a file (``-o``) stands
    below the header that it has.  Items of somebody else's are written as Scrapy writes them.
    """

    def __init__(self, file: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(file, *args, **kwargs)
        self._header = _header_of(file)

    def export_item(self, item: Any) -> None:
        super().export_item(_row(item) if isinstance(item, ReportItem) else item)

    def _write_headers_and_set_fields_to_export(self, item: Any) -> None:
        names = self._names(item)
        if self._header == names and self.include_headers_line:
            self.fields_to_export = self.fields_to_export or names
            return
        if self._header:
            logger.warning("the file to which the feed is appended has other columns; a new header stands before them")
        elif isinstance(item, _Row) and self.encoding == "utf-8":
            self.stream.write(_BYTE_ORDER_MARK)
        super()._write_headers_and_set_fields_to_export(item)

    def _names(self, item: Any) -> list[str]:
        fields = self.fields_to_export or ItemAdapter(item).field_names()
        return [str(name) for name in (fields.values() if isinstance(fields, dict) else fields)]


class _Row(dict[str, Any]):
    """The cells of a report by column."""


def _row(item: ReportItem) -> _Row:
    cells = document_cells(ItemAdapter(item).asdict())
    return _Row({name: safe_cell(cells[name]) for name in _COLUMNS})


def _header_of(file: Any) -> Sequence[str]:
    """Return the columns of the file to which *file* appends; none if there is no such file, or nothing in it."""
    if "a" not in str(getattr(file, "mode", "")) or not Path(file.name).stat().st_size:
        return []
    with Path(file.name).open(encoding="utf-8-sig", errors="replace", newline="") as held:
        return next(csv.reader(held), [])
