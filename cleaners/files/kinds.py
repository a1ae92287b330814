"""The kind of a file by its first bytes; the name and the media type that came with it are claims."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast

from cleaners.article import Problem
from cleaners.files.containers.unzip import names_of
from cleaners.parsing.saved.mhtml import is_mhtml
from cleaners.patterns.file_endings import ENDINGS, Use
from cleaners.problem_kinds import ProblemKind

Kind = Literal[
    "pdf", "docx", "xlsx", "pptx", "ofd", "odf", "doc", "xls", "ppt", "encrypted", "rtf", "wordxml",
    "zip", "rar", "7z", "gzip", "html", "mhtml", "xml", "txt",
    "jpeg", "png", "gif", "bmp", "tiff", "webp", "video", "unknown",
]  # fmt: skip


def _kinds_of(use: Use) -> frozenset[Kind]:
    return cast("frozenset[Kind]", frozenset(kind for row in ENDINGS.values() if row.use == use for kind in row.kinds))


IMAGES = _kinds_of("picture")
DOCUMENTS: frozenset[Kind] = (_kinds_of("document") - {"encrypted"}) | {
    "zip",
    "rtf",
    "wordxml",
}  # what a report may come as

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", "encrypted"),  # a DOCX or XLSX under a password
    ("WordDocument", "doc"),  # WPS Office writes .wps with the streams of .doc, .et with those of .xls
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_PARTS: tuple[tuple[str, Kind], ...] = (
    ("word/document", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
    ("META-INF/manifest.xml", "odf"),
)
_PDF_WINDOW = 1024  # readers accept junk before the header
_HEAD = 4096
_HTML = re.compile(
    r"(?><\?xml[^>]*+>|<!--.*?-->|\s++)*+<(?:!doctype\s+html|html|head|body|meta|title|script|style|div|table|p|center)\b",
    re.IGNORECASE | re.DOTALL,
)
_WORD_XML = re.compile(
    r"\s*(?:<\?[^>]{0,300}>\s*){0,5}<(?:\w{1,20}:)?(?:wordDocument\b|package\b[^>]{0,300}xmlPackage)"
)
_WORD_HTML = re.compile(r"urn:schemas-microsoft-com:office:(?:word|excel)", re.IGNORECASE)

_BY_ENDING: Mapping[str, frozenset[Kind]] = MappingProxyType(
    {ending: cast("frozenset[Kind]", frozenset(row.kinds)) for ending, row in ENDINGS.items() if row.kinds}
)
_BY_MEDIA_TYPE: Mapping[str, frozenset[Kind]] = MappingProxyType(
    {
        "application/pdf": _BY_ENDING["pdf"],
        "application/msword": _BY_ENDING["wps"],
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _BY_ENDING["docx"],
        "application/vnd.ms-excel": _BY_ENDING["et"],
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _BY_ENDING["xlsx"],
        "application/ofd": _BY_ENDING["ofd"],
        "application/zip": frozenset({"zip", "docx", "xlsx", "pptx", "ofd", "odf"}),
        "application/x-rar-compressed": _BY_ENDING["rar"],
        "text/html": _BY_ENDING["html"],
    }
)


@dataclass(frozen=True, slots=True)
class FileKind:
    """What the bytes are, and what is odd about that."""

    kind: Kind
    problems: tuple[Problem, ...] = ()


def sniff(body: bytes, name: str | None = None, media_type: str | None = None) -> FileKind:
    """What *body* is by its first bytes and its inner directory.

    *problems* holds ``page_for_file`` when a web page came although no page was asked for, and
    ``wrong_type`` when the bytes contradict the ending of *name* or, if that says nothing, *media_type*.
    """
    kind = _kind_of(body)
    expected, claim = _expected(name, media_type)
    if kind == "html":
        return FileKind(kind, _page_instead(body, expected, claim))
    if not expected or kind in expected:
        return FileKind(kind)
    detail = f"found {kind} by the first bytes, expected {' or '.join(sorted(expected))} after {claim}"
    return FileKind(kind, (Problem(ProblemKind.WRONG_TYPE, f"{detail}; it is read as what it is"),))


def ending_of(name: str | None) -> str:
    """The ending of *name* in lower case without the dot; "" if it has none."""
    match = re.search(r"\.(\w{1,5})\s*$", name or "")
    return match[1].lower() if match else ""


def _expected(name: str | None, media_type: str | None) -> tuple[frozenset[Kind], str]:
    ending = ending_of(name)
    if ending in _BY_ENDING:
        return _BY_ENDING[ending], f"the ending .{ending}"
    plain = (media_type or "").partition(";")[0].strip().lower()
    return _BY_MEDIA_TYPE.get(plain, frozenset()), f"the media type {plain}"


def _kind_of(body: bytes) -> Kind:
    if b"%PDF-" in body[:_PDF_WINDOW]:
        return "pdf"
    if body.startswith(b"PK\x03\x04") or body.startswith(b"PK\x05\x06"):
        return _zip_kind(body)
    if body.startswith(_OLE):
        return _ole_kind(body)
    for magic, kind in _MAGIC:
        if body.startswith(magic):
            return kind
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "webp"
    if body[4:8] == b"ftyp":
        return "video"
    if body[:2] == b"BM" and body[6:10] == b"\0\0\0\0":
        return "bmp"
    return _text_kind(body)


def _zip_kind(body: bytes) -> Kind:
    names = names_of(body)
    for part, kind in _PARTS:
        if any(name.lstrip("/").startswith(part) for name in names):
            return kind
    return "zip"


def _ole_kind(body: bytes) -> Kind:
    """The kind by the names in the directory of a compound file: UTF-16, in entries of 128 bytes, never split."""
    for stream, kind in _STREAMS:
        entry = (stream + "\0").encode("utf-16-le")
        at = body.find(entry)
        while at >= 0:
            if at % 128 == 0:
                return kind
            at = body.find(entry, at + 1)
    return "unknown"


def _text_kind(body: bytes) -> Kind:
    head = _head(body)
    if head is None:
        return "unknown"
    if _HTML.match(head):
        return "html"
    if is_mhtml(body):
        return "mhtml"
    if _WORD_XML.match(head):
        return "wordxml"
    return "xml" if head.startswith("<?xml") else "txt"


def _head(body: bytes) -> str | None:
    """The first characters if *body* is text; None if it is not."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if body.startswith(mark):
            return body[len(mark) : _HEAD].decode(encoding, "ignore").lstrip()
    head = body[:_HEAD]
    if b"\0" in head or sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head) * 50 > len(head):
        return None
    for encoding in ("utf-8", "gb18030"):
        text = codecs.getincrementaldecoder(encoding)("replace").decode(head)  # which may end within a character
        if text.count("\ufffd") * 20 <= len(text):
            return text.lstrip()
    return None


_REASONS: tuple[tuple[str, str], ...] = (
    (r"验证码|滑动验证|captcha|人机验证|\$_ts", "a captcha or a challenge"),
    (r"登录|登陆|login|password", "a login"),
    (r"过期|失效|不存在|已删除|找不到|404|not found|expired", "an expired link"),
)


def _page_instead(body: bytes, expected: frozenset[Kind], claim: str) -> tuple[Problem, ...]:
    if "html" in expected:
        return ()
    text = body[:65_536].decode("utf-8", "ignore") + body[:65_536].decode("gb18030", "ignore")
    if expected & _BY_ENDING["wps"] and _WORD_HTML.search(text):
        return (Problem(ProblemKind.WRONG_TYPE, f"found a web page saved by an office program, expected {claim}"),)
    seems = [reason for pattern, reason in _REASONS if re.search(pattern, text, re.IGNORECASE)]
    guess = f", by its words {seems[0]}" if seems else ""
    wanted = f" after {claim}" if expected else ""
    return (
        Problem(
            ProblemKind.PAGE_FOR_FILE, f"found a web page{guess}; expected a file{wanted}; fetch it again or log in"
        ),
    )
