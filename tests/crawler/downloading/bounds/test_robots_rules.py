"""What is read of a robots.txt, and what its rules may cost."""

from __future__ import annotations

import pytest
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser

from crawler.downloading import robots
from crawler.downloading.bounds.robots_rules import MAX_ROBOTS_BYTES, MAX_WILDCARD_RULES, rules_for
from tests.cpu_limit import cpu_limit

SITE = "https://www.lan.gov.example"


def allowed(body: bytes, path: str, agent: str = "fazhi") -> bool:
    return ProtegoRobotParser(rules_for(body, agent)[0], None).allowed(SITE + path, agent)


@pytest.mark.parametrize(
    ("body", "path", "is_allowed"),
    [
        (b"User-agent: *\nDisallow: /a", "/a/1", False),
        (b"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/1", True),
        (b"User-agent: *\nDisallow:", "/a", True),
        (b"User-agent: *\nDisallow: /\nUser-agent: fazhi\nDisallow:", "/a", True),
        (b"User-agent: FAZHI/2.0\nDisallow: /a", "/a", False),
        (b"User-agent: faz\nDisallow: /", "/a", True),
        (b"User-agent: baidu\nUser-agent: fazhi\nDisallow: /a\nUser-agent: x\nDisallow: /b", "/a", False),
        (b"User-agent: baidu\nUser-agent: fazhi\nDisallow: /a\nUser-agent: x\nDisallow: /b", "/b", True),
        (b"User-agent: baidu\nDisallow: /", "/a", True),
        (b"User-agent: *\nSitemap: http://a/s.xml\nDisallow: /a", "/a", False),
        (b"User-agent: *\nCrawl-delay: 3\nDisallow: /a", "/a", False),
        (b"\xef\xbb\xbfUser-agent : *\r\n  disallow : /a # no\r\n", "/a", False),
        (b"useragent *\nDisallow /a", "/a", False),
        (b"User agent: *\nDissallow: /a", "/a", False),
        (b"User-agent: *\nDisallow: /*.pdf$", "/x/1.pdf", False),
        (b"User-agent: *\nDisallow: /*.pdf$", "/x/1.pdf?a", True),
        ("User-agent: *\nDisallow: /公开/".encode(), "/%E5%85%AC%E5%BC%80/1", False),
        (b"User-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /b", "/b", False),
        (b"Disallow: /a", "/a", True),
        (b"User-agent:\nDisallow: /a", "/a", True),
        (b"", "/a", True),
    ],
)  # fmt: skip
def test_the_rules_for_us_are_kept(body: bytes, path: str, *, is_allowed: bool) -> None:
    assert allowed(body, path) is is_allowed
    assert rules_for(body, "fazhi")[1] == ""


def test_a_whole_user_agent_is_known_by_its_product() -> None:
    assert not allowed(b"User-agent: fazhi\nDisallow: /a", "/a", "fazhi/0.1 (archive of reports; contact: x)")


def test_what_stands_beyond_500_kib_is_not_read_and_said() -> None:
    body = b"User-agent: *\nDisallow: /a\n" + b"# nothing\n" * 60_000 + b"Disallow: /b\n"
    rules, left = rules_for(body, "fazhi")
    assert b"/a" in rules
    assert b"/b" not in rules
    assert left == f"of {len(body)} bytes the first {MAX_ROBOTS_BYTES} were read"


def test_of_too_many_wildcards_each_further_one_forbids_more_and_not_less() -> None:
    lines = [f"Disallow: /x{n}/*/y" for n in range(MAX_WILDCARD_RULES)]
    body = "\n".join(["User-agent: *", *lines, "Disallow: /late/*/y", "Allow: /late/*/y/z"]).encode()
    assert not allowed(body, "/x3/1/y")
    assert allowed(body, "/x3/1/z")
    assert not allowed(body, "/late/1/y/z")
    assert not allowed(body, "/late/1/z")
    assert rules_for(body, "fazhi")[1].startswith("2 of its rules with wildcards")


HOSTILE = {
    "robots by the thousand, each with all rules": b"User-agent: x%d\n" * 20_000 + b"Disallow: /%d\n" * 20_000,
    "groups of ours by the thousand": b"User-agent: *\nDisallow: /%d\n" * 18_000,
    "rules by the ten thousand": b"User-agent: *\n" + b"Disallow: /a%d\n" * 33_000,
    "wildcards in each rule": b"User-agent: *\n" + b"Disallow: /*a*b*%d*c\n" * 22_000,
    "one rule of wildcards": b"User-agent: *\nDisallow: /" + b"*a" * 250_000,
    "ends by the ten thousand": b"User-agent: *\n" + b"Disallow: /a%d$\n" * 30_000,
    "nothing but line ends": b"\n" * 37_000_000,
    "nothing but blanks": b" " * 37_000_000,
    "one endless word": b"a" * 37_000_000,
    "37 MB of rules": b"User-agent: *\n" + b"Disallow: /a\n" * 2_900_000,
    "delays by the ten thousand": b"User-agent: *\n" + b"  \t  Crawl-delay: x\n" * 20_000,
    "colons": b":" * 500_000,
    "user-agents of nothing": b"User-agent:\n" * 40_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_and_a_thousand_addresses_cost_little(name: str) -> None:
    body = HOSTILE[name]
    if b"%d" in body:
        parts = body.split(b"%d")
        body = b"".join(part + b"%d" % count for count, part in enumerate(parts))
    page = Response(f"{SITE}/robots.txt", body=body)
    with cpu_limit(8):  # measured: at most 1.5 s, most of it for a thousand addresses
        robots._HTML.match(page.body.lstrip(robots._MARKS))
        robots._CRAWL_DELAY.search(page.body[:MAX_ROBOTS_BYTES])
        parser = ProtegoRobotParser(rules_for(page.body, "fazhi")[0], None)
        for number in range(1000):
            parser.allowed(f"{SITE}/zwgk/a{number}/2024/t20240101_{number}.html?{'a' * 500}", "fazhi")
