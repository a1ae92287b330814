"""robots.txt: what may be requested of a host, by RFC 9309, and how long to wait in between.

A status 4xx allows everything (RFC 9309, 2.3.1.3); 5xx or no answer disallows everything for this run (2.3.1.4), and
so, stricter than the RFC, do 401 and 403.  A page of HTML with status 200 is no robots file: many portals send their
home page for any name.  Crawl-delay, which the RFC does not know, is honoured.  What is read of a file, and what its
rules may cost, is bounded (crawler/downloading/bounds/robots_rules.py).
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import defaultdict

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from cleaners.problem_kinds import ProblemKind
from crawler.downloading.bounds.robots_rules import MAX_ROBOTS_BYTES, rules_for
from crawler.downloading.delays import HostDelays
from crawler.downloading.drop_reasons import RobotsForbidden, RobotsUnknown, TlsRefused
from crawler.downloading.portal_hosts import crawled_hosts
from crawler.signals import CrawlSignals

_HTML = re.compile(rb"<(?:!doctype|html|head|script|\?xml)", re.IGNORECASE)
_MARKS = b" \t\r\n\v\f\xef\xbb\xbf"  # that may stand before the first tag: blanks, a byte order mark
_CRAWL_DELAY = re.compile(
    rb"^[ \t]*crawl-delay[ \t]*:[ \t]*([0-9]{1,100}(?:\.[0-9]{1,100})?)", re.IGNORECASE | re.MULTILINE
)
_MOST_WORDS = 200  # characters of what an error says
_MAX_CRAWL_DELAY_SECONDS = 120.0  # a file that asks for more is honoured as far as this


def _without_traceback(record: logging.LogRecord) -> bool:
    """Let Scrapy say in one line that robots.txt could not be had; its traceback shows Scrapy's own code alone."""
    record.exc_info = None
    return True


logging.getLogger(RobotsTxtMiddleware.__module__).addFilter(_without_traceback)


class PortalRobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware, but an HTML page is no robots file, and a server that fails does not allow everything."""

    def __init__(self, crawler) -> None:  # type: ignore[no-untyped-def]  # Scrapy's own signature
        super().__init__(crawler)
        self._unknown: dict[str, str] = {}
        self._refused: dict[str, str] = {}  # why the TLS of a host is not accepted
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        # One request a host at a time: Scrapy 2.19 hands the parser to the first of several that wait for it, and
        # None, which allows everything, to the others.
        async with self._locks[urlparse_cached(request).netloc]:
            return await super().robot_parser(request)

    def process_request_2(self, rp, request: Request) -> None:  # type: ignore[no-untyped-def]
        if why := self._refused.get(urlparse_cached(request).netloc):
            raise TlsRefused(f"{why}; nothing is fetched from this host now")
        if why := self._unknown.get(urlparse_cached(request).netloc):
            raise RobotsUnknown(f"robots.txt {why}; nothing is fetched from this host now")
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as refusal:  # Scrapy ignores requests for other reasons as well
            raise RobotsForbidden(*refusal.args) from refusal

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status in (401, 403) or response.status >= 500:
            self._unknown[netloc] = f"answered {response.status}"
        is_file = response.status == 200 and not _HTML.match(response.body.lstrip(_MARKS))
        rules = self._rules(response, netloc) if is_file else b""
        await super()._parse_robots(response.replace(body=rules), netloc, request)
        if match := _CRAWL_DELAY.search(response.body[:MAX_ROBOTS_BYTES] if is_file else b""):
            seconds = min(float(match[1]), _MAX_CRAWL_DELAY_SECONDS)
            if delays := self.crawler.get_extension(HostDelays):
                delays.ask_for(netloc.partition(":")[0], seconds)

    def _rules(self, response: Response, netloc: str) -> bytes:
        """Return what *response* says to us, within bounds; what is left unread is told once for its host."""
        rules, left = rules_for(response.body, self._robotstxt_useragent or self._default_useragent)
        hosts, kept = crawled_hosts(self.crawler) or {}, (response.meta or {}).get("kept") if response.request else None
        if left and (portal := hosts.get(netloc.partition(":")[0])):
            CrawlSignals.of(self.crawler).problem_found(
                ProblemKind.CUT_OFF, f"robots.txt: {left}", url=response.url, portal=portal,
                snapshot=kept.snapshot if kept else None,
            )  # fmt: skip
        return rules

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if isinstance(exc, TlsRefused):
            self._refused[netloc] = str(exc)
        said = " ".join(str(exc).split())[:_MOST_WORDS] or "no reason given"
        self._unknown.setdefault(netloc, f"could not be fetched ({type(exc).__name__}: {said})")
        super()._robots_error(exc, netloc)
