"""The table that ends a run."""

from __future__ import annotations

from collections.abc import Mapping

from archive.text.terminal import table, terminal_width
from crawler.intake.archive_run import Counts

# The heads are short, so that a line with a Chinese name takes 80 places.
COLUMNS = {
    "pages": "pages",
    "new": "new",
    "changed": "changed",
    "same": "unchanged",
    "docs": "documents",
    "repeats": "duplicates",
    "problems": "problems",
}


def summary_table(by_portal: Mapping[str, Counts]) -> str:
    """Return one line a portal and one for all."""
    rows = [[name, *_cells(counts)] for name, counts in by_portal.items()]
    rows.append(["all", *_cells(sum(by_portal.values(), Counts()))])
    return table(["portal", *COLUMNS], rows, terminal_width(), total=True)


def verdict(total: Counts, seconds: float) -> str:
    """Return in one sentence what the run brought, and how long it took."""
    if not (total.new or total.changed or total.documents):
        asked = f"{total.pages} known pages were due, {total.unchanged} of them are as they were"
        return f"Nothing new: no list names a page that the archive does not know; {asked} ({seconds:.1f} s)."
    return (
        f"{total.new} new and {total.changed} changed pages gave {total.documents} documents in {seconds:.1f} s; "
        f"{total.duplicates} pages repeat a document that another page holds."
    )


def _cells(counts: Counts) -> list[int]:
    return [getattr(counts, column) for column in COLUMNS.values()]
