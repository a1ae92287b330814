"""The further portals as a whole: the days of their world, and the tables that list them."""

from __future__ import annotations

import re
import tomllib
from urllib.parse import urlsplit

import pytest

from crawler.portals.tables import load_portals
from crawler.sample.answers import Answer
from crawler.sample.world import demo_world
from tests.crawler.sample_pages import QUIET, ask, linked
from tests.sample_world.expected import Expected, ExpectedPortal
from tests.sample_world.server import PORTAL_TABLE, SampleServer, serve
from tests.sample_world.world import World


def test_services_give_the_same_bytes_each_time(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    with serve() as other:
        for each in (each for portal in portals for each in portal.lists):
            assert ask(other, each).body == ask(server, each).body


def test_on_day_one_each_portal_has_one_new_one_changed_and_one_gone(portals: list[ExpectedPortal]) -> None:
    world = World()
    before, after = world.expected_all(0), world.expected_all(1)
    pages = world.pages(1)
    for portal in portals:
        host = portal.hosts[0]
        appeared, changed, gone = (
            [url for url in urls if urlsplit(url).hostname == host]
            for urls in (after.appeared, after.changed, after.gone)
        )
        if portal.key in QUIET:
            assert not appeared + changed + gone
            continue
        assert (len(appeared), len(changed), len(gone)) == (1, 1, 1), portal.key
        assert len(after.reports[changed[0]].paragraphs) == len(before.reports[changed[0]].paragraphs) + 1
        assert gone[0] not in pages
        rows = [row.url for each in after.portals[portal.key].lists for row in each.rows]
        assert rows.index(appeared[0]) == 1  # below the pinned one
        assert gone[0] not in rows


def test_day_one_is_served(portals: list[ExpectedPortal]) -> None:
    with serve(day=1) as later:
        for portal in (later.expected_all.portals[each.key] for each in portals):
            every = {row.url for each in portal.lists for row in each.rows}
            for each in portal.lists:
                found = [url for url in linked(ask(later, each), portal.lists[0].url) if url in every]
                assert found == [row.url for row in each.rows], each.url


def test_the_demo_is_left_as_it_was(server: SampleServer, truth: Expected) -> None:
    assert server.portals == PORTAL_TABLE
    assert set(tomllib.loads(PORTAL_TABLE.read_text("utf-8"))) == set(server.expected.portals)
    assert {key: truth.portals[key] for key in server.expected.portals} == dict(server.expected.portals)


@pytest.mark.parametrize("day", [0, 1])
def test_the_demo_serves_the_pages_that_the_whole_world_has_of_its_portals(day: int) -> None:
    demo, whole = demo_world().pages(day), World().pages(day)
    hosts = demo_world().hosts
    assert demo.keys() == {url for url in whole if urlsplit(url).hostname in hosts}
    answers = {url: reply for url, reply in demo.items() if isinstance(reply, Answer)}
    assert len(demo) - len(answers) == 1  # what answers 503 at first
    assert {url: whole[url] for url in answers} == answers


def test_the_tables_of_a_crawl_tell_what_the_world_holds(server: SampleServer, truth: Expected) -> None:
    tables = load_portals(server.portals_all)
    assert set(tables) == set(truth.portals)
    for key, portal in truth.portals.items():
        table = tables[key]
        assert tuple(section.url for section in table.sections) == portal.sections
        assert any(section.filtered for section in table.sections) == portal.filtered
        assert (table.hosts, table.division, table.site_id_code) == (
            portal.hosts, portal.division, portal.site_id_code)  # fmt: skip
        assert 0 < table.floor <= len(portal.reports), key


def test_a_portal_that_needs_a_browser_has_a_table_of_its_own(server: SampleServer) -> None:
    tables = load_portals([server.portals_scripted])
    assert {key: table.render for key, table in tables.items()} == {
        key: {"list", "detail"} for key in server.expected_scripted.portals
    }


def test_codes_are_unassigned_and_differ(truth: Expected) -> None:
    every = truth.portals.values()
    assert all(portal.division.startswith("99") for portal in every)
    assert all(re.fullmatch(r"\d{10}", portal.site_id_code) for portal in every)
    assert all(portal.site_id_code.startswith(portal.division[:4]) for portal in every)
    assert len({portal.site_id_code for portal in every}) == len(every)
