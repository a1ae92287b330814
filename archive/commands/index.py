"""`fazhi index`: bring the CDXJ index beside the WARC files up to date."""

from __future__ import annotations

import argparse
import json
import sys

from archive.database.connection import archive_errors
from archive.evidence.cdxj import INDEX_NAME, refresh
from archive.evidence.warc_output import warc_folder
from archive.reader import open_reader


def add_index_arguments(parser: argparse.ArgumentParser) -> None:
    """`fazhi index` takes the archive alone."""


def main_index(args: argparse.Namespace) -> int:
    """Bring the index up to date, write its place and how many lines came to it, return 0."""
    with open_reader(args.archive) as reader:
        folder = warc_folder(reader.path)
        with archive_errors(reader.path):
            added = refresh(reader.db, folder)
    sys.stdout.write(json.dumps({"index": str(folder / INDEX_NAME), "added": added}, ensure_ascii=False) + "\n")
    return 0
