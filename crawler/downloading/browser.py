"""The browser that runs the scripts of pages: whether there is one, and the settings by which Scrapy uses it."""

from __future__ import annotations

import importlib.util
import os
import shutil

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SLOT = "rendering"  # of the downloader: the page's own host must stay free for what its scripts ask for
PAGES_AT_ONCE = 4
SLOT_SETTINGS = {"delay": 0, "concurrency": PAGES_AT_ONCE, "jitter": 0}
_HANDLER = "crawler.downloading.connections.browser_handler.BrowserHandler"
_FLAGS = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--js-flags=--max-old-space-size=512",
    # No network but through the crawler: names resolve to nothing, and all that is not handed over goes nowhere.
    "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)  # fmt: skip


def browser_path(settings: BaseSettings) -> str | None:
    """Return the path of the browser: RENDER_BROWSER, else the first Chromium or Chrome of the system."""
    named = settings["RENDER_BROWSER"]
    return shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)


def missing_for_rendering(settings: BaseSettings) -> str | None:
    """Return what has to be installed before a page can be rendered, in one line; None if all is there."""
    if importlib.util.find_spec("scrapy_playwright") is None:
        return "scripts build its pages, and nothing here runs scripts; install it: pip install 'fazhi[render]'"
    if browser_path(settings) is None:
        named = settings["RENDER_BROWSER"]
        wanted = f"RENDER_BROWSER = {named!r} is no program" if named else f"none of {', '.join(BROWSERS)} was found"
        return f"scripts build its pages, and {wanted}; install Chromium (apt install chromium) or set RENDER_BROWSER"
    return None


class BrowserAddon:
    """A Scrapy add-on: lets Scrapy hand to the browser what asks for it, in crawls of portals with such pages.

    Other crawls are left without: Scrapy would start the browser's driver for them as well.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BrowserAddon:
        return cls(crawler)

    def update_settings(self, settings: BaseSettings) -> None:
        if not getattr(self._crawler.spider, "needs_browser", False):
            return
        sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # Chromium needs it as root
        options = {"executable_path": browser_path(settings), "headless": True, "args": [*_FLAGS, *sandbox]}
        for name, value in (
            ("DOWNLOAD_HANDLERS", dict.fromkeys(("http", "https"), _handler())),
            ("PLAYWRIGHT_LAUNCH_OPTIONS", options),
            ("PLAYWRIGHT_MAX_PAGES_PER_CONTEXT", PAGES_AT_ONCE),
            ("PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT", settings.getfloat("RENDER_TIMEOUT") * 1000),
        ):
            settings.set(name, value, priority="addon")


def _handler() -> type:
    """Return the download handler of scrapy-playwright, which here shows no page again that was ended while shown.

    By itself it tries three times more: a page that is ended because it takes too long would take four times as long.
    """
    from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler  # an extra

    class OnceOnlyHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # untyped
        def __init__(self, crawler: Crawler) -> None:
            super().__init__(crawler)
            self.config.target_closed_max_retries = 0

    return OnceOnlyHandler
