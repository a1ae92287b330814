"""Escaping, links and the content security policy: text from strange pages stays text.

The policy is the second line.  The first is that templates escape everything and that only shown()
makes markup.  Datasette's own templates hold inline scripts, so each ``<script`` of a template gets a
nonce when the template is loaded; a script that came with the data has none and does not run.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from archive.search.snippets import Piece, mark
from archive.text.tokens import Query

# Characters that show nothing and change what stands around them: directions, and controls but tab and line end.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_OURS = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'"
_STOCK = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; object-src 'none'; form-action 'self'"
)
_EVERYWHERE = "; base-uri 'none'; frame-ancestors 'none'"

_Message = dict[str, Any]
_Send = Callable[[_Message], Awaitable[None]]
_App = Callable[[dict[str, Any], Any, _Send], Awaitable[None]]


def shown(text: object) -> Markup:
    """Return *text* escaped, each unseen control character as a visible sign with its name."""
    if text is None:
        return Markup("")
    return Markup(_UNSEEN.sub(lambda found: _sign(found[0]), str(escape(text))))


def marked(text: str, query: Query | None) -> Markup:
    """Return *text* as shown() does, the hits of *query* in mark elements."""
    if query is None:
        return shown(text)
    return marked_pieces(mark(text, query))


def marked_pieces(pieces: Iterable[Piece]) -> Markup:
    """Return *pieces* as shown() does, the hits in mark elements."""
    hit = Markup("<mark>{}</mark>")
    return Markup("").join(hit.format(shown(text)) if is_hit else shown(text) for text, is_hit in pieces)


def plain(text: object) -> str:
    """Return *text* without unseen control characters, for places that hold no markup; it is not escaped yet."""
    return "" if text is None else _UNSEEN.sub("\ufffd", str(text))


def _sign(character: str) -> str:
    name = escape(unicodedata.name(character, "CONTROL"))
    return f'<span class="unseen" title="{name}">U+{ord(character):04X}</span>'


def web_url(url: object) -> str | None:
    """Return *url* if a reader may follow it: http or https, with a host, without unseen characters."""
    if not isinstance(url, str) or _UNSEEN.search(url) or any(map(str.isspace, url)):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def nonce_of(request: Any) -> str:
    """Return the nonce of this request; empty for a page that no browser asked for."""
    return str(request.scope.get("fazhi_nonce", "")) if request is not None else ""


def with_policy(app: _App, applies: Callable[[], bool]) -> _App:
    """Return *app*, its answers with security headers as long as *applies* says so."""

    async def wrapped(scope: dict[str, Any], receive: Any, send: _Send) -> None:
        if scope["type"] != "http" or not applies():
            await app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)

        async def send_with_headers(message: _Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _headers(message.get("headers", []), nonce)}
            await send(message)

        await app({**scope, "fazhi_nonce": nonce}, receive, send_with_headers)

    return wrapped


def _headers(headers: list[tuple[bytes, bytes]], nonce: str) -> list[tuple[bytes, bytes]]:
    """Return *headers* with ours; x-fazhi-page is how our own pages ask for the stricter policy."""
    is_ours = any(name.lower() == b"x-fazhi-page" for name, _ in headers)
    policy = (_OURS if is_ours else _STOCK.format(nonce=nonce)) + _EVERYWHERE
    ours = {
        b"content-security-policy": policy.encode(),
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"no-referrer",
    }
    present = {name.lower() for name, _ in headers}
    kept = [(name, value) for name, value in headers if name.lower() != b"x-fazhi-page"]
    return kept + [(name, value) for name, value in ours.items() if name not in present]
