"""The archive: bytes as evidence in WARC files, clean reports in one SQLite file, and the ways in and out.

>>> with open_writer("data/archive.db") as writer:  # doctest: +SKIP
...     writer.begin_run("ingest", "one page")
...     kept = writer.keep(fetch, PageRef("https://www.example.gov.cn/1.html", "detail"))
...     added = writer.add(article, kept.snapshot, cleaner_version="1")
"""

from archive.api import open
from archive.errors import (
    ArchiveError,
    ArchiveLocked,
    DamagedRecord,
    DiskFull,
    NoSuchArchive,
    NotAnArchive,
    SchemaTooNew,
    SchemaTooOld,
)
from archive.evidence.foreign_warcs import read_warc
from archive.reader import Reader, open_reader
from archive.types import (
    Added,
    Fetch,
    Kept,
    Listing,
    PageRef,
    PageState,
    StoredSnapshot,
    StoredText,
    Structure,
)
from archive.writing.writer import Writer, open_writer

__all__ = [
    "Added",
    "ArchiveError",
    "ArchiveLocked",
    "DamagedRecord",
    "DiskFull",
    "Fetch",
    "Kept",
    "Listing",
    "NoSuchArchive",
    "NotAnArchive",
    "PageRef",
    "PageState",
    "Reader",
    "SchemaTooNew",
    "SchemaTooOld",
    "StoredSnapshot",
    "StoredText",
    "Structure",
    "Writer",
    "open",
    "open_reader",
    "open_writer",
    "read_warc",
]
