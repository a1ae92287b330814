"""The archive: bytes as evidence in WARC files, clean reports in one SQLite file, and the ways in and out.

>>> from datetime import UTC, datetime
>>> from archive import Fetch, PageRef, open_writer
>>> from cleaners import clean_page
>>> url, body = "https://www.example.gov.cn/1.html", "<p>2024年，我局办理行政复议案件12件。</p>".encode()
>>> with open_writer("data/archive.db") as writer:
...     run = writer.begin_run("ingest", "one page")
...     kept = writer.keep(Fetch(url, datetime.now(UTC), body), PageRef(url, "detail"))
...     added = writer.add(clean_page(body, url), kept.snapshot, cleaner_version="1")

A name is imported from its module when it is first asked for, so `import archive` costs next to nothing.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    __version__: str

    from archive.api import open as open
    from archive.errors import ArchiveError as ArchiveError
    from archive.errors import ArchiveLocked as ArchiveLocked
    from archive.errors import DamagedRecord as DamagedRecord
    from archive.errors import DiskFull as DiskFull
    from archive.errors import ForeignLog as ForeignLog
    from archive.errors import NoReaderOfWarc as NoReaderOfWarc
    from archive.errors import NoSuchArchive as NoSuchArchive
    from archive.errors import NotAnArchive as NotAnArchive
    from archive.errors import SchemaTooNew as SchemaTooNew
    from archive.errors import SchemaTooOld as SchemaTooOld
    from archive.evidence.foreign_warcs import read_warc as read_warc
    from archive.reader import Reader as Reader
    from archive.reader import open_reader as open_reader
    from archive.types import Added as Added
    from archive.types import Fetch as Fetch
    from archive.types import Kept as Kept
    from archive.types import Listing as Listing
    from archive.types import PageRef as PageRef
    from archive.types import PageState as PageState
    from archive.types import StoredSnapshot as StoredSnapshot
    from archive.types import StoredText as StoredText
    from archive.types import Structure as Structure
    from archive.writing.writer import Writer as Writer
    from archive.writing.writer import open_writer as open_writer
else:
    from cleaners.lazy_names import lazy_names

    __all__, __getattr__ = lazy_names(
        __name__,
        {
            "archive.api": "open",
            "archive.errors": "ArchiveError ArchiveLocked DamagedRecord DiskFull ForeignLog NoReaderOfWarc "
            "NoSuchArchive NotAnArchive SchemaTooNew SchemaTooOld",
            "archive.evidence.foreign_warcs": "read_warc",
            "archive.reader": "Reader open_reader",
            "archive.types": "Added Fetch Kept Listing PageRef PageState StoredSnapshot StoredText Structure",
            "archive.writing.writer": "Writer open_writer",
        },
    )
