"""XLSX: the rows of the visible sheets."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import partial

from cleaners.article import Problem
from cleaners.files.containers.safe_xml import Element, attribute, child, children, local, parse_xml
from cleaners.files.containers.unzip import Container
from cleaners.files.errors import BrokenFile
from cleaners.files.limits import Account
from cleaners.files.office.cell_values import shown
from cleaners.files.result import FileContent, join_cells
from cleaners.problem_kinds import ProblemKind

_MOST_COLUMNS = 16_384
_LONGEST_CELL = 32_767  # characters, as in the program; one shared string may stand in a million cells
_MOST_SKIPPED = 200  # empty columns between two cells that are kept as such, chosen; forged ones lie 16,384 apart
_LONGEST_NAME = 40  # of a sheet; the program allows 31 characters
_COLUMN = re.compile(r"([A-Z]{1,3})\d*$")


def read_xlsx(body: bytes, account: Account) -> FileContent:
    """The rows of all sheets that are not hidden, one line each; formulas as their last value.

    A cell that lies very far right stands nearer.

    Raises BrokenFile, EncryptedFile, BeyondLimits.
    """
    workbook = _Workbook(Container(body, account), account)
    sheets = tuple(name for name, _ in workbook.sheets)
    return FileContent(workbook.rows(), sheets=sheets, problems=workbook.problems)


class _Workbook:
    def __init__(self, container: Container, account: Account) -> None:
        self._container, self._account, self._limits = container, account, account.limits
        self._characters = 0  # of the rows read so far
        root = parse_xml(container.part("xl/workbook.xml"), self._limits)
        settings = child(root, "workbookPr")
        self._since_1904 = settings is not None and attribute(settings, "date1904") in ("1", "true")
        targets = self._targets()
        sheets = child(root, "sheets")
        self.sheets = [
            (attribute(sheet, "name") or "", targets.get(attribute(sheet, "id") or "", ""))
            for sheet in children(sheets if sheets is not None else root, "sheet")
            if attribute(sheet, "state") in (None, "visible")
        ]
        self._strings = self._shared_strings()
        self._formats = self._cell_formats()

    def rows(self) -> Iterator[str]:
        """The rows of the sheets; a sheet that cannot be read is left out."""
        for number, (name, part) in enumerate(self.sheets[: self._limits.pages], 1):
            label = f"sheet {number} {name[:_LONGEST_NAME]}"
            yield from self._account.parts.read(label, partial(self._rows, name, part)) or ()
            if self._account.parts.is_out_of_time:
                return

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Whether there are more sheets than are read."""
        most = self._limits.pages
        detail = f"read {most} of {len(self.sheets)} sheets; raise pages to read on"
        return (Problem(ProblemKind.CUT_OFF, detail),) if len(self.sheets) > most else ()

    def _rows(self, name: str, part: str) -> list[str]:
        """The rows of one sheet, until they have more characters than are left."""
        if part not in self._container:
            raise BrokenFile(f"found no part for the sheet {name[:40]!r}; fetch the file again")
        data = child(parse_xml(self._container.part(part), self._limits), "sheetData")
        rows: list[str] = []
        for row in data.iterchildren("{*}row") if data is not None else ():
            if line := join_cells(self._cells(row), self._limits.characters):
                rows.append(line)
                self._characters += len(line) + 1
            if self._characters > self._account.left_characters:
                break
        return rows

    def _cells(self, row: Element) -> Iterator[str]:
        """The cells of *row* up to the last that says something, with empty ones where columns are skipped."""
        column = skipped = 0
        for cell in row.iterchildren("{*}c"):
            at = _column(attribute(cell, "r") or "", column)
            skipped += min(at - column, _MOST_SKIPPED)
            column = at + 1
            value = self._value(cell)[:_LONGEST_CELL]
            if value.strip():
                yield from [""] * skipped
                yield value
                skipped = 0
            else:
                skipped += 1

    def _value(self, cell: Element) -> str:
        kind = attribute(cell, "t") or "n"
        if kind == "inlineStr":
            return _string(child(cell, "is"))
        found = child(cell, "v")
        raw = (found.text or "").strip() if found is not None else ""
        if kind == "s":
            return self._strings[int(raw)] if raw.isdecimal() and int(raw) < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if raw == "1" else "FALSE"
        if kind in ("str", "e", "d"):
            return raw
        return self._number(raw, attribute(cell, "s") or "0")

    def _number(self, raw: str, style: str) -> str:
        if not re.fullmatch(r"[-+]?\d+(?:\.\d*)?(?:E[-+]?\d{1,3})?", raw, re.IGNORECASE):
            return raw
        number, code = self._formats.get(int(style) if style.isdecimal() else 0, (0, None))
        return shown(float(raw), number, code, self._since_1904)

    def _targets(self) -> dict[str, str]:
        """Relationship ids of the workbook and the parts that they name."""
        root = parse_xml(self._container.part("xl/_rels/workbook.xml.rels"), self._limits)
        return {
            attribute(one, "Id") or "": posixpath.normpath(posixpath.join("/xl", attribute(one, "Target") or ""))
            for one in children(root, "Relationship")
        }

    def _shared_strings(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._container:
            return []
        return [_string(one) for one in parse_xml(self._container.part("xl/sharedStrings.xml"), self._limits)]

    def _cell_formats(self) -> dict[int, tuple[int, str | None]]:
        """Number and code of the format of each cell style."""
        if "xl/styles.xml" not in self._container:
            return {}
        root = parse_xml(self._container.part("xl/styles.xml"), self._limits)
        own, used = child(root, "numFmts"), child(root, "cellXfs")
        codes = {attribute(one, "numFmtId"): attribute(one, "formatCode") for one in (own if own is not None else ())}
        ids = [attribute(one, "numFmtId") or "0" for one in (used if used is not None else ())]
        return {style: (int(one) if one.isdecimal() else 0, codes.get(one)) for style, one in enumerate(ids)}


def _string(item: Element | None) -> str:
    """The text of a string item; rPh, the reading aid of Japanese files, is left out."""
    if item is None:
        return ""
    parts = []
    for one in item:
        if local(one) == "t":
            parts.append(one.text or "")
        elif local(one) == "r":
            parts += [text.text or "" for text in children(one, "t")]
    return "".join(parts)


def _column(reference: str, expected: int) -> int:
    """The index of the column in A1 notation; *expected* if *reference* names none that comes later."""
    match = _COLUMN.match(reference)
    if match is None:
        return expected
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1 if expected <= column - 1 < _MOST_COLUMNS else expected
