"""Scrapy's download handler for crawls in which a browser runs scripts; needs the extra ``render``."""

from __future__ import annotations

from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from crawler.downloading.bounds.http_bounds import BoundedAnswers
from crawler.downloading.connections.handlers import TlsAnswers


class BrowserHandler(TlsAnswers, BoundedAnswers, ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # untyped library
    """What asks for the browser goes to it, all else as without one."""
