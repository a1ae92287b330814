"""Pages as they become when their scripts have run: the downloader middleware that asks the browser for them."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Request, Response, TextResponse

from cleaners.problem_kinds import ProblemKind
from crawler.downloading.browser_watch import BrowserWatch
from crawler.downloading.drop_reasons import NotKept
from crawler.downloading.exchanges import header_map
from crawler.downloading.portal_hosts import crawled_hosts
from crawler.downloading.refusals import refusal_kind
from crawler.downloading.rendering import Rendering, ScriptCache
from crawler.signals import CrawlSignals

_MOST_HOSTS = 20  # of one page that are told one by one
_MOST_REMEMBERED = 10_000  # hosts that were told; beyond, one may be told again
_MOST_CHARS = 300


class NotShown(Exception):
    """The browser did not show a page; the words say why."""


class RenderMiddleware:
    """Puts in the place of a page, where its request asks for that, what it becomes when its scripts have run.

    The page as served is in the archive before.  What cannot be rendered goes on as it was served, with a
    problem ``not_rendered``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._signals = CrawlSignals.of(crawler)
        self._scripts = ScriptCache()
        self._elsewhere: set[str] = set()
        self._watch = BrowserWatch(crawler.settings.getint("RENDER_MEMORY_MB"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RenderMiddleware:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        if not request.meta.get("render") or not _is_page(response):
            return response
        response.request = request
        try:
            rendering, made, rendered = await self._shown(request, response)
        except NotShown as error:
            self._report(request, ProblemKind.NOT_RENDERED, str(error))
            return response
        self._tell_elsewhere(sorted(rendering.elsewhere - self._elsewhere), request)
        request.meta.update({name: made.meta[name] for name in ("fetch", "kept") if name in made.meta})
        encoding = rendered.encoding if isinstance(rendered, TextResponse) else "utf-8"
        return HtmlResponse(
            response.url, body=rendered.body, encoding=encoding, headers=response.headers, flags=["rendered"]
        )

    def _tell_elsewhere(self, hosts: Sequence[str], request: Request) -> None:
        """Report the *hosts* that the scripts of a page asked in vain: the first few one by one, the others in one."""
        if len(self._elsewhere) < _MOST_REMEMBERED:
            self._elsewhere.update(hosts)
        for host in hosts[:_MOST_HOSTS]:
            detail = f"its scripts ask {host[:_MOST_CHARS]}, which is no host of the portal; not fetched"
            self._report(request, ProblemKind.OFF_PORTAL, detail)
        if others := hosts[_MOST_HOSTS:]:
            detail = f"... and {len(others)} more hosts that are none of the portal's ({others[0][:_MOST_CHARS]} ...)"
            self._report(request, ProblemKind.OFF_PORTAL, detail)

    async def _shown(self, request: Request, response: Response) -> tuple[Rendering, Request, Response]:
        """Return what the browser has made of the page; once more if it was ended because of another page.

        Raises NotShown.
        """
        portal, hosts = request.meta["page"].portal, self._hosts(request)
        for is_last in (False, True):
            rendering = Rendering(self._crawler, portal, hosts, response, self._scripts, self._watch)
            made = rendering.request()
            try:
                assert self._crawler.engine is not None
                return rendering, made, await self._crawler.engine.download_async(made)
            except NotKept:
                raise
            except Exception as error:  # whatever a page does to a browser
                if is_last or rendering.given_up or not rendering.was_ended(error):
                    said = f"its process crashed, perhaps of {self._watch.memory_mb} MiB of memory (RENDER_MEMORY_MB)"
                    why = rendering.given_up or (said if rendering.has_crashed else _words(error))
                    raise NotShown(f"the browser did not show it: {why}") from error
            finally:
                rendering.end()
        raise AssertionError("the last try returns or raises")

    def _hosts(self, request: Request) -> frozenset[str]:
        """Return the hosts of the portal that the page belongs to."""
        hosts = crawled_hosts(self._crawler) or {}
        return frozenset(host for host, portal in hosts.items() if portal == request.meta["page"].portal)

    def _report(self, request: Request, kind: ProblemKind, detail: str) -> None:
        page, kept = request.meta["page"], request.meta.get("kept")
        self._signals.problem_found(
            kind, detail, url=page.url, portal=page.portal, snapshot=kept.snapshot if kept else None
        )


def _words(error: Exception) -> str:
    """Return what *error* says in one line; the driver adds its log."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:_MOST_CHARS]}"


def _is_page(response: Response) -> bool:
    """Whether *response* is a page that may be shown: no refusal, no error, no file, no answer to a script."""
    return (
        response.status == HTTPStatus.OK
        and isinstance(response, HtmlResponse)
        and not refusal_kind(response.status, header_map(response.headers), response.body)
    )
