"""CSV of Datasette's own tables, its cells so that no spreadsheet takes one for a formula (archive.rows.safe_cell)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Awaitable, Callable
from typing import Any

from archive.rows import safe_cell

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")  # a cell that is a number comes as text, too

_Message = dict[str, Any]
_Send = Callable[[_Message], Awaitable[None]]


def with_safe_cells(send: _Send) -> _Send:
    """Return *send*, the rows of a CSV of Datasette's made safe on the way; our own CSV is so already."""
    is_stock = False
    held = b""

    async def safely(message: _Message) -> None:
        nonlocal is_stock, held
        if message["type"] == "http.response.start":
            is_stock = message["status"] == 200 and _is_stock_csv(message.get("headers", []))
        elif is_stock and message["type"] == "http.response.body":
            held += message.get("body", b"")
            is_last = not message.get("more_body", False)
            if not is_last and not _ends_a_row(held):
                return
            message, held = {**message, "body": _safe(held)}, b""
        await send(message)

    return safely


def _is_stock_csv(headers: list[tuple[bytes, bytes]]) -> bool:
    named = {bytes(name).lower(): bytes(value) for name, value in headers}
    return b"x-fazhi-page" not in named and named.get(b"content-type", b"").startswith((b"text/csv", b"text/plain"))


def _ends_a_row(data: bytes) -> bool:
    """Return whether *data* ends with a whole row: Datasette sends row by row, each ended by CR LF."""
    return data.endswith(b"\r\n") and data.count(b'"') % 2 == 0


def _safe(data: bytes) -> bytes:
    if not data:
        return data
    out = io.StringIO()
    writer = csv.writer(out)
    for row in csv.reader(io.StringIO(data.decode("utf-8"), newline="")):
        writer.writerow(cell if _NUMBER.fullmatch(cell) else safe_cell(cell) for cell in row)
    return out.getvalue().encode()
