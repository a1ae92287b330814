"""The table that ends a run."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from crawler.intake.intake import Counts

COLUMNS = ("pages", "new", "changed", "unchanged", "documents", "duplicates", "problems")


def table(by_portal: Mapping[str, Counts], seconds: float) -> str:
    """Return one line a portal and one for all, aligned also where names are Chinese."""
    total = sum(by_portal.values(), Counts())
    rows = [["portal", *COLUMNS, "seconds"]]
    rows += [[name, *_cells(counts), ""] for name, counts in by_portal.items()]
    rows.append(["all", *_cells(total), f"{seconds:.1f}"])
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    rule = "-" * max(map(_width, lines))
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1]])


def verdict(total: Counts) -> str:
    """Return in one sentence what the run brought."""
    if not (total.new or total.changed or total.documents):
        asked = f"{total.pages} known pages were due, {total.unchanged} of them are as they were"
        return f"Nothing new: no list names a page that the archive does not know; {asked}."
    return (
        f"{total.new} new and {total.changed} changed pages gave {total.documents} documents; "
        f"{total.duplicates} pages repeat a document that another page holds."
    )


def _cells(counts: Counts) -> list[str]:
    return [str(getattr(counts, column)) for column in COLUMNS]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _pad(text: str, width: int) -> str:
    blanks = " " * (width - _width(text))
    return blanks + text if text[:1].isdigit() else text + blanks
