"""Scrapy's download handlers with bounds, and with TLS as portals' tables accept it; failures are told in words."""

from __future__ import annotations

import json

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached

from crawler.downloading.bounds.http_bounds import BoundedAnswers
from crawler.downloading.connections.accepted_tls import ACCEPTABLE
from crawler.downloading.connections.tls import TLS, Accepts, TlsByHost, with_causes
from crawler.downloading.drop_reasons import TlsRefused


class TlsAnswers:
    """What a download handler over Scrapy's for HTTP 1.1 gets by deriving from this one first.

    A host's certificate is accepted as its portal's table says.  With DOWNLOAD_VERIFY_CERTIFICATES switched off,
    which is for all hosts, Scrapy's own TLS stays in its place.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)  # type: ignore[call-arg]  # the handler's
        self._crawler_of_portals = crawler
        self._tls = TlsByHost(self._accepted)
        if crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"):
            vars(self)["_contextFactory"] = self._tls  # zope's interfaces are no types

    def _accepted(self, host: str) -> frozenset[str]:
        # A spider of somebody else's has none.
        accepted_tls: Accepts | None = getattr(self._crawler_of_portals.spider, "accepted_tls", None)
        return accepted_tls(host) if accepted_tls else frozenset()

    async def download_request(self, request: Request) -> Response:
        """Return the answer; Scrapy's name.  Raises TlsRefused where the TLS of the host is not accepted."""
        host = urlparse_cached(request).hostname or ""
        try:
            response: Response = await super().download_request(request)  # type: ignore[misc]  # the handler's
        except DownloadFailedError as error:
            if reason := self._tls.reason(host, error):
                raise TlsRefused(_advised(host, *reason, self._accepted(host))) from None
            raise DownloadFailedError(_plain(error)) from error
        if request.url.startswith("https:") and (accepted := self._tls.accepted_of(host)):
            request.meta[TLS] = accepted
        return response


class PortalHandler(TlsAnswers, BoundedAnswers, HTTP11DownloadHandler):
    """Scrapy's handler with our bounds and our TLS."""


class HandlersAddon:
    """A Scrapy add-on: our handlers are used in every crawl and command, unless a user names another one."""

    def update_settings(self, settings: BaseSettings) -> None:
        ours = f"{__name__}.{PortalHandler.__name__}"
        settings.set("DOWNLOAD_HANDLERS", {"http": ours, "https": ours}, priority="addon")


def _plain(error: DownloadFailedError) -> str:
    """Return what *error* says; of failures that Twisted has wrapped, their own words instead of their names."""
    wrapped = [str(each) for each in with_causes(error) if not hasattr(each, "reasons") and each is not error]
    return " ".join("; ".join(dict.fromkeys(wrapped)).split()) or str(error)


def _advised(host: str, words: str, cure: str | None, accepted: frozenset[str]) -> str:
    if cure is None or cure in accepted:
        return f"{host}: {words}"
    needed = [each for each in ACCEPTABLE if each in accepted | {cure}]
    value = json.dumps(needed if len(needed) > 1 else cure)
    return f"{host}: {words}; if that is to be accepted, write tls = {value} into the portal's table"
