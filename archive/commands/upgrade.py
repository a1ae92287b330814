"""`fazhi upgrade`: an archive of an older version brought to today's schema."""

from __future__ import annotations

from pathlib import Path

from archive.care.upgrade import upgrade
from archive.command_line.group import FINE, with_example
from archive.command_line.options import archive_argument


@with_example("fazhi upgrade")
@archive_argument
def command(archive: Path) -> int:
    """Apply the migrations that are due; writes nothing to stdout."""
    upgrade(archive)
    return FINE
