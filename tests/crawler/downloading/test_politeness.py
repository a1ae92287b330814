"""How gently hosts are asked: the defaults, and the pauses that a real crawl makes."""

import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from scrapy.http import Response

import settings.base
from crawler.downloading.delays import retry_after
from tests.crawler.crawls import start
from tests.crawler.loopback_hosts import Answer, hosts

DELAY_SECONDS, SLOW_DELAY_SECONDS, ROBOTS_DELAY_SECONDS = 0.2, 0.4, 0.3
QUICK, SLOW, ROBOTS = "www.quick.gov.cn", "www.slow.gov.cn", "www.robots.gov.cn"
# Records the moment at which the downloader takes a request off the queue of its host: the one that is kept apart.
WATCH = """
import json
from pathlib import Path
from scrapy import signals

class Watch:
    def __init__(self, crawler):
        self.crawler, self.log = crawler, Path(__file__).with_name("sent.jsonl").open("a")
        crawler.signals.connect(self.downloaded, signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler):
        return cls(crawler)

    def downloaded(self, response, request, spider):
        host = request.meta["download_slot"]
        self.log.write(json.dumps([host, self.crawler.engine.downloader.slots[host].lastseen]) + "\\n")
        self.log.flush()
"""


def test_defaults_are_gentle() -> None:
    base = settings.base
    assert base.DOWNLOAD_DELAY == 2.5
    assert base.DOWNLOAD_DELAY_JITTER == 0, "with it, half of the pauses are shorter than DOWNLOAD_DELAY"
    assert base.CONCURRENT_REQUESTS_PER_DOMAIN == 1
    assert base.ROBOTSTXT_OBEY is True
    assert base.AUTOTHROTTLE_ENABLED is True
    assert base.AUTOTHROTTLE_START_DELAY >= base.DOWNLOAD_DELAY
    assert base.AUTOTHROTTLE_MAX_DELAY == 60
    assert base.AUTOTHROTTLE_TARGET_CONCURRENCY == 1
    assert base.ADDONS["crawler.downloading.delays.HostDelaysAddon"]


def test_requests_to_one_host_are_never_closer_than_its_delay(tmp_path: Path) -> None:
    table = "".join(
        f'[{name}]\nname = "{name}"\nhosts = ["{host}"]\ndivision = "440000"\n'
        f'sections = ["http://{host}/fz/"]\ndelay_seconds = {delay}\n'
        for name, host, delay in (("quick", QUICK, 0), ("slow", SLOW, SLOW_DELAY_SECONDS), ("robots", ROBOTS, 0))
    )
    (tmp_path / "tables.toml").write_text(table)
    (tmp_path / "watch_requests.py").write_text(WATCH)
    (tmp_path / "gentle.py").write_text(
        "from settings.base import *\n"
        f"PORTAL_TABLES = [{str(tmp_path / 'tables.toml')!r}]\n"
        f"DOWNLOAD_DELAY = AUTOTHROTTLE_START_DELAY = {DELAY_SECONDS}\n"
        'EXTENSIONS = {**EXTENSIONS, "watch_requests.Watch": 900}\n'
    )
    with hosts() as served:
        for host in (QUICK, SLOW, ROBOTS):
            rows = "".join(
                f'<li><a href="/fz/{n}.html">某县{2010 + n}年法治政府建设年度报告</a></li>' for n in range(8)
            )
            served.table[f"http://{host}/fz/"] = f"<html><body><ul>{rows}</ul></body></html>".encode()
        served.table[f"http://{ROBOTS}/robots.txt"] = Answer(
            f"User-agent: *\nCrawl-delay: {ROBOTS_DELAY_SECONDS}\n".encode(), headers={"Content-Type": "text/plain"}
        )
        variables = {"SCRAPY_SETTINGS_MODULE": "gentle", "PYTHONPATH": str(tmp_path)}
        process = start(served.proxy_url, tmp_path / "archive.db", variables=variables)
        _, errors = process.communicate()
        assert process.returncode == 0, errors
        asked = len(served.log)
    sent = defaultdict(list)
    for line in (tmp_path / "sent.jsonl").read_text().splitlines():
        host, moment = json.loads(line)
        sent[host].append(moment)
    assert {host: len(moments) for host, moments in sent.items()} == {QUICK: 10, SLOW: 10, ROBOTS: 10}
    assert asked == 30
    wanted = {QUICK: DELAY_SECONDS, SLOW: SLOW_DELAY_SECONDS, ROBOTS: ROBOTS_DELAY_SECONDS}
    for host, moments in sent.items():
        gaps = [later - earlier for earlier, later in pairwise(moments)]
        assert min(gaps) >= wanted[host] - 1e-6, f"{host}: {gaps}"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7),
        ("900", 300),
        ("", 0),
        ("soon", 0),
        ("Fri, 27 Nov 2020 08:00:00 GMT", 0),
        ("27 Nov 2090 08:00:00 -0000", 300),
    ],
)
def test_retry_after_is_a_number_of_seconds_or_a_moment(value: str, seconds: float) -> None:
    assert retry_after(Response("http://a.gov.cn/", headers={"Retry-After": value}), 300) == seconds
