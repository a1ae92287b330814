"""Write an archive out in formats that other tools open: `fazhi export`."""

from __future__ import annotations

import argparse
import json
import re
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path

from archive.database.connection import connect_reader
from archive.export.changes import read_since
from archive.export.engine import FORMATS, export
from archive.export.errors import ExportError
from archive.export.records import Selection, count

_RELEASE = re.compile(r"20\d\d\.(0[1-9]|1[0-2])(\.[0-9A-Za-z]+)?")


def add_export_arguments(parser: argparse.ArgumentParser) -> None:
    """Give *parser* the arguments that main_export reads, except the archive."""
    parser.add_argument("--out", type=Path, default=Path("export"), help="folder to write into (export)")
    parser.add_argument(
        "--format", action="append", choices=FORMATS, dest="formats", help="may be given more than once (jsonl)"
    )
    parser.add_argument(
        "--release", metavar="YYYY.MM", help="a dated release: parquet and csv, card, citation, Croissant"
    )
    parser.add_argument(
        "--since", metavar="WHEN", help="only what was written since a day, a moment (UTC) or an export"
    )
    parser.add_argument("--year", type=int, help="only reports on this year")
    parser.add_argument("--kind", help="only documents of this kind, such as report")


def main_export(args: argparse.Namespace) -> int:
    """Export, telling how far it is where stderr is a terminal; write what came of it as a JSON line; return 0.

    Raises ExportError and the errors of opening an archive.
    """
    if args.release and not _RELEASE.fullmatch(args.release):
        raise ExportError(f"{args.release!r} is no name of a release; expected a year and a month such as 2026.04")
    formats = args.formats or (["parquet", "csv"] if args.release else ["jsonl"])
    formats = [name for name in FORMATS if name in formats]
    selection = Selection(args.year, args.kind, read_since(args.since) if args.since else None)
    archive = Path(args.archive)
    with (
        closing(connect_reader(archive)) as db,
        import_module("tqdm").tqdm(
            total=count(db, selection), unit="doc", desc="export", disable=None, file=sys.stderr
        ) as bar,
    ):
        summary = export(archive, args.out, formats, selection, args.release, bar.update)
    line = {"folder": str(summary.folder), "documents": summary.documents, "files": summary.files}
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0
