"""Every list page of the sample portals, read by its platform: the rows that stand there, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.request import ProxyHandler, build_opener

import pytest

from crawler.platforms import PLATFORMS, ListPage, recognise
from tests.sample_world.expected import ExpectedList, ExpectedPortal
from tests.sample_world.server import SampleServer, serve


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with serve() as server:
        yield server


def _numbered(portal: ExpectedPortal) -> Iterator[tuple[int, ExpectedList]]:
    """The list pages with their numbers in the walk that leads to them."""
    numbers: dict[str, int] = {}
    for listed in portal.lists:
        number = numbers.get(listed.url, 1)
        if listed.next_url:
            numbers[listed.next_url] = number + 1
        yield number, listed


def _fetch(server: SampleServer, url: str) -> ListPage:
    opener = build_opener(ProxyHandler({"http": server.proxy_url}))
    with opener.open(url) as answer:
        return ListPage(answer.url, answer.read(), answer.headers["Content-Type"])


def test_every_row_of_every_list_is_read_and_no_other(server: SampleServer) -> None:
    for portal in server.expected.portals.values():
        for number, listed in _numbered(portal):
            reading = PLATFORMS[portal.platform].read(_fetch(server, listed.url), number)
            read = [(row.url, row.title, row.date) for row in reading.rows]
            assert read == list(dict.fromkeys((row.url, row.title, row.day) for row in listed.rows)), listed.url


def test_the_next_page_is_among_those_that_are_tried(server: SampleServer) -> None:
    for portal in server.expected.portals.values():
        for number, listed in _numbered(portal):
            page = _fetch(server, listed.url)
            tried = [request.url for request in PLATFORMS[portal.platform].read(page, number).next_pages]
            if listed.next_url:
                assert listed.next_url in tried, listed.url


def test_the_columns_of_a_section_are_found(server: SampleServer) -> None:
    for portal in server.expected.portals.values():
        aliases = {alias: listed.url for listed in portal.lists for alias in (listed.url, *listed.aliases)}
        for listed in portal.lists:
            found = {
                aliases[column.url] for column in PLATFORMS[portal.platform].read(_fetch(server, listed.url), 1).columns
            }
            assert found >= {aliases[url] for url in listed.columns}, listed.url


def test_every_sample_portal_is_recognised(server: SampleServer) -> None:
    for portal in server.expected.portals.values():
        for url in portal.sections:
            platform, evidence = recognise(_fetch(server, url))
            assert platform.name == portal.platform, (url, evidence)
