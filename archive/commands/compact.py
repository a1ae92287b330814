"""`fazhi compact`: the archive in as little space as it needs."""

from __future__ import annotations

from pathlib import Path

from archive.care.compact import compact
from archive.command_line.group import FINE, with_example
from archive.command_line.options import archive_argument, json_option
from archive.command_line.output import write_facts


@with_example("fazhi compact")
@archive_argument
@json_option
def command(archive: Path, as_json: bool) -> int:
    """Compact the archive and write its size before and after."""
    before, after = compact(archive)
    write_facts({"archive": str(archive), "bytes_before": before, "bytes_after": after}, as_json)
    return FINE
