"""Turn the bytes of a page into text: byte order mark, then what the bytes bear out.

A declaration (header or meta) is a hint.  Old portals declare gb2312 and send GBK, move to
UTF-8 and leave the old meta in place, or say one thing in the header and another in the page:
whatever decodes without a fault wins, and every GB label means GB18030, their superset.  Labels are those of the web
(``encoding_labels``), not Python's.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cleaners.errors import EmptyBody, NotText
from cleaners.parsing.encoding_labels import codec_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FILES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP container (docx, xlsx, ofd, zip)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (doc, xls, wps)"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"RIFF", "a RIFF file"),
    (b"{\\rtf", "an RTF file"),
)
_CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{1,40})""")  # in lower case
_HEADER_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{1,40})""", re.IGNORECASE)
_DATA_START = re.compile(r"\s{0,9}(?:[\w$.]+\s{0,9}\(\s{0,9})?(?:\{\s{0,9}[\"'}]|\[\s{0,9}[\[{\"'\d\]])")
_XML_START = re.compile(
    r"\s{0,9}<\?xml[^>]*+>\s*+(?>(?><!--.*?-->)\s*+)*+<(?!!doctype\s+html|html)", re.IGNORECASE | re.DOTALL
)
_HEAD_BYTES = 8192  # some portals put the charset after the first 1,024 bytes
_SURE_SIZE = 10_000  # no page of this size has only a handful of them
_SURE_BYTES = 24  # fewer non-ASCII bytes than these can be valid UTF-8 by chance
_COMMON = "的是在有人国年政府中页關於時網"
_FAMILIAR_CHARS = 50_000  # of a page that are looked at for them (chosen)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page, the encoding that gave it, and how many bytes fitted nowhere."""

    text: str
    encoding: str
    replaced: int = 0


def decode_body(body: bytes, headers: Mapping[str, str] | None = None) -> Decoded:
    """Return the text of *body*, without byte order mark.

    Raises EmptyBody for blanks and NotText for files, images and API answers.
    """
    if not body.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise EmptyBody(f"found {len(body)} bytes of blanks, expected a page; fetch it again")
    for magic, name in _FILES:
        if body.startswith(magic):
            raise NotText(f"found {name}, expected a page; store it as an attachment")
    decoded = _decode(body, headers)
    _refuse_data(decoded.text)
    return decoded


def _decode(body: bytes, headers: Mapping[str, str] | None) -> Decoded:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _with_replacements(body[len(mark) :], encoding)
    if body.isascii():
        return _hz(body) or Decoded(body.decode("ascii"), "ascii")
    text = _utf8(body)
    if text is not None and len(body) > _SURE_SIZE:
        return Decoded(text, "utf-8")
    declared = list(_declared(body, headers))
    if text is not None and not _may_be_chance(body, declared):
        return Decoded(text, "utf-8")
    if b"\0" in body[:_HEAD_BYTES]:
        return _wide_or_binary(body)
    return _best_of(body, declared)


def _hz(body: bytes) -> Decoded | None:
    """The text if ASCII bytes are HZ (RFC 1843): Chinese between ~{ and ~}."""
    if b"~{" not in body or b"~}" not in body:
        return None
    try:
        text = body.decode("hz")
    except UnicodeDecodeError:
        return None
    return Decoded(text, "hz") if _is_familiar(text) else None


def _utf8(body: bytes) -> str | None:
    """The text if *body* is UTF-8; a character cut off at the very end is dropped."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(body) - 3 and error.reason == "unexpected end of data":
            return body[: error.start].decode("utf-8")
        return None


def _may_be_chance(body: bytes, declared: list[str]) -> bool:
    """Whether a page that declares another encoding has too few bytes to prove UTF-8."""
    if not declared or "utf-8" in declared:
        return False
    return sum(byte > 127 for byte in body) < _SURE_BYTES


def _declared(body: bytes, headers: Mapping[str, str] | None) -> Iterator[str]:
    """Codecs of the encodings that header and page declare, in that order; what is none of the web is passed over.

    A page that could be read so far is not UTF-16, whatever it says of itself: as in browsers that means UTF-8.
    """
    for name, value in (headers or {}).items():
        if name.lower() == "content-type":
            yield from filter(None, map(codec_of, _HEADER_CHARSET.findall(str(value))))
    for label in _CHARSET.findall(body[:_HEAD_BYTES].lower()):
        if codec := codec_of(label.decode("ascii")):
            yield "utf-8" if codec.startswith("utf-16") else codec


def _wide_or_binary(body: bytes) -> Decoded:
    head = body[:_HEAD_BYTES]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 5 < len(head) // 2 or min(even, odd) * 3 > max(even, odd):
        raise NotText(f"found {even + odd} NUL bytes in the first {len(head)}, expected text; store it as a file")
    return _with_replacements(body, "utf-16-be" if even > odd else "utf-16-le")


def _best_of(body: bytes, declared: list[str]) -> Decoded:
    """The candidate with the fewest faults; among equals the one that reads most like Chinese."""
    readings = []
    for encoding in dict.fromkeys([*declared, "gb18030", "utf-8", "big5hkscs"]):
        reading = _with_replacements(body, encoding)
        if not reading.replaced and _is_familiar(reading.text):
            return reading
        readings.append(reading)
    return min(readings, key=lambda reading: (reading.replaced, -_familiar(reading.text)))


def _familiar(text: str) -> int:
    """How often the commonest characters of Chinese prose and page furniture come up."""
    return sum(text.count(char, 0, _FAMILIAR_CHARS) for char in _COMMON)


def _is_familiar(text: str) -> bool:
    """Whether any of them comes up, which one look tells of most pages."""
    return any(text.find(char, 0, _FAMILIAR_CHARS) >= 0 for char in _COMMON)


def _with_replacements(body: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(body.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        if error.start >= len(body) - 4 and error.end == len(body):
            return Decoded(body[: error.start].decode(encoding), encoding)
    text = body.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _refuse_data(text: str) -> None:
    head = text[:4096]
    if _XML_START.match(head):
        raise NotText("found an XML document, expected a page; read it with the platform that asked for it")
    if _DATA_START.match(head) and (is_json(text) or "<html" not in text[:_HEAD_BYTES].lower()):
        raise NotText("found JSON or a script answer, expected a page; read it with the platform that asked for it")


def is_json(text: str) -> bool:
    """Return whether the whole of *text* is JSON."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
