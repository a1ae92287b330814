"""The spider on a bench: answers are handed to its callbacks, with neither engine, network, subprocess nor archive."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import Settings
from twisted.python.failure import Failure

from archive import Fetch, Kept, PageState
from crawler import signals
from crawler.intake.items import ReportItem
from crawler.spiders.portal import PortalSpider

HOST = "http://www.yun.gov.cn"
SECTION = f"{HOST}/fz/"
TABLE = f"""
[yun]
name = "云汀县人民政府"
hosts = ["www.yun.gov.cn", "yun.gov.cn"]
division = "440000"
sections = ["{SECTION}"]
fold = ["www"]
"""
SIGNALS = {
    name: getattr(signals, name)
    for name in (
        "rows_listed", "file_kept", "page_unchanged", "page_unreached", "page_without_report", "problem_found",
        "list_walked", "portal_unreadable", "city_left_alone",
    )
}  # fmt: skip
TEXT = "过去一年，本县认真贯彻落实法治政府建设各项部署，依法全面履行政府职能，推进严格规范公正文明执法。" * 8


@dataclass
class Known:
    """An archive in memory: what a test says is known."""

    states: dict[str, PageState] = field(default_factory=dict)
    payloads: dict[str, Fetch] = field(default_factory=dict)
    walked: set[str] = field(default_factory=set)
    files: dict[str, list[tuple[str, str | None]]] = field(default_factory=dict)

    def page_state(self, url: str) -> PageState | None:
        return self.states.get(url)

    def due_pages(self, portal: str, until: datetime) -> Iterable[PageState]:
        return [state for state in self.states.values() if state.next_due_at and state.next_due_at <= until]

    def was_walked(self, url: str) -> bool:
        return url in self.walked

    def ended_well(self, url: str) -> bool:
        return url in self.walked

    def without_file(self, page_url: str) -> Iterable[tuple[str, str | None]]:
        return self.files.get(page_url, [])

    def read_payload(self, snapshot: str) -> Fetch:
        return self.payloads[snapshot]

    def put(self, url: str, body: str = "", *, due_in_days: float = 30, **values: Any) -> None:
        """Let a page be known, with the snapshot ``s:<url>``."""
        snapshot = f"s:{url}"
        now = datetime.now(UTC)
        self.payloads[snapshot] = Fetch(url, now, body.encode())
        state: dict[str, Any] = {
            "url": url, "fetch_url": url, "role": "detail", "portal": "yun", "section": None, "title": None,
            "listed_on": None,
            "etag": None, "last_modified": None, "snapshot": snapshot, "document": "d1", "changed_at": now,
            "next_due_at": now + timedelta(days=due_in_days), "missing_since": None, "gone_at": None,
            "is_settled": True,
        }  # fmt: skip
        self.states[url] = PageState(**state | values)


@dataclass
class Bench:
    """A spider with what it has sent out so far."""

    spider: PortalSpider
    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def start(self) -> list[Request]:
        return [each for each in _outputs(self.spider.start()) if isinstance(each, Request)]

    def answer(
        self,
        request: Request,
        body: str | bytes = b"",
        status: int = 200,
        *,
        url: str | None = None,
        kept: Kept | None = None,
        media_type: str = "text/html; charset=utf-8",
    ) -> list[Any]:
        """Hand an answer to the callback of *request*, and return what it gives: requests and items."""
        content = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": media_type}
        kind = responsetypes.from_args(headers={b"Content-Type": media_type.encode()}, url=request.url, body=content)
        response: Response = kind(url or request.url, status=status, headers=headers, body=content, request=request)
        if kept:
            request.meta["kept"] = kept
        assert request.callback is not None
        return _outputs(request.callback(response, **request.cb_kwargs))

    def fail(self, request: Request, error: Exception) -> list[Any]:
        """Let *request* end without an answer."""
        failure = Failure(error)
        failure.request = request
        assert request.errback is not None
        return _outputs(request.errback(failure))

    def told(self, name: str) -> list[dict[str, Any]]:
        """The arguments of the signals of this name, in order."""
        return [arguments for signal, arguments in self.sent if signal == name]

    @property
    def problems(self) -> list[str]:
        return [str(arguments["kind"]) for arguments in self.told("problem_found")]


def bench(tmp_path: Path, table: str = TABLE, known: Known | None = None, **given: Any) -> Bench:
    """Put a spider for the portals of *table* on the bench; names in capitals are settings, others its arguments."""
    path = tmp_path / "tables.toml"
    path.write_text(table, "utf-8")
    settings = Settings()
    settings.setmodule("settings.base", priority="project")
    settings.set("PORTAL_TABLES", [str(path)], priority="cmdline")
    for name in [name for name in given if name.isupper()]:
        settings.set(name, given.pop(name), priority="cmdline")
    crawler = Crawler(PortalSpider, settings)
    made = Bench(PortalSpider.from_crawler(crawler, **given))
    if known is not None:
        made.spider.visits.known = known
    made.receivers = [_receiver(made, name) for name in SIGNALS]  # type: ignore[attr-defined]  # held weakly otherwise
    for receiver, signal in zip(made.receivers, SIGNALS.values(), strict=True):  # type: ignore[attr-defined]
        crawler.signals.connect(receiver, signal)
    return made


def _receiver(made: Bench, name: str) -> Any:
    def receive(**arguments: Any) -> None:
        made.sent.append((name, {key: value for key, value in arguments.items() if key not in ("signal", "sender")}))

    return receive


def _outputs(result: Any) -> list[Any]:
    async def gather() -> list[Any]:
        got = await result if inspect.iscoroutine(result) else result
        return [each async for each in got] if hasattr(got, "__aiter__") else list(got or ())

    # In a thread of its own: a browser test of this worker may have left a loop running here.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, gather()).result()


def list_page(*numbers: int, more: str = "") -> str:
    """A list page whose rows lead to reports with these numbers."""
    rows = "".join(
        f'<li><a href="/fz/{n}.html">云汀县{2000 + n}年法治政府建设年度报告</a><span>2025-03-{n % 28 + 1:02}</span></li>'
        for n in numbers
    )
    return f"<html><body><ul>{rows}</ul>{more}</body></html>"


def report(number: int, text: str = TEXT, more: str = "") -> str:
    """The page of a report."""
    title = f"云汀县{2000 + number}年法治政府建设年度报告"
    return (
        f'<html><head><meta name="ArticleTitle" content="{title}"></head><body><h1>{title}</h1>'
        f"<div class='article'><p>{text}</p>{more}</div></body></html>"
    )


def items(outputs: list[Any]) -> list[ReportItem]:
    return [each for each in outputs if isinstance(each, ReportItem)]


def urls(outputs: list[Any]) -> list[str]:
    return [each.url for each in outputs if isinstance(each, Request)]
