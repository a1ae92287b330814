"""Numbers that no list can mean cost a list nothing but themselves, on every platform."""

from __future__ import annotations

import re

import pytest

from crawler.platforms import PLATFORMS, ListPage, PageRequest, Row
from crawler.platforms.lists import json_rows, script_values
from crawler.platforms.number_limits import read_json
from crawler.walking.walk import Walk, after_page
from tests.crawler.list_walks import HOST, page
from tests.crawler.sample_pages import ask, decoded
from tests.sample_world.expected import ExpectedList, ExpectedPortal
from tests.sample_world.server import SampleServer

MONSTERS = {
    "5000 digits": "9" * 5000,
    "5000 digits of full width": "９" * 5000,
    "400 digits": "9" * 400,
    "100 digits": "9" * 100,
    "infinite": "1e999",
    "no number": "NaN",
    "without end": "-Infinity",
    "nothing": "0",
    "less than nothing": "-5",
}
ALONE = re.compile(r"(?<![\w/.-])(?<!\?ID=)\d+(?![\w/.-])")  # and in no address


def _read(portal: ExpectedPortal, wanted: ExpectedList, text: str) -> tuple[Row, ...]:
    request = PageRequest(wanted.url, wanted.method, wanted.body.encode(), tuple(wanted.headers))
    made = ListPage(wanted.url, text.encode(), "text/html; charset=utf-8", request=request, origin=portal.lists[0].url)
    reading = PLATFORMS[portal.platform].read(made, wanted.number)
    after_page(Walk(portal.key, (portal.name,), platform=portal.platform), reading)
    return reading.rows


@pytest.mark.parametrize("platform", sorted(PLATFORMS))
@pytest.mark.parametrize("monster", MONSTERS)
def test_no_number_on_a_list_stops_its_reading(server: SampleServer, platform: str, monster: str) -> None:
    portal = next(each for each in server.expected_all.portals.values() if each.platform == platform)
    for wanted in portal.lists[:2]:
        text = decoded(ask(server, wanted))
        places = list(ALONE.finditer(text))
        addresses = {row.url for row in _read(portal, wanted, text)}
        for place in places[:25]:
            rows = _read(portal, wanted, text[: place.start()] + MONSTERS[monster] + text[place.end() :])
            assert {row.url for row in rows} <= addresses


def test_the_rows_beside_a_monstrous_number_are_read() -> None:
    digits = "9" * 5000
    entry = '{"title": "云汀县2024年法治政府建设年度报告", "url": "/a/1.html", "pubDate": %s}'
    for text in (f'{{"total": "{digits}", "data": [{entry % 1741046400}]}}', f'{{"data": [{entry % "1e999"}]}}'):
        given = page(text, f"{HOST}/list.json")
        assert [row.title for row in json_rows.rows(given.data, given)] == ["云汀县2024年法治政府建设年度报告"]
        assert json_rows.total(given.data) is None


def test_json_that_is_broken_without_its_monstrous_number_is_no_json() -> None:
    given = page(f'{{"total": {"9" * 5000}, "data": []}}', f"{HOST}/list.json")
    assert given.data is None
    assert not given.is_data


def test_json_nested_too_deep_is_no_json() -> None:
    assert page("[" * 200_000, f"{HOST}/list.json").data is None
    assert script_values.variable("var rows = " + "[" * 50_000 + "]" * 50_000, "rows") is None


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_a_number_that_cannot_be_counted_with_is_nothing(text: str) -> None:
    assert read_json(f'{{"total": {text}, "size": 1.5}}') == {"total": None, "size": 1.5}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'{"a": "\ud800x"}', {"a": "\ufffdx"}),
        (r'["\udc00", {"\uD83D": 1}]', ["\ufffd", {"\ufffd": 1}]),
        (r'"\ud83d\ude00"', "😀"),
        (r'"\\ud800"', r"\ud800"),
    ],
)
def test_a_half_of_a_pair_in_json_is_a_mark_in_its_place(text: str, value: object) -> None:
    assert read_json(text) == value
