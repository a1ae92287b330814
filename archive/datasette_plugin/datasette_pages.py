"""Datasette's own pages, for what is none of ours, and how it tells of errors.

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


def draw_no_tracebacks() -> None:
    """Keep Datasette from drawing a picture of each error, also of a 404, with all local variables.

    Where the package rich is installed it does so in the event loop: .3 s of CPU time for a wrong address, in which
    nobody else is answered.  An error of its own (500) is still told on stderr.
    """
    # The name of a module and of a hook that Datasette's package exports.
    import_module("datasette.handle_exception").rich = None  # type: ignore[attr-defined]
