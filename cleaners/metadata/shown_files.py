"""Files and pages that a page shows inside itself: in a frame, by a viewer, by a script; no link names them.

A viewer is told of its file in its address (``viewer.html?file=…``, ``onlinePreview?url=<Base64>``), in an attribute
(``data-pdf``), in an empty link (``<a class="media" href="….pdf">``) or in a call of a script (``PDFObject.embed(…)``).
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qsl, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaners import addresses
from cleaners.article import Attachment
from cleaners.metadata.attachments import QUOTED_FILE, is_file
from cleaners.patterns.file_endings import endings

_DOCUMENT = re.compile(rf"[^/\\.]\.{endings('document', 'package')}(?:[?#]|$)", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,600}={0,2}")
_FRAMES = "iframe, frame, embed, object"
_ADDRESSES = ("src", "data", "data-src", "_src")
_NO_SHOWS = frozenset(
    ("a", "area", "link", "script", "img", "source", "video", "audio", "track", "meta", "base", "form")
)
_NAMES = frozenset(
    ("title", "alt", "name", "id", "class", "style", "placeholder", "aria-label", "data-name", "data-title")
)
_FURNITURE = frozenset(("header", "footer", "nav", "aside"))
_PARTS_OF_A_SITE = re.compile(
    r"top|head|foot|bottom|nav|menu|banner|share|search|login|weather|tianqi|count|tongji|visit|stat|video|player|map|chat|kefu"
    r"|captcha|advert|\bads?\b|comment|pinglun|left",
    re.IGNORECASE,
)
_MIN_SIDE = 60  # pixels: a lower or narrower frame counts visitors and shows no text (chosen)
_MAX_FRAMES = 5  # of which the text may stand in one (chosen)
_MAX_FILES = 40  # that scripts name (chosen)
_MAX_SCRIPT_CHARS = 200_000  # of one script that is looked at (chosen)
_MAX_NODES = 20_000  # of a page whose attributes are looked at (chosen)


def shown_files(tree: LexborHTMLParser, base: str | None) -> tuple[Attachment, ...]:
    """The files that *tree* shows in frames, in empty links and by attributes of other elements, each once."""
    found: dict[str, Attachment] = {}
    for node, address in _shown(tree):
        if (url := file_in(address, base)) is not None:
            name = node.attrs.get("title") or node.attrs.get("data-title") or node.attrs.get("data-name")
            found.setdefault(url, Attachment(name or None, url))
    return tuple(found.values())


def scripted_files(tree: LexborHTMLParser, base: str | None) -> tuple[Attachment, ...]:
    """The files that scripts in the body of *tree* name in quotes, each once: for pages that hold nothing else."""
    found: dict[str, str] = {}
    for script in tree.css("body script:not([src]), body [onclick], body [onload]"):
        attributes = script.attrs
        calls = f"{attributes.get('onclick') or ''} {attributes.get('onload') or ''}"
        source = script.text() if script.tag == "script" else calls
        if len(source) > _MAX_SCRIPT_CHARS or _is_furniture(script):
            continue
        for quoted in islice(QUOTED_FILE.finditer(source), _MAX_FILES):
            address = quoted[1].replace("\\/", "/")
            if url := file_in(address, base):
                found.setdefault(address, url)
    told = {address.rpartition("/")[2] for address in found if "/" in address}
    whole = (url for address, url in found.items() if "/" in address or address not in told)  # no mere name beside it
    return tuple(Attachment(None, url) for url in islice(dict.fromkeys(whole), _MAX_FILES))


def frame_pages(tree: LexborHTMLParser, url: str | None, base: str | None, least_side: int = 0) -> tuple[str, ...]:
    """The URLs of the pages of its site that *tree* shows in frames, in order; no menus, counters and other tools.

    Nor frames of which a side is said to have less than *least_side* pixels.
    """
    found: dict[str, None] = {}
    for node in tree.css("iframe, frame"):
        address = _address(node)
        if (
            not address
            or address.lower().startswith(("about:", "javascript:", "data:", "#"))
            or _is_tiny(node, least_side)
        ):
            continue
        page = addresses.join(base, address)
        if file_in(address, base) or not _is_of_site(page, url) or _is_furniture(node):
            continue
        if not _PARTS_OF_A_SITE.search(page.partition("?")[0].rpartition("/")[2]):
            found.setdefault(page)
    return tuple(islice(found, _MAX_FRAMES))


def file_in(address: str, base: str | None) -> str | None:
    """The URL of the file at *address*, or of the one that a viewer at *address* is told of; None if there is none."""
    address = address.strip()
    page, _, query = address.partition("?")
    page, _, fragment = page.partition("#")
    try:
        told = [value for _, value in parse_qsl(query.partition("#")[0])]
    except ValueError:
        told = []
    told += [fragment.partition("=")[2] or fragment] if "/" in fragment else []
    for value in told:
        for named in (unquote(value), _decoded(value)):
            if named and _DOCUMENT.search(named) and is_file(named):
                return addresses.join(addresses.join(base, page), named)
    return addresses.join(base, address) if _DOCUMENT.search(page) and is_file(address) else None


def _shown(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    for node in tree.css(_FRAMES):
        if address := _address(node):
            yield node, address
    for node in tree.css("body a[href]"):
        if not node.text(strip=True) and node.css_first("img") is None and not _is_furniture(node):
            yield node, node.attrs.get("href") or ""
    for node in islice(tree.css("body *"), _MAX_NODES):
        if node.tag not in _NO_SHOWS:
            told = [value for name, value in node.attributes.items() if value and name not in _NAMES]
            if any(map(_DOCUMENT.search, told)) and not _is_furniture(node):
                yield from ((node, value) for value in told if _DOCUMENT.search(value))


def _address(node: LexborNode) -> str:
    attributes = node.attrs
    return next((value.strip() for name in _ADDRESSES if (value := attributes.get(name)) and value.strip()), "")


def _decoded(value: str) -> str | None:
    """The address that *value* is the Base64 of; None if it is none."""
    if not _BASE64.fullmatch(value):
        return None
    try:
        return b64decode(
            value + "=" * (-len(value) % 4), altchars=b"-_" if "-" in value or "_" in value else None
        ).decode()
    except ValueError:
        return None


def _is_tiny(node: LexborNode, least_side: int) -> bool:
    attributes = node.attrs
    style = (attributes.get("style") or "").replace(" ", "").lower()
    if "display:none" in style or "visibility:hidden" in style:
        return True
    sides = [attributes.get("width"), attributes.get("height")]
    sides += re.findall(r"(?:^|;)(?:width|height):(\d{1,4})(?:px)?(?:;|$)", style)
    numbers = [int(side.removesuffix("px")) for side in sides if side and re.fullmatch(r"\d{1,4}(?:px)?", side)]
    return any(number < max(_MIN_SIDE, least_side) for number in numbers)


def _is_furniture(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in _FURNITURE:
            return True
        parent = parent.parent
    return False


def _is_of_site(page: str, url: str | None) -> bool:
    """Whether *page* lies on the host of *url* or on one of the same domain; a relative address does."""
    try:
        host, own = urlsplit(page).hostname, urlsplit(url or "").hostname
    except ValueError:
        return False
    return host is None or (own is not None and host.split(".")[-3:] == own.split(".")[-3:])
