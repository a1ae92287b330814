"""What the file readers raise; all are CleanErrors.

CleanError
    EmptyBody             nothing but blanks in the body
    FileError             the file is there, its text is not to be had
        BrokenFile        cut off, damaged, or not what its first bytes announce
        EncryptedFile     a password is needed
        BeyondLimits      larger, deeper or more of it than the limits allow
        TookTooLong       its processor time is used up and nothing was read
        FileCrash         the process that read it died of it
"""

from __future__ import annotations

from cleaners.errors import CleanError
from cleaners.problem_kinds import ProblemKind


class FileError(CleanError):
    """The text of a file could not be read."""

    kind = ProblemKind.BROKEN_FILE


class BrokenFile(FileError):
    """The file is cut off, damaged, or not what its first bytes announce."""

    kind = ProblemKind.BROKEN_FILE


class EncryptedFile(FileError):
    """The file wants a password."""

    kind = ProblemKind.ENCRYPTED


class BeyondLimits(FileError):
    """The file is larger, deeper or more than the limits allow: perhaps a bomb."""

    kind = ProblemKind.BEYOND_LIMITS


class TookTooLong(FileError):
    """The processor time that a file may take was used up before anything was read."""

    kind = ProblemKind.FILE_TIMEOUT


class FileCrash(FileError):
    """The process that read the file has died of it: a library aborted or ran out of memory."""

    kind = ProblemKind.FILE_CRASH


class NoReader(Exception):
    """A reader is missing; ``read_file`` turns it into a problem, for the file itself is not at fault."""
