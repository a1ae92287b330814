"""pywb, the reference player of web archives, serves what we stored.

It brings a server stack of its own, so it is not among the test requirements: the folder of its commands is
given in PYWB_BIN, or they are on the PATH.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest
from crawls import crawl, query

from crawler import sample

WAYBACK = shutil.which("wayback", path=os.environ.get("PYWB_BIN") or None)
pytestmark = pytest.mark.skipif(not WAYBACK, reason="pywb is not installed; its commands are looked for in PYWB_BIN")
_OPEN = build_opener(ProxyHandler({}))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive after two crawls, so that it holds responses and revisits."""
    path = tmp_path / "archive.db"
    with sample.serve() as server:
        for _ in range(2):
            crawl(server.proxy_url, path, "-a", "portal=qilan", "-a", "full=1")
    return path


@pytest.fixture
def wayback(archive: Path, tmp_path: Path) -> Iterator[str]:
    """The address of pywb on a collection of the archive's WARC files."""
    manager = str(Path(WAYBACK or "").with_name("wb-manager"))
    folder = tmp_path / "pywb"
    folder.mkdir()
    warcs = [str(path) for path in sorted(archive.parent.glob("warc/*.warc.gz"))]
    for arguments in (["init", "fazhi"], ["add", "fazhi", *warcs]):
        subprocess.run([manager, *arguments], cwd=folder, check=True, capture_output=True, timeout=120)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [str(WAYBACK), "-b", "127.0.0.1", "-p", str(port)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                _OPEN.open(address, timeout=5).close()
                break
            except (URLError, ConnectionError):
                time.sleep(0.25)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_every_page_is_served_by_its_address_and_date(archive: Path, wayback: str) -> None:
    rows = query(
        archive,
        "SELECT s.url, s.fetched_at, s.size_bytes FROM snapshots s JOIN pages p ON p.id = s.page WHERE p.role = 'detail' AND s.status = 200",
    )
    assert len(rows) >= 18
    for row in rows:
        moment = row["fetched_at"].translate(str.maketrans("", "", "-:TZ"))
        with _OPEN.open(f"{wayback}/fazhi/{moment}id_/{row['url']}", timeout=30) as answer:
            assert len(answer.read()) == row["size_bytes"], row["url"]
