"""Text out of the files that portals offer: PDF, DOCX, DOC, WPS, OFD, XLSX, XLS, ET, PPTX, TXT and ZIP.

    sniff(body, name, media_type) -> FileKind       what the bytes are, and whether they are what was promised
    read_file(body, name=..., limits=...) -> FileText       the text, one line a paragraph
    python -m cleaners.files < file                 the same as JSON, in a process with limits of its own

Pure functions: no network, no files, no clock.  PDF, DOC and XLS want the extra [attachments].
"""

from cleaners.files.errors import BeyondLimits, BrokenFile, EncryptedFile, FileError
from cleaners.files.file_text import read_file
from cleaners.files.kinds import DOCUMENTS, IMAGES, FileKind, Kind, sniff
from cleaners.files.limits import Limits
from cleaners.files.result import FILE_PROBLEM_KINDS, FileText, Member

__all__ = [
    "DOCUMENTS",
    "FILE_PROBLEM_KINDS",
    "IMAGES",
    "BeyondLimits",
    "BrokenFile",
    "EncryptedFile",
    "FileError",
    "FileKind",
    "FileText",
    "Kind",
    "Limits",
    "Member",
    "read_file",
    "sniff",
]
