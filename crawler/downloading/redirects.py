"""Redirects by status as browsers follow them: a Location with backslashes or line ends leads where it is meant to."""

from __future__ import annotations

from scrapy import Spider
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Request, Response

from cleaners.addresses import as_browsers_read


class BrowserRedirects(RedirectMiddleware):
    """Scrapy's middleware; the answer as it came is kept before, in the evidence."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        if location := response.headers.get("Location"):
            read = as_browsers_read(location.decode("latin-1")).encode("latin-1")
            if read != location:
                response = response.replace(headers={**response.headers, "Location": [read]})
        return super().process_response(request, response)
