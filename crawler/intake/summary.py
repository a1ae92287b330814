"""What a run brought, by portal: JSON lines for programs, a table and a sentence for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from archive.command_line.output import write_json, write_words
from archive.text.terminal import table, terminal_width
from crawler.intake.archive_run import NO_PORTAL, ArchiveRun, Counts

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


def write_summary(run: ArchiveRun, as_json: bool, names: Mapping[str, str] | None = None) -> None:
    """Write a JSON line for each portal of *run*, or a table, where portals are called by their *names*."""
    by_portal = dict(sorted(run.by_portal.items()))
    if as_json:
        for portal, counts in by_portal.items():
            write_json({"run": run.id, "portal": None if portal == NO_PORTAL else portal, **asdict(counts)})
    else:
        write_words(summary_table({(names or {}).get(id, id): counts for id, counts in by_portal.items()}), as_json)


def summary_table(by_portal: Mapping[str, Counts]) -> str:
    """Return one line a portal and one for all."""
    rows = [[name, *_cells(counts)] for name, counts in by_portal.items()]
    rows.append(["all", *_cells(sum(by_portal.values(), Counts()))])
    return table(["portal", *COLUMNS], rows, terminal_width(), total=True)


def verdict(total: Counts, seconds: float) -> str:
    """Return in one sentence what a crawl brought, and how long it took."""
    if not (total.new or total.changed or total.documents):
        asked = f"{total.pages} known pages were due, {total.unchanged} of them are as they were"
        return f"Nothing new: no list names a page that the archive does not know; {asked} ({seconds:.1f} s)."
    return _gains(total, seconds)


def verdict_of_ingest(total: Counts, files: int, seconds: float) -> str:
    """Return in one sentence what an ingest of so many *files* brought, and how long it took."""
    if total.new or total.changed or total.documents:
        return _gains(total, seconds)
    read = f"{files} {'file' if files == 1 else 'files'} gave {total.pages} pages, {total.unchanged} of them known"
    hint = ", the others without a report: `fazhi problems` tells why" if total.unchanged < total.pages else ""
    return f"Nothing new: {read}{hint} ({seconds:.1f} s)."


def _gains(total: Counts, seconds: float) -> str:
    return (
        f"{total.new} new and {total.changed} changed pages gave {total.documents} documents in {seconds:.1f} s; "
        f"{total.duplicates} pages repeat a document that another page holds."
    )


def _cells(counts: Counts) -> list[int]:
    return [getattr(counts, column) for column in COLUMNS.values()]
