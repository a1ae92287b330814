"""A list page that only leads to the rows is not asked in every run, and is asked again when what it says fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.crawls import crawl, query
from tests.crawler.loopback_hosts import Answer, Hosts, hosts

HOST = "http://www.lan.gov.example"
TITLE = "兰汀区2024年法治政府建设年度报告"
TEXT = "<p>2024年，我区坚持依法行政，现将有关情况报告如下。</p><p>一、主要举措</p>"


@pytest.fixture
def lan() -> Iterator[Hosts]:
    with hosts() as served:
        yield served


@pytest.fixture
def run(lan: Hosts, tmp_path: Path):
    """Crawl the portal, whose section root shows its rows in a frame; gives the paths asked for."""
    toml = tmp_path / "portals.toml"
    toml.write_text(
        f'[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example"]\ndivision = "999101"\nsections = ["{HOST}/fz/"]\n',
        "utf-8",
    )

    def once(*more: str) -> list[str]:
        lan.log.clear()
        crawl(lan.proxy_url, tmp_path / "archive.db", "-s", f"PORTAL_TABLES={toml}", *more)
        return [url.removeprefix(HOST) for url in lan.log if not url.endswith("/robots.txt")]

    return once


def _lead_to(lan: Hosts, rows: str, *numbers: int) -> None:
    """Let the section's root lead to the page *rows*, which lists these reports."""
    links = "".join(f'<li><a href="/art/{number}.html">{TITLE}（{number}）</a></li>' for number in numbers)
    lan.table[f"{HOST}/fz/"] = f'<html><body><iframe src="{rows}"></iframe></body></html>'.encode()
    lan.table[f"{HOST}{rows}"] = f"<html><body><ul>{links}</ul></body></html>".encode()
    for number in numbers:
        body = TEXT + f"<p>办理第{number}类行政复议案件{number * 7}件。</p>" * 30
        page = (
            f'<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div id="zoom">{body}</div></body></html>'
        )
        lan.table[f"{HOST}/art/{number}.html"] = page.encode()


def test_the_rows_are_asked_without_the_page_that_leads_to_them(lan: Hosts, run) -> None:
    _lead_to(lan, "/fz/rows.html", 1, 2)
    assert run()[:2] == ["/fz/", "/fz/rows.html"]
    _lead_to(lan, "/fz/rows.html", 3, 1, 2)
    assert run() == ["/fz/rows.html", "/art/3.html"]


def test_a_page_that_is_due_and_a_full_crawl_ask_for_both(lan: Hosts, run) -> None:
    _lead_to(lan, "/fz/rows.html", 1, 2)
    run()
    assert "/fz/" in run("-s", "RECHECK_AHEAD_DAYS=20")
    assert "/fz/" in run("-a", "full=1")


def test_when_the_rows_have_gone_elsewhere_the_page_that_leads_to_them_is_asked(
    lan: Hosts, run, tmp_path: Path
) -> None:
    _lead_to(lan, "/fz/rows.html", 1, 2)
    run()
    _lead_to(lan, "/fz/other.html", 3, 1, 2)
    lan.table[f"{HOST}/fz/rows.html"] = Answer(b"", 404)
    assert run() == ["/fz/rows.html", "/fz/", "/fz/other.html", "/art/3.html"]
    assert not query(tmp_path / "archive.db", "SELECT 1 FROM problems")
    assert run() == ["/fz/other.html"]
