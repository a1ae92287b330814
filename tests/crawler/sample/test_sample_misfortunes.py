"""The misfortunes of the sample world: refusals, redirects, pages that are cut off."""

from __future__ import annotations

import http.client
import re
from collections import Counter
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from crawler.sample.answers import Request
from tests.crawler.sample_pages import STATUS, decoded, get, text_of
from tests.sample_world.expected import Expected, ExpectedPortal
from tests.sample_world.server import SampleServer, serve


@pytest.fixture(scope="module")
def unlucky(truth: Expected) -> ExpectedPortal:
    return truth.portals["nanhe"]


def failing(portal: ExpectedPortal, why: str) -> str:
    [failure] = [each for each in portal.failures if each.why == why]
    return failure.url


def test_each_misfortune_has_a_path_of_its_own(server: SampleServer, unlucky: ExpectedPortal) -> None:
    assert {failure.why for failure in unlucky.failures} == set(STATUS) - {"off_site"}
    for failure in unlucky.failures:
        assert get(server, failure.url).status == STATUS[failure.why], failure.why


def test_no_two_refusals_follow_each_other(unlucky: ExpectedPortal) -> None:
    failed = {failure.url for failure in unlucky.failures}
    rows = [row.url in failed for each in unlucky.lists for row in each.rows]
    assert not any(first and second for first, second in pairwise(rows))


def test_refusals_look_like_those_of_the_firewalls(server: SampleServer, unlucky: ExpectedPortal) -> None:
    page = decoded(get(server, failing(unlucky, "412")))
    assert "$_ts=window['$_ts']" in page
    assert page.count("<meta") == 2
    assert page.count("<script") == 2
    assert re.fullmatch(r"(?s)<script>.*__jsl_clearance.*</script>", decoded(get(server, failing(unlucky, "521"))))
    assert "防火墙" in text_of(get(server, failing(unlucky, "403")))
    assert "页面不存在" in text_of(get(server, failing(unlucky, "soft_404")))
    assert get(server, failing(unlucky, "empty")).body == b""


def test_one_page_sends_to_itself_for_ever_and_one_until_a_cookie_comes(
    server: SampleServer, unlucky: ExpectedPortal
) -> None:
    for url in (failing(unlucky, "loop"), *(report.url for report in unlucky.reports)):
        headers = dict(server.answer(Request("GET", url, {})).headers)
        if headers:
            assert headers["Location"] == url
            assert headers["Set-Cookie"].startswith("CT6T=")
    redirected = [url for url in (report.url for report in unlucky.reports)
                  if server.answer(Request("GET", url, {})).status == 302]  # fmt: skip
    assert len(redirected) == 1
    assert get(server, redirected[0]).status == 200
    assert get(server, failing(unlucky, "loop")).status == 302


def test_pages_that_send_on_name_their_target(server: SampleServer, unlucky: ExpectedPortal) -> None:
    assert {hop.how for hop in unlucky.hops} == {"refresh", "script"}
    for hop in unlucky.hops:
        page = decoded(get(server, hop.url))
        assert hop.target in page
        assert len(page) < 400
        assert unlucky.report(hop.target).paragraphs


def test_one_page_is_slow_and_one_is_cut_off(server: SampleServer, unlucky: ExpectedPortal) -> None:
    delays = [get(server, report.url).delay_seconds for report in unlucky.reports]
    assert sum(1 for delay in delays if delay) == 1
    assert 0 < max(delays) < 2
    assert get(server, failing(unlucky, "cut_off")).missing_bytes > 0


def test_a_cut_off_page_ends_before_its_length(server: SampleServer, unlucky: ExpectedPortal) -> None:
    connection = http.client.HTTPConnection(urlsplit(server.proxy_url).netloc)
    connection.request("GET", failing(unlucky, "cut_off"))
    response = connection.getresponse()
    with pytest.raises(http.client.IncompleteRead) as caught:
        response.read()
    connection.close()
    assert caught.value.partial
    assert caught.value.expected


def test_one_page_is_busy_at_first(unlucky: ExpectedPortal) -> None:
    with serve() as fresh:
        first = [get(fresh, report.url).status for report in unlucky.reports]
        second = [get(fresh, report.url).status for report in unlucky.reports]
    assert Counter(first)[503] == 1
    assert set(second) == {200}


def test_robots_txt_forbids_one_section_and_is_a_page_elsewhere(server: SampleServer, unlucky: ExpectedPortal) -> None:
    rules = get(server, "http://www.nanhe.gov.example/robots.txt")
    path = re.search(r"Disallow: (\S+)", decoded(rules))
    assert path
    assert urlsplit(unlucky.sections[1]).path == path[1]
    assert failing(unlucky, "robots") == unlucky.sections[1]
    assert get(server, unlucky.sections[1]).status == 200  # who asks all the same gets the list
    page = get(server, "http://www.guqing.gov.example/robots.txt")
    assert page.status == 200
    assert page.media_type.startswith("text/html")
    assert b"Disallow" not in page.body
