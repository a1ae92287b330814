"""The real spider, as a process, over the sample portals on loopback; the truth is the sample's own."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from cleaners.problem_kinds import ProblemKind
from tests.crawler.crawls import count, crawl, query
from tests.sample_world.server import SampleServer, serve


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with serve() as server:
        yield server


@pytest.fixture
def archive(demo_archive: Path) -> Path:
    """An archive after one crawl on the sample's first day; no test changes it."""
    return demo_archive


@pytest.fixture
def own_archive(demo_archive: Path, tmp_path: Path) -> Path:
    """The same for one test, which may go on with it."""
    return Path(shutil.copytree(demo_archive.parent, tmp_path / "own")) / demo_archive.name


def test_every_problem_is_of_a_kind_of_the_table(archive: Path) -> None:
    known = {kind.value for kind in ProblemKind}
    kinds = {row["kind"] for row in query(archive, "SELECT DISTINCT kind FROM problems")}
    assert len(kinds) > 5
    assert not {kind for kind in kinds if kind not in known and not re.fullmatch(r"http_\d{3}", kind)}


BY_PAGE = """
    SELECT p.url, d.* FROM documents d JOIN locations l ON l.document = d.id JOIN pages p ON p.id = l.page
"""


def test_every_report_is_there_word_for_word(server: SampleServer, archive: Path) -> None:
    stored = {row["url"]: row["text"] for row in query(archive, BY_PAGE)}
    for url, report in server.expected.reports.items():
        if report.paragraphs:
            assert stored[url] == report.text, url
        else:  # the report is its file: a PDF does not tell ends of paragraphs and cells, but every character
            file = "".join(report.attachments[0].paragraphs)
            assert "".join(stored[url].split()) == "".join(file.split()), url


FIELDS = (
    "published_at",
    "source",
    "report_year",
    "signature",
    "signed_on",
    "addressee",
    "index_number",
    "document_number",
)


def test_every_report_carries_what_its_page_says(server: SampleServer, archive: Path) -> None:
    # A document's metadata are those of the page where it was seen first; its twins may say less.
    twins = {url for group in server.expected.duplicates for url in group}
    wrong = []
    for row in query(archive, BY_PAGE):
        report = server.expected.reports.get(row["url"])
        if report is None or row["url"] in twins:
            continue
        pairs = [(name, row[name], getattr(report, name)) for name in ("title", "issuer", *FIELDS)]
        pairs.append(("breadcrumb", tuple(json.loads(row["breadcrumb"])), report.breadcrumb))
        wrong += [(row["url"], name, found, true) for name, found, true in pairs if found != true]
    assert not wrong, "\n".join(map(str, wrong))


def test_pages_that_carry_one_report_are_one_document(server: SampleServer, archive: Path) -> None:
    stored = {row["url"]: row["id"] for row in query(archive, BY_PAGE)}
    for group in server.expected.duplicates:
        assert len({stored[url] for url in group}) == 1, group
    reports = {stored[url] for url, report in server.expected.reports.items() if report.paragraphs}
    assert len(reports) == len(server.expected.texts)


def test_every_row_becomes_a_document_or_a_problem(server: SampleServer, archive: Path) -> None:
    documents = {row["url"] for row in query(archive, BY_PAGE)}
    problems = {row["url"]: row["kind"] for row in query(archive, "SELECT url, kind FROM problems")}
    kinds = {
        "404": "http_404",
        "500": "http_500",
        "soft_404": "soft_404",
        "empty": "empty_body",
        "robots": "robots",
        "off_site": "off_portal",
    }
    for portal in server.expected.portals.values():
        for failure in portal.failures:
            assert problems.get(failure.url) == kinds[failure.why], failure
            assert failure.url not in documents
        for report in portal.reports:
            assert report.url in documents, report.url
        for other in portal.others:  # in a filtered section they are not followed
            assert (other.url in documents) is not portal.filtered, other.url


def test_files_are_kept_as_they_came(server: SampleServer, archive: Path) -> None:
    files = {
        row["url"]: row
        for row in query(
            archive, "SELECT a.*, s.payload_digest FROM attachments a LEFT JOIN snapshots s ON s.id = a.snapshot"
        )
    }
    expected = [file for report in server.expected.reports.values() for file in report.attachments]
    assert expected
    for file in expected:
        assert files[file.url]["name"] == file.name
        assert files[file.url]["media_type"] == file.media_type
        assert files[file.url]["digest"] == files[file.url]["payload_digest"]
        assert files[file.url]["size_bytes"] > 0


def test_nothing_is_asked_of_other_hosts(server: SampleServer, archive: Path) -> None:
    own = {host for portal in server.expected.portals.values() for host in portal.hosts}
    asked = {row["url"].split("/")[2] for row in query(archive, "SELECT url FROM snapshots")}
    assert asked <= own


def test_the_run_tells_what_it_did(server: SampleServer, archive: Path) -> None:
    (run,) = query(archive, "SELECT * FROM runs")
    assert run["reason"] == "finished"
    assert run["finished_at"] >= run["started_at"]
    assert run["problems"] == len(query(archive, "SELECT 1 FROM problems"))
    assert run["documents"] == len(query(archive, "SELECT 1 FROM documents"))
    assert run["duplicates"] == sum(len(group) - 1 for group in server.expected.duplicates)
    assert json.loads(run["software"])["user_agent"].startswith("fazhi/")


def test_each_warc_file_says_who_crawled_and_how(archive: Path) -> None:
    for path in archive.parent.glob("warc/*.warc.gz"):
        with path.open("rb") as file:
            first = next(iter(ArchiveIterator(file)))
            assert first.rec_type == "warcinfo"
            said = dict(line.split(": ", 1) for line in first.content_stream().read().decode().splitlines())
        assert said["software"].startswith("fazhi/")
        assert said["operator"] == "the sample portals know you"
        assert said["http-header-user-agent"].startswith("fazhi/")
        assert said["robots"] == "obey"


def test_a_second_run_asks_only_for_lists_and_finds_nothing_new(server: SampleServer, own_archive: Path) -> None:
    archive, asked = own_archive, len(server.log)
    before = {table: count(archive, table) for table in ("documents", "pages", "snapshots", "versions", "problems")}
    crawl(server.proxy_url, archive)
    assert {table: count(archive, table) for table in before} == before
    second = [entry for entry in server.log[asked:] if not entry.url.endswith("/robots.txt")]
    lists = {url for portal in server.expected.portals.values() for url in portal.sections}
    assert {entry.url for entry in second} <= lists
    assert len(second) <= 0.05 * before["snapshots"]
    run = query(archive, "SELECT * FROM runs ORDER BY started_at, id")[1]
    assert (run["new"], run["changed"], run["documents"], run["problems"]) == (0, 0, 0, 0)


def test_a_portal_and_a_division_choose_what_is_crawled(server: SampleServer, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    crawl(server.proxy_url, archive, "-a", "division=9992")
    assert {row["portal"] for row in query(archive, "SELECT DISTINCT portal FROM documents")} == {"yanze"}
    crawl(server.proxy_url, archive, "-a", "portal=zhitang,fulan")
    assert {row["portal"] for row in query(archive, "SELECT DISTINCT portal FROM documents")} == {
        "yanze",
        "zhitang",
        "fulan",
    }


DAY = ("-s", "RECHECK_AHEAD_DAYS=7")  # as if a week had passed: every page is due


def test_the_next_day_brings_what_is_new_changed_and_gone_and_no_more(own_archive: Path) -> None:
    archive = own_archive
    with serve() as server:
        known = {row["url"] for row in query(archive, BY_PAGE)}
        server.day = 1
        crawl(server.proxy_url, archive, *DAY)
        missed_once = {row["url"] for row in query(archive, "SELECT url FROM pages WHERE gone_at IS NOT NULL")}
        crawl(server.proxy_url, archive, *DAY, "-s", "GONE_AFTER_DAYS=0")
        expected = server.expected
        server.day = 0
        crawl(server.proxy_url, archive, *DAY)
        asked = {entry.url for entry in server.log}
    appeared = {row["url"] for row in query(archive, BY_PAGE)} - known
    changed = {row["url"] for row in query(archive, "SELECT p.url FROM versions v JOIN pages p ON p.id = v.page")}
    forbidden = {each.url for portal in expected.portals.values() for each in portal.failures if each.why == "robots"}
    assert forbidden
    assert not asked & forbidden, "due pages are many at once, and all of them must wait for robots.txt"
    assert appeared == set(expected.appeared)
    assert changed == set(expected.changed)
    texts = {row["text"] for row in query(archive, "SELECT text FROM documents")}
    for url in expected.changed:
        assert expected.reports[url].text in texts
    assert not missed_once, "one miss may be the server's bad day"
    gone = query(archive, "SELECT url FROM problems WHERE kind = 'gone'")
    came_back = query(archive, "SELECT url FROM problems WHERE kind = 'came_back'")
    assert [row["url"] for row in gone] == list(expected.gone)
    assert {row["url"] for row in came_back} >= set(expected.gone)
    for url in expected.gone:  # what was published stays
        assert query(archive, f"{BY_PAGE} WHERE p.url = ?", url)


def test_a_full_run_asks_for_everything_again(server: SampleServer, own_archive: Path) -> None:
    archive, before = own_archive, len(server.log)
    crawl(server.proxy_url, archive, "-a", "full=1")
    asked = {entry.url.removeprefix("http://www.").removeprefix("http://") for entry in server.log[before:]}
    assert {url.removeprefix("http://www.").removeprefix("http://") for url in server.expected.reports} <= asked
    assert not query(archive, "SELECT 1 FROM problems WHERE kind IN ('floor', 'unreadable_portal')")
