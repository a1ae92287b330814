"""Portals that mean harm, each in one way: what they answer, and the problem that a crawl must write of them."""

from __future__ import annotations

import gzip
import itertools
import re
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from functools import cache

import brotli

from tests.crawler.loopback_hosts import Answer, Hosts

Write = Callable[[bytes], object]
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
PLENTY = 300 << 20  # bytes that a server would send if nobody stopped it
ORGANS = ("教育局", "水利局", "司法局")
_numbers = itertools.count()


@dataclass(frozen=True)
class Hostile:
    """*answer* is asked for each address of the portal, by its path; None: 404.  *kind* and *words*: of the problem.

    *table*: what stands in the portal's table besides.
    """

    answer: Callable[[str], Answer | None]
    kind: str
    words: str = ""
    table: str = ""


def report(name: str) -> bytes:
    """A whole report page, with words of its own."""
    title = f"{name}2024年法治政府建设年度报告"
    body = "".join(f"<p>（{n}）{name}办理第{n}类事项{n * 7}件，组织执法培训{n}场次。</p>" for n in range(1, 20))
    return (
        f'<html><body><h1>{title}</h1><div id="zoom"><p>现将有关情况报告如下：</p>{body}</div></body></html>'.encode()
    )


def listing(rows: dict[str, str], more: str = "") -> bytes:
    """A list page: address -> organ, then *more*."""
    items = "".join(f'<li><a href="{url}">{name}2024年法治政府建设年度报告</a></li>' for url, name in rows.items())
    return f"<html><body><ul>{items}</ul>{more}</body></html>".encode()


def forever(first: bytes, again: bytes) -> Answer:
    """Write *first*, then *again* until PLENTY is written."""

    def write(send: Write) -> None:
        send(first)
        block = again * (65536 // len(again) + 1)
        for _ in range(PLENTY // len(block)):
            send(block)

    return Answer(raw=write)


def dripping(first: bytes) -> Answer:
    """Write *first*, then a byte ten times a second for ten minutes."""

    def write(send: Write) -> None:
        send(first)
        for _ in range(6000):
            send(b"a")
            time.sleep(0.1)

    return Answer(raw=write)


def once(answer: bytes) -> Answer:
    return Answer(raw=lambda send: send(answer))


def detail(answer: Callable[[], Answer]) -> Callable[[str], Answer | None]:
    """A list of one page, which is *answer*."""

    def answered(path: str) -> Answer | None:
        if path == "/fz/":
            return Answer(listing({"/art/1.html": "某局"}))
        return answer() if path.startswith("/art/") else None

    return answered


def robots(answer: Callable[[], Answer]) -> Callable[[str], Answer | None]:
    """A portal whose robots.txt is *answer*; it holds one report."""
    portal = detail(lambda: Answer(report("某局")))
    return lambda path: answer() if path == "/robots.txt" else portal(path)


@cache
def packed(*encodings: str) -> Answer:
    """100 MB of zeros, packed by each of *encodings* in turn."""
    body = b"\0" * (100 << 20)
    for encoding in encodings:
        body = {"gzip": gzip.compress, "deflate": zlib.compress, "br": _brotli, "zstd": _zstd}[encoding](body)
    return Answer(body, headers={"Content-Encoding": ", ".join(encodings)})


def _brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=3))


def _zstd(body: bytes) -> bytes:
    from backports import zstd  # what Scrapy brings where Python has none

    return bytes(zstd.compress(body))


def endless_list(path: str) -> Answer | None:
    """It knows every address: lists of two new rows and a next page, reports for all else."""
    if path == "/robots.txt":
        return None
    number = int((re.findall(r"\d+", path) or ["0"])[0])
    if "/art/" in path:
        return Answer(report(f"第{number}局"))
    rows = {f"/art/{2 * number + n}.html": f"第{2 * number + n}局" for n in (0, 1)}
    return Answer(listing(rows, f'<a href="/fz/list_{number + 1}.html">下一页</a>'))


def endless_columns(path: str) -> Answer | None:
    """In its columns are further columns, without end."""
    folder = path.rpartition("/")[0]
    links = "".join(f'<li><a href="{folder}/c{n}/">第{n}个栏目</a></li>' for n in range(8))
    return None if path == "/robots.txt" else Answer(f"<html><body><ul>{links}</ul></body></html>".encode())


def session_ids(path: str) -> Answer | None:
    """It writes a new session id into each address: the same two reports, always new."""
    if path == "/robots.txt":
        return None
    if "/art/" in path:
        return Answer(report("某区"))
    sid = f"?sid={next(_numbers):08x}"
    return Answer(
        listing({f"/art/1.html{sid}": "甲局", f"/art/2.html{sid}": "乙局"}, f'<a href="/fz/{sid}">下一页</a>')
    )


def growing_paths(path: str) -> Answer | None:
    """Its relative links lead deeper and deeper: a/a/a/a."""
    folder = path.rpartition("/")[0]
    rows = {f"{folder}/a/{len(path)}.html": "甲局"}
    return None if path == "/robots.txt" else Answer(listing(rows, f'<a href="{folder}/a/">下一页</a>'))


def growing_redirects(path: str) -> Answer | None:
    """It redirects each page to a longer address."""
    if path == "/fz/":
        return Answer(listing({f"/art/{n}.html": f"第{n}局" for n in range(40)}))
    return None if path == "/robots.txt" else Answer(b"", 302, {"Location": f"{path}/{'a' * 100}"})


def cookies_without_end(path: str) -> Answer | None:
    """Each answer sets cookies; it refuses a request with more than 8 kB of them, as servers do (the test looks)."""
    if path == "/robots.txt":
        return None
    lines = b"".join(b"Set-Cookie: n%dx%d=%s; Path=/\r\n" % (next(_numbers), n, b"v" * 200) for n in range(30))
    rows = {f"/art/{n}.html": f"第{n}局" for n in range(5)}
    body = listing(rows) if path == "/fz/" else report(path)
    return once(OK + lines + b"Content-Length: %d\r\n\r\n" % len(body) + body)


HUGE_ROBOTS = b"User-agent: *\n" + b"Disallow: /x/*a*b*c$\n" * 1_700_000  # 36 MB
MANY_AGENTS = b"".join(b"User-agent: x%d\n" % n for n in range(12_000)) + b"".join(
    b"Disallow: /%d\n" % n for n in range(12_000)
)
FILES = b"".join(b'<p><a href="http://f%d.gov.example/1.pdf">%d.pdf</a></p>' % (n, n) for n in range(400))
PORTALS: dict[str, Hostile] = {
    "headers without end": Hostile(detail(lambda: forever(OK, b"X-A: " + b"a" * 1000 + b"\r\n")), "fetch_failed", "headers"),
    "a header without end": Hostile(detail(lambda: forever(OK + b"X: ", b"a" * 1000)), "fetch_failed", "a header of more"),
    "answers 100 without end": Hostile(
        detail(lambda: forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n")), "fetch_failed", "lines of headers"
    ),
    "chunks of one byte": Hostile(detail(lambda: forever(CHUNKED, b"1\r\nx\r\n")), "fetch_failed", "in chunks"),
    "chunk extensions": Hostile(
        detail(lambda: forever(CHUNKED, b"1;a=" + b"b" * 900 + b"\r\nx\r\n")), "fetch_failed", "in chunks"
    ),
    "trailers without end": Hostile(
        detail(lambda: forever(CHUNKED + b"1\r\nx\r\n0\r\n", b"X: " + b"a" * 900 + b"\r\n")), "fetch_failed"
    ),
    "a body without end": Hostile(detail(lambda: forever(OK + b"\r\n", b"a" * 1000)), "fetch_failed"),
    "a body that is shorter than told": Hostile(
        detail(lambda: once(OK + b"Content-Length: 99999\r\n\r\n<p>")), "fetch_failed"
    ),
    "lengths that disagree": Hostile(
        detail(lambda: once(OK + b"Content-Length: 3\r\nContent-Length: 9\r\n\r\n<p>")), "fetch_failed"
    ),
    "a negative length": Hostile(detail(lambda: once(OK + b"Content-Length: -3\r\n\r\n<p>")), "fetch_failed"),
    "a body that goes on after its length": Hostile(
        detail(lambda: forever(OK + b"Content-Length: 3\r\n\r\n<p>", b"HTTP/1.1 200 OK\r\n\r\n")), "no_text"
    ),
    "a dripping body": Hostile(detail(lambda: dripping(OK + b"\r\n")), "fetch_failed"),
    "dripping headers": Hostile(detail(lambda: dripping(OK + b"X: ")), "fetch_failed"),
    "gzip bomb": Hostile(detail(lambda: packed("gzip")), "fetch_failed", "DOWNLOAD_MAXSIZE"),
    "deflate bomb": Hostile(detail(lambda: packed("deflate")), "fetch_failed", "DOWNLOAD_MAXSIZE"),
    "brotli bomb": Hostile(detail(lambda: packed("br")), "fetch_failed", "DOWNLOAD_MAXSIZE"),
    "zstd bomb": Hostile(detail(lambda: packed("zstd")), "fetch_failed", "DOWNLOAD_MAXSIZE"),
    "a bomb in five encodings": Hostile(
        detail(lambda: packed("gzip", "br", "zstd", "deflate", "gzip")), "fetch_failed", "DOWNLOAD_MAXSIZE"
    ),
    "redirects that grow": Hostile(growing_redirects, "budget", "more than 40 requests", "max_requests = 40"),
    "redirect to file:": Hostile(detail(lambda: Answer(b"", 302, {"Location": "file:///etc/passwd"})), "*"),
    "redirect to a private address": Hostile(
        detail(lambda: Answer(b"", 302, {"Location": "http://169.254.169.254/"})), "off_portal"
    ),
    "robots.txt of 36 MB": Hostile(robots(lambda: Answer(HUGE_ROBOTS)), "cut_off", "robots.txt: of"),
    "robots.txt of 12,000 robots": Hostile(robots(lambda: Answer(MANY_AGENTS)), ""),
    "a dripping robots.txt": Hostile(robots(lambda: dripping(OK + b"\r\n")), "robots_unknown", "robots.txt"),
    "headers of robots.txt without end": Hostile(
        robots(lambda: forever(OK, b"X-A: " + b"a" * 1000 + b"\r\n")), "robots_unknown", "bytes of headers"
    ),
    "sitemaps in a loop": Hostile(
        robots(lambda: Answer(b"Sitemap: /sitemap.xml\n" * 1000, headers={"Content-Type": "text/plain"})), ""
    ),
    "Retry-After of a thousand years": Hostile(
        detail(lambda: Answer(b"", 503, {"Retry-After": formatdate(32_000_000_000, usegmt=True)})), "http_503"
    ),
    "Retry-After of 10^200 seconds": Hostile(detail(lambda: Answer(b"", 503, {"Retry-After": "9" * 200})), "http_503"),
    "431 always": Hostile(detail(lambda: Answer(b"", 431)), "http_431"),
    "cookies without end": Hostile(cookies_without_end, ""),
    "an ETag of 15 kB": Hostile(detail(lambda: Answer(report("某局"), headers={"ETag": f'"{"e" * 15_000}"'})), ""),
    "an endless list": Hostile(endless_list, "budget", "more than 30 new pages", "max_new_pages = 30"),
    "endless bytes": Hostile(endless_list, "budget", "more than 100000 bytes", "max_bytes = 100000"),
    "endless columns": Hostile(
        endless_columns, "budget", "more than 25 columns", 'platform = "nfcms"\nmax_columns = 25'
    ),
    "session ids": Hostile(session_ids, "budget", "more than 30 new pages", "max_new_pages = 30"),
    "a/a/a/a": Hostile(growing_paths, "budget", "more than 40 requests", "max_requests = 40"),
    "6,000 rows": Hostile(
        lambda path: Answer(listing({f"/art/{n}.html": f"第{n}局" for n in range(6000)})) if path == "/fz/" else None,
        "list_beyond_limits", "6000 rows", "max_requests = 30",
    ),
    "rows nested 10,000 deep": Hostile(
        lambda path: Answer(b"<div><p>" * 10_000 + listing({"/art/1.html": "某局"})) if path == "/fz/" else None,
        "list_beyond_limits", "nested more than",
    ),
    "addresses of 100 kB": Hostile(
        lambda path: Answer(listing({f"/art/{n}{'a' * 100_000}.html": f"第{n}局" for n in range(30)}))
        if path == "/fz/" else None,
        "off_portal", "has an address of 1000",
    ),
    "files on 400 hosts": Hostile(
        detail(lambda: Answer(report("某局").replace(b"</div>", FILES + b"</div>"))),
        "off_portal", "... and 380 more files that are on other hosts, or",
    ),
}  # fmt: skip


def serve(lan: Hosts, chosen: list[str], good: int = 2) -> str:
    """Let *lan* answer for so many *good* portals and the *chosen* hostile ones; return the tables of all of them.

    The ids are g0, g1 ... and h0, h1 ... in the order of *chosen*.
    """
    tables = []
    for number in range(good):
        host = f"http://g{number}.gov.example"
        organs = {f"/art/{n}.html": f"第{number}区{organ}" for n, organ in enumerate(ORGANS)}
        lan.table |= {
            f"{host}/fz/": listing(organs),
            **{f"{host}{path}": report(organ) for path, organ in organs.items()},
        }
        tables.append(_table(f"g{number}", host, 'platform = "generic"'))
    hostile = {f"http://h{number}.gov.example": PORTALS[name] for number, name in enumerate(chosen)}
    for number, (host, portal) in enumerate(hostile.items()):
        lan.table[f"{host}/nothing"] = b""  # the host is there
        platform = "" if "platform" in portal.table else 'platform = "generic"\n'
        tables.append(_table(f"h{number}", host, platform + portal.table))

    def invent(url: str) -> Answer | None:
        host, slash, path = url.removeprefix("http://").partition("/")
        portal = hostile.get(f"http://{host}")
        return portal.answer(slash + path) if portal else None

    lan.invent = invent
    return "\n".join(tables)


def _table(portal: str, host: str, more: str) -> str:
    return (
        f'[{portal}]\nname = "{portal}市"\nhosts = ["{host.removeprefix("http://")}"]\ndivision = "999101"\n'
        f'sections = ["{host}/fz/"]\n{more}\n'
    )
