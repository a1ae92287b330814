"""A forward proxy on loopback that answers for whatever hosts a test puts into its table."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass
class Answer:
    """What a URL answers; *claimed_length* is what Content-Length says, if not the truth; the connection ends then."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    claimed_length: int | None = None
    delay_seconds: float = 0.0
    before: Callable[[], object] | None = None  # called first, in the thread of the request
    raw: Callable[[Callable[[bytes], object]], object] | None = (
        None  # writes all that is answered, status line included
    )


@dataclass
class Hosts:
    """*table*: URL -> answer, or several answers in turn.  Anything else is 404 on its hosts, and 502 on others.

    *invent* answers what is not in the table; None leaves it as it is.  *headers* are those of each request in *log*.
    *tls*: how a host answers https; None stands for a port that speaks no TLS, a text for one that hangs up.
    """

    proxy_url: str = ""
    table: dict[str, bytes | Answer | list[Answer]] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    invent: Callable[[str], Answer | None] = lambda url: None
    tls: dict[str, ssl.SSLContext | str | None] = field(default_factory=dict)

    def answer(self, url: str) -> Answer:
        self.log.append(url)
        is_ours = urlsplit(url).hostname in {urlsplit(known).hostname for known in list(self.table)}
        found = self.table[url] if url in self.table else self.invent(url)
        if found is None:
            return Answer(status=404 if is_ours else 502)
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        return Answer(found) if isinstance(found, bytes) else found


@contextmanager
def hosts() -> Iterator[Hosts]:
    """Serve until the block ends."""
    served = Hosts()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_CONNECT(self) -> None:
            self.close_connection = True
            host = self.path.partition(":")[0]
            self.send_response(200)
            self.end_headers()
            context = served.tls[host]
            with suppress(OSError):  # whoever does not like the certificate goes away
                if context is None:
                    self.connection.recv(65536)  # unread bytes would reset the connection
                    self.wfile.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                    return
                if isinstance(context, str):
                    self.connection.recv(65536)
                    return
                with context.wrap_socket(self.connection, server_side=True) as connection:
                    inner = Handler.__new__(Handler)
                    inner.over_tls = f"https://{host}"
                    inner.__init__(connection, self.client_address, self.server)  # type: ignore[misc]

        over_tls = ""

        def do_GET(self) -> None:
            served.headers.append({name.lower(): value for name, value in self.headers.items()})
            answer = served.answer(self.over_tls + self.path)
            if answer.raw:
                self.close_connection = True
                with suppress(OSError):  # the crawler has left
                    answer.raw(self.wfile.write)
                return
            time.sleep(answer.delay_seconds)
            if answer.before:
                answer.before()
            self.send_response(answer.status)
            headers = {"Content-Type": "text/html", "Content-Length": str(answer.claimed_length or len(answer.body))}
            for name, value in {**headers, **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)
            if answer.claimed_length is not None:
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    served.proxy_url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
