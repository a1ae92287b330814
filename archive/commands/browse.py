"""Open an archive in Datasette: `fazhi browse`."""

from __future__ import annotations

import argparse
from pathlib import Path

from archive.database.connection import connect_reader

# Suggesting facets tries every column of every row; ours are chosen.  Cells show the beginning of a long text.
_SETTINGS = {"suggest_facets": "off", "truncate_cells_html": "200", "sql_time_limit_ms": "3000"}


def add_browse_arguments(parser: argparse.ArgumentParser) -> None:
    """Give *parser* the arguments that main_browse reads, except the archive."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; only this machine by default")
    parser.add_argument("--port", type=int, default=8001, help="port to listen on (8001)")
    parser.add_argument("--open", action="store_true", help="open a browser")


def main_browse(args: argparse.Namespace) -> int:
    """Serve the archive until interrupted; return 0.

    Raises NoSuchArchive, NotAnArchive, SchemaTooNew or SchemaTooOld before anything is served.
    """
    connect_reader(Path(args.archive)).close()
    _register_plugin()
    from datasette.cli import cli  # a second's work, which the other commands need not wait for

    cli.main(_arguments(args), prog_name="datasette", standalone_mode=False)
    return 0


def _arguments(args: argparse.Namespace) -> list[str]:
    arguments = ["serve", str(args.archive), "--host", args.host, "--port", str(args.port)]
    for name, value in _SETTINGS.items():
        arguments += ["--setting", name, value]
    return [*arguments, "--open"] if args.open else arguments


def _register_plugin() -> None:
    """Give Datasette our plugin, unless the entry point of the installed package has done so."""
    from datasette.plugins import pm

    from archive import datasette_plugin

    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
