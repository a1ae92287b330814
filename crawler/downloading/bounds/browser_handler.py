"""The download handler of crawls with pages that scripts build; it needs the extra `render`."""

from __future__ import annotations

from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from crawler.downloading.bounds.http_bounds import BoundedAnswers


class BrowserHandler(BoundedAnswers, ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # it has no types
    """Hands to the browser what asks for it; all else is fetched with the bounds of other crawls."""
