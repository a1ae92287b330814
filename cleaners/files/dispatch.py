"""The text of one file that is no ZIP file, with every way of failing turned into a CleanError or a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from cleaners.article import Problem
from cleaners.errors import CleanError
from cleaners.files.errors import BeyondLimits, BrokenFile, EncryptedFile, NoReader, TookTooLong
from cleaners.files.kinds import IMAGES, FileKind, Kind, ending_of
from cleaners.files.layout.ofd import read_ofd
from cleaners.files.layout.pdf import read_pdf
from cleaners.files.limits import Account
from cleaners.files.office.old_sheets import read_xls
from cleaners.files.office.old_word import read_doc
from cleaners.files.office.rich_text import read_rtf
from cleaners.files.office.saved_markup import read_markup
from cleaners.files.office.sheets import read_xlsx
from cleaners.files.office.slides import read_pptx
from cleaners.files.office.word import read_docx
from cleaners.files.office.word_xml import read_word_xml
from cleaners.files.parts import OutOfTime, problems_of_parts
from cleaners.files.plain_text import read_txt
from cleaners.files.result import FileContent, FileText, bounded_names, bounded_problems, tidy
from cleaners.problem_kinds import ProblemKind

_READERS: Mapping[Kind, Callable[[bytes, Account], FileContent]] = MappingProxyType(
    {
        "pdf": read_pdf,
        "docx": read_docx,
        "xlsx": read_xlsx,
        "pptx": read_pptx,
        "ofd": read_ofd,
        "doc": read_doc,
        "xls": read_xls,
        "rtf": read_rtf,
        "wordxml": read_word_xml,
        "mhtml": read_markup,
        "txt": read_txt,
    }
)


def read_one(body: bytes, found: FileKind, account: Account, name: str | None) -> FileText:
    """Read a file that is no ZIP file with the reader of its kind.

    A kind without a reader gives a FileText without text, and the problem that says so.
    Raises FileError (BrokenFile, EncryptedFile, BeyondLimits) if the file is at fault.
    """
    if found.kind == "encrypted":
        raise EncryptedFile("found an office file under a password, expected one without; ask for it")
    if found.kind in IMAGES:
        problem = Problem(
            ProblemKind.NEEDS_OCR, f"found a picture ({found.kind}), expected text; a text recognition is needed"
        )
        return FileText("", found.kind, needs_ocr=True, problems=(*found.problems, problem))
    try:
        reader = _reader_of(found)
        if reader is None:
            raise NoReader(_unread(found.kind, name))
        return _read(reader, body, found, account)
    except NoReader as error:
        is_explained = any(problem.kind == ProblemKind.PAGE_FOR_FILE for problem in found.problems)
        problems = () if is_explained else (Problem(ProblemKind.NO_READER, str(error)),)
        return FileText("", found.kind, problems=(*found.problems, *problems))


def _reader_of(found: FileKind) -> Callable[[bytes, Account], FileContent] | None:
    """The reader of a kind; pages are read only where an office program has saved one under the name of its files."""
    if found.kind == "html" and {problem.kind for problem in found.problems} == {ProblemKind.WRONG_TYPE}:
        return read_markup
    return _READERS.get(found.kind)


def _read(reader: Callable[[bytes, Account], FileContent], body: bytes, found: FileKind, account: Account) -> FileText:
    most, before, done = account.left_characters, len(account.parts.left_out), account.parts.done
    reading, lines, is_late = _lines_of(reader, body, account)
    text = "\n".join(lines)
    left_out = account.parts.left_out[before:]
    if left_out and account.parts.done == done and not text and account.parts.error:
        raise account.parts.error
    account.characters += len(text)
    doubts = _doubts(text, reading, most, is_late=is_late, has_left_out=bool(left_out))
    problems = bounded_problems((*found.problems, *problems_of_parts(left_out), *reading.problems, *doubts))
    needs_ocr = any(problem.kind == ProblemKind.NEEDS_OCR for problem in problems)
    sheets = bounded_names(reading.sheets)
    return FileText(text[:most], found.kind, reading.pages, sheets, needs_ocr, problems=problems)


def _unread(kind: Kind, name: str | None) -> str:
    if kind == "html":
        return "found a web page, which is not read here; give it to clean_page"
    if kind in ("rar", "7z", "gzip"):
        return f"found a {kind} archive, which is not opened; unpack it by hand"
    ending = ending_of(name)
    what = (
        f"a file of unknown kind{f' (.{ending})' if ending else ''}" if kind == "unknown" else f"a file of kind {kind}"
    )
    return f"found {what}, expected {', '.join(sorted(_READERS))} or zip; convert it by hand"


def _doubts(text: str, reading: FileContent, most: int, *, is_late: bool, has_left_out: bool) -> list[Problem]:
    """What is to be said about a text that is empty, or too long, or less than the file shows."""
    doubts = []
    pictures = reading.pictures or (None if text else reading.pictures_beside)
    if pictures:
        doubts.append(Problem(ProblemKind.NEEDS_OCR, f"found {pictures} without text; a text recognition is needed"))
    elif not text and not has_left_out:
        doubts.append(
            Problem(ProblemKind.NO_TEXT, "found a file that can be read and holds no text; look at it by hand")
        )
    if len(text) > most:
        doubts.append(Problem(ProblemKind.CUT_OFF, f"found more than {most} characters; raise characters to read on"))
    elif is_late:
        said = f"read {len(text)} characters until the processor time was used up; look at the rest by hand"
        doubts.append(Problem(ProblemKind.CUT_OFF, said))
    return doubts


def _lines_of(
    reader: Callable[[bytes, Account], FileContent], body: bytes, account: Account
) -> tuple[FileContent, list[str], bool]:
    """What *reader* says of *body*, its lines, at most as many characters as allowed, and whether time ended them.

    Raises BrokenFile for whatever surprises a reader: damaged bytes make libraries fail in any way.
    """
    lines: list[str] = []
    reading: FileContent | None = None
    try:
        reading = reader(body, account)
        _collect(reading.lines, account.left_characters, lines)
        return reading, lines, False
    except OutOfTime as error:
        account.parts.note_time(error)
        if reading is not None and lines:
            return reading, lines, True
        raise TookTooLong(f"the file {error}; look at it by hand") from error
    except (CleanError, NoReader):
        raise
    except (MemoryError, RecursionError) as error:
        what = type(error).__name__
    except Exception as error:
        raise BrokenFile(f"could not read the file ({type(error).__name__}: {error}); fetch it again") from error
    # raised here, where what filled the memory is no longer held by the error
    raise BeyondLimits(f"found more in the file than fits into the memory ({what}); look at it by hand")


def _collect(lines: Iterable[str], most: int, kept: list[str]) -> None:
    """Put the lines that are not empty into *kept*, until they have more than *most* characters."""
    size = 0
    for line in lines:
        if text := tidy(line):
            kept.append(text)
            size += len(text) + 1
            if size - 1 > most:  # no newline behind the last
                break
