"""`fazhi browse`: open an archive in Datasette."""

from __future__ import annotations

from pathlib import Path

import click

from archive.command_line.group import FINE, with_example
from archive.command_line.options import archive_argument
from archive.database.connection import connect_reader, is_read_only

# Suggesting facets tries every column of every row; ours are chosen.  Cells show the beginning of a long text.
_SETTINGS = {"suggest_facets": "off", "truncate_cells_html": "200", "sql_time_limit_ms": "3000"}


@with_example("fazhi browse --port 8002")
@archive_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", metavar="N", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port to listen on."
)
@click.option("--open", "opens", is_flag=True, help="Open a browser.")
def command(archive: Path, host: str, port: int, opens: bool) -> int:
    """Serve the archive until interrupted, also from read-only media.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew or SchemaTooOld before anything is served.
    """
    connect_reader(archive).close()
    _register_plugin()
    from datasette.cli import cli  # a second's work, which --help need not wait for

    served = ["--immutable", str(archive)] if is_read_only(archive) else [str(archive)]
    arguments = ["serve", *served, "--host", host, "--port", str(port)]
    for name, value in _SETTINGS.items():
        arguments += ["--setting", name, value]
    cli.main([*arguments, "--open"] if opens else arguments, prog_name="datasette", standalone_mode=False)
    return FINE


def _register_plugin() -> None:
    """Give Datasette our plugin, unless the entry point of the installed package has done so."""
    from datasette.plugins import pm

    from archive import datasette_plugin

    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
