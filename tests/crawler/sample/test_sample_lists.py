"""The lists of the further portals: one set of rules for every platform or dialect."""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import pairwise
from urllib.parse import urlsplit

from crawler.platforms import PLATFORMS
from tests.crawler.sample_pages import QUIET, STATUS, ask, decoded, get, linked, markup
from tests.sample_world.expected import Expected, ExpectedPortal
from tests.sample_world.server import SampleServer

SHORT = {"tongpo", "bifan"}  # that show one page


def test_every_platform_has_a_portal(truth: Expected) -> None:
    assert {portal.platform for portal in truth.portals.values()} == set(PLATFORMS)


def test_every_list_has_three_pages_with_rows(portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        rows = [len(each.rows) for each in portal.lists if each.rows]
        assert len(rows) >= (1 if portal.key in SHORT else 3), portal.key
        assert sum(rows) >= (6 if portal.key == "bifan" else 8), portal.key


def test_every_list_page_holds_its_rows_in_order_and_no_others(
    server: SampleServer, portals: list[ExpectedPortal]
) -> None:
    for portal in portals:
        every = {row.url for each in portal.lists for row in each.rows}
        for each in portal.lists:
            answer = ask(server, each)
            assert answer.status == 200, each.url
            wanted = [row.url for row in each.rows]
            assert [url for url in linked(answer, portal.lists[0].url) if url in every] == wanted, each.url


def test_every_row_shows_its_whole_title_and_its_day(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        for each in portal.lists:
            page = html.unescape(markup(ask(server, each)))
            for row in each.rows:
                assert row.title in page, (each.url, row.title)
                assert str(row.printed or row.day) in page, (each.url, row)


def test_every_row_is_accounted_for_once(portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        hops = {hop.target: hop.url for hop in portal.hops}
        accounted = [hops.get(report.url, report.url) for report in portal.reports]
        accounted += [each.url for kind in (portal.others, portal.failures, portal.files) for each in kind]
        assert len(accounted) == len(set(accounted))
        folded = {address: report.url for report in portal.reports for address in report.folded}
        rows = {folded.get(row.url, row.url) for each in portal.lists for row in each.rows}
        sections = {each.url for each in portal.failures if each.why in ("robots", "sealed")}
        assert rows == set(accounted) - sections, portal.key


def test_next_pages_lead_to_every_list(portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        assert [each.number for each in portal.lists] == list(range(1, len(portal.lists) + 1))
        for each, after in pairwise(portal.lists):
            assert each.next_url == after.url
        assert portal.lists[-1].next_url is None
        assert portal.sections[0] in (portal.lists[0].url, *portal.lists[0].aliases)


def test_no_two_list_pages_are_asked_for_in_the_same_words(portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        asked = [(each.method, each.url, each.body) for each in portal.lists]
        assert len(asked) == len(set(asked))


def test_every_alias_of_a_list_shows_the_same_page(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        for each in portal.lists:
            assert all(get(server, alias).body == ask(server, each).body for alias in each.aliases)


def test_every_link_of_a_list_page_answers_as_expected(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        why = {failure.url: failure.why for failure in portal.failures}
        for each in portal.lists:
            for row in each.rows:
                status = get(server, row.url).status
                assert status == (STATUS[why[row.url]] if row.url in why else 200), row.url


def test_chrome_links_of_a_list_page_answer(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        page = decoded(ask(server, portal.lists[0]))
        trail = re.findall(rf'href="(http://{portal.hosts[0]}/[^"]*)"', page)
        assert len(trail) > 2
        for url in trail:
            assert get(server, html.unescape(url)).status == 200, url


def test_past_the_last_page_comes_what_is_expected(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    seen = Counter()
    for portal in portals:
        first = next(each for each in portal.lists if each.rows)
        every = {row.url for each in portal.lists for row in each.rows}
        for end in portal.ends:
            answer = ask(server, end)
            seen[end.how] += 1
            assert answer.status == (404 if end.how == "404" else 200), end.url
            if end.how == "first":
                assert answer.body == ask(server, first).body, end.url
            else:
                assert not every & set(linked(answer, portal.lists[0].url)), end.url
            if end.how == "stub":
                assert len(answer.body) < 400
    assert set(seen) == {"404", "first", "stub", "empty", "sealed"}
    assert min(seen[how] for how in ("404", "first", "stub", "empty")) >= 2


def test_a_pinned_old_row_comes_first_and_once_more_in_its_place(portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        if portal.key in QUIET:
            continue
        rows = [row for each in portal.lists for row in each.rows]
        [report] = [each for each in portal.reports if each.url == rows[0].url]
        again = [row for row in rows[1:] if row.url in (report.url, *report.folded)]
        assert len(again) == 1, portal.key
        assert again[0].title == rows[0].title
        assert str(rows[0].day) < str(rows[1].day)


def test_rows_lead_to_wechat_to_another_host_and_to_a_file(portals: list[ExpectedPortal]) -> None:
    for portal in portals:
        if portal.key in QUIET:
            continue
        off_site = {urlsplit(failure.url).hostname for failure in portal.failures if failure.why == "off_site"}
        assert off_site == {"mp.weixin.qq.com", "www.shengting.gov.example"}, portal.key
        assert len(portal.files) == 1
