"""read_file: the text of a file of any kind, the members of a ZIP file one by one."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from cleaners.article import Problem
from cleaners.errors import CleanError, EmptyBody
from cleaners.files.containers.unzip import Container, Entry
from cleaners.files.dispatch import read_one
from cleaners.files.errors import BeyondLimits, FileError, NoReader
from cleaners.files.kinds import FileKind, sniff
from cleaners.files.limits import Account, Limits
from cleaners.files.parts import Parts
from cleaners.files.result import FileText, Member, bounded_problems
from cleaners.problem_kinds import ProblemKind

_DEFAULT = Limits()
_BLANKS = b" \t\r\n\0\xef\xbb\xbf\xfe\xff"
_LONGEST_NAME = 200
_LONGEST_PATH = 1_000  # of a member, its folders included: more is not looked at
_LONGEST_DETAIL, _MOST_PROBLEMS, _MOST_SHEETS = 300, 3, 20  # of a member
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)", re.IGNORECASE)


def read_file(
    body: bytes,
    *,
    name: str | None = None,
    media_type: str | None = None,
    limits: Limits = _DEFAULT,
    parts: Parts | None = None,
) -> FileText:
    """The text of a file, whatever it is; *name* and *media_type* are what the net says of it.

    A kind without a reader, a web page and a picture give a FileText without text, and the problem
    that says so.  Of a ZIP file each member is read; a ZIP file in it is not opened.  A page, sheet or slide that
    cannot be read is left out, and a problem names it; *parts* says which are not tried, and bounds the time of each.

    Raises EmptyBody, and FileError (BrokenFile, EncryptedFile, BeyondLimits) if the file is at fault.
    """
    if len(body) > limits.body_bytes:
        raise BeyondLimits(f"found {len(body)} bytes, expected at most {limits.body_bytes}; raise body_bytes")
    if not body.strip(_BLANKS):
        raise EmptyBody(f"found {len(body)} bytes of blanks, expected a file; fetch it again")
    account = Account(limits, parts or Parts())
    found = sniff(body, name, media_type)
    return _read_zip(body, found, account) if found.kind == "zip" else read_one(body, found, account, name)


def safe_name(name: str) -> str:
    """*name* of a member for the eye and for a table: no drive, no way upwards, no control characters."""
    parts = re.split(r"[\\/]", "".join(char for char in name[-_LONGEST_PATH:] if char.isprintable()))
    kept = [part for part in parts if part.strip(" .") and not re.fullmatch(r"[A-Za-z]:", part)]
    return "/".join(kept)[-_LONGEST_NAME:].lstrip("/") or "unnamed"


def _read_zip(body: bytes, found: FileKind, account: Account) -> FileText:
    """The files in a ZIP file, with one problem for all that have problems of their own."""
    container = Container(body, account)
    wanted = [entry for entry in container.entries if not entry.is_folder and not _LITTER.search(entry.name)]
    members: list[Member] = []
    for number, entry in enumerate(wanted, 1):
        name = safe_name(entry.name)
        member = account.parts.read(f"{number} {name}", partial(_read_member, container, entry, name, account))
        if member is None:
            left_out = account.parts.left_out[-1]
            member = Member(name, None, None, (Problem(ProblemKind.LEFT_OUT, f"left out: {left_out.why}"),))
        members.append(member)
        if account.is_spent:
            break
    problems = bounded_problems((*found.problems, *_problems_of(members, len(wanted))))
    needs_ocr = any(member.file is not None and member.file.needs_ocr for member in members)
    return FileText("", "zip", needs_ocr=needs_ocr, members=tuple(members), problems=problems)


def _read_member(container: Container, entry: Entry, name: str, account: Account) -> Member:
    size_bytes = None
    try:
        body = container.unpack(entry)
        size_bytes = len(body)
        if not body.strip(_BLANKS):
            raise EmptyBody(f"found {len(body)} bytes of blanks, expected a file")
        found = sniff(body, name)
        if found.kind == "zip":
            raise NoReader("found a ZIP file in a ZIP file, which is not opened; unpack it by hand")
        return Member(name, size_bytes, _shortened(read_one(body, found, account, name)))
    except NoReader as error:
        return Member(name, size_bytes, None, (Problem(ProblemKind.NO_READER, str(error)),))
    except CleanError as error:
        return Member(name, size_bytes, None, (problem_of(error),))


def _shortened(file: FileText) -> FileText:
    """*file* with few words about it: a ZIP file has thousands of members."""
    problems = tuple(Problem(one.kind, one.detail[:_LONGEST_DETAIL]) for one in file.problems[:_MOST_PROBLEMS])
    return replace(file, sheets=file.sheets[:_MOST_SHEETS], problems=problems)


def problem_of(error: CleanError) -> Problem:
    """The problem row that *error* makes."""
    kind = error.kind if isinstance(error, FileError) else ProblemKind.NO_TEXT
    return Problem(kind, str(error)[:_LONGEST_DETAIL])


def _problems_of(members: list[Member], wanted: int) -> list[Problem]:
    problems = []
    odd = [member.name for member in members if member.problems or (member.file and member.file.problems)]
    if odd:
        shown = ", ".join(odd[:5]) + (" ..." if len(odd) > 5 else "")
        problems.append(Problem(ProblemKind.MEMBER, f"found problems in {len(odd)} of {wanted} members: {shown}"))
    if len(members) < wanted:
        problems.append(
            Problem(ProblemKind.CUT_OFF, f"read {len(members)} of {wanted} members until a limit was reached")
        )
    if not wanted:
        problems.append(Problem(ProblemKind.NO_TEXT, "found a ZIP file without files in it; look at it by hand"))
    return problems
