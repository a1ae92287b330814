"""One crawl of good portals beside hostile ones of every kind: the good ones are complete, each other told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.crawls import query, start
from tests.crawler.hostile_portals import ORGANS, PORTALS, serve
from tests.crawler.loopback_hosts import hosts

GROUPS = 3  # of hostile portals, a crawl each
GOOD = 3
PEAK_BYTES = 900 << 20  # five bodies of DOWNLOAD_MAXSIZE may be there at once
NAMES = list(PORTALS)
BY_CLOCK = "took longer than"  # on a busy machine an answer without end meets this bound first


@pytest.mark.parametrize("group", range(GROUPS))
def test_good_portals_lose_nothing_beside_hostile_ones(tmp_path: Path, group: int) -> None:
    chosen = NAMES[group::GROUPS]
    archive, toml = tmp_path / "archive.db", tmp_path / "portals.toml"
    with hosts() as lan:
        toml.write_text(serve(lan, chosen, GOOD), "utf-8")
        options = ("-s", f"PORTAL_TABLES={toml}", "-s", "RETRY_AFTER_MAX_SECONDS=1")
        process = start(lan.proxy_url, archive, *options, "-s", "RETRY_TIMES=1", "-s", "DOWNLOAD_TIMEOUT=20")
        _, errors = process.communicate()
        log, headers = lan.log, lan.headers
    assert process.returncode in (0, 1), errors  # 1: of the portal without robots.txt no list could be read
    assert "Traceback" not in errors
    for number in range(GOOD):
        found = query(archive, "SELECT 1 FROM pages WHERE portal = ? AND document IS NOT NULL", f"g{number}")
        assert len(found) == len(ORGANS)
        assert not query(archive, "SELECT 1 FROM problems WHERE portal = ?", f"g{number}")
    for number, name in enumerate(chosen):
        hostile = PORTALS[name]
        rows = list(map(dict, query(archive, "SELECT kind, detail FROM problems WHERE portal = ?", f"h{number}")))
        assert len(rows) <= 60, name
        assert all("\n" not in row["detail"] and len(row["detail"]) < 2500 for row in rows), name
        if hostile.kind == "*":
            assert rows, name
        elif hostile.kind:
            said = [row["detail"] for row in rows if row["kind"] == hostile.kind]
            assert [detail for detail in said if hostile.words in detail or BY_CLOCK in detail], (name, rows)
        else:
            assert not rows, (name, rows)
        assert len([url for url in log if url.startswith(f"http://h{number}.")]) < 150, name
    assert not query(archive, "SELECT 1 FROM problems WHERE kind = 'crash'")
    assert all(len(sent.get("cookie", "")) < 8000 and len(sent.get("if-none-match", "")) < 2000 for sent in headers)
    assert not [url for url in log if "sitemap" in url or "169.254" in url or "passwd" in url]
    assert process.peak_bytes < PEAK_BYTES, process.peak_bytes
    assert query(archive, "SELECT reason FROM runs")[0]["reason"] == "finished"
