"""The console script `fazhi`: every command, those of the archive and those that crawl."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from archive.command_line.group import LazyGroup, run
from archive.commands import SECTIONS
from crawler.cli import INSTEAD, SECTION
from crawler.errors import CrawlError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 fine, 1 something was found, 2 it could not be done."""
    words = "Crawl, clean, search and check reports of China's rule-of-law government (法治政府建设)."
    return run(LazyGroup((SECTION, *SECTIONS), help=words, instead=INSTEAD), argv, CrawlError)


if __name__ == "__main__":
    sys.exit(main())
