"""Scrapy's requests and responses in the words of the archive and the platforms."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.http import Headers, Request, Response, TextResponse

from archive import Fetch
from crawler.platforms import PageRequest


def fetch_of(request: Request, response: Response) -> Fetch:
    """Return the exchange of *request* and *response*, whose body is already decompressed."""
    return Fetch(
        url=response.url,
        fetched_at=datetime.now(UTC),
        body=response.body,
        status=response.status,
        headers=_pairs(response.headers),
        request_headers=_pairs(request.headers),
        ip_address=str(response.ip_address) if response.ip_address else None,
    )


def request_of(response: Response) -> PageRequest:
    """Return what was asked for *response*."""
    asked = response.request
    return PageRequest(asked.url, asked.method, asked.body, _pairs(asked.headers))


def header_map(headers: Headers) -> dict[str, str]:
    """Return the headers by name in lower case, several values of one name joined by ``; ``."""
    joined: dict[str, str] = {}
    for name, value in _pairs(headers):
        key = name.lower()
        joined[key] = f"{joined[key]}; {value}" if key in joined else value
    return joined


def as_text(response: Response) -> str:
    """Return the body as text; empty if it is none."""
    return response.text if isinstance(response, TextResponse) else ""


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )
