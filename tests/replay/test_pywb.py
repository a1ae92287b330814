"""pywb, the reference player of web archives, serves what we stored.

It brings a server stack of its own, so it is not among the test requirements: the folder of its commands is
given in PYWB_BIN, or they are on the PATH.
"""

from __future__ import annotations

import json
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

from archive.evidence.surt import surt
from crawler import sample
from tests.crawler.crawls import crawl, query
from tests.made_once import made_once

WAYBACK = shutil.which("wayback", path=os.environ.get("PYWB_BIN") or None)
pytestmark = pytest.mark.skipif(not WAYBACK, reason="pywb is not installed; its commands are looked for in PYWB_BIN")
_OPEN = build_opener(ProxyHandler({}))


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive after two crawls, so that it holds responses and revisits; no test changes it."""

    def make(folder: Path) -> None:
        with sample.serve() as server:
            for _ in range(2):
                crawl(server.proxy_url, folder / "archive.db", "-a", "portal=qilan", "-a", "full=1")

    return made_once(tmp_path_factory, "replayed", make) / "archive.db"


@pytest.fixture
def wayback(archive: Path, tmp_path: Path) -> Iterator[str]:
    """The address of pywb on the archive's WARC files and the index beside them."""
    folder = tmp_path / "pywb"
    folder.mkdir()
    warc = archive.parent / "warc"
    config = f"collections:\n  fazhi:\n    index_paths: {warc / 'index.cdxj'}\n    archive_paths: {warc}/\n"
    (folder / "config.yaml").write_text(config, "utf-8")
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
        while process.poll() is None:
            try:
                _OPEN.open(address).close()
                break
            except (URLError, ConnectionError):
                time.sleep(0.25)
        yield address
    finally:
        process.terminate()
        process.wait()


def test_every_page_is_served_by_its_address_and_date(archive: Path, wayback: str) -> None:
    rows = query(
        archive,
        "SELECT s.url, s.fetched_at, s.size_bytes FROM snapshots s JOIN pages p ON p.id = s.page WHERE p.role = 'detail' AND s.status = 200",
    )
    assert len(rows) >= 18
    for row in rows:
        moment = row["fetched_at"].translate(str.maketrans("", "", "-:TZ"))
        with _OPEN.open(f"{wayback}/fazhi/{moment}id_/{row['url']}") as answer:
            assert len(answer.read()) == row["size_bytes"], row["url"]


def test_the_index_is_the_one_that_pywb_would_make(archive: Path) -> None:
    warcs = sorted(archive.parent.glob("warc/*.warc.gz"))
    indexer = Path(WAYBACK or "").with_name("cdx-indexer")
    done = subprocess.run([indexer, "-j", "-s", *warcs], capture_output=True, text=True, check=True)
    theirs = [line for line in done.stdout.splitlines() if not line.startswith("!")]
    assert _told(theirs) == _told((archive.parent / "warc" / "index.cdxj").read_text("ascii").splitlines())


def _told(lines: list[str]) -> list[tuple[str, ...]]:
    """What lines of an index say; that a revisit has no status is said in two ways."""
    told = []
    for line in lines:
        key, moment, fields = line.split(" ", 2)
        values = {"status": "-"} | json.loads(fields)
        names = ("url", "mime", "status", "digest", "length", "offset", "filename")
        told.append((key, moment, *(values[name] for name in names)))
    return sorted(told)


ODD = (
    "http://www2.a.gov.cn:80/X//y/../z/?b=2&A=1&a-1=0&a",
    "https://a.gov.cn:8443/%25e6%B3%95/法治.pdf?q=%41%26r%3d+x y#top",
    "http://user:word@www.gov.cn./a;jsessionid=1/..//b?",
    "http://a.gov.cn/(S(abcdefghijklmnopqrstuvwx))/list.aspx?cfid=1&cftoken=2&c=3",
    "http://政务.cn/é?SID=0123456789abcdef0123456789abcdef&É=%zz",
)


def test_keys_are_the_ones_that_pywb_looks_for(archive: Path) -> None:
    urls = [*ODD, *(row["url"] for row in query(archive, "SELECT DISTINCT url FROM snapshots"))]
    script = "import json, surt, sys; print(json.dumps([surt.surt(url) for url in json.load(sys.stdin)]))"
    python = Path(WAYBACK or "").with_name("python")
    done = subprocess.run([python, "-c", script], input=json.dumps(urls), capture_output=True, text=True, check=True)
    assert [surt(url) for url in urls] == json.loads(done.stdout)
