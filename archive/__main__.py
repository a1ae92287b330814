"""The console script ``fazhi``: all that needs no Scrapy."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from archive.errors import ArchiveError

DEFAULT_ARCHIVE = "data/archive.db"


@dataclass(frozen=True, slots=True)
class _Command:
    """A command: *module* has add_<name>_arguments(parser) and main_<name>(args)."""

    module: str
    summary: str
    example: str
    archive: str | None = "archive"  # how the archive is given: a place, or an option that begins with --


COMMANDS = {
    "browse": _Command("archive.commands.browse", "Open the archive in Datasette.", "fazhi browse data/archive.db"),
    "search": _Command("archive.search.search", "Find documents as JSON lines.", "fazhi search 营商环境", "--archive"),
    "verify": _Command(
        "archive.commands.verify", "Compare every snapshot with its WARC record.", "fazhi verify data/archive.db"
    ),
    "index": _Command(
        "archive.commands.index", "Bring the index beside the WARC files up to date.", "fazhi index data/archive.db"
    ),
    "check": _Command(
        "archive.care.check",
        "Check everything in the archive that must agree with something else.",
        "fazhi check --quick",
    ),
    "backup": _Command(
        "archive.care.backup",
        "Copy the archive and its WARC files, while it may be written.",
        "fazhi backup /mnt/backup",
        "--archive",
    ),
    "compact": _Command("archive.care.compact", "Bring the archive into as little space as it needs.", "fazhi compact"),
    "upgrade": _Command(
        "archive.care.upgrade",
        "Bring an archive of an older version to today's schema.",
        "fazhi upgrade data/archive.db",
    ),
    "merge": _Command(
        "archive.commands.merge",
        "Take everything of another archive into this one.",
        "fazhi merge other.db",
        "--archive",
    ),
    "twins": _Command(
        "archive.commands.twins", "Write reports that several documents hold as JSON lines.", "fazhi twins"
    ),
    "review": _Command(
        "archive.twins.review",
        "Show pairs in doubt side by side, or record a verdict.",
        "fazhi review d1f0c2a3b4d5e6f7 d2f0c2a3b4d5e6f7 --verdict other",
        "--archive",
    ),
    "health": _Command(
        "archive.care.health", "Tell what needs a person; silent if nothing does.", "fazhi health --json"
    ),
    "coverage": _Command(
        "archive.commands.coverage",
        "Tell which organs have published the report of a year when, and which have not.",
        "fazhi coverage --division 4401 --year 2025",
    ),
    "reuse": _Command(
        "archive.commands.reuse",
        "Write how much of a report other reports repeat, as JSON lines.",
        "fazhi reuse d1f0c2a3b4d5e6f7",
        "--archive",
    ),
    "portals": _Command(
        "archive.commands.portals", "Write the portals of the archive as JSON lines.", "fazhi portals --division 44"
    ),
    "export": _Command(
        "archive.commands.export", "Write the documents out for other tools.", "fazhi export --format csv --out export"
    ),
    "publish": _Command(
        "archive.datasette_plugin.publish",
        "List what a published archive would show, or copy it for publishing.",
        "fazhi publish --check data/archive.db",
    ),
    "runs": _Command("archive.commands.runs", "Write the newest runs as JSON lines.", "fazhi runs --limit 5"),
    "problems": _Command(
        "archive.commands.runs", "Write the problems of the last run as JSON lines.", "fazhi problems data/archive.db"
    ),
    "schema": _Command(
        "archive.database.schema", "Describe every table and column in Markdown.", "fazhi schema > docs/schema.md", None
    ),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code: 0 fine, 1 something was found, 2 it could not be done."""
    words = list(sys.argv[1:] if argv is None else argv)
    args = _parser(words[0] if words else "").parse_args(words)
    command = COMMANDS[args.command]
    try:
        return int(_part(command, f"main_{args.command}")(args))
    except ArchiveError as error:
        sys.stderr.write(f"fazhi {args.command}: {error}\n")
        return 2
    except BrokenPipeError:  # `fazhi runs | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the flush at exit goes nowhere
        return 0


def _parser(asked_for: str) -> argparse.ArgumentParser:
    """The parser; only the module of the command *asked_for* is imported, since Datasette takes its time."""
    parser = argparse.ArgumentParser(prog="fazhi", description="Browse, search and check an archive of reports.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        one = commands.add_parser(
            name, help=command.summary, description=command.summary, epilog=f"Example: {command.example}"
        )
        if name == asked_for:
            _part(command, f"add_{name}_arguments")(one)
            _add_archive(one, command.archive)
    return parser


def _add_archive(parser: argparse.ArgumentParser, name: str | None) -> None:
    words = f"the archive ({DEFAULT_ARCHIVE})"
    if name and name.startswith("--"):
        parser.add_argument(name, default=DEFAULT_ARCHIVE, help=words)
    elif name:
        parser.add_argument(name, nargs="?", default=DEFAULT_ARCHIVE, metavar="ARCHIVE", help=words)


def _part(command: _Command, name: str) -> Any:
    return getattr(import_module(command.module), name)


if __name__ == "__main__":
    sys.exit(main())
