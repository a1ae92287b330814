"""What our commands share: one line for an error, and exit codes that a scheduler can use.

0 fine, 1 the command ran and something needs a person, 2 it could not run, or not to its end.
"""

from __future__ import annotations

import argparse
import sys
from abc import ABC, abstractmethod
from typing import Any

from scrapy.settings import Settings

from archive import ArchiveError
from archive.command_line.encodings import write_utf8
from archive.database.stopping import Stopped
from crawler.errors import CrawlError
from crawler.program import PROGRAM

NEEDS_A_PERSON = 1
MISUSE = 2


def fail(error: BaseException) -> int:
    """Say *error* in one line on standard error and return the exit code for it."""
    print(f"{PROGRAM.get()}: {' '.join(str(error).split())}", file=sys.stderr)  # noqa: T201
    return MISUSE


def add_json_options(parser: argparse.ArgumentParser) -> None:
    """Give a command of Scrapy ``--json`` and ``--table``, as `fazhi` has them; *as_json* is None without either."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--json", dest="as_json", action="store_const", const=True, help="JSON lines (the default without a terminal)"
    )
    form.add_argument("--table", dest="as_json", action="store_const", const=False, help="a table (in a terminal)")


class HouseCommand(ABC):
    """Mixed into a ScrapyCommand: ``check`` looks before Scrapy starts, ``work`` works, and the house's
    errors end in one line.

    Anything else is a defect of ours and surfaces with its traceback.
    """

    exitcode: int
    settings: Any  # Scrapy's: None until it has read them

    @property
    def given(self) -> Settings:
        """The settings of the project, with what the command line says."""
        assert isinstance(self.settings, Settings)
        return self.settings

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        write_utf8()
        super().process_options(args, opts)  # type: ignore[misc]
        try:
            self.check(args, opts)
        except (ArchiveError, CrawlError) as error:
            sys.exit(fail(error))

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            self.exitcode = self.work(args, opts)
        except (ArchiveError, CrawlError, Stopped) as error:
            self.exitcode = fail(error)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: B027  (some have nothing to look at)
        """Raise what is wrong with the arguments, before anything is logged or started."""

    @abstractmethod
    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """Do the work and return the exit code."""
