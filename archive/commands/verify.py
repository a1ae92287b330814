"""`fazhi verify`: snapshots against WARC records, WARC files against their rows and digests, the index against both."""

from __future__ import annotations

import argparse
import sys

from archive.evidence.verify import disagreements
from archive.evidence.warc_output import warc_folder
from archive.reader import open_reader


def add_verify_arguments(parser: argparse.ArgumentParser) -> None:
    """`fazhi verify` takes the archive alone."""


def main_verify(args: argparse.Namespace) -> int:
    """Write a line for each thing that does not agree; 0 if all agrees, else 1."""
    is_well = True
    with open_reader(args.archive) as reader:
        for line in disagreements(reader.db, warc_folder(reader.path)):
            sys.stdout.write(line + "\n")
            is_well = False
    return 0 if is_well else 1
