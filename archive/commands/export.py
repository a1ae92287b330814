"""`fazhi export`: an archive written out in formats that other tools open."""

from __future__ import annotations

import re
import sys
from contextlib import closing
from pathlib import Path

import click

from archive.command_line.group import FINE, with_example
from archive.command_line.options import archive_argument, json_option
from archive.command_line.output import write_facts
from archive.command_line.values import OneOf
from archive.database.connection import connect_reader
from archive.export.errors import ExportError
from archive.export.formats import FORMATS
from cleaners.fields import BY_NAME

_RELEASE = re.compile(r"20\d\d\.(0[1-9]|1[0-2])(\.[0-9A-Za-z]+)?")


@with_example("fazhi export --format csv --out export")
@archive_argument
@click.option(
    "--out", type=click.Path(path_type=Path), default="export", show_default=True, help="Folder to write into."
)
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="May be repeated.  [default: jsonl]"
)
@click.option("--release", metavar="YYYY.MM", help="A dated release: parquet and csv, card, citation, Croissant.")
@click.option("--since", metavar="WHEN", help="Only what was written since a day, a moment (UTC) or an export.")
@click.option("--year", type=int, help="Only reports on this year.")
@click.option(
    "--kind", type=OneOf(BY_NAME["kind"].values), metavar="KIND", help="Only documents of this kind, such as report."
)
@json_option
def command(
    archive: Path,
    out: Path,
    formats: tuple[str, ...],
    release: str | None,
    since: str | None,
    year: int | None,
    kind: str | None,
    as_json: bool,
) -> int:
    """Export, telling how far it is where stderr is a terminal; write what came of it.

    Raises ExportError and the errors of opening an archive.
    """
    from tqdm import tqdm

    from archive.export.changes import read_since
    from archive.export.engine import export
    from archive.export.records import Selection, count

    if release and not _RELEASE.fullmatch(release):
        raise ExportError(f"{release!r} is no name of a release; expected a year and a month such as 2026.04")
    wanted = formats or (("parquet", "csv") if release else ("jsonl",))
    selection = Selection(year, kind, read_since(since) if since else None)
    with (
        closing(connect_reader(archive)) as db,
        tqdm(total=count(db, selection), unit="doc", desc="export", disable=None, file=sys.stderr) as bar,
    ):
        in_order = [name for name in FORMATS if name in wanted]
        summary = export(archive, out, in_order, selection, release, bar.update)
    write_facts({"folder": str(summary.folder), "documents": summary.documents, "files": summary.files}, as_json)
    return FINE
