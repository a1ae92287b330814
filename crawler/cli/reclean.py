"""`fazhi reclean`: today's cleaners over the bytes that the archive holds."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from archive.command_line.group import with_example
from archive.command_line.options import archive_option, json_option
from crawler.cli.scrapy_settings import read_settings, settings_option


@with_example("fazhi reclean --crashed")
@click.option(
    "--structure", "part", flag_value="structure",
    help="Only read outlines and indicators, out of the stored texts, where these cleaners have not yet.",
)  # fmt: skip
@click.option(
    "--crashed", "part", flag_value="crashed",
    help="Only the pages on which the program failed when they were last read; those read now count as mended.",
)  # fmt: skip
@archive_option
@settings_option
@json_option
def command(
    archive: Path, part: Literal["structure", "crashed"] | None, settings: tuple[str, ...], as_json: bool
) -> int:
    """Clean what is stored; 1 if the program failed on a page."""
    from crawler.intake.stored.reclean import reclean_and_report

    return reclean_and_report(read_settings(archive, settings), part, as_json=as_json)
