"""Errors of the archive.

ArchiveError
    NoSuchArchive    the file, or its folder, is not there
    NotAnArchive     the file is there and is no archive of ours
    SchemaTooNew     it was written by a newer version of this software
    SchemaTooOld     it was written by an older version, and whoever only reads may not change it
    ArchiveLocked    another process writes to it
    ForeignLog       SQLite's log beside the file was written for another state of it
    DiskFull         neither the archive nor a WARC file can grow
    DamagedRecord    a WARC record is not where its row says, or its bytes have another digest
    NoReaderOfWarc   a WARC file is packed in a way whose library is not installed
"""


class ArchiveError(Exception):
    """The archive could not be read or written; the message says what was found and what to do."""


class NoSuchArchive(ArchiveError):
    """The file, or the folder that should hold it, does not exist."""


class NotAnArchive(ArchiveError):
    """The file exists and is not an archive of ours."""


class SchemaTooNew(ArchiveError):
    """The archive knows migrations that this version does not."""


class SchemaTooOld(ArchiveError):
    """The archive lacks migrations; `fazhi upgrade`, or whatever writes next, applies them."""


class ArchiveLocked(ArchiveError):
    """Another process is writing to this archive."""


class ForeignLog(ArchiveError):
    """A log or journal of SQLite beside the archive belongs to another file, or to another state of this one."""


class DiskFull(ArchiveError):
    """No space is left for the archive or its WARC files."""


class DamagedRecord(ArchiveError):
    """A WARC record does not hold what its row in snapshots says."""


class NoReaderOfWarc(ArchiveError):
    """A WARC file is packed in a way whose library is not installed."""
