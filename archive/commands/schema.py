"""`fazhi schema`: every table and column in Markdown."""

from __future__ import annotations

import sys

from archive.command_line.group import FINE, with_example


@with_example("fazhi schema > docs/schema.md")
def command() -> int:
    """Write docs/schema.md to stdout."""
    from archive.database.schema import schema_as_markdown

    sys.stdout.write(schema_as_markdown())
    return FINE
