"""Scrapy's requests and responses in the words of the archive and the platforms."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.http import Headers, Request, Response, TextResponse

from archive import Fetch
from crawler.downloading.connections.tls import TLS
from crawler.page_redirects import PageRedirect, redirect_in_page
from crawler.page_text import page_text
from crawler.platforms import PageRequest


def fetch_of(request: Request, response: Response) -> Fetch:
    """Return the exchange of *request* and *response*, whose body is already decompressed.

    What a browser made of a page came over no wire: its type, and of which snapshot it was made, is all there is.
    """
    if source := request.meta.get("rendered_from"):
        media_type = ("Content-Type", f"text/html; charset={getattr(response, 'encoding', 'utf-8')}")
        return Fetch(request.url, datetime.now(UTC), response.body, None, (media_type,), rendered_from=source)
    return Fetch(
        url=response.url,
        fetched_at=datetime.now(UTC),
        body=response.body,
        status=response.status,
        headers=_pairs(response.headers),
        request_headers=_pairs(request.headers),
        ip_address=str(response.ip_address) if response.ip_address else None,
        method=request.method,
        request_body=request.body,
        accepted_tls=request.meta.get(TLS),
    )


def is_redirect(status: int | None) -> bool:
    """Whether an answer of this status leads to another one, and shows nothing itself."""
    return status in (301, 302, 303, 307, 308)


def request_of(response: Response) -> PageRequest:
    """Return what was asked for *response*."""
    asked = response.request
    assert asked is not None, "an answer of the downloader has its request"
    return PageRequest(asked.url, asked.method, asked.body, _pairs(asked.headers))


def header_map(headers: Headers) -> dict[str, str]:
    """Return the headers by name in lower case, several values of one name joined by ``; ``."""
    joined: dict[str, str] = {}
    for name, value in _pairs(headers):
        key = name.lower()
        joined[key] = f"{joined[key]}; {value}" if key in joined else value
    return joined


def redirect_of(response: Response) -> PageRedirect | None:
    """Return where a page leads that is nothing but a redirect; None for any other."""
    encoding, text = _decoded(response)
    return redirect_in_page(response.body, text, response.url, encoding)


def _decoded(response: Response) -> tuple[str, str]:
    if not isinstance(response, TextResponse):
        return "utf-8", ""
    return page_text(response.body, (response.headers.get("Content-Type") or b"").decode("latin-1"))


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )
