"""Files that a page offers with its text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaners import addresses
from cleaners.article import Attachment
from cleaners.patterns.file_endings import ENDINGS, endings

_FILE = re.compile(
    rf"\.{endings('document', 'package', 'other', 'text')}(?:[?#]|$)"
    r"|/down(?:load|file)?\.\w{2,5}\?|downloadattach|/download(?:file)?(?:\.\w+)?\?|/ifile/|/attachment/|getattach"
    r"|file-?download"
)  # of an address in lower case
_ENDINGS = frozenset(ending for ending, row in ENDINGS.items() if row.use in ("document", "package", "other"))
_FILE_NAME = re.compile(rf"[^/\\]\.{endings('document', 'package', 'other')}$", re.IGNORECASE)
_EXPORT = re.compile(r"^(?:pdf|word|docx?|ofd)\s{0,9}(?:版|文件)?\s{0,9}下载$", re.IGNORECASE)
_SCRIPT = re.compile(r"""file_appendix\s{0,9}=\s{0,9}(['"])((?:(?!file_appendix).)*?)\1\s{0,9};""", re.DOTALL)
# The address of a document in the call of a script: openFile('/f/9.pdf').
QUOTED_FILE = re.compile(
    rf"""["'`]([^"'`\s<>*{{}}]{{1,400}}\.{endings("document", "package")}(?:[?#][^"'`\s<>]{{0,300}})?)["'`]""",
    re.IGNORECASE,
)
_BAD_SCHEME = ("javascript:", "#", "mailto:", "tel:", "data:")


def read_attachments(anchors: Iterable[LexborNode], scripts: str, base: str | None) -> tuple[Attachment, ...]:
    """The files behind *anchors* and those that one of the *scripts* writes, each once, URLs joined with *base*.

    The name is the text of the link: URLs of download handlers name no file.  Exports of the same
    text (``pdf下载``) are no attachments.
    """
    found: dict[str, Attachment] = {}
    seen: set[str] = set()
    nodes = list(anchors)
    if "file_appendix" in scripts and (script := _SCRIPT.search(scripts)):
        nodes += LexborHTMLParser(script[2]).css("a")
    for node in nodes:
        href = _address(node)
        if not href or href in seen or not leads_to_file(node):
            continue
        seen.add(href)
        name = _name(node)
        if not (name and _EXPORT.match(name)):
            url = addresses.join(base, href)
            found.setdefault(url, Attachment(name, url))
    return tuple(found.values())


def leads_to_file(node: LexborNode) -> bool:
    """Whether a link leads to a document, by its address or, where that has no ending, by its text."""
    if not (href := _address(node)):
        return False
    if _FILE.search(href.lower()):
        return True
    name = _name(node) or ""
    return "." in name and _FILE_NAME.search(name) is not None


def _address(node: LexborNode) -> str | None:
    """The address behind a link, which may stand in the call of a script; None if it leads nowhere."""
    href = (node.attrs.get("href") or "").strip()
    if href and not href.lower().startswith(_BAD_SCHEME):
        return href
    call = QUOTED_FILE.search(f"{href} {node.attributes.get('onclick') or ''}")
    return call[1] if call else None


def names_file(node: LexborNode) -> bool:
    """Whether the address of a link ends as that of a document does; a cheap look, which knows no handlers."""
    href = node.attrs.get("href")
    return href is not None and "." in href and href.partition("?")[0].rpartition(".")[2].strip().lower() in _ENDINGS


def _name(node: LexborNode) -> str | None:
    return " ".join(node.text().split()) or (node.attrs.get("title") or "").strip() or None


def is_file(href: str) -> bool:
    """Whether *href* leads to a document, by its ending or by the handler that serves it."""
    return _FILE.search(href.lower()) is not None and not href.lower().startswith(_BAD_SCHEME)
