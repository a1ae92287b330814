"""A loopback server for sample portals: virtual hosts, and a forward HTTP proxy in front of them.

Started with ``http_proxy`` set to its address, a crawler asks for a page of a sample portal by the portal's own
host name and gets it; the URLs that it stores hold neither port nor loopback address.  A host that is not
in the world is answered 502: nothing ever leaves the machine.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar, Self
from urllib.parse import urlsplit

from crawler.sample.answers import Answer, Pages, Request
from crawler.sample.world import NOT_FOUND, World, demo_world

PORTAL_TABLE = Path(__file__).with_name("portals.toml")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One line of the server's log."""

    method: str
    url: str
    status: int


class SampleServer:
    """A running sample world, that of the demo unless given; setting *day* moves the world to that day.

    As a context it serves for as long as the block runs.
    """

    def __init__(self, day: int = 0, port: int = 0, world: World | None = None) -> None:
        self._world = world or demo_world()
        self._pages: Pages = {}
        self.day = day
        self.log: list[Exchange] = []
        handler = type("Handler", (_Handler,), {"sample": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    @property
    def day(self) -> int:
        """0 is the first visit; a day without changes of its own looks like the last one that has some."""
        return self._day

    @day.setter
    def day(self, day: int) -> None:
        self._day = day
        self._pages = self._world.pages(day)

    @property
    def portals(self) -> Path:
        """The portal table of the demo."""
        return PORTAL_TABLE

    @property
    def proxy_url(self) -> str:
        """The address, to be used as http_proxy."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def start(self) -> None:
        """Serve in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread and close the socket."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def answer(self, request: Request) -> Answer:
        """The answer of the world, without looking at conditional headers; writes one line to the log."""
        answer = self._find(request)
        self.log.append(Exchange(request.method, request.url, answer.status))
        return answer

    def _find(self, request: Request) -> Answer:
        pages, parts = self._pages, urlsplit(request.url)
        if parts.hostname not in self._world.hosts:
            return _plain(
                502, f"{parts.netloc or 'no host'} is not part of the sample world; nothing is fetched for it"
            )
        reply = pages.get(request.url) or pages.get(request.url.partition("?")[0])
        if reply is None:
            return NOT_FOUND
        return reply if isinstance(reply, Answer) else reply(request)


def serve(day: int = 0, port: int = 0) -> SampleServer:
    """The demo's portals on loopback, to be used as a context; port 0 takes a free one."""
    return SampleServer(day, port)


def _plain(status: int, line: str) -> Answer:
    return Answer(f"{line}\n".encode(), status, "text/plain; charset=utf-8")


def is_unchanged(request: Request, answer: Answer) -> bool:
    """Whether the client holds this answer already; If-None-Match outranks If-Modified-Since (RFC 9110, 13.1.3)."""
    if answer.modified is None or answer.status != 200:
        return False
    if tags := request.headers.get("if-none-match"):
        return any(tag.strip().removeprefix("W/") in (answer.etag, "*") for tag in tags.split(","))
    since = _http_date(request.headers.get("if-modified-since", ""))
    return since is not None and answer.modified.timestamp() <= since


def _http_date(value: str) -> float | None:
    try:
        return parsedate_to_datetime(value).timestamp()
    except (TypeError, ValueError):
        return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one write an answer: two small ones would wait 40 ms for each other on a kept connection
    timeout = 60  # of a kept connection without requests
    sample: ClassVar[SampleServer]

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, self._absolute_url(), headers, body)
        answer = self.sample.answer(request)
        time.sleep(answer.delay_seconds)
        if is_unchanged(request, answer):
            self._send(Answer(b"", 304, answer.media_type, answer.headers, answer.modified), etag=answer.etag)
        else:
            self._send(answer, etag=answer.etag)

    do_GET = do_HEAD = do_POST = _serve

    def do_CONNECT(self) -> None:
        self._send(_plain(502, f"{self.path}: the sample world speaks plain http only"), etag=None)

    def _absolute_url(self) -> str:
        """The URL asked for, from the absolute form of a proxy request or from the Host header; fragments go."""
        target = self.path if "://" in self.path else f"http://{self.headers.get('Host', '')}{self.path}"
        parts = urlsplit(target)
        return parts._replace(netloc=(parts.hostname or "").lower(), path=parts.path or "/", fragment="").geturl()

    def _send(self, answer: Answer, etag: str | None) -> None:
        self.send_response(answer.status)
        if answer.status != 304:
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.body) + answer.missing_bytes))
        if answer.modified is not None and etag is not None:
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", format_datetime(answer.modified.astimezone(UTC), usegmt=True))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and answer.status != 304:
            self.wfile.write(answer.body)
        if answer.missing_bytes:
            self.close_connection = True

    def version_string(self) -> str:
        return "sample"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the server keeps its own log."""
