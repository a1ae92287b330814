r"""RTF: the text of a file of control words (Word, WPS and WordPad write it, often behind the name .doc).

Characters come as ``\u27861?`` (Unicode, with a stand-in behind), or as bytes (``\'b7\'a8``) in the code page of
their font.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from cleaners.article import Problem
from cleaners.files.limits import Account
from cleaners.files.parts import OutOfTime
from cleaners.files.result import FileContent
from cleaners.problem_kinds import ProblemKind

_TOKEN = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}]+)", re.DOTALL)
_CODE_PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8"}
_CHARSETS = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949"}  # of fonts
_NOT_TEXT = frozenset(
    {
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf", "footer",
        "footerl", "footerr", "footerf", "footnote", "annotation", "fldinst", "objdata", "themedata",
        "colorschememapping", "listtable", "listoverridetable", "rsidtbl", "generator", "xmlnstbl", "sp",
        "nonesttables", "datastore", "latentstyles", "revtbl", "pgptbl", "filetbl", "template", "operator", "atnid",
        "atnauthor", "bkmkstart", "bkmkend",
    }
)  # fmt: skip
_TEXT_AFTER_STAR = frozenset(("shpinst", "shptxt"))  # text boxes; other groups with a star are for programs
_BREAKS = frozenset(("par", "line", "sect", "page", "column"))
_CHARACTERS = {
    "tab": " ", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "emspace": " ", "enspace": " ", "cell": "\t", "nestcell": "\t", "row": "\n", "nestrow": "\n",
}  # fmt: skip
_DEEPEST = 10_000  # groups, chosen: programs write some 20
_SIGNS = {"~": "\u00a0", "_": "-", "\n": "\n", "\r": "\n"}


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds until the brace closes."""

    is_text: bool = True
    is_hidden: bool = False
    in_table: bool = False
    stand_ins: int = 1  # characters behind a \\u that stand for it
    encoding: str = ""


@dataclass(slots=True)
class _Reader:
    group: _Group = field(default_factory=_Group)
    outer: list[_Group] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    waiting: bytearray = field(default_factory=bytearray)  # bytes of characters, in the encoding of the group
    fonts: dict[int, str] = field(default_factory=dict)
    default: str = "cp1252"
    font: int = 0
    in_fonts: int = 0  # how deep the table of fonts lies; 0 outside of it
    is_star: bool = False
    to_skip: int = 0  # stand-ins that are to come
    most: int = 2_000_000  # characters
    size: int = 0  # of the pieces
    is_cut: bool = False

    def put(self, text: str) -> None:
        """Add what the file shows."""
        self.flush()
        if self.group.is_text and not self.group.is_hidden:
            self.pieces.append(text)
            self.size += len(text)

    def put_bytes(self, data: bytes) -> None:
        """Add bytes in the code page of their font, without the stand-ins among them."""
        dropped = min(self.to_skip, len(data))
        self.to_skip -= dropped
        if self.group.is_text and not self.group.is_hidden:
            self.waiting += data[dropped:]

    def flush(self) -> None:
        """Decode the bytes that wait."""
        if self.waiting:
            self.pieces.append(self.waiting.decode(self.group.encoding or self.default, "replace"))
            self.size += len(self.pieces[-1])
            self.waiting.clear()

    def brace(self, brace: str) -> None:
        """Begin or end a group."""
        self.flush()
        self.to_skip = 0
        if brace == "{":
            self.outer.append(self.group)
            self.is_cut |= len(self.outer) > _DEEPEST
        elif self.outer:
            self.group = self.outer.pop()
            self.in_fonts = self.in_fonts if len(self.outer) >= self.in_fonts else 0
        self.is_star = False

    def problems(self) -> tuple[Problem, ...]:
        """Whether the file was read to its end."""
        what = f"read {self.size} characters until groups lay {_DEEPEST} deep or the processor time was used up"
        return (Problem(ProblemKind.CUT_OFF, f"{what}; look at the rest by hand"),) if self.is_cut else ()

    def word(self, word: str, number: int | None) -> None:
        """Do what a control word says."""
        if self.is_star or word in _NOT_TEXT:
            if not (self.is_star and word in _TEXT_AFTER_STAR):
                self.flush()
                self.group = replace(self.group, is_text=False)
            self.in_fonts = len(self.outer) if word == "fonttbl" else self.in_fonts
            self.is_star = False
        if word == "u" and number is not None:
            self.put(chr(number % 0x10000))
            self.to_skip = self.group.stand_ins
        elif word in _BREAKS:
            self.put(" " if self.group.in_table and word in ("par", "line") else "\n")
        elif word in _CHARACTERS:
            self.put(_CHARACTERS[word])
        else:
            self._set(word, number)

    def _set(self, word: str, number: int | None) -> None:
        if word == "f" and number is not None:
            self.flush()
            self.font = number
            self.group = replace(self.group, encoding=self.fonts.get(number, ""))
        elif word == "fcharset" and self.in_fonts:
            self.fonts[self.font] = _CHARSETS.get(number or 0, "")
        elif word == "ansicpg":
            self.default = _CODE_PAGES.get(number or 0, "cp1252")
        elif word == "uc":
            self.group = replace(self.group, stand_ins=number or 0)
        elif word in ("v", "deleted"):
            self.flush()
            self.group = replace(self.group, is_hidden=number != 0)
        elif word in ("plain", "pard", "intbl"):
            self.flush()
            hidden, table = (False, self.group.in_table) if word == "plain" else (self.group.is_hidden, word == "intbl")
            self.group = replace(self.group, is_hidden=hidden, in_table=table)


def read_rtf(body: bytes, account: Account) -> FileContent:
    """The paragraphs of an RTF file, each table row as one line; numbers of lists as they are printed.

    Header, footer, footnotes, comments, pictures and hidden text are left out.
    """
    reader = _Reader(most=account.limits.characters)
    try:
        _walk(reader, body.decode("latin-1"))
    except OutOfTime as error:
        account.parts.note_time(error)
        reader.is_cut = True
    reader.flush()
    text = "".join(reader.pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = (line.rstrip("\t") for line in text[: account.limits.characters + 1].split("\n"))
    return FileContent(lines, pictures_beside="pictures" if b"\\pict" in body else None, problems=reader.problems())


def _walk(reader: _Reader, source: str) -> None:
    at = 0
    while not reader.is_cut and reader.size <= reader.most and (match := _TOKEN.match(source, at)):
        at = match.end()
        word, number, code, sign, brace, plain = match.groups()
        if word == "bin":
            at += max(0, int(number or 0))
        elif word:
            reader.word(word, int(number) if number else None)
        elif code:
            reader.put_bytes(bytes([int(code, 16)]))
        elif brace:
            reader.brace(brace)
        elif plain:
            reader.put_bytes(plain.replace("\r", "").replace("\n", "").encode("latin-1"))
        elif sign == "*":
            reader.is_star = True
        elif sign in "\\{}":
            reader.put_bytes(sign.encode())
        elif sign in _SIGNS:
            reader.put(_SIGNS[sign])
