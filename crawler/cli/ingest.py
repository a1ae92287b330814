"""`fazhi ingest`: saved pages into the archive."""

from __future__ import annotations

from pathlib import Path

import click

from archive.command_line.group import with_example
from archive.command_line.options import archive_option, json_option
from crawler.cli.scrapy_settings import read_settings, settings_option, tables_option


@with_example("fazhi ingest saved/ --manifest saved/manifest.tsv")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--manifest", metavar="FILE", type=click.Path(path_type=Path),
    help="Table (.tsv, .csv, .jsonl) with file, url, fetched_at of the saved pages.",
)  # fmt: skip
@click.option("--any", "takes_any", is_flag=True, help="Also pages that are no report and of no portal in the tables.")
@archive_option
@tables_option
@settings_option
@json_option
def command(
    archive: Path,
    paths: tuple[Path, ...],
    manifest: Path | None,
    takes_any: bool,
    tables: tuple[str, ...],
    settings: tuple[str, ...],
    as_json: bool,
) -> int:
    """Add the files, and what lies in the folders; 1 if a file was damaged, or the program failed on a page.

    HTML, MHTML, text dumps, office and PDF files, WARC and WACZ files, known by their bytes. What gives no document is
    counted with its reason.
    """
    from crawler.intake.ingest import ingest_and_report

    found = read_settings(archive, settings, tables)
    return ingest_and_report(found, paths, manifest, takes_any=takes_any, as_json=as_json)
