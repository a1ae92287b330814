"""Cookies go back to the portal that set them and to no other, and are bounded in number and size."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.http import Request, Response

from crawler.downloading.bounds.cookies import MAX_COOKIES, MAX_SENT_BYTES, PortalCookies

ROOT = Path(__file__).parents[4]
CITY = {"www.lan.gov.example": "lan", "sfj.lan.gov.example": "sfj", "m.lan.gov.example": "lan"}


@pytest.fixture
def cookies() -> PortalCookies:
    middleware = PortalCookies()
    spider = SimpleNamespace(crawls_portals=True, hosts=CITY)
    middleware.crawler = SimpleNamespace(spider=spider)  # type: ignore[assignment]
    return middleware


def answer(middleware: PortalCookies, host: str, *cookies: str | bytes, status: int = 200, **meta: Any) -> Response:
    request = Request(f"http://{host}/", meta=meta)
    middleware.process_request(request)
    response = Response(request.url, status=status, headers={"Set-Cookie": list(cookies)})
    got = middleware.process_response(request, response)
    assert got is response
    return got


def sent(middleware: PortalCookies, host: str, **meta: Any) -> bytes:
    request = Request(f"http://{host}/x", meta=meta)
    middleware.process_request(request)
    return request.headers.get("Cookie") or b""


def test_a_cookie_goes_back_to_its_portal(cookies: PortalCookies) -> None:
    answer(cookies, "www.lan.gov.example", "a=1; Path=/")
    assert sent(cookies, "www.lan.gov.example") == b"a=1"


def test_a_cookie_of_the_city_s_domain_goes_to_no_other_portal_of_the_city(cookies: PortalCookies) -> None:
    answer(cookies, "www.lan.gov.example", "a=1; Domain=.lan.gov.example; Path=/")
    assert sent(cookies, "m.lan.gov.example") == b"a=1"
    assert sent(cookies, "sfj.lan.gov.example") == b""


def test_a_redirect_to_another_portal_takes_no_cookie_along(cookies: PortalCookies) -> None:
    answer(cookies, "www.lan.gov.example", "a=1; Domain=.lan.gov.example; Path=/")
    assert sent(cookies, "sfj.lan.gov.example", cookiejar="lan") == b""


def test_a_server_that_sets_cookies_without_end_gets_a_bounded_header(cookies: PortalCookies) -> None:
    for number in range(300):
        answer(cookies, "www.lan.gov.example", *(f"n{number}x{n}={'v' * 100}; Path=/" for n in range(20)))
    header = sent(cookies, "www.lan.gov.example")
    assert len(header.split(b"; ")) <= MAX_COOKIES
    assert len(header) < MAX_SENT_BYTES + 4 * MAX_COOKIES


def test_one_large_cookie_is_not_kept_and_others_are(cookies: PortalCookies) -> None:
    answer(cookies, "www.lan.gov.example", f"big={'v' * 5000}; Path=/", "small=1; Path=/")
    assert sent(cookies, "www.lan.gov.example") == b"small=1"


def test_a_cookie_that_is_set_anew_replaces_the_old_one_however_full_the_jar(cookies: PortalCookies) -> None:
    answer(cookies, "www.lan.gov.example", *(f"n{n}=1; Path=/" for n in range(MAX_COOKIES)))
    answer(cookies, "www.lan.gov.example", "n7=2; Path=/")
    assert b"n7=2" in sent(cookies, "www.lan.gov.example").split(b"; ")


def test_a_server_that_answers_431_is_asked_without_cookies_next(cookies: PortalCookies) -> None:
    answer(cookies, "www.lan.gov.example", "a=1; Path=/")
    answer(cookies, "www.lan.gov.example", status=431)
    assert sent(cookies, "www.lan.gov.example") == b""


@pytest.mark.parametrize(
    "header",
    [b"", b"=", b";" * 4000, b"a" * 4096, b"a=b; Expires=" + b"1-" * 2000, b"a=b; Max-Age=" + b"9" * 4000, b"\xff\x00=\x01",
     b"a=1; Domain=.gov.example", b"a=1; Domain=www.other.gov.cn", b"a=1; Expires=Wed, 99 Jan 9999 99:99:99 GMT"],
)  # fmt: skip
def test_broken_cookies_do_no_harm(cookies: PortalCookies, header: bytes) -> None:
    answer(cookies, "www.lan.gov.example", header, b"good=1; Path=/")
    assert b"good=1" in sent(cookies, "www.lan.gov.example")
    assert sent(cookies, "sfj.lan.gov.example") == b""


_OFFLINE = """
import sys
from types import SimpleNamespace

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "os.mkdir"):
        sys.exit(f"{event} {arguments}")

from scrapy.http import Request, Response
from crawler.downloading.bounds.cookies import PortalCookies
middleware = PortalCookies()
hosts = {"www.lan.gov.cn": "lan", "m.lan.gov.cn": "lan"}
middleware.crawler = SimpleNamespace(spider=SimpleNamespace(crawls_portals=True, hosts=hosts))
sys.addaudithook(refuse)
request = Request("http://www.lan.gov.cn/")
middleware.process_request(request)
headers = {"Set-Cookie": ["a=1; Domain=.lan.gov.cn", "b=1; Domain=.gov.cn", "c=1; Domain=cn"]}
middleware.process_response(request, Response(request.url, headers=headers))
following = Request("http://m.lan.gov.cn/")
middleware.process_request(following)
print(following.headers.get("Cookie").decode())
"""


def test_the_domain_of_a_cookie_is_judged_without_the_network_and_nothing_is_written(tmp_path: Path) -> None:
    variables = os.environ | {"TLDEXTRACT_CACHE": str(tmp_path / "suffixes")}
    done = subprocess.run([sys.executable, "-c", _OFFLINE], env=variables, capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "a=1\n"), done.stderr
    assert not list(tmp_path.iterdir())
