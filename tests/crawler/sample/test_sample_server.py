"""The sample server as an HTTP server: virtual hosts, proxy form, conditional requests, days."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.sample_world.server import SampleServer, serve

ROOT = Path(__file__).parents[3]
HOST = "www.lanting.gov.example"
PATH = "/zwgk/zdlyxxgk/fzzfjs/ndbg/bm/2025/index.html"
Response = tuple[int, dict[str, str], bytes]


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with serve() as running:
        yield running


def connect(server: SampleServer) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(server.proxy_url).netloc)


def ask(server: SampleServer, target: str, method: str = "GET", **headers: str) -> Response:
    connection = connect(server)
    connection.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, body


def test_proxy_form_and_host_header_give_the_same_page(server: SampleServer) -> None:
    through_proxy = ask(server, f"http://{HOST}{PATH}")
    direct = ask(server, PATH, Host=HOST)
    assert through_proxy[0] == direct[0] == 200
    assert through_proxy[2] == direct[2]
    assert "部门".encode() in direct[2]


def test_port_in_host_header_and_capitals_do_not_matter(server: SampleServer) -> None:
    assert ask(server, PATH, Host=f"{HOST.upper()}:8080")[0] == 200


def test_two_hosts_show_two_portals(server: SampleServer) -> None:
    first, second = (ask(server, f"http://{host}/")[2] for host in (HOST, "www.yanze.gov.example"))
    assert "澜汀区".encode() in first
    assert "砚泽县".encode() in second


def test_unknown_host_is_refused_with_one_line(server: SampleServer) -> None:
    status, headers, body = ask(server, "http://mp.weixin.qq.com/s/abc")
    assert status == 502
    assert body.decode().count("\n") == 1
    assert "mp.weixin.qq.com" in body.decode()
    assert headers["content-type"].startswith("text/plain")


def test_tunnels_are_refused(server: SampleServer) -> None:
    connection = connect(server)
    connection.set_tunnel(HOST, 443)
    with pytest.raises(OSError, match="502"):
        connection.request("GET", PATH)


def test_head_tells_the_length_and_sends_no_body(server: SampleServer) -> None:
    _, _, body = ask(server, f"http://{HOST}{PATH}")
    status, headers, nothing = ask(server, f"http://{HOST}{PATH}", "HEAD")
    assert (status, nothing) == (200, b"")
    assert int(headers["content-length"]) == len(body)


def test_one_connection_serves_many_requests(server: SampleServer) -> None:
    connection = connect(server)
    for path in (PATH, "/", "/nothing.html", PATH):
        connection.request("GET", path, headers={"Host": HOST})
        response = connection.getresponse()
        response.read()
        assert response.version == 11
    connection.close()


def test_conditional_requests_get_304_without_body(server: SampleServer) -> None:
    _, headers, _ = ask(server, f"http://{HOST}{PATH}")
    by_tag = ask(server, f"http://{HOST}{PATH}", If_None_Match=headers["etag"])
    by_time = ask(server, f"http://{HOST}{PATH}", If_Modified_Since=headers["last-modified"])
    for status, again, body in (by_tag, by_time):
        assert (status, body) == (304, b"")
        assert again["etag"] == headers["etag"]


def test_another_tag_outranks_the_time(server: SampleServer) -> None:
    _, headers, _ = ask(server, f"http://{HOST}{PATH}")
    url = f"http://{HOST}{PATH}"
    assert ask(server, url, If_None_Match='"other"', If_Modified_Since=headers["last-modified"])[0] == 200
    assert ask(server, url, If_Modified_Since="yesterday")[0] == 200


def test_dynamic_portals_send_no_validators(server: SampleServer) -> None:
    _, headers, _ = ask(server, "http://www.zhitang.gov.example/gongkai/kuozhan/10047.html")
    assert "etag" not in headers
    assert "last-modified" not in headers


def test_robots_txt_forbids_allows_or_is_missing(server: SampleServer) -> None:
    status, headers, body = ask(server, f"http://{HOST}/robots.txt")
    assert (status, headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert b"Disallow: /zwgk/nbzl/" in body
    assert ask(server, "http://www.qilan.gov.example/robots.txt")[0] == 404
    assert b"Crawl-delay" not in ask(server, "http://www.yanze.gov.example/robots.txt")[2]


def test_the_log_names_each_request_without_port(server: SampleServer) -> None:
    ask(server, "/log-me.html", Host=f"{HOST}:9")
    last = server.log[-1]
    assert (last.method, last.url, last.status) == ("GET", f"http://{HOST}/log-me.html", 404)


def test_a_query_the_page_does_not_know_is_ignored(server: SampleServer) -> None:
    assert ask(server, f"http://{HOST}{PATH}?slb=true")[2] == ask(server, f"http://{HOST}{PATH}")[2]


def test_a_running_server_moves_to_the_next_day() -> None:
    with serve() as server:
        before = ask(server, f"http://{HOST}{PATH}")
        gone = serve_gone(server)
        assert ask(server, gone)[0] == 200
        server.day = 1
        after = ask(server, f"http://{HOST}{PATH}", If_None_Match=before[1]["etag"])
        assert after[0] == 200
        assert after[2] != before[2]
        assert ask(server, gone)[0] == 404
        assert server.expected.day == 1


def serve_gone(server: SampleServer) -> str:
    server.day = 1
    gone = server.expected.gone[0]
    server.day = 0
    return gone


def test_a_busy_page_answers_at_the_second_request() -> None:
    with serve() as server:
        urls = [report.url for report in server.expected.reports.values()]
        first = {url for url in urls if ask(server, url)[0] == 503}
        assert first
        assert {ask(server, url)[0] for url in first} == {200}


def test_a_day_before_the_first_is_refused() -> None:
    with pytest.raises(ValueError, match="begins on day 0"), serve(day=-1):
        pass


@pytest.mark.parametrize(
    ("module", "host", "number"),
    [
        ("crawler.sample", HOST, signal.SIGINT),
        ("crawler.sample", HOST, signal.SIGTERM),
        ("tests.sample_world", "www.nanhe.gov.example", signal.SIGTERM),
    ],
)
def test_the_modules_serve_until_a_signal_comes(module: str, host: str, number: signal.Signals) -> None:
    command = [sys.executable, "-m", module, "--day", "1"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        line = process.stderr.readline()
        address = line.split("http_proxy=http://")[1].split()[0]
        connection = http.client.HTTPConnection(address)
        connection.request("GET", f"http://{host}/")
        assert connection.getresponse().status == 200
        process.send_signal(number)
        assert process.wait() == 0


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [("--port", "", "cannot be opened"), ("--port", "70000", "cannot be opened"), ("--day", "-1", "begins on day 0")],
    ids=["taken", "no port", "no day"],
)
def test_misuse_of_the_module_gets_one_clear_line(server: SampleServer, option: str, value: str, words: str) -> None:
    command = [sys.executable, "-m", "crawler.sample", option, value or str(urlsplit(server.proxy_url).port)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
