"""`fazhi crawl`: the sections of portals into the archive."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from archive.command_line.group import with_example
from archive.command_line.options import archive_option, not_blank, place_option
from crawler.cli.scrapy_settings import json_word, run_scrapy, settings_option, tables_option
from crawler.cli.table_values import complete_places, complete_portals


@with_example("fazhi crawl --division 广州 --logfile crawl.log")
@click.option(
    "--portal",
    multiple=True,
    metavar="ID",
    callback=not_blank,
    shell_complete=complete_portals,
    help="A portal of the tables; may be repeated.  [default: all]",
)
@place_option(complete_places)
@click.option("--full", is_flag=True, help="Walk every list to its end and ask every page, also those not due.")
@archive_option
@tables_option
@click.option("-o", "--output", metavar="FILE", help="Append the reports to FILE (.jsonl, .csv ...), too.")
@click.option("-O", "--overwrite-output", metavar="FILE", help="Write the reports to FILE anew, too.")
@click.option("--jobdir", metavar="FOLDER", help="Keep what is asked for there; a crawl that was stopped goes on.")
@click.option("--logfile", metavar="FILE", help="Write the log there.")
@settings_option
@click.option(
    "--json/--table",
    "as_json",
    default=None,
    help="What it brought by portal, as JSON lines or a table.  [default: a table in a terminal, else nothing]",
)
def command(
    archive: Path,
    portal: tuple[str, ...],
    division: str | None,
    full: bool,
    tables: tuple[str, ...],
    output: str | None,
    overwrite_output: str | None,
    jobdir: str | None,
    logfile: str | None,
    settings: tuple[str, ...],
    as_json: bool | None,
) -> int:
    """Run `scrapy crawl portal`; 1 if a portal could not be read."""
    arguments = {"portal": ",".join(portal), "division": division, "full": "1" if full else None}
    options = {"-o": output, "-O": overwrite_output, "--logfile": logfile}
    words = [word for name, value in arguments.items() if value for word in ("-a", f"{name}={value}")]
    words += [word for name, value in options.items() if value for word in (name, value)]
    job = [f"JOBDIR={jobdir}"] if jobdir else []
    if as_json is None and sys.stdout.isatty():
        as_json = False
    words += [] if as_json is None else [json_word(as_json)]  # cron mails what a job prints: nothing if all is well
    return run_scrapy(["crawl", "portal", *words], archive, [*job, *settings], tables)
