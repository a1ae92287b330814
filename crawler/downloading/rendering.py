"""Pages that exist only after their scripts have run: what the system's Chromium makes of them.

Only for portals whose table says ``render``.  The browser has no network of its own: the page is handed to it as
it was served, and what its scripts ask for is fetched by the crawler, through all that any request of ours passes
(robots.txt, one request a host at a time, public addresses only, size limits, the archive).  Asked for are
scripts and data on the portal's own hosts; pictures, styles, frames, further pages and downloads are not.
A refusal is never rendered: a challenge that a browser would solve stays unsolved.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Request, Response
from twisted.internet.error import ConnectError, ConnectionClosed

from archive import PageRef
from crawler.downloading.browser import SLOT
from crawler.downloading.browser_watch import BrowserWatch
from crawler.urls import canonical_url

_ASKED_FOR = frozenset(["script", "xhr", "fetch"])
_SENT_ON = frozenset(["accept", "content-type", "referer", "x-requested-with"])  # headers; the agent stays ours
_NOT_SENT_ON = frozenset(["content-encoding", "content-length", "transfer-encoding", "set-cookie"])
_MOST_ASKED = 1_000  # things, those that are refused included, after which a page is ended; chosen
_CLOSE_SECONDS, _ATTEMPTS_TO_CLOSE = 3.0, 4  # then its process is ended, at last the browser
_MAX_CACHED_BYTES = 32 * 1024 * 1024
# What has arrived is worked in by then; the answer is how long the page has become.
_SETTLED = """() => new Promise(done => requestAnimationFrame(() => setTimeout(
    () => done(document.documentElement.outerHTML.length))))"""
_NO_ANSWER = (
    IgnoreRequest, OSError, ConnectError, ConnectionClosed, CannotResolveHostError, DownloadCancelledError,
    DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError, ResponseDataLossError,
    UnsupportedURLSchemeError,
)  # fmt: skip


class TooLarge(Exception):
    """A page in the browser has become larger than what is kept."""


class LedAway(Exception):
    """A page in the browser has put a page of no server in its place."""


class ScriptCache:
    """Scripts of this crawl by address: all pages of a portal ask for the same ones."""

    def __init__(self) -> None:
        self._held: dict[str, Response] = {}
        self._bytes = 0

    def get(self, url: str) -> Response | None:
        return self._held.get(url)

    def put(self, url: str, response: Response) -> None:
        if response.status == HTTPStatus.OK and self._bytes + len(response.body) <= _MAX_CACHED_BYTES:
            self._held[url] = response
            self._bytes += len(response.body)


class Rendering:
    """One page in the browser: it is given *served*, and all else that it asks for is answered here."""

    def __init__(
        self,
        crawler: Crawler,
        portal: str,
        hosts: frozenset[str],
        served: Response,
        scripts: ScriptCache,
        watch: BrowserWatch,
    ) -> None:
        """*portal* is the id of the portal that the page belongs to, *hosts* are all of its hosts."""
        self._crawler, self._served, self._scripts, self._browser = crawler, served, scripts, watch
        self._portal, self._hosts = portal, hosts
        self._longest = crawler.settings.getfloat("RENDER_TIMEOUT")
        self._quiet = crawler.settings.getfloat("RENDER_QUIET_SECONDS")
        self._left = crawler.settings.getint("RENDER_MAX_REQUESTS")
        self._most_chars = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._is_shown = False
        self._asked = 0
        self._open = 0
        self._last_at = 0.0  # when it was last given something that it asked for
        self._watch: asyncio.TimerHandle | None = None
        self._is_watched = self._is_done = False
        self.is_over = False  # the page is gone, whatever may still be heard of it
        self.given_up: str | None = None  # why the page was ended
        self.has_crashed = False
        self.elsewhere: set[str] = set()  # hosts that the page asked for, and that are not the portal's

    def request(self) -> Request:
        """The request that Scrapy hands to the browser."""
        from scrapy_playwright.page import PageMethod  # an extra: this module is imported without it as well

        agent, kept = self._crawler.settings["USER_AGENT"], self._served.meta.get("kept")
        return Request(
            self._served.url,
            dont_filter=True,
            meta={
                "page": self._served.meta["page"],
                "rendered_from": kept.snapshot if kept else None,
                "download_slot": SLOT,
                "autothrottle_dont_adjust_delay": True,
                "dont_retry": True,
                "playwright": True,
                "playwright_context": self._portal,
                "playwright_context_kwargs": {
                    "user_agent": agent, "locale": "zh-CN", "service_workers": "block", "accept_downloads": False,
                },
                "playwright_page_init_callback": self._begin,
                "playwright_page_goto_kwargs": {"wait_until": "commit"},
                "playwright_page_methods": [PageMethod(self._settle)],
            },
        )  # fmt: skip

    def end(self) -> None:
        """Nothing is waited for any more."""
        self.is_over = self._is_done = True
        if self._watch is not None:
            self._watch.cancel()
        if self._is_watched:
            self._is_watched = False
            self._browser.page_closes()

    def was_ended(self, error: Exception) -> bool:
        """Whether *error* says that the page or its browser is gone, though nothing was wrong with the page."""
        return self.has_crashed or "has been closed" in str(error)

    async def _begin(self, page: Any, request: Request) -> None:
        self._is_watched = True
        self._browser.page_opens()
        # A page that hangs in its scripts answers nothing, not even what it looks like: it is closed from outside.
        loop = asyncio.get_running_loop()
        late = f"it was not done in {1.5 * self._longest:.0f} seconds (RENDER_TIMEOUT)"
        self._watch = loop.call_later(1.5 * self._longest, self._give_up, page, late)
        page.on("popup", lambda other: loop.create_task(_close(other)))
        page.on("dialog", lambda dialog: loop.create_task(_dismiss(dialog)))
        page.on("crash", self._crashed)
        await page.route("**/*", self._answer)
        await page.route_web_socket("**/*", lambda socket: socket.close())

    def _crashed(self, page: Any) -> None:
        self.has_crashed = self.is_over = True
        self._ending = asyncio.get_running_loop().create_task(self._bury(page))
        if self.given_up is None and self._browser.reason:
            self.given_up, self._browser.reason = self._browser.reason, None

    def _give_up(self, page: Any, why: str) -> None:
        """End the page: nothing more is answered, and its process is ended if the browser does not close it."""
        if not self.is_over:
            self.given_up, self.is_over = why, True
            self._ending = asyncio.get_running_loop().create_task(self._end_page(page, why))

    async def _bury(self, page: Any) -> None:
        """Close a page that has crashed: what is still waited for from it may never come; at last the browser."""
        await asyncio.wait([asyncio.ensure_future(_close(page))], timeout=_CLOSE_SECONDS)
        await asyncio.sleep(_CLOSE_SECONDS * _ATTEMPTS_TO_CLOSE)
        if not self._is_done:
            self._browser.end_browser()

    async def _end_page(self, page: Any, why: str) -> None:
        closing = asyncio.ensure_future(_close(page))
        for _ in range(_ATTEMPTS_TO_CLOSE):
            await asyncio.wait([closing], timeout=_CLOSE_SECONDS)
            if closing.done() or self.has_crashed:
                return
            self._browser.end_busiest_page(why)
        self._browser.end_browser()

    async def _settle(self, page: Any) -> None:
        """Wait until the page has asked for nothing for a while, or for too long."""
        end = time.monotonic() + self._longest
        with suppress(_browser_error()):
            await page.wait_for_load_state("domcontentloaded", timeout=1000 * self._longest)
        self._last_at = time.monotonic()
        # On a busy machine a page is slower than the clock: what it asks for while it answers begins another while.
        while (size := await self._size_when_quiet(page, end)) is None:
            pass
        if not page.url.startswith("http"):
            raise LedAway(f"it led to {page.url[:80]}")
        if size > self._most_chars:
            raise TooLarge(f"it grew to {size} characters; at most {self._most_chars} are kept (DOWNLOAD_MAXSIZE)")

    async def _size_when_quiet(self, page: Any, end: float) -> int | None:
        """Return the characters of the page when it has been quiet; None if it was not, and it is not *end* yet."""
        while time.monotonic() < end and (self._open or time.monotonic() < self._last_at + self._quiet):
            await asyncio.sleep(self._quiet / 10)
        left, last_at = self._left, self._last_at
        size: int = await asyncio.wait_for(page.evaluate(_SETTLED), self._longest)
        is_quiet = (left, last_at) == (self._left, self._last_at)
        return size if is_quiet or time.monotonic() >= end else None

    async def _answer(self, route: Any) -> None:
        """Answer one request of the page, or let it fail."""
        if self.is_over:
            return
        asked = route.request
        self._asked += 1
        if self._asked > _MOST_ASKED:
            self._give_up(route.request.frame.page, f"it asked for more than {_MOST_ASKED} things")
            return
        with suppress(_browser_error()):  # the page may be gone meanwhile
            if asked.is_navigation_request() and self._is_shown:
                # It would lead away from the page, or reload it, which is how challenges work; frames are not looked
                # at.  Without content the browser stays where it is; were it aborted, it would show an error.
                await route.fulfill(status=HTTPStatus.NO_CONTENT)
            else:
                await self._hand_over(route, await self._response_to(asked))

    async def _hand_over(self, route: Any, response: Response | None) -> None:
        if response is None:
            await route.abort()
            return
        headers = {
            name.decode("latin-1"): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
            if name.decode("latin-1").lower() not in _NOT_SENT_ON
        }
        await route.fulfill(status=response.status, headers=headers, body=response.body)

    async def _response_to(self, asked: Any) -> Response | None:
        if asked.is_navigation_request():
            self._is_shown = True
            return self._served
        if asked.resource_type not in _ASKED_FOR or not asked.url.startswith("http"):
            return None
        if urlsplit(asked.url).hostname not in self._hosts:
            self.elsewhere.add(asked.url.split("/")[2])
            return None
        is_script = asked.method == "GET" and asked.resource_type == "script"
        if is_script and (held := self._scripts.get(asked.url)):
            return held
        response = await self._fetch(asked)
        if response is not None and is_script:
            self._scripts.put(asked.url, response)
        return response

    async def _fetch(self, asked: Any) -> Response | None:
        if self._left <= 0:
            return None
        self._left -= 1
        page = PageRef(canonical_url(asked.url), "other", self._portal)
        headers = {name: value for name, value in asked.headers.items() if name.lower() in _SENT_ON}
        request = Request(
            asked.url, method=asked.method, headers=headers, body=asked.post_data_buffer or b"", meta={"page": page}
        )
        self._open += 1
        try:
            assert self._crawler.engine is not None
            return await self._crawler.engine.download_async(request)
        except _NO_ANSWER:  # the page goes without it
            return None
        finally:
            self._open -= 1
            self._last_at = time.monotonic()


async def _dismiss(dialog: Any) -> None:
    with suppress(_browser_error()):
        await dialog.dismiss()


async def _close(page: Any) -> None:
    with suppress(_browser_error()):
        await page.close()


def _browser_error() -> type[Exception]:
    from playwright.async_api import Error

    return Error
