"""Exports of an archive: JSON Lines, Parquet, CSV, Markdown, chunks for retrieval, and dated releases.

    export(archive, folder, formats, selection, release) -> Summary

Documents are read through one connection that cannot write, a batch at a time, with their outlines,
indicators and places.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.export.engine import Summary as Summary
    from archive.export.engine import export as export
    from archive.export.errors import ExportError as ExportError
    from archive.export.formats import FORMATS as FORMATS
    from archive.export.records import Selection as Selection
else:
    from cleaners.lazy_names import lazy_names

    __all__, __getattr__ = lazy_names(
        __name__,
        {
            "archive.export.engine": "Summary export",
            "archive.export.errors": "ExportError",
            "archive.export.formats": "FORMATS",
            "archive.export.records": "Selection",
        },
    )
