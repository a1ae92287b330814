"""Duplicate filter of requests: Scrapy's, which redirected requests pass."""

from __future__ import annotations

from scrapy.dupefilters import RFPDupeFilter
from scrapy.http import Request


class RedirectsPass(RFPDupeFilter):
    """Scrapy's filter, for all but redirected requests.

    Some portals (moj) answer with a cookie and a redirect to the same address; the second request, with the
    cookie, is another one.  REDIRECT_MAX_TIMES ends loops.
    """

    def request_seen(self, request: Request) -> bool:
        return not request.meta.get("redirect_times") and super().request_seen(request)
