"""Redirects are answers too: each is kept, and many to one other host mean that a portal has moved."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.crawler.crawls import crawl, query, start
from tests.crawler.loopback_hosts import Answer, Hosts, hosts
from tests.fork_server import run_python

HOST = "http://www.lan.gov.example"
NEW = "www.lanting.gov.example"
TITLE = "兰汀区2024年法治政府建设年度报告"
TEXT = (
    "<p>2024年，我区坚持依法行政，现将有关情况报告如下。</p><p>一、主要举措</p>" + "<p>办理行政复议案件12件。</p>" * 30
)
PAGE = (
    f'<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div id="zoom">{TEXT}</div></body></html>'.encode()
)


@pytest.fixture
def lan() -> Iterator[Hosts]:
    with hosts() as served:
        yield served


def moved(path: str, host: str = NEW) -> Answer:
    return Answer(b"moved", 301, {"Location": f"http://{host}{path}"})


def options(lan: Hosts, tmp_path: Path, details: dict[str, bytes | Answer]) -> tuple[str, ...]:
    """A portal with these details in its one section; the settings of a crawl of it."""
    rows = "".join(f'<li><a href="{path}">{TITLE}{number}</a></li>' for number, path in enumerate(details))
    lan.table.setdefault(f"{HOST}/fz/", f"<html><body><ul>{rows}</ul></body></html>".encode())
    lan.table.update({f"{HOST}{path}": answer for path, answer in details.items()})
    toml = tmp_path / "portals.toml"
    toml.write_text(
        f'[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example"]\ndivision = "999101"\nplatform = "generic"\n'
        f'sections = ["{HOST}/fz/"]\n',
        "utf-8",
    )
    return ("-s", f"PORTAL_TABLES={toml}")


def problems(archive: Path) -> list[tuple[str, str, str]]:
    return [tuple(row) for row in query(archive, "SELECT kind, url, detail FROM problems ORDER BY id")]


def answers(archive: Path) -> list[tuple[str, str, str | None]]:
    """Address, status and Location of each response record of details."""
    found = []
    for path in sorted(archive.parent.glob("warc/*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                if record.rec_type == "response" and "/art/" in url:
                    headers = record.http_headers
                    found.append((url, headers.get_statuscode(), headers.get_header("Location")))
    return sorted(found)


def test_a_redirect_that_is_followed_is_kept_with_the_page_behind_it(lan: Hosts, tmp_path: Path) -> None:
    given = options(lan, tmp_path, {"/art/1.html": Answer(b"", 302, {"Location": "/art/one.html"})})
    lan.table[f"{HOST}/art/one.html"] = PAGE
    archive = tmp_path / "archive.db"
    crawl(lan.proxy_url, archive, *given)
    assert answers(archive) == [(f"{HOST}/art/1.html", "302", "/art/one.html"), (f"{HOST}/art/one.html", "200", None)]
    (page,) = query(archive, "SELECT url, http_status, document FROM pages WHERE role = 'detail'")
    assert (page["url"], page["http_status"]) == (f"{HOST}/art/1.html", 200)
    assert page["document"]
    assert not problems(archive)


def test_a_redirect_that_is_refused_is_kept_and_not_asked_for_again_in_the_next_run(lan: Hosts, tmp_path: Path) -> None:
    given = options(lan, tmp_path, {"/art/1.html": moved("/1"), "/art/2.html": PAGE})
    archive = tmp_path / "archive.db"
    for _ in range(2):
        crawl(lan.proxy_url, archive, *given)
    assert (f"{HOST}/art/1.html", "301", f"http://{NEW}/1") in answers(archive)
    ((kind, status),) = query(archive, "SELECT b.kind, s.status FROM problems b JOIN snapshots s ON s.id = b.snapshot")
    assert (kind, status) == ("off_portal", 301)
    assert lan.log.count(f"{HOST}/art/1.html") == 1


def test_a_redirect_is_kept_as_it_was_before_it_was_compressed(lan: Hosts, tmp_path: Path) -> None:
    headers = {"Location": f"http://{NEW}/", "Content-Encoding": "gzip"}
    given = options(lan, tmp_path, {"/art/1.html": Answer(gzip.compress(b"moved"), 301, headers)})
    archive = tmp_path / "archive.db"
    crawl(lan.proxy_url, archive, *given)
    assert [row["size_bytes"] for row in query(archive, "SELECT size_bytes FROM snapshots WHERE status = 301")] == [5]


def test_a_portal_whose_pages_lead_to_another_host_has_moved(lan: Hosts, tmp_path: Path) -> None:
    details = {f"/art/{number}.html": moved(f"/art/{number}.html") for number in range(3)}
    given = options(lan, tmp_path, {**details, "/art/9.html": PAGE})
    archive = tmp_path / "archive.db"
    crawl(lan.proxy_url, archive, *given)
    (told,) = [detail for kind, _, detail in problems(archive) if kind == "portal_moved"]
    assert told.startswith(f"3 addresses of www.lan.gov.example redirect to {NEW}")
    health = run_python("archive", "health", str(archive))
    assert health.returncode == 1
    found = [json.loads(line) for line in health.stdout.splitlines()]
    assert ("lan", "portal_moved", told) in [(each["portal"], each["kind"], each["detail"]) for each in found]


def test_two_pages_that_lead_to_another_host_do_not_mean_that_the_portal_has_moved(lan: Hosts, tmp_path: Path) -> None:
    details = {"/art/1.html": moved("/1"), "/art/2.html": moved("/2"), "/art/3.html": moved("/3", "www.x.gov.example")}
    given = options(lan, tmp_path, {**details, "/art/9.html": PAGE})
    archive = tmp_path / "archive.db"
    crawl(lan.proxy_url, archive, *given)
    assert {kind for kind, _, _ in problems(archive)} == {"off_portal"}


def test_a_portal_all_of_whose_lists_lead_to_another_host_has_moved(lan: Hosts, tmp_path: Path) -> None:
    lan.table[f"{HOST}/fz/"] = moved("/fz/")
    given = options(lan, tmp_path, {})
    archive = tmp_path / "archive.db"
    process = start(lan.proxy_url, archive, *given)
    process.communicate()
    assert process.returncode == 1
    (told,) = [detail for kind, _, detail in problems(archive) if kind == "portal_moved"]
    assert told.startswith(f"1 address of www.lan.gov.example redirects to {NEW}")


def test_cleaning_again_finds_nothing_wrong_with_redirects(lan: Hosts, tmp_path: Path) -> None:
    given = options(lan, tmp_path, {"/art/1.html": Answer(b"", 302, {"Location": "/art/one.html"})})
    lan.table[f"{HOST}/art/one.html"] = PAGE
    archive = tmp_path / "archive.db"
    crawl(lan.proxy_url, archive, *given)
    done = run_python("scrapy", "reclean", "--table", "-s", f"ARCHIVE={archive}")
    assert done.stdout == "unchanged 1\n"
    assert not problems(archive)
