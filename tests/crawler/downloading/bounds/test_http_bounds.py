"""What stands around a body is bounded: headers, their number, answers 1xx, chunks; the other pages lose nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crawler.crawls import query, start
from tests.crawler.loopback_hosts import Answer, Hosts, hosts

HOST = "http://www.lan.gov.example"
TITLE = "兰汀区{}2024年法治政府建设年度报告"
Write = Callable[[bytes], object]
PLENTY = 300 * 1024 * 1024  # bytes that a server would send if nobody stopped it
PEAK_BYTES = 300 << 20  # of the crawl; it takes 130 MB by itself


@pytest.fixture
def lan() -> Iterator[Hosts]:
    with hosts() as served:
        yield served


def page(organ: str) -> bytes:
    title = TITLE.format(organ)
    body = "".join(f"<p>（{n}）{organ}办理第{n}类事项{n * 7}件，组织执法培训{n}场次。</p>" for n in range(1, 20))
    return (
        f'<html><body><h1>{title}</h1><div id="zoom"><p>现将有关情况报告如下：</p>{body}</div></body></html>'.encode()
    )


def portal(lan: Hosts, tmp_path: Path, paths: list[str]) -> tuple[str, ...]:
    """Let the list name *paths*; return the options of a crawl."""
    rows = "".join(f'<li><a href="{path}">{TITLE.format(path.strip("/"))}</a></li>' for path in paths)
    lan.table[f"{HOST}/fz/"] = f"<html><body><ul>{rows}</ul></body></html>".encode()
    toml = tmp_path / "portals.toml"
    toml.write_text(
        f'[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example"]\ndivision = "999101"\nplatform = "generic"\n'
        f'sections = ["{HOST}/fz/"]\n',
        "utf-8",
    )
    return ("-s", f"PORTAL_TABLES={toml}")


def forever(first: bytes, again: bytes) -> Callable[[Write], None]:
    """Write *first*, then *again* until PLENTY is written."""

    def write(send: Write) -> None:
        send(first)
        block = again * (65536 // len(again) + 1)
        for _ in range(PLENTY // len(block)):
            send(block)

    return write


def once(answer: bytes) -> Callable[[Write], None]:
    return lambda send: send(answer)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
HOSTILE: dict[str, tuple[Callable[[Write], None], str]] = {
    "headers without end": (forever(OK, b"X-A: " + b"a" * 1000 + b"\r\n"), "bytes of headers"),
    "short headers without end": (forever(OK, b"a:b\r\n"), "lines of headers"),
    "one header without end": (forever(OK + b"X-A: ", b"a" * 1000), "a header of more than"),
    "a header continued without end": (forever(OK + b"X-A: a\r\n", b" " + b"a" * 1000 + b"\r\n"), "of headers"),
    "lines without a colon": (forever(OK, b"a\r\n"), "lines of headers"),
    "a status line without end": (forever(b"HTTP/1.1 200 ", b"a" * 1000), "a header of more than"),
    "answers 100 without end": (forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "lines of headers"),
    "answers 103 with headers": (
        forever(b"", b"HTTP/1.1 103 Early\r\nLink: " + b"a" * 2000 + b"\r\n\r\n"),
        "of headers",
    ),
    "chunks of one byte": (forever(CHUNKED, b"1\r\nx\r\n"), "of body in chunks"),
    "chunk extensions": (forever(CHUNKED, b"1;a=" + b"b" * 900 + b"\r\nx\r\n"), "of body in chunks"),
    "a status of five digits": (once(b"HTTP/1.1 20000 OK\r\n\r\n"), "the status"),
    "a negative status": (once(b"HTTP/1.1 -200 OK\r\n\r\n"), "the status"),
    "a status beyond all integers": (once(b"HTTP/1.1 " + b"9" * 30 + b" OK\r\n\r\n"), "the status"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_stands_around_a_body_is_bounded_and_told_in_one_line(lan: Hosts, tmp_path: Path, name: str) -> None:
    raw, words = HOSTILE[name]
    options = portal(lan, tmp_path, ["/1.html", "/2.html", "/3.html"])
    lan.table |= {f"{HOST}/1.html": page("水利局"), f"{HOST}/2.html": Answer(raw=raw), f"{HOST}/3.html": page("财政局")}
    process = start(lan.proxy_url, tmp_path / "archive.db", *options)
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    ((kind, detail),) = map(tuple, query(tmp_path / "archive.db", "SELECT kind, detail FROM problems"))
    assert kind == "fetch_failed"
    assert words in detail
    assert "\n" not in detail
    assert lan.log.count(f"{HOST}/2.html") == 1, "an answer beyond bounds is not asked for again"
    assert len(query(tmp_path / "archive.db", "SELECT 1 FROM documents")) == 2
    assert process.peak_bytes < PEAK_BYTES


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"".join(b"X-%d: %s\r\n" % (n, b"a" * 500) for n in range(200)) + b"Content-Length: %d\r\n\r\n%s",
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + OK + b"Content-Length: %d\r\n\r\n%s",
        b"HTTP/1.1 200\r\nContent-Length: %d\r\n\r\n%s",
    ],
)  # fmt: skip
def test_what_honest_servers_send_passes(lan: Hosts, tmp_path: Path, answer: bytes) -> None:
    options = portal(lan, tmp_path, ["/1.html"])
    body = page("水利局")
    lan.table[f"{HOST}/1.html"] = Answer(raw=once(answer.replace(b"%d", b"%d" % len(body)).replace(b"%s", body)))
    process = start(lan.proxy_url, tmp_path / "archive.db", *options)
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    assert len(query(tmp_path / "archive.db", "SELECT 1 FROM documents")) == 1


@pytest.mark.parametrize("size", [40, 4096])
def test_bodies_in_small_chunks_pass(lan: Hosts, tmp_path: Path, size: int) -> None:
    options = portal(lan, tmp_path, ["/1.html"])
    body = page("水利局") + b"<!--" + b"x" * 1_000_000 + b"-->"
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in _parts(body, size))
    lan.table[f"{HOST}/1.html"] = Answer(raw=once(CHUNKED + chunks + b"0\r\n\r\n"))
    process = start(lan.proxy_url, tmp_path / "archive.db", *options)
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    assert len(query(tmp_path / "archive.db", "SELECT 1 FROM documents")) == 1


def _parts(body: bytes, size: int) -> list[bytes]:
    return [body[start : start + size] for start in range(0, len(body), size)]


def test_a_host_with_a_private_address_is_told_in_one_line(tmp_path: Path) -> None:
    toml = tmp_path / "portals.toml"
    toml.write_text(
        '[lan]\nname = "兰汀区"\nhosts = ["127.0.0.1"]\ndivision = "999101"\nsections = ["http://127.0.0.1:9/fz/"]\n',
        "utf-8",
    )
    archive = tmp_path / "archive.db"
    process = start("", archive, "-s", f"PORTAL_TABLES={toml}", "-s", "LOG_LEVEL=INFO")
    _, errors = process.communicate()
    assert process.returncode == 1, errors
    assert "Traceback" not in errors
    details = [row["detail"] for row in query(archive, "SELECT detail FROM problems WHERE kind = 'robots_unknown'")]
    assert len(details) == 1
    assert "127.0.0.1 resolves to 127.0.0.1, which is no public address; it is not fetched" in details[0]
