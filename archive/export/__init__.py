"""Exports of an archive: JSON Lines, Parquet, CSV, Markdown, chunks for retrieval, and dated releases.

    export(archive, folder, formats, selection, release) -> Summary

Documents are read through one connection that cannot write, a batch at a time, with their outlines,
indicators and places.
"""

from archive.export.engine import FORMATS, Summary, export
from archive.export.errors import ExportError
from archive.export.records import Selection

__all__ = ["FORMATS", "ExportError", "Selection", "Summary", "export"]
