"""`fazhi addportal`: a portal's table from nothing but an address."""

from __future__ import annotations

import click

from archive.command_line.group import with_example
from archive.command_line.options import json_option
from crawler.cli.scrapy_settings import json_word, run_scrapy, settings_option, tables_option


@with_example("fazhi addportal --dry-run https://www.haizhu.gov.cn/zwgk/zdlyxxgk/")
@click.argument("url")
@click.option("--dry-run", is_flag=True, help="Show the table and write nothing.")
@click.option("--id", "portal", metavar="ID", help="The portal's id.  [default: from its host]")
@click.option("--file", metavar="FILE", help="The portal table.  [default: the one that holds its province]")
@tables_option
@settings_option
@json_option
def command(
    url: str,
    dry_run: bool,
    portal: str | None,
    file: str | None,
    tables: tuple[str, ...],
    settings: tuple[str, ...],
    as_json: bool,
) -> int:
    """Write the table of the portal and what could not be found; 1 if anything is missing."""
    options = [word for name, value in (("--id", portal), ("--file", file)) if value for word in (name, value)]
    words = ["addportal", *(["--dry-run"] if dry_run else []), *options, json_word(as_json), url]
    return run_scrapy(words, None, settings, tables)
