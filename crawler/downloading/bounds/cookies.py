"""Cookies of each portal: kept for the crawl, sent back to that portal alone, and bounded in number and size."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from http import HTTPStatus
from http.cookiejar import Cookie
from itertools import islice

from scrapy import Spider
from scrapy.downloadermiddlewares import cookies as theirs
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.http import Request, Response
from scrapy.http.cookies import CookieJar
from scrapy.utils.httpobj import urlparse_cached
from tldextract import TLDExtract

from crawler.downloading.portal_hosts import crawled_hosts

MAX_COOKIES = 50  # of a portal: as many as RFC 6265 asks of a browser for a domain
MAX_COOKIE_BYTES = 4096  # of one; the same
MAX_SENT_BYTES = 7000  # of all names and values of a portal: nginx and Apache take a header of 8 kB

# The list of domains under which anybody registers names, as the library brings it along.  Left to itself it fetches a
# newer one at the first cookie with a domain: from hosts that are no portal's, and all requests wait meanwhile.
_KNOWN_SUFFIXES = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
_ENDLESS = re.compile(rb"max-age\s{0,9}=[^;]{20}", re.IGNORECASE)  # seconds on which Python's cookie jar fails


class PortalCookies(CookiesMiddleware):
    """Scrapy's middleware, with a jar for each portal and bounds.

    What is beyond them is not kept.  A server that answers 431, since it takes no request with so many headers, is
    asked without cookies when the request is repeated.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self.jars = defaultdict(_BoundedJar)
        theirs._split_domain = _KNOWN_SUFFIXES

    def process_request(self, request: Request, spider: Spider | None = None) -> None:
        hosts = crawled_hosts(self.crawler)
        if hosts is not None:  # a redirect may have led from one portal to another
            request.meta["cookiejar"] = hosts.get(urlparse_cached(request).hostname or "")
        super().process_request(request)

    def process_response(self, request: Request, response: Response, spider: Spider | None = None) -> Response:
        jar = self.jars[request.meta.get("cookiejar")]
        if response.status == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE:
            jar.jar.clear()
            return response
        given = _within_bounds(response.headers.getlist("Set-Cookie"))
        super().process_response(request, Response(response.url, headers={"Set-Cookie": given}))
        return response


class _BoundedJar(CookieJar):
    def set_cookie_if_ok(self, cookie: Cookie, request: Request) -> None:
        others = [held for held in self.jar if (held.domain, held.path, held.name) != _key(cookie)]
        if len(others) < MAX_COOKIES and sum(map(_size, [*others, cookie])) <= MAX_SENT_BYTES:
            super().set_cookie_if_ok(cookie, request)


def _key(cookie: Cookie) -> tuple[str, str, str]:
    return cookie.domain, cookie.path, cookie.name


def _size(cookie: Cookie) -> int:
    return len(cookie.name) + len(cookie.value or "")


def _within_bounds(headers: Sequence[bytes]) -> list[bytes]:
    small = (header for header in headers if len(header) <= MAX_COOKIE_BYTES and not _ENDLESS.search(header))
    return list(islice(small, MAX_COOKIES))
