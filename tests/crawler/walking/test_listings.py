"""A page that stands in several lists is asked for once, and the archive knows each place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.crawls import crawl, query
from tests.crawler.loopback_hosts import Hosts, hosts

HOST = "http://www.lan.gov.example"
TITLE = "兰汀区2024年法治政府建设年度报告"
ARTICLE = f"<h1>{TITLE}</h1><div><p>{'2024年，我区坚持依法行政，全年办理行政复议案件12件，现报告如下。' * 8}</p></div>".encode()


def _list(*rows: tuple[str, str], more: str = "") -> bytes:
    items = "".join(f'<li><a href="{url}">{title}</a><span>2025-03-04</span></li>' for url, title in rows)
    return f"<html><body><ul>{items}</ul>{more}</body></html>".encode()


@pytest.fixture
def lan() -> Hosts:
    with hosts() as served:
        yield served


def _crawl(lan: Hosts, tmp_path: Path, sections: str, *more: str) -> Path:
    toml, archive = tmp_path / "portals.toml", tmp_path / "archive.db"
    toml.write_text(
        '[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example", "lan.gov.example"]\ndivision = "999101"\n'
        f'fold = ["www"]\nplatform = "generic"\nsections = {sections}\n',
        "utf-8",
    )
    crawl(lan.proxy_url, archive, "-s", f"PORTAL_TABLES={toml}", *more)
    return archive


def _places(archive: Path, url: str) -> set[tuple[str, str, str]]:
    rows = query(archive, "SELECT section, list_url, listed_as FROM listings WHERE url = ?", url)
    return {tuple(row) for row in rows}


def test_a_page_in_two_sections_under_three_addresses_is_fetched_once_and_known_in_all(
    lan: Hosts, tmp_path: Path
) -> None:
    for address in (f"{HOST}/art/1.html", f"{HOST}/art/1.html?slb=true", "http://lan.gov.example/art/1.html"):
        lan.table[address] = ARTICLE
    lan.table[f"{HOST}/fz/"] = _list(("/art/1.html", TITLE), ("/art/1.html?slb=true", TITLE))
    lan.table[f"{HOST}/gk/"] = _list(("http://lan.gov.example/art/1.html", TITLE))
    archive = _crawl(
        lan, tmp_path, f'[{{url = "{HOST}/fz/", name = "法治政府"}}, {{url = "{HOST}/gk/", name = "公开"}}]'
    )
    assert len([url for url in lan.log if "/art/1.html" in url]) == 1
    assert len(query(archive, "SELECT * FROM documents")) == 1
    assert _places(archive, f"{HOST}/art/1.html") == {
        ("法治政府", f"{HOST}/fz/", f"{HOST}/art/1.html"),
        ("法治政府", f"{HOST}/fz/", f"{HOST}/art/1.html?slb=true"),
        ("公开", f"{HOST}/gk/", "http://lan.gov.example/art/1.html"),
    }


def test_sections_without_names_are_told_apart_by_their_lists(lan: Hosts, tmp_path: Path) -> None:
    lan.table[f"{HOST}/art/1.html"] = ARTICLE
    lan.table[f"{HOST}/fz/"] = lan.table[f"{HOST}/gk/"] = _list(("/art/1.html", TITLE))
    archive = _crawl(lan, tmp_path, f'["{HOST}/fz/", "{HOST}/gk/"]')
    assert {place[1] for place in _places(archive, f"{HOST}/art/1.html")} == {f"{HOST}/fz/", f"{HOST}/gk/"}


def test_a_place_that_comes_later_is_added_though_the_page_is_not_asked_again(lan: Hosts, tmp_path: Path) -> None:
    sections = f'["{HOST}/fz/", "{HOST}/gk/"]'
    lan.table[f"{HOST}/art/1.html"] = ARTICLE
    lan.table[f"{HOST}/fz/"] = _list(("/art/1.html", TITLE))
    lan.table[f"{HOST}/gk/"] = _list(("/art/2.html", TITLE))
    _crawl(lan, tmp_path, sections)
    lan.table[f"{HOST}/gk/"] = _list(("/art/1.html", TITLE), ("/art/2.html", TITLE))
    asked = lan.log.count(f"{HOST}/art/1.html")
    archive = _crawl(lan, tmp_path, sections)
    assert lan.log.count(f"{HOST}/art/1.html") == asked == 1
    assert len(_places(archive, f"{HOST}/art/1.html")) == 2


def test_rows_of_a_filtered_section_are_listed_only_if_they_are_followed(lan: Hosts, tmp_path: Path) -> None:
    lan.table[f"{HOST}/art/1.html"] = ARTICLE
    lan.table[f"{HOST}/gk/"] = _list(
        ("/art/1.html", TITLE), ("/art/9.html", "关于春节放假的通知"), ("https://mp.weixin.qq.com/s/a", TITLE)
    )
    archive = _crawl(lan, tmp_path, f'[{{url = "{HOST}/gk/", filtered = true}}]')
    urls = {row["url"] for row in query(archive, "SELECT url FROM listings")}
    assert urls == {f"{HOST}/art/1.html", "https://mp.weixin.qq.com/s/a"}
