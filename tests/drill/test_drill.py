"""The fault drill: what was injected, what the archive says of it, and what was lost, doubled or wrong (nothing).

A portal of six good reports is crawled by the real spider, as a process, while one thing is wrong; afterwards a crawl
without the fault must leave an archive that equals one of a crawl without it.  `make drill` prints the table.
"""

from __future__ import annotations

import gzip
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from resource import RLIMIT_AS, RLIMIT_CPU, RLIMIT_FSIZE

import pytest

from archive import open_writer
from tests.cleaners.files import hostile
from tests.cleaners.files.builders import docx, paragraph, pdf_pages, zipped
from tests.cleaners.files.hostile import GOOD_LINE
from tests.crawler.crawls import crawl, query, start
from tests.crawler.loopback_hosts import Answer, Hosts, hosts
from tests.fork_server import Process

HOST = "http://www.lan.gov.example"
GOOD = 6
Told = Callable[[str, object], None]  # what the table of the drill is made of (conftest.py)
VICTIM = f"{HOST}/art/99.html"
OF_VICTIM = "FROM documents d JOIN locations l ON l.document = d.id JOIN pages p ON p.id = l.page WHERE p.url = ?"
ORGANS = ("教育局", "水利局", "司法局", "财政局", "审计局", "统计局", "民政局")


def report(number: int) -> bytes:
    """A whole report page, each with words of its own."""
    organ = ORGANS[number % len(ORGANS)]
    body = "".join(
        f"<p>（{each}）{organ}办理第{number}类事项{each * 7 + number}件，组织执法培训{each + number}场次，受理复议申请{each}件。</p>"
        for each in range(1, 25)
    )
    title = f"兰汀区{organ}2024年法治政府建设年度报告"
    return (
        f'<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{title}"></head><body><h1>{title}</h1>'
        f'<div id="zoom"><p>2024年，{organ}坚持依法行政，现将有关情况报告如下：</p><p>一、主要举措和成效</p>{body}</div></body></html>'
    ).encode()


ENTITIES = (
    "<!DOCTYPE a [<!ENTITY a '123456789'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    + "]><a>&j;</a>"
)
SHELL = b"<script>document.cookie='C3VK=1';location.reload();</script>"
LONG = "依法行政，" * 200


@dataclass(frozen=True)
class Fault:
    """What the victim page answers, and the kind of problem that must be written; None: it is a document all the same.

    *file*: the page is well and holds nothing but this file; what is wrong with that stands beside the document.
    """

    answer: Answer | list[Answer]
    kind: str | None
    file: Callable[[], bytes] | None = None
    has_text: bool = False  # of the file


def only_a_file(make: Callable[[], bytes], kind: str) -> Fault:
    """The victim is a page with a title and this file: what it says stands in the file."""
    page = (
        '<html><head><meta charset="utf-8"></head><body><h1>兰汀区公安局2024年法治政府建设年度报告</h1>'
        '<div id="zoom"><p><a href="/a/99.docx">兰汀区公安局2024年法治政府建设年度报告.docx</a></p></div></body></html>'
    )
    return Fault(Answer(page.encode()), kind, make)


def with_good_rest(make: Callable[[], bytes], kind: str) -> Fault:
    """The same with a file of which much can be read: its text becomes the document's."""
    return replace(only_a_file(make, kind), has_text=True)


def front_page() -> bytes:
    """The portal's front page: columns of links, a notice, a footer."""
    columns = "".join(
        f"<div class='box'><h3>{name}</h3><ul>"
        + "".join(
            f'<li><a href="/x/{name}{n}.html">兰汀区{name}工作第{n}号：推进依法行政，提升服务水平</a><span>2025-03-{n:02}</span></li>'
            for n in range(1, 9)
        )
        + "</ul></div>"
        for name in ("要闻", "公告", "政策", "解读", "互动", "服务")
    )
    return (
        f'<html><head><meta charset="utf-8"><title>兰汀区人民政府</title></head><body><h1>兰汀区人民政府门户网站</h1>{columns}'
        "<div>主办：兰汀区人民政府办公室　备案号：X备00000000号　网站标识码：9991010001</div></body></html>"
    ).encode()


FAULTS = {
    "empty body": Fault(Answer(b""), "empty_body"),
    "blank body": Fault(Answer(b" \n\t "), "empty_body"),
    "soft 404": Fault(Answer("<html><body><p>您访问的页面不存在</p></body></html>".encode()), "soft_404"),
    "front page for an article": Fault(Answer(front_page()), "*"),
    "redirect to the front page": Fault(Answer(b"", 302, {"Location": "/"}), "*"),
    "an error page with 200": Fault(Answer(b"<html><body><h1>403 Forbidden</h1><hr>nginx</body></html>"), "error_page"),
    "maintenance with 200": Fault(
        Answer("<html><body><p>系统正在维护，请稍后再试。</p></body></html>".encode()), "error_page"
    ),
    "nothing found, with 200": Fault(Answer("<html><body><p>暂无相关信息</p></body></html>".encode()), "*"),
    "404": Fault(Answer(b"gone", 404), "http_404"),
    "410": Fault(Answer(b"gone", 410), "http_410"),
    "403": Fault(Answer(b"no", 403), "refused_403"),
    "412 challenge": Fault(Answer(b"<script>$_ts={}</script>", 412), "refused_ruishu"),
    "521 challenge": Fault(Answer(b"<script>document.cookie='__jsl_clearance=1'</script>", 521), "refused_jiasule"),
    "468 regional filter": Fault(Answer(b"", 468), "refused_region"),
    "cookie shell": Fault(Answer(SHELL), "refused_cookie_shell"),
    "500 always": Fault(Answer(b"oops", 500), "http_500"),
    "503, then well": Fault([Answer(b"", 503), Answer(report(6))], None),
    "429 with Retry-After, then well": Fault([Answer(b"", 429, {"Retry-After": "1"}), Answer(report(6))], None),
    "redirect to itself for ever": Fault(Answer(b"", 302, {"Location": VICTIM}), "fetch_failed"),
    "redirect with cookie, then well": Fault(
        [Answer(b"", 302, {"Location": VICTIM, "Set-Cookie": "a=1"}), Answer(report(6))], None
    ),
    "redirect to this machine": Fault(Answer(b"", 302, {"Location": "http://127.0.0.1:22/"}), "off_portal"),
    "refresh to another host": Fault(
        Answer(b'<meta http-equiv="refresh" content="0;url=http://www.other.gov.cn/">'), "redirect_shell"
    ),
    "cut-off body": Fault(Answer(report(6)[:400], claimed_length=len(report(6))), "fetch_failed"),
    "2 GB announced": Fault(Answer(b"<p>", claimed_length=2 << 30), "fetch_failed"),
    "gzip bomb": Fault(
        Answer(gzip.compress(b"\0" * (200 << 20)), headers={"Content-Encoding": "gzip"}), "fetch_failed"
    ),
    "says gzip, is none": Fault(Answer(b"\x1f\x8b" + b"x" * 50, headers={"Content-Encoding": "gzip"}), "*"),
    "stalled answer": Fault(Answer(report(6), delay_seconds=6), "fetch_failed"),
    "a picture for a page": Fault(
        Answer(b"\x89PNG\r\n\x1a\n" + bytes(200), headers={"Content-Type": "image/png"}), "*"
    ),
    "random bytes": Fault(Answer(bytes(range(128, 256)) * 40), "*"),
    "GBK declared as UTF-8": Fault(
        Answer(report(6).decode().encode("gb18030"), headers={"Content-Type": "text/html; charset=utf-8"}), None
    ),
    "nested 100,000 deep": Fault(Answer(b"<div>" * 100_000 + f"<p>{LONG}</p>".encode()), "any"),
    "JSON for a page": Fault(Answer(b'{"code": 500, "msg": "error"}'), "*"),
    "file: DOCX with a part of 400 MB": only_a_file(
        lambda: docx("", {"word/styles.xml": bytes(400 << 20)}), "beyond_limits"
    ),
    "file: DOCX with entities": only_a_file(lambda: docx("", {"word/document.xml": ENTITIES}), "beyond_limits"),
    "file: DOCX 100,000 deep": only_a_file(lambda: docx("<w:p>" * 100_000), "beyond_limits"),
    "file: ZIP of 10,000 members": only_a_file(
        lambda: zipped({f"{n}.txt": b"x" for n in range(10_000)}), "beyond_limits"
    ),
    "file: PDF of 400 MB of blanks": only_a_file(lambda: pdf_pages([b" " * (400 << 20)]), "*"),
    "file: PDF, a page that kills its reader": with_good_rest(hostile.form_in_itself, "left_out"),
    "file: PDF, a page of a grid with ticks": with_good_rest(
        lambda: hostile.pages_around(hostile.ticked_page()), "attachment_only"
    ),
    "file: XLSX, a sheet of 1,200,000 elements": with_good_rest(hostile.too_many_cells, "left_out"),
    "file: XLSX, 250,000 far cells": with_good_rest(hostile.far_cells, "attachment_only"),
    "file: OFD, a page too deep": with_good_rest(hostile.broken_ofd_page, "left_out"),
    "file: XLSX, names of 36 million characters": only_a_file(hostile.long_sheet_names, "no_text"),
    "file: cut off": only_a_file(lambda: docx(paragraph("依法行政"))[:300], "*"),
    "file: a page in its place": only_a_file(lambda: b"<html><body>login</body></html>", "page_for_file"),
}

MEMORY_BYTES = 1_500_000_000  # of address space, for the crawl and each process that it starts
CPU_SECONDS = 60  # the same; of a crawl of seven pages, whatever one of them is


@pytest.fixture
def lan() -> Iterator[Hosts]:
    with hosts() as served:
        yield served


def _portal(lan: Hosts, tmp_path: Path, *, with_victim: bool = True) -> tuple[str, ...]:
    paths = [*(f"/art/{number}.html" for number in range(GOOD)), *(["/art/99.html"] if with_victim else [])]
    rows = "".join(f'<li><a href="{path}">兰汀区2024年法治政府建设年度报告{path}</a></li>' for path in paths)
    lan.table[f"{HOST}/fz/"] = f"<html><body><ul>{rows}</ul></body></html>".encode()
    lan.table.update({f"{HOST}/art/{number}.html": report(number) for number in range(GOOD)})
    toml = tmp_path / "portals.toml"
    toml.write_text(
        f'[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example"]\ndivision = "999101"\nplatform = "generic"\n'
        f'sections = ["{HOST}/fz/"]\n',
        "utf-8",
    )
    return ("-s", f"PORTAL_TABLES={toml}", "-s", "DOWNLOAD_TIMEOUT=4", "-s", "RETRY_TIMES=1")


def _bounded_crawl(lan: Hosts, archive: Path, *options: str) -> str:
    """Crawl to the end within CPU_SECONDS and MEMORY_BYTES; what it took."""

    process = start(lan.proxy_url, archive, *options, limits={RLIMIT_AS: MEMORY_BYTES, RLIMIT_CPU: CPU_SECONDS})
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    assert "Traceback" not in errors, errors
    return f"{process.cpu_seconds:.0f} s, {process.peak_bytes / (1 << 20):.0f} MB"


def _is_sound(archive: Path, documents: int) -> None:
    """No row lost, none doubled, every record where its row says."""
    assert query(archive, "PRAGMA integrity_check")[0][0] == "ok"
    assert not query(archive, "PRAGMA foreign_key_check")
    assert not query(archive, "SELECT 1 FROM snapshots GROUP BY page, payload_digest HAVING count(*) > 1")
    urls = [row["url"] for row in query(archive, "SELECT p.url FROM pages p JOIN locations l ON l.page = p.id")]
    assert sorted(urls) == sorted(set(urls))
    assert {f"{HOST}/art/{number}.html" for number in range(GOOD)} <= set(urls)
    assert len(query(archive, "SELECT 1 FROM documents")) == documents
    for command in (
        ["fazhi", "verify", str(archive)],
        ["warcio", "check", *map(str, archive.parent.glob("warc/*.warc.gz"))],
    ):
        program = Path(sys.executable).with_name(command[0])
        done = subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", FAULTS)
def test_a_page_that_goes_wrong_costs_itself_and_nothing_else(
    lan: Hosts, tmp_path: Path, name: str, record_property: Told
) -> None:
    fault = FAULTS[name]
    options = _portal(lan, tmp_path)
    lan.table[VICTIM] = fault.answer
    lan.table[f"{HOST}/"] = front_page()
    if fault.file is not None:
        lan.table[f"{HOST}/a/99.docx"] = Answer(fault.file(), headers={"Content-Type": "application/octet-stream"})
    archive = tmp_path / "archive.db"
    took = _bounded_crawl(lan, archive, *options)
    kinds = [row["kind"] for row in query(archive, "SELECT kind FROM problems")]
    is_document = bool(query(archive, f"SELECT 1 {OF_VICTIM}", VICTIM))
    if fault.kind is None:
        assert is_document
        assert not kinds
    elif fault.kind == "any":
        assert is_document or kinds
    else:
        assert is_document is (fault.file is not None)
        assert len(kinds) >= 1 or fault.has_text
        assert fault.kind in ("*", *kinds) or (fault.has_text and fault.kind == "attachment_only")
    if fault.file is not None:
        ((text,),) = query(archive, f"SELECT text {OF_VICTIM}", VICTIM)
        assert (GOOD_LINE in text) is fault.has_text
        assert text == "" or fault.has_text
    _is_sound(archive, GOOD + is_document)
    said = ", ".join(sorted(set(kinds))) or "a document"
    record_property(
        "said", f"{said}; a document without text" if fault.file is not None and not fault.has_text else said
    )
    record_property("took", took)


def _said(archive: Path) -> str:
    reasons = [row["reason"] or "running" for row in query(archive, "SELECT reason FROM runs ORDER BY started_at, id")]
    kinds = [row["kind"] for row in query(archive, "SELECT DISTINCT kind FROM problems")]
    return f"runs: {', '.join(reasons)}" + (f"; problems: {', '.join(kinds)}" if kinds else "")


SLOWLY = ("-s", "DOWNLOAD_DELAY=0.3", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")


def _wait_for_snapshot(archive: Path, process: Process) -> None:
    def is_there() -> bool:
        with suppress(sqlite3.OperationalError):  # the file, or its tables, are not there yet
            details = "SELECT 1 FROM snapshots s JOIN pages p ON p.id = s.page WHERE p.role = 'detail'"
            return bool(query(archive, details))
        return False

    process.wait_until(is_there)


def _signalled(number: int) -> Callable[[Hosts, Path, tuple[str, ...]], None]:
    def fault(lan: Hosts, archive: Path, options: tuple[str, ...]) -> None:
        process = start(lan.proxy_url, archive, *options, *SLOWLY)
        _wait_for_snapshot(archive, process)
        process.send_signal(number)
        process.communicate()

    return fault


def _disk_full(lan: Hosts, archive: Path, options: tuple[str, ...]) -> None:
    """In the midst of the crawl a page comes for which there is no room."""
    open_writer(archive).close()
    room = archive.stat().st_size + 500_000
    url = f"{HOST}/art/3.html"
    lan.table[url], page = random.Random(3).randbytes(3_000_000), lan.table[url]
    process = start(lan.proxy_url, archive, *options, *SLOWLY, limits={RLIMIT_FSIZE: room})
    _, errors = process.communicate()
    lan.table[url] = page
    assert process.returncode == 2, errors
    assert query(archive, "SELECT 1 FROM documents"), "it went well until then"


def _two_at_once(lan: Hosts, archive: Path, options: tuple[str, ...]) -> None:
    first = start(lan.proxy_url, archive, *options, "-s", "DOWNLOAD_DELAY=2", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    _wait_for_snapshot(archive, first)
    second = start(lan.proxy_url, archive, *options)
    _, errors = second.communicate()
    assert second.returncode == 2, errors
    first.communicate()


def _another_program_writes(lan: Hosts, archive: Path, options: tuple[str, ...]) -> None:
    process = start(lan.proxy_url, archive, *options, *SLOWLY)
    _wait_for_snapshot(archive, process)
    other = sqlite3.connect(archive, timeout=1800, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(1.5, lambda: (other.execute("ROLLBACK"), other.close())).start()
    _, errors = process.communicate()
    assert process.returncode == 0, errors


def _torn_record(lan: Hosts, archive: Path, options: tuple[str, ...]) -> None:
    _signalled(signal.SIGKILL)(lan, archive, options)
    newest = max(archive.parent.glob("warc/*.warc.gz"), key=lambda path: path.stat().st_mtime)
    with newest.open("ab") as file:
        file.write(gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n\r\n")[:25])


def _server_goes_away(lan: Hosts, archive: Path, options: tuple[str, ...]) -> None:
    process = start("http://127.0.0.1:9", archive, *options)
    process.communicate()
    assert process.returncode == 1


pytestmark = pytest.mark.drill

PROCESS_FAULTS: dict[str, Callable[[Hosts, Path, tuple[str, ...]], None]] = {
    "SIGKILL": _signalled(signal.SIGKILL),
    "SIGTERM": _signalled(signal.SIGTERM),
    "SIGINT": _signalled(signal.SIGINT),
    "disk full": _disk_full,
    "two crawls at once": _two_at_once,
    "archive locked by another program": _another_program_writes,
    "SIGKILL with a torn WARC record": _torn_record,
    "no server answers": _server_goes_away,
}


@pytest.mark.parametrize("name", PROCESS_FAULTS)
def test_a_crawl_that_goes_wrong_is_made_good_by_the_next(
    lan: Hosts, tmp_path: Path, name: str, record_property: Told
) -> None:
    options = _portal(lan, tmp_path, with_victim=False)
    archive = tmp_path / "archive.db"
    PROCESS_FAULTS[name](lan, archive, options)
    crawl(lan.proxy_url, archive, *options)
    _is_sound(archive, GOOD)
    assert query(archive, "SELECT reason FROM runs ORDER BY started_at DESC, id DESC")[0]["reason"] == "finished"
    record_property("said", _said(archive))
