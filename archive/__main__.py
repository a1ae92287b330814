"""`python -m archive`: the commands of `fazhi` that need no Scrapy."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from archive.command_line.group import LazyGroup, run
from archive.commands import SECTIONS


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 fine, 1 something was found, 2 it could not be done."""
    return run(LazyGroup(SECTIONS, help="Browse, search and check an archive of reports."), argv)


if __name__ == "__main__":
    sys.exit(main())
