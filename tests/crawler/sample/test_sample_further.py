"""The further portals as a whole: the days of their world, and the tables that list them."""

from __future__ import annotations

import re
import tomllib
from urllib.parse import urlsplit

from sample_pages import QUIET, ask, linked

from tests.sample_world.expected import Expected, ExpectedPortal
from tests.sample_world.server import FURTHER_TABLE, PORTAL_TABLE, SampleServer, serve
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
    assert server.portals_all == (PORTAL_TABLE, FURTHER_TABLE)
    assert set(tomllib.loads(PORTAL_TABLE.read_text("utf-8"))) == set(server.expected.portals)
    assert {key: truth.portals[key] for key in server.expected.portals} == dict(server.expected.portals)


def test_the_second_table_tells_what_the_world_holds(portals: list[ExpectedPortal]) -> None:
    text = FURTHER_TABLE.read_text("utf-8")
    tables = tomllib.loads(text)
    assert set(tables) == {portal.key for portal in portals}
    for portal in portals:
        table = tables[portal.key]
        sections = [each if isinstance(each, str) else each["url"] for each in table["sections"]]
        filtered = any(isinstance(each, dict) and each["filtered"] for each in table["sections"])
        assert (tuple(sections), filtered) == (portal.sections, portal.filtered)
        assert (table["name"], tuple(table["hosts"]), table["division"], table["site_id_code"]) == (
            portal.name, portal.hosts, portal.division, portal.site_id_code)  # fmt: skip
        assert 0 < table["floor"] <= len(portal.reports)
        own = text.partition(f"[{portal.key}]")[2].partition("\n[")[0]
        assert re.search(rf'^platform = "(auto"  # {portal.platform}|{portal.platform}")$', own, re.M), portal.key


def test_codes_are_unassigned_and_differ(truth: Expected) -> None:
    every = truth.portals.values()
    assert all(portal.division.startswith("99") for portal in every)
    assert all(re.fullmatch(r"\d{10}", portal.site_id_code) for portal in every)
    assert all(portal.site_id_code.startswith(portal.division[:4]) for portal in every)
    assert len({portal.site_id_code for portal in every}) == len(every)
