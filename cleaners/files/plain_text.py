"""TXT: bytes to lines."""

from __future__ import annotations

import codecs

from cleaners.article import Problem
from cleaners.files.limits import Account
from cleaners.files.result import FileContent
from cleaners.problem_kinds import ProblemKind

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_txt(body: bytes, account: Account) -> FileContent:
    """The lines of a text in the encoding of its byte order mark, else UTF-8, else GB18030."""
    text, bad = _decode(body[: account.limits.characters * 4 + 4])
    problem = Problem(
        ProblemKind.BAD_ENCODING, f"found bytes that are neither UTF-8 nor GB18030; {bad} marks stand for them"
    )
    return FileContent(text.splitlines(), problems=(problem,) if bad else ())


def _decode(body: bytes) -> tuple[str, int]:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _replaced(body[len(mark) :], encoding)
    readings = []
    for encoding in ("utf-8", "gb18030"):
        text, bad = _replaced(body, encoding)
        if not bad:
            return text, 0
        readings.append((text, bad))
    return min(readings, key=lambda reading: reading[1])


def _replaced(body: bytes, encoding: str) -> tuple[str, int]:
    """The text and the number of replacements; a character cut off at the end is dropped."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(body)
    return text, text.count("\ufffd") - (body.count("\ufffd".encode()) if encoding == "utf-8" else 0)
