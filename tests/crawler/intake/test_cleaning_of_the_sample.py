"""Every page of the sample world, fetched through its proxy and cleaned, says what the world knows to be true."""

from __future__ import annotations

import http.client
import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cleaners import Article, clean_page, join_pages
from tests.made_once import made_once
from tests.sample_world.expected import Expected, ExpectedReport
from tests.sample_world.server import SampleServer, serve

FIELDS = (
    "text", "title", "published_at", "source", "issuer", "report_year", "signature", "signed_on", "addressee",
    "breadcrumb", "index_number", "document_number",
)  # fmt: skip


Articles = dict[str, list[Article]]  # of every report the Articles of its pages, in order


@pytest.fixture(scope="module")
def servers() -> Iterator[Callable[[int], SampleServer]]:
    """Gives the server of a day; in whatever order days are asked for, each is served once."""
    with ExitStack() as running:
        yield cache(lambda day: running.enter_context(serve(day=day)))


@pytest.fixture(scope="module")
def articles_of(
    servers: Callable[[int], SampleServer], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[int], Articles]:
    """Gives all that is read on a day."""

    @cache
    def read(day: int) -> Articles:
        def make(folder: Path) -> None:
            server = servers(day)
            found = {
                url: [clean(server, page) for page in (url, *report.parts)]
                for url, report in server.expected_all.reports.items()
            }
            (folder / "articles").write_bytes(pickle.dumps(found))

        stored = made_once(tmp_path_factory, f"sample of day {day}", make) / "articles"
        articles: Articles = pickle.loads(stored.read_bytes())
        return articles

    return read


@pytest.fixture(params=[0, 1], ids=["first day", "next day"])
def day(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def server(day: int, servers: Callable[[int], SampleServer]) -> SampleServer:
    return servers(day)


@pytest.fixture
def truth(server: SampleServer) -> Expected:
    return server.expected_all


@pytest.fixture
def articles(day: int, articles_of: Callable[[int], Articles]) -> Articles:
    return articles_of(day)


def clean(server: SampleServer, url: str) -> Article:
    """The Article of the page at *url*; a server that is busy at first is asked again."""
    connection = http.client.HTTPConnection(urlsplit(server.proxy_url).netloc)
    status = 503
    while status == 503:
        connection.request("GET", url, headers={"Cookie": "CT6T=9f86d081"})
        response = connection.getresponse()
        status, body = response.status, response.read()
    connection.close()
    assert status == 200, url
    return clean_page(body, url, dict(response.getheaders()))


def whole(pages: list[Article]) -> Article:
    return join_pages(pages) if len(pages) > 1 else pages[0]


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_read_is_the_truth(field: str, truth: Expected, articles: Articles) -> None:
    assert len(truth.reports) > 300
    wrong = {
        url: (getattr(whole(articles[url]), field), getattr(report, field))
        for url, report in truth.reports.items()
        if getattr(whole(articles[url]), field) != getattr(report, field)
    }
    assert not wrong


def test_every_file_of_a_report_is_an_attachment_and_nothing_else(truth: Expected, articles: Articles) -> None:
    def offered(report: ExpectedReport) -> list[tuple[str, str]]:
        return [(file.name, file.url) for file in report.attachments]

    read = {url: [(file.name, file.url) for file in whole(pages).attachments] for url, pages in articles.items()}
    assert any(read.values())
    assert {url: files for url, files in read.items() if files != offered(truth.reports[url])} == {}


def test_pages_name_the_further_pages_of_their_article(truth: Expected, articles: Articles) -> None:
    split = [report for report in truth.reports.values() if report.parts]
    assert split
    assert {articles[report.url][0].further_pages for report in split} == {report.parts for report in split}
    assert all(not articles[url][0].further_pages for url, report in truth.reports.items() if not report.parts)


def test_a_page_without_text_offers_its_file_and_no_other_problem_is_seen(truth: Expected, articles: Articles) -> None:
    problems = {url: [problem.kind for page in pages for problem in page.problems] for url, pages in articles.items()}
    expected = {url: [] if report.paragraphs else ["attachment_only"] for url, report in truth.reports.items()}
    assert problems == expected


def test_the_site_code_is_that_of_the_portal(truth: Expected, articles: Articles) -> None:
    for portal in truth.portals.values():
        codes = {articles[report.url][0].site_id_code for report in portal.reports}
        assert codes <= {portal.site_id_code, None}, portal.key
        assert portal.site_id_code in codes, portal.key


def test_what_is_no_report_has_its_title_its_kind_and_its_day(server: SampleServer, truth: Expected) -> None:
    wrong = {}
    for portal in truth.portals.values():
        for other in portal.others:
            article = clean(server, other.url)
            read = (article.title, article.kind, article.published_at)
            if read != (other.title, other.kind, other.published_at):
                wrong[other.url] = read
    assert not wrong
