"""Exports of an archive: JSON Lines, Parquet, CSV, Markdown, chunks for retrieval, and dated releases.

    export(archive, folder, formats, selection, release) -> Summary

Documents are read through one connection that cannot write, a batch at a time.  Outlines and
indicators are taken from their tables; an archive that has none of them is exported without.
"""

from archive.export.engine import FORMATS, Summary, export
from archive.export.errors import ExportError
from archive.export.records import Selection

__all__ = ["FORMATS", "ExportError", "Selection", "Summary", "export"]
