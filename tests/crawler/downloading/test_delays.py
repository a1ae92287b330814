"""Pauses between two requests to a host: the longest that anybody asks for, whatever AutoThrottle makes of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import signals
from scrapy.http import Request, Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.downloading.delays import HostDelays, retry_after

HOST, OTHER, SILENT = "www.jia.gov.cn", "www.yi.gov.cn", "www.bing.gov.cn"


class Crawl:
    """A crawl of two hosts, the first of which has 3 s in a portal's table."""

    def __init__(self) -> None:
        self.slots = {HOST: SimpleNamespace(delay=1.0), OTHER: SimpleNamespace(delay=1.0)}
        self.settings = Settings({"DOWNLOAD_SLOTS": {HOST: {"delay": 3}, SILENT: {}}, "RETRY_AFTER_MAX_SECONDS": 60})
        self.signals = SignalManager(self)
        self.engine: Any = SimpleNamespace(downloader=SimpleNamespace(slots=self.slots))
        self.delays = HostDelays.from_crawler(self)  # type: ignore[arg-type]

    def answer(self, host: str, throttled_to: float, **headers: str) -> float:
        """Let *host* answer, AutoThrottle having set its pause to *throttled_to*; return the pause thereafter."""
        if host in self.slots:
            self.slots[host].delay = throttled_to
        answer = Response(f"http://{host}/", headers={name.replace("_", "-"): value for name, value in headers.items()})
        request = Request(answer.url, meta={"download_slot": host})
        told = self.signals.send_catch_log(signals.response_downloaded, response=answer, request=request, spider=None)
        assert [result for _, result in told] == [None]
        return self.slots[host].delay if host in self.slots else 0.0


@pytest.fixture
def crawl() -> Crawl:
    return Crawl()


def test_autothrottle_does_not_go_below_the_pause_of_the_table(crawl: Crawl) -> None:
    assert crawl.answer(HOST, 1.5) == 3
    assert crawl.answer(HOST, 20.0) == 20, "it may go above"
    assert crawl.answer(OTHER, 0.5) == 0.5


def test_the_longest_pause_that_was_asked_for_holds_at_once_and_from_then_on(crawl: Crawl) -> None:
    crawl.delays.ask_for(HOST, 2)
    crawl.delays.ask_for(OTHER, 8)
    crawl.delays.ask_for(OTHER, 5)
    assert crawl.slots[HOST].delay == 2
    assert crawl.slots[OTHER].delay == 8
    assert crawl.answer(HOST, 1.0) == 3
    assert crawl.answer(OTHER, 1.0) == 8


def test_a_pause_that_was_asked_for_before_the_first_request_holds_when_there_is_one(crawl: Crawl) -> None:
    slot = crawl.slots.pop(OTHER)
    crawl.delays.ask_for(OTHER, 7)
    assert crawl.answer(OTHER, 1.0) == 0, "a host without a queue has no pause"
    crawl.slots[OTHER] = slot
    assert crawl.answer(OTHER, 1.0) == 7


def test_a_host_of_which_nobody_asks_a_pause_has_that_of_autothrottle_alone(crawl: Crawl) -> None:
    crawl.slots[SILENT] = SimpleNamespace(delay=1.0)
    assert crawl.answer(SILENT, 0.2) == 0.2
    crawl.delays.ask_for(OTHER, 0.5)
    assert crawl.answer(OTHER, 0.2) == 0.5


def test_a_moment_is_read_in_its_own_zone() -> None:
    in_an_hour = datetime.now(timezone(timedelta(hours=8))) + timedelta(hours=1)
    answer = Response("http://www.jia.gov.cn/", headers={"Retry-After": format_datetime(in_an_hour)})
    assert retry_after(answer, 1e9) <= 3600


def test_retry_after_is_the_pause_of_the_next_request_alone_and_has_a_limit(crawl: Crawl) -> None:
    assert crawl.answer(OTHER, 1.0, Retry_After="40") == 40
    assert crawl.answer(OTHER, 20.0) == 20, "AutoThrottle comes back from it"
    assert crawl.answer(OTHER, 1.0, Retry_After="4000") == 60
    assert crawl.answer(HOST, 1.0, Retry_After="2") == 3


def test_an_answer_that_no_queue_gave_changes_no_pause(crawl: Crawl) -> None:
    answer = Response("http://www.jia.gov.cn/", headers={"Retry-After": "40"})
    told = crawl.signals.send_catch_log(
        signals.response_downloaded, response=answer, request=Request(answer.url), spider=None
    )
    assert [result for _, result in told] == [None]
    assert {host: slot.delay for host, slot in crawl.slots.items()} == {HOST: 1, OTHER: 1}


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7), (" 7 ", 7), ("0", 0), ("007", 7), ("1.5", 1.5), ("7.", 7), ("60", 60), ("61", 60), ("9" * 250, 60),
        ("9" * 5000, 0), ("-5", 0), ("+5", 0), ("1e9", 0), ("inf", 0), ("nan", 0), ("0x10", 0), ("７", 0), ("²", 0), ("7 s", 0),
        ("7, 8", 0), ("", 0), ("soon", 0), ("\x00", 0), ("Fri, 31 Dec 1999 23:59:59 GMT", 0), ("Mon, 01 Jan 0001 00:00:00 +2359", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 60), ("Fri, 31 Dec 9999 23:59:59 -2359", 60), ("Fri, 31 Dec 99999 23:59:59 GMT", 0),
        ("Fri, 31 Dec 2999 23:59:59 +9999", 0), ("Fri, 31 Dec 2999 25:61:61 GMT", 0), ("31 Dec 2999", 0), ("Fri, 31 Dec 2999", 0),
        ("Friday, 31-Dec-99 23:59:59 GMT", None), ("Fri Dec 31 23:59:59 2999", 60), ("(" * 20_000, 0), (" " * 10_000 + "7", 7),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_every_form_and_never_fails(value: str, seconds: float | None) -> None:
    """None: whatever, as long as it is within bounds."""
    got = retry_after(Response("http://a.example/", headers={"Retry-After": value.encode("utf-8")}), 60)
    assert 0 <= got <= 60
    assert seconds is None or got == seconds


@pytest.mark.parametrize("zone", ["GMT", "-0000", "+0800", "-1130", "EST"])
def test_a_date_of_retry_after_is_read_in_its_zone(zone: str) -> None:
    offset = {"GMT": 0, "-0000": 0, "+0800": 480, "-1130": -690, "EST": -300}[zone]
    moment = datetime.now(UTC) + timedelta(seconds=30, minutes=offset)
    value = f"{moment:%a, %d %b %Y %H:%M:%S} {zone}"
    assert 25 <= retry_after(Response("http://a.example/", headers={"Retry-After": value}), 60) <= 30


@given(st.text(st.sampled_from('0123456789-+:, .GMTFriDecJanE("\\'), max_size=60))
def test_retry_after_of_any_letters_is_a_bounded_number(value: str) -> None:
    assert 0 <= retry_after(Response("http://a.example/", headers={"Retry-After": value}), 60) <= 60
