"""The real spider over the whole sample world: every platform, every misfortune; the truth is the sample's own."""

from __future__ import annotations

import collections
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.urls import canonical_url
from tests.crawler.crawls import crawl, query
from tests.made_once import made_once
from tests.sample_world.server import SampleServer, serve


def _tables(server: SampleServer) -> tuple[str, str]:
    return "-s", f"PORTAL_TABLES={','.join(map(str, server.portals_all))}"


KINDS = {
    "404": {"http_404"}, "500": {"http_500"}, "soft_404": {"soft_404"}, "empty": {"empty_body"}, "robots": {"robots"},
    "off_site": {"off_portal"}, "412": {"refused_ruishu"}, "521": {"refused_jiasule"}, "403": {"refused_403"},
    "loop": {"fetch_failed"}, "cut_off": {"fetch_failed"}, "sealed": {"encrypted_paging"},
}  # fmt: skip
BY_PAGE = "SELECT p.url, d.text FROM documents d JOIN locations l ON l.document = d.id JOIN pages p ON p.id = l.page"


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with serve() as server:
        yield server


@pytest.fixture(scope="module")
def archive(server: SampleServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive after one crawl of every portal; no test changes it."""

    def make(folder: Path) -> None:
        crawl(server.proxy_url, folder / "archive.db", *_tables(server))

    return made_once(tmp_path_factory, "country", make) / "archive.db"


@pytest.fixture
def own_archive(archive: Path, tmp_path: Path) -> Path:
    """The same for one test, which may go on with it."""
    return Path(shutil.copytree(archive.parent, tmp_path / "own")) / archive.name


def test_every_report_of_every_platform_is_there_word_for_word(server: SampleServer, archive: Path) -> None:
    stored = {row["url"]: row["text"] for row in query(archive, BY_PAGE)}
    expected = server.expected_all
    # A page that only sends its reader on is known by the address that the list gives.
    hops = {hop.target: hop.url for portal in expected.portals.values() for hop in portal.hops}
    wrong = []
    for url, report in expected.reports.items():
        text = stored.get(canonical_url(hops.get(url, url)), "")
        if report.paragraphs:
            is_right = text == report.text
        else:  # the report is its file: a PDF does not tell ends of paragraphs and cells, but every character
            is_right = "".join(text.split()) == "".join("".join(report.attachments[0].paragraphs).split())
        wrong += [] if is_right else [url]
    assert len(expected.reports) > 300
    assert not wrong


def test_every_misfortune_is_named_and_none_becomes_a_document(server: SampleServer, archive: Path) -> None:
    problems = collections.defaultdict(set)
    for row in query(archive, "SELECT url, kind FROM problems WHERE url LIKE 'http%'"):
        problems[canonical_url(row["url"])].add(row["kind"])
    documents = {row["url"] for row in query(archive, BY_PAGE)}
    failures = [failure for portal in server.expected_all.portals.values() for failure in portal.failures]
    assert {failure.why for failure in failures} == set(KINDS)
    for failure in failures:
        if failure.url.startswith("https://mp.weixin.qq.com/") and canonical_url(failure.url) not in problems:
            continue  # a row of a filtered section whose title is no report's
        assert KINDS[failure.why] <= problems[canonical_url(failure.url)], failure
        assert canonical_url(failure.url) not in documents or failure.why == "sealed", failure


def test_nothing_is_asked_of_hosts_that_no_table_names(server: SampleServer, archive: Path) -> None:
    own = {host for portal in server.expected_all.portals.values() for host in portal.hosts}
    assert {row["url"].split("/")[2] for row in query(archive, "SELECT url FROM snapshots")} <= own


def test_the_second_crawl_asks_for_lists_alone(server: SampleServer, own_archive: Path) -> None:
    archive, before = own_archive, len(server.log)
    known = query(archive, "SELECT 1 FROM snapshots")
    crawl(server.proxy_url, archive, *_tables(server))
    second = [entry for entry in server.log[before:] if not entry.url.endswith("/robots.txt")]
    details = set(server.expected_all.reports)
    assert not {entry.url for entry in second} & details
    assert len(second) <= 0.05 * len(known)
    sections = [url for portal in server.expected_all.portals.values() for url in portal.sections]
    assert len(second) <= len(sections), "a page that only leads to the rows is not due yet"


def test_a_full_crawl_asks_also_for_pages_that_only_lead_to_the_rows(server: SampleServer, own_archive: Path) -> None:
    before = len(server.log)
    crawl(server.proxy_url, own_archive, "-a", "portal=songwu", "-a", "full=1", *_tables(server))
    asked = [entry.url for entry in server.log[before:]]
    (section,) = server.expected_all.portals["songwu"].sections
    assert section in asked
