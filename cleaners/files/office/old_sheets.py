"""XLS and ET (BIFF in a compound file), by xlrd."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import Any

from cleaners.files.containers.compound import compound_stream
from cleaners.files.errors import EncryptedFile
from cleaners.files.limits import Account
from cleaners.files.office.cell_values import shown
from cleaners.files.optional_packages import extra_package
from cleaners.files.result import FileContent, join_cells

_LONGEST_NAME = 40  # of a sheet; the program allows 31 characters


def read_xls(body: bytes, account: Account) -> FileContent:
    """The rows of all sheets that are not hidden, one line each.

    Raises BrokenFile, EncryptedFile, and NoReader without olefile or xlrd.
    """
    xlrd = extra_package("xlrd", "an old workbook (xls, et)")
    stream = compound_stream(body, "Workbook", "Book")  # xlrd follows a ring of sectors for ever
    try:
        book = xlrd.open_workbook(
            file_contents=stream, logfile=_NoLog(), formatting_info=True, ragged_rows=True, on_demand=True
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise EncryptedFile("found a workbook under a password, expected one without; ask for it") from error
        raise
    shown = [number for number in range(book.nsheets) if book._sheet_visibility[number] == 0]  # not read yet
    names = book.sheet_names()
    return FileContent(_rows(book, shown, account), sheets=tuple(names[number] for number in shown))


class _NoLog(io.StringIO):
    """Forgets what xlrd tells of damaged files: that may be more than the file."""

    def write(self, text: str) -> int:
        return len(text)


def _rows(book: Any, numbers: list[int], account: Account) -> Iterator[str]:
    """The rows of the sheets with these *numbers*; one that cannot be read is left out."""
    for number in numbers:
        label = f"sheet {number + 1} {book.sheet_names()[number][:_LONGEST_NAME]}"
        yield from account.parts.read(label, partial(_rows_of_sheet, book, number, account)) or ()
        book.unload_sheet(number)
        if account.parts.is_out_of_time:
            return


def _rows_of_sheet(book: Any, number: int, account: Account) -> list[str]:
    sheet = book.sheet_by_index(number)
    rows: list[str] = []
    size = 0
    for row in range(sheet.nrows):
        rows.append(join_cells(_cells(book, sheet, row), account.limits.characters))
        size += len(rows[-1])
        if size > account.left_characters:
            break
    return rows


def _cells(book: Any, sheet: Any, row: int) -> Iterator[str]:
    for cell in sheet.row(row):
        yield _value(book, cell)


def _value(book: Any, cell: Any) -> str:
    """Numbers (2) and dates (3) as the sheet shows them, truth values (4) as words, errors (5) as nothing."""
    if cell.ctype in (2, 3):
        key = book.xf_list[cell.xf_index].format_key if cell.xf_index is not None else 0
        known = book.format_map.get(key)
        return shown(float(cell.value), key, known.format_str if known else None, book.datemode == 1)
    if cell.ctype == 4:
        return "TRUE" if cell.value else "FALSE"
    return "" if cell.ctype == 5 else str(cell.value)
