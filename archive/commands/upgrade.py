"""`fazhi upgrade`: an archive of an older version brought to today's schema."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from archive.command_line.group import FINE, with_example
from archive.command_line.options import archive_argument, json_option
from archive.command_line.output import write_facts, write_words


@with_example("fazhi upgrade")
@archive_argument
@json_option
def command(archive: Path, as_json: bool) -> int:
    """Apply the migrations that are due; write from which schema to which, and where the copy of the old one lies."""
    from archive.care.upgrade import upgrade

    done = upgrade(archive)
    facts = {"archive": str(archive)} | asdict(done) | {"copy": str(done.copy) if done.copy else None}
    if done.copy or as_json:
        write_facts(facts, as_json)
    else:
        write_words(f"{archive} has the newest schema ({done.schema_now}), {done.documents} documents", as_json)
    return FINE
