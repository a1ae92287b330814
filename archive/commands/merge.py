"""`fazhi merge OTHER.db`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from archive.writing.writer import open_writer


def add_merge_arguments(parser: argparse.ArgumentParser) -> None:
    """Which other archive."""
    parser.add_argument("other", help="the archive that is read; its schema is brought up to date, no row is changed")


def main_merge(args: argparse.Namespace) -> int:
    """Write each conflict as a JSON line to stdout, the counts to stderr; 0 without conflicts, else 1."""
    with open_writer(args.archive, create=False) as writer, open_writer(args.other, create=False) as other:
        merged = writer.merge(other)
    for conflict in merged.conflicts:
        sys.stdout.write(json.dumps(asdict(conflict), ensure_ascii=False) + "\n")
    words = ", ".join(f"{number} {name}" for name, number in merged.added.items() if number)
    sys.stderr.write(f"{words or 'nothing'} added, {len(merged.conflicts)} conflicts\n")
    return 1 if merged.conflicts else 0
