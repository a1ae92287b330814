"""`fazhi review`: the pairs that rules leave open, side by side, and what a reader says of them."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import click

from archive.command_line.group import FINE, FOUND_SOMETHING, with_example
from archive.command_line.options import archive_option, json_option, limit_option
from archive.command_line.output import write_json
from archive.database.connection import archive_errors, connect_reader
from archive.text.terminal import terminal_width


@with_example("fazhi review --limit 5")
@click.argument("documents", nargs=-1, metavar="[ONE OTHER]")
@click.option("--verdict", type=click.Choice(["same", "other"]), help="ONE and OTHER are one report, or two.")
@click.option("--remark", help="Why, in your words.")
@limit_option(20, "Pairs")
@archive_option
@json_option
def command(
    archive: Path,
    documents: tuple[str, ...],
    verdict: Literal["same", "other"] | None,
    remark: str | None,
    limit: int,
    as_json: bool,
) -> int:
    """Show the pairs in doubt (1 if there are any), or record the verdict on two documents, in doubt or not."""
    from archive.twins.review import pending, record, side_by_side_page

    if verdict or documents or remark:
        if len(documents) != 2 or not verdict:
            raise click.UsageError(
                "a verdict needs two documents and what they are: fazhi review ONE OTHER --verdict same|other"
            )
        record(archive, *documents, verdict, remark)
        return FINE
    with archive_errors(archive), closing(connect_reader(archive)) as db:
        pairs = list(pending(db, limit))
    for pair in pairs:
        if as_json:
            write_json(asdict(pair))
        else:
            sys.stdout.write(side_by_side_page(pair, terminal_width()) + "\n")
    return FOUND_SOMETHING if pairs else FINE
