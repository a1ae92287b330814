"""DOC and WPS (Word 97 and later in a compound file): the text by its piece table, the tables by paragraph properties.

The layout is published as [MS-DOC]: the File Information Block says where the piece table (Clx) and
the table of paragraph properties (PlcBtePapx) lie; the pieces say where in the stream each run of
characters lies and whether a character takes one byte or two.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from cleaners.files.containers.compound import compound_stream
from cleaners.files.errors import BrokenFile, EncryptedFile
from cleaners.files.limits import Account
from cleaners.files.result import FileContent, join_cells

_MAGIC = 0xA5EC
_WORD_97 = 0x00C1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_TEXT_LENGTH_AT, _PAPX_AT, _CLX_AT = 0x4C, 0x102, 0x1A2
_AT_ONCE = 65_536  # characters of a piece that are unpacked together
_PAGE = 512  # formatted disk pages
_IN_TABLE = 0x2416  # sprmPFInTable
_ROW_END = 0x2417  # sprmPFTtp: this paragraph mark ends a table row
_OPERAND_BYTES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_BIG_OPERANDS = {0xD608: 2}  # sprmTDefTable: its length takes two bytes
_FIELD_START, _FIELD_RESULT = "\x13", "\x14"
_FIELD_MARKS = "\x13\x14\x15"
_MARKS = {"\x0b": "\n", "\x0c": "\r", "\x0e": "\r", "\x1e": "-", "\t": " "}


def read_doc(body: bytes, account: Account) -> FileContent:
    """The paragraphs of the main text, each table row as one line; no headers, footnotes, text boxes.

    Raises EncryptedFile, and BrokenFile for Word 95 and older, whose text lies elsewhere.
    """
    word = compound_stream(body, "WordDocument")
    header = _Header.read(word)
    table = compound_stream(body, header.table_name)
    pieces = _pieces(table[header.clx_at : header.clx_at + header.clx_bytes], header.characters)
    _check_sizes(pieces, word)
    runs = _table_runs(word, table[header.papx_at : header.papx_at + header.papx_bytes])
    return FileContent(_lines(_characters(word, pieces), runs, account.limits.characters))


@dataclass(frozen=True, slots=True)
class _Header:
    table_name: str
    characters: int  # of the main text, which comes first
    papx_at: int
    papx_bytes: int
    clx_at: int
    clx_bytes: int

    @classmethod
    def read(cls, word: bytes) -> _Header:
        if len(word) < _CLX_AT + 8 or _number(word, 0, "<H") != _MAGIC:
            raise BrokenFile(f"found {len(word)} bytes that do not begin as a Word document; fetch the file again")
        if _number(word, 2, "<H") < _WORD_97:
            raise BrokenFile("found a document of Word 95 or older, expected Word 97 or later; convert it by hand")
        flags = _number(word, 10, "<H")
        if flags & _ENCRYPTED:
            raise EncryptedFile("found a document under a password, expected one without; ask for it")
        return cls(
            "1Table" if flags & _TABLE_1 else "0Table",
            _number(word, _TEXT_LENGTH_AT),
            _number(word, _PAPX_AT),
            _number(word, _PAPX_AT + 4),
            _number(word, _CLX_AT),
            _number(word, _CLX_AT + 4),
        )


@dataclass(frozen=True, slots=True)
class _Piece:
    characters: int
    offset: int
    width: int  # bytes a character


def _pieces(clx: bytes, characters: int) -> list[_Piece]:
    """The pieces of the main text, in reading order."""
    at = 0
    while clx[at : at + 1] == b"\x01":  # property changes that the pieces refer to
        at += 3 + _number(clx, at + 1, "<H")
    if clx[at : at + 1] != b"\x02":
        raise BrokenFile("found no piece table in the document, expected one; fetch the file again")
    table = clx[at + 5 : at + 5 + _number(clx, at + 1)]
    count = max(0, (len(table) - 4) // 12)
    bounds = struct.unpack_from(f"<{count + 1}I", table) if count else ()
    pieces = []
    for number in range(count):
        size = min(bounds[number + 1], characters) - bounds[number]
        where = _number(table, 4 * (count + 1) + 8 * number + 2)
        compressed = bool(where & 0x4000_0000)
        offset = where & 0x3FFF_FFFF
        if size > 0:
            pieces.append(_Piece(size, offset // 2 if compressed else offset, 1 if compressed else 2))
    return pieces


def _check_sizes(pieces: list[_Piece], word: bytes) -> None:
    """Raise BrokenFile when the pieces hold more than the stream has: no program writes pieces that overlap."""
    size = sum(piece.characters * piece.width for piece in pieces)
    if size > len(word):
        raise BrokenFile(f"found {size} bytes of text in a stream of {len(word)}; fetch the file again")


def _characters(word: bytes, pieces: list[_Piece]) -> Iterator[tuple[str, int]]:
    """Each character (UTF-16 unit) and the offset behind it.

    Raises BrokenFile when a piece lies outside of the stream.
    """
    for piece in pieces:
        end = piece.offset + piece.characters * piece.width
        if end > len(word):
            raise BrokenFile(f"found a piece of text that ends at {end} of {len(word)} bytes; fetch the file again")
        step = _AT_ONCE * piece.width
        for start in range(piece.offset, end, step):
            raw = word[start : min(end, start + step)]
            text = raw.decode("cp1252", "replace") if piece.width == 1 else _utf16_units(raw)
            yield from ((char, start + piece.width * (n + 1)) for n, char in enumerate(text))


def _utf16_units(raw: bytes) -> str:
    """One character for each two bytes, halves of pairs apart."""
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))


def _lines(characters: Iterator[tuple[str, int]], table: _Table, most: int) -> Iterator[str]:
    """Paragraphs and rows out of the stream of characters and marks."""
    text: list[str] = []
    cells: list[str] = []
    fields = _Fields()
    for char, end in characters:
        if char in _FIELD_MARKS:
            fields.follow(char)
        elif fields.codes:
            continue
        elif char == "\x07":
            if end in table.row_ends:
                yield join_cells(cells, most)
                cells = []
            else:
                cells.append(_joined(text))
            text = []
        elif _MARKS.get(char, char) == "\r" and end not in table.paragraphs:
            yield from _joined(text).split("\n")
            text = []
        else:
            text.append("\n" if char == "\r" else _MARKS.get(char, char))
    yield from [*([join_cells(cells, most)] if cells else []), *_joined(text).split("\n")]


@dataclass(slots=True)
class _Fields:
    """The fields that are open, and how many of them are in their code, which is not printed."""

    in_code: list[bool] = field(default_factory=list)
    codes: int = 0

    def follow(self, mark: str) -> None:
        """Begin a field, its result, or end it."""
        if mark == _FIELD_START:
            self.in_code.append(True)
            self.codes += 1
        elif self.in_code:
            self.codes -= self.in_code.pop()
            if mark == _FIELD_RESULT:
                self.in_code.append(False)


def _joined(units: list[str]) -> str:
    """The text of UTF-16 units; halves without a partner become U+FFFD."""
    return "".join(units).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Runs:
    """Runs of the stream, for asking whether a paragraph ends in one of them."""

    def __init__(self) -> None:
        self._runs: list[tuple[int, int]] = []
        self._is_sorted = True

    def add(self, start: int, end: int) -> None:
        """Add a run, in any order."""
        self._is_sorted &= not self._runs or self._runs[-1] < (start, end)
        self._runs.append((start, end))

    def __contains__(self, end: int) -> bool:
        if not self._is_sorted:
            self._runs.sort()
            self._is_sorted = True
        at = bisect_left(self._runs, (end, 0)) - 1
        return at >= 0 and end <= self._runs[at][1]


@dataclass(frozen=True, slots=True)
class _Table:
    """Which paragraphs stand in tables, and which of those only end a row.

    The text alone does not tell: an empty last cell and the end of a row look alike.
    """

    paragraphs: _Runs
    row_ends: _Runs


def _table_runs(word: bytes, bins: bytes) -> _Table:
    table = _Table(_Runs(), _Runs())
    count = max(0, (len(bins) - 4) // 8)
    for number in range(min(count, len(word) // _PAGE)):
        page_at = (_number(bins, 4 * (count + 1) + 4 * number) & 0x3F_FFFF) * _PAGE
        page = word[page_at : page_at + _PAGE]
        if len(page) == _PAGE:
            _add_runs_of_page(page, table)
    return table


def _add_runs_of_page(page: bytes, table: _Table) -> None:
    count = page[-1]
    if 4 * (count + 1) + 13 * count > _PAGE - 1:
        return
    for number in range(count):
        at = page[4 * (count + 1) + 13 * number] * 2
        changes = dict(_changes(_properties(page, at))) if at else {}
        run = _number(page, 4 * number), _number(page, 4 * (number + 1))
        if changes.get(_IN_TABLE):
            table.paragraphs.add(*run)
        if changes.get(_ROW_END):
            table.row_ends.add(*run)


def _properties(page: bytes, at: int) -> bytes:
    """The property changes of a paragraph, behind the two bytes that name its style."""
    size, start = (page[at] * 2 - 1, at + 1) if page[at] else (page[min(at + 1, _PAGE - 1)] * 2, at + 2)
    return page[start + 2 : start + size]


def _changes(data: bytes) -> Iterator[tuple[int, int]]:
    """Each property changed and the first byte of its new value."""
    at = 0
    while at + 3 <= len(data):
        code = _number(data, at, "<H")
        yield code, data[at + 2]
        size = _OPERAND_BYTES.get(code >> 13)
        if size is None:  # the operand begins with its length
            width = _BIG_OPERANDS.get(code, 1)
            size = width + int.from_bytes(data[at + 2 : at + 2 + width], "little") - (width == 2)
        at += 2 + size


def _number(data: bytes, at: int, form: str = "<I") -> int:
    """The number at *at*.

    Raises BrokenFile behind the end of *data*.
    """
    try:
        return int(struct.unpack_from(form, data, at)[0])
    except struct.error as error:
        raise BrokenFile(f"found {len(data)} bytes, expected a number at {at}; the file is cut off") from error
