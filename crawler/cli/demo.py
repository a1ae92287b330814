"""`fazhi demo`: the real spider over the sample portals on loopback."""

from __future__ import annotations

from pathlib import Path

import click

from archive.command_line.group import with_example
from archive.command_line.options import archive_option, json_option
from crawler.cli.scrapy_settings import json_word, run_scrapy, settings_option


@with_example("fazhi demo --day 1")
@click.option(
    "--day", type=click.IntRange(min=0), metavar="N", default=0, show_default=True,
    help="Day of the sample world: 1 has news.",
)  # fmt: skip
@archive_option
@settings_option
@json_option
def command(archive: Path, day: int, settings: tuple[str, ...], as_json: bool) -> int:
    """Crawl the sample portals and write a table of what came of it."""
    return run_scrapy(["demo", "--day", str(day), json_word(as_json)], archive, settings)
