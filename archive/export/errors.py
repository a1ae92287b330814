"""Errors of an export, besides those of the archive.

ArchiveError
    ExportError    the folder, the selection or a library stands in the way
"""

from archive.errors import ArchiveError


class ExportError(ArchiveError):
    """The export could not be written; the message says what was found and what to do."""
