"""Visits the whole sample world as a crawler would, by plain HTTP through its proxy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

from crawler.platforms import ListPage, PageRequest
from tests.sample_world.expected import ExpectedPortal
from tests.sample_world.server import serve


class Visitor:
    """Fetches pages; it keeps cookies."""

    def __init__(self, proxy_url: str) -> None:
        self._opener = build_opener(ProxyHandler({"http": proxy_url}), HTTPCookieProcessor(CookieJar()))

    def fetch(self, request: PageRequest, origin: str | None = None) -> ListPage:
        """The page that answers; *origin* is the first page of its list, itself unless given.

        Raises urllib.error.HTTPError for a status of 400 and above.
        """
        body = request.body if request.method == "POST" else None
        asked = Request(request.url, body, dict(request.headers), method=request.method)
        with self._opener.open(asked) as answer:
            url, media_type = answer.url, answer.headers["Content-Type"]
            return ListPage(url, answer.read(), media_type, request=request, origin=origin or url)


@contextmanager
def visit() -> Iterator[tuple[list[ExpectedPortal], Visitor]]:
    """Serve the world for as long as the block runs: every portal that needs no browser, and a visitor."""
    with serve() as server:
        yield list(server.expected_all.portals.values()), Visitor(server.proxy_url)
