"""Datasette's own pages, for what is none of ours.

Its views are imported when a page is asked for: Datasette loads its plugins while it is itself being imported.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_VIEWS = {
    "index": ("datasette.views.index", "IndexView"),
    "table": ("datasette.views.table", "TableView"),
    "row": ("datasette.views.row", "RowView"),
}


async def stock_page(name: str, datasette: Any, request: Any, send: Any) -> Any:
    """Return Datasette's answer to *request*, whose URL has the parts that its view asks for."""
    module, view = _VIEWS[name]
    return await getattr(import_module(module), view).as_view(datasette)(request, send)
