"""Scrapy's responses as the archive's fetches."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.http import Headers, Request, Response

from archive import Fetch


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


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )
