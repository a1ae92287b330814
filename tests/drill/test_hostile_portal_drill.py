"""The drill of the network: a good portal beside one that means harm, in each way of tests/crawler/hostile_portals.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from resource import RLIMIT_AS, RLIMIT_CPU

import pytest

from tests.crawler.crawls import query, start
from tests.crawler.hostile_portals import ORGANS, PORTALS, serve
from tests.crawler.loopback_hosts import hosts

pytestmark = pytest.mark.drill

MEMORY_BYTES = 1_500_000_000  # of address space
CPU_SECONDS = 60


@pytest.mark.parametrize("name", PORTALS)
def test_a_hostile_portal_costs_itself_and_nothing_else(
    tmp_path: Path, name: str, record_property: Callable[[str, object], None]
) -> None:
    archive, toml = tmp_path / "archive.db", tmp_path / "portals.toml"
    options = ("-s", f"PORTAL_TABLES={toml}", "-s", "RETRY_AFTER_MAX_SECONDS=1", "-s", "RETRY_TIMES=1")
    with hosts() as lan:
        toml.write_text(serve(lan, [name], 1), "utf-8")
        limits = {RLIMIT_AS: MEMORY_BYTES, RLIMIT_CPU: CPU_SECONDS}
        process = start(lan.proxy_url, archive, *options, "-s", "DOWNLOAD_TIMEOUT=10", limits=limits)
        _, errors = process.communicate()
    assert process.returncode in (0, 1), errors  # 1: no list of the hostile portal could be read
    assert "Traceback" not in errors
    assert len(query(archive, "SELECT 1 FROM pages WHERE portal = 'g0' AND document IS NOT NULL")) == len(ORGANS)
    assert not query(archive, "SELECT 1 FROM problems WHERE portal = 'g0' OR kind = 'crash'")
    assert query(archive, "PRAGMA integrity_check")[0][0] == "ok"
    rows = query(archive, "SELECT kind, detail FROM problems")
    hostile, kinds = PORTALS[name], {row["kind"] for row in rows}
    assert hostile.kind in ("", "*", *kinds)
    assert hostile.kind or not kinds
    record_property("said", ", ".join(sorted(kinds)) or "nothing wrong")
    record_property("took", f"{process.cpu_seconds:.0f} s, {process.peak_bytes / (1 << 20):.0f} MB")
