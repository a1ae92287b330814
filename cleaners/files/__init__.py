"""Text out of the files that portals offer: PDF, DOCX, DOC, WPS, OFD, XLSX, XLS, ET, PPTX, TXT and ZIP.

    sniff(body, name, media_type) -> FileKind       what the bytes are, and whether they are what was promised
    read_file(body, name=..., limits=...) -> FileText       the text, one line a paragraph
    python -m cleaners.files < file                 the same as JSON, in a process with limits of its own

Pure functions: no network, no files, no clock.  PDF, DOC and XLS want the extra [attachments].
A name is imported from its module when it is first asked for.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaners.files.errors import BeyondLimits as BeyondLimits
    from cleaners.files.errors import BrokenFile as BrokenFile
    from cleaners.files.errors import EncryptedFile as EncryptedFile
    from cleaners.files.errors import FileError as FileError
    from cleaners.files.file_text import read_file as read_file
    from cleaners.files.kinds import DOCUMENTS as DOCUMENTS
    from cleaners.files.kinds import IMAGES as IMAGES
    from cleaners.files.kinds import FileKind as FileKind
    from cleaners.files.kinds import Kind as Kind
    from cleaners.files.kinds import sniff as sniff
    from cleaners.files.limits import Limits as Limits
    from cleaners.files.result import FILE_PROBLEM_KINDS as FILE_PROBLEM_KINDS
    from cleaners.files.result import FileText as FileText
    from cleaners.files.result import Member as Member
else:
    from cleaners.lazy_names import lazy_names

    __all__, __getattr__ = lazy_names(
        __name__,
        {
            "cleaners.files.errors": "BeyondLimits BrokenFile EncryptedFile FileError",
            "cleaners.files.file_text": "read_file",
            "cleaners.files.kinds": "DOCUMENTS IMAGES FileKind Kind sniff",
            "cleaners.files.limits": "Limits",
            "cleaners.files.result": "FILE_PROBLEM_KINDS FileText Member",
        },
    )
