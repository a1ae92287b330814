"""Files that a page offers with its text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaners.article import Attachment

_FILE = re.compile(
    r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|csv|pptx?|rtf|txt|rar|zip|7z|ceb|cebx)(?:[?#]|$)"
    r"|/down(?:load|file)?\.\w{2,5}\?|downloadattach|/download(?:file)?(?:\.\w+)?\?|/ifile/|/attachment/|getattach"
    r"|file-?download",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"[^/\\]\.(?:docx?|wps|pdf|ofd|xlsx?|et|csv|pptx?|rtf|rar|zip|7z|ceb|cebx)$", re.IGNORECASE)
_EXPORT = re.compile(r"^(?:pdf|word|docx?|ofd)\s*(?:版|文件)?\s*下载$", re.IGNORECASE)
_SCRIPT = re.compile(r"""file_appendix\s*=\s*(['"])(.*?)\1\s*;""", re.DOTALL)
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
        href = (node.attributes.get("href") or "").strip()
        if not href or href in seen or href.lower().startswith(_BAD_SCHEME):
            continue
        name = " ".join(node.text().split()) or (node.attributes.get("title") or "").strip() or None
        if not is_file(href) and not (name and _FILE_NAME.search(name)):
            continue
        seen.add(href)
        if not (name and _EXPORT.match(name)):
            url = absolute(href, base)
            found.setdefault(url, Attachment(name, url))
    return tuple(found.values())


def is_file(href: str) -> bool:
    """Whether *href* leads to a document, by its ending or by the handler that serves it."""
    return _FILE.search(href) is not None and not href.lower().startswith(_BAD_SCHEME)


def absolute(href: str, base: str | None) -> str:
    """*href* joined with *base*; as printed if there is none or it cannot be joined."""
    if base is None or not urlsplit(base).scheme:
        return href
    try:
        return urljoin(base, href)
    except ValueError:
        return href
