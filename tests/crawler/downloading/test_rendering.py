"""Pages that scripts build, with the real Chromium: what it shows is archived, and what it may not do is not done."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings
from warcio.archiveiterator import ArchiveIterator

from crawler.downloading.browser import BROWSERS, missing_for_rendering
from crawler.errors import CannotRender, PortalTableError
from crawler.portals.tables import load_portals
from crawler.spiders.portal_crawl import require_browser
from crawler.urls import canonical_url
from tests.crawler.crawls import crawl, query, start
from tests.crawler.loopback_hosts import Answer, Hosts, hosts
from tests.fork_server import run_python
from tests.made_once import made_once
from tests.sample_world.server import SampleServer, serve

CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
has_browser = importlib.util.find_spec("scrapy_playwright") is not None and CHROMIUM is not None
needs_browser = pytest.mark.skipif(not has_browser, reason="no Chromium, or not the extra render")
HOST = "http://www.lan.gov.example"
TITLE = "兰汀区2024年法治政府建设年度报告"
BODY = "2024年，我区坚持依法行政，全年办理行政复议案件12件，现将法治政府建设情况报告如下。" * 6
BY_PAGE = "SELECT p.url, d.text FROM documents d JOIN pages p ON p.document = d.id"


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with serve() as server:
        yield server


@pytest.fixture(scope="module")
def archive(server: SampleServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive after one crawl of the portals that are nothing but scripts; no test changes it."""

    def make(folder: Path) -> None:
        crawl(server.proxy_url, folder / "archive.db", "-s", f"PORTAL_TABLES={server.portals_scripted}")
        (folder / "asked.txt").write_text("\n".join(entry.url for entry in server.log), "utf-8")

    return made_once(tmp_path_factory, "scripted", make) / "archive.db"


@pytest.fixture
def lan() -> Iterator[Hosts]:
    with hosts() as served:
        yield served


def _table(folder: Path, more: str = "render = true") -> Path:
    path = folder / "portals.toml"
    path.write_text(
        f'[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example"]\ndivision = "999101"\n'
        f'sections = ["{HOST}/fz/"]\nplatform = "generic"\n{more}\n',
        "utf-8",
    )
    return path


def _crawl(lan: Hosts, tmp_path: Path, *more: str) -> Path:
    archive = tmp_path / "archive.db"
    crawl(lan.proxy_url, archive, "-s", f"PORTAL_TABLES={_table(tmp_path)}", *more)
    return archive


def _list_by_script(script: str) -> bytes:
    """A list page whose one row is written by a script, after *script*."""
    row = f'<li><a href=\\"/art/1.html\\">{TITLE}</a><span>2025-03-04</span></li>'
    return f'<html><body><ul id="rows"></ul><script>{script};document.getElementById("rows").innerHTML = "{row}";</script></body></html>'.encode()


def _kinds(archive: Path) -> set[str]:
    return {row["kind"] for row in query(archive, "SELECT kind FROM problems")}


def _texts(archive: Path) -> dict[str, str]:
    return {row["url"]: row["text"] for row in query(archive, BY_PAGE)}


@needs_browser
def test_a_portal_that_is_nothing_but_scripts_is_archived_word_for_word(server: SampleServer, archive: Path) -> None:
    stored, reports = _texts(archive), server.expected_scripted.reports
    with_text = {canonical_url(url): report.text for url, report in reports.items() if report.paragraphs}
    assert len(with_text) >= 9
    assert {url: stored.get(url) for url in with_text} == with_text


@needs_browser
def test_served_and_rendered_bytes_are_both_evidence(server: SampleServer, archive: Path) -> None:
    section = server.expected_scripted.portals["lingwan"].sections[0]
    rows = query(
        archive,
        "SELECT s.status, s.media_type, s.rendered_as FROM snapshots s JOIN pages p ON p.id = s.page"
        " WHERE p.url = ? ORDER BY s.fetched_at, s.rowid",
        canonical_url(section),
    )
    assert [(row["status"], row["media_type"], row["rendered_as"] is None) for row in rows] == [
        (200, "text/html", False),
        (None, "text/html", True),
    ]
    records = {}
    for path in (archive.parent / "warc").glob("*.warc.gz"):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_headers.get_header("WARC-Target-URI") == section:
                    records[record.rec_type] = record.content_stream().read()
    assert "法治政府建设年度报告" not in records["response"].decode()
    assert "法治政府建设" in records["conversion"].decode().split('id="rows"')[1]


@needs_browser
def test_what_its_scripts_asked_for_is_kept_and_a_script_is_asked_once(server: SampleServer, archive: Path) -> None:
    host = f"http://{server.expected_scripted.portals['lingwan'].hosts[0]}"
    asked = [url for url in (archive.parent / "asked.txt").read_text("utf-8").split() if url.startswith(host)]
    assert asked.count(f"{host}/js/site.js") == 1
    kept = {row["url"] for row in query(archive, "SELECT url FROM snapshots")}
    assert any(url.startswith(f"{host}/api/rows.json") for url in kept)
    assert not [url for url in asked if url.endswith((".css", ".png", ".jpg"))]


@needs_browser
def test_the_next_day_brings_what_is_new_though_no_shell_has_changed(archive: Path, tmp_path: Path) -> None:
    path = Path(shutil.copytree(archive.parent, tmp_path / "next")) / archive.name
    with serve(day=1) as server:
        crawl(server.proxy_url, path, "-s", f"PORTAL_TABLES={server.portals_scripted}", "-a", "full=1")
        stored, truth = _texts(path), server.expected_scripted
    for url in (*truth.appeared, *truth.changed):
        assert stored[canonical_url(url)] == truth.reports[url].text
    assert truth.appeared
    assert truth.changed


@needs_browser
def test_reclean_reads_what_was_rendered_and_finds_nothing_new(archive: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(archive.parent, tmp_path / "own")) / archive.name
    before = _texts(archive)
    environment = {"SCRAPY_SETTINGS_MODULE": "settings.demo", "FAZHI_ARCHIVE": str(archive)}
    done = run_python("scrapy", "reclean", "--table", environment=environment)
    assert done.returncode in (0, 1), done.stderr
    assert _texts(archive) == before
    assert "no_text" not in _kinds(archive)


@needs_browser
def test_the_browser_reaches_nothing_but_through_the_crawler(lan: Hosts, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        met = []

        def listen() -> None:
            while True:
                try:
                    met.append(canary.accept())
                except OSError:
                    return

        threading.Thread(target=listen, daemon=True).start()
        there = f"127.0.0.1:{canary.getsockname()[1]}"
        attempts = f"""
            for (const to of ["http://{there}/", "http://10.0.0.8/", "http://169.254.169.254/", "http://localhost/",
                              "https://www.other.gov.cn/x", "file:///etc/passwd"]) {{
                fetch(to).catch(() => 0); new Image().src = to; try {{ navigator.sendBeacon(to); }} catch (e) {{}}
                try {{ window.open(to); }} catch (e) {{}}
                for (const tag of ["script", "iframe", "link"]) {{
                    const made = document.createElement(tag); made.src = made.href = to; made.rel = "stylesheet";
                    document.head.appendChild(made);
                }}
            }}
            try {{ new WebSocket("ws://{there}/"); new EventSource("http://{there}/"); }} catch (e) {{}}
            new Worker(URL.createObjectURL(new Blob(["fetch('http://{there}/worker')"])));
            new Image().src = "/picture.png"; fetch("/data.json").catch(() => 0)
        """
        lan.table[f"{HOST}/fz/"] = _list_by_script(attempts)
        lan.table[f"{HOST}/art/1.html"] = f"<h1>{TITLE}</h1><div><p>{BODY}</p></div>".encode()
        archive = _crawl(lan, tmp_path)
        canary.shutdown(socket.SHUT_RDWR)
    assert not met
    assert {url.split("/")[2] for url in lan.log} == {"www.lan.gov.example"}
    assert {url.split("/", 3)[3] for url in lan.log} == {"robots.txt", "fz/", "art/1.html", "data.json"}
    assert list(_texts(archive)) == [f"{HOST}/art/1.html"]
    assert "off_portal" in _kinds(archive)


@needs_browser
def test_what_robots_txt_forbids_is_not_asked_by_scripts_either(lan: Hosts, tmp_path: Path) -> None:
    lan.table[f"{HOST}/robots.txt"] = Answer(b"User-agent: *\nDisallow: /api/", headers={"Content-Type": "text/plain"})
    lan.table[f"{HOST}/fz/"] = _list_by_script('fetch("/api/rows.json").catch(() => 0)')
    lan.table[f"{HOST}/art/1.html"] = f"<h1>{TITLE}</h1><div><p>{BODY}</p></div>".encode()
    archive = _crawl(lan, tmp_path)
    assert f"{HOST}/api/rows.json" not in lan.log
    assert list(_texts(archive)) == [f"{HOST}/art/1.html"]


@needs_browser
def test_a_challenge_is_reported_and_its_script_never_runs(lan: Hosts, tmp_path: Path) -> None:
    challenge = '<html><script>fetch("/solved"); document.cookie = "C3VK=1"; location.reload()</script></html>'
    lan.table[f"{HOST}/fz/"] = challenge.encode()
    process = start(
        lan.proxy_url, tmp_path / "archive.db", "-s", f"PORTAL_TABLES={_table(tmp_path)}", "-s", "LOG_LEVEL=CRITICAL"
    )
    process.communicate()
    assert "refused_cookie_shell" in _kinds(tmp_path / "archive.db")
    assert lan.log.count(f"{HOST}/fz/") == 1
    assert f"{HOST}/solved" not in lan.log


@needs_browser
def test_a_page_that_reloads_or_leads_away_is_shown_as_it_came(lan: Hosts, tmp_path: Path) -> None:
    leaving = "setTimeout(() => { location.href = '/elsewhere/' }, 50)"
    lan.table[f"{HOST}/fz/"] = f"<p>{BODY}</p>".encode() + _list_by_script(leaving)
    lan.table[f"{HOST}/art/1.html"] = f"<h1>{TITLE}</h1><div><p>{BODY}</p></div>".encode()
    archive = _crawl(lan, tmp_path)
    assert f"{HOST}/elsewhere/" not in lan.log
    assert list(_texts(archive)) == [f"{HOST}/art/1.html"]


@needs_browser
def test_a_page_that_hangs_is_reported_and_the_crawl_ends(lan: Hosts, tmp_path: Path) -> None:
    lan.table[f"{HOST}/fz/"] = f'<ul><li><a href="/art/1.html">{TITLE}</a><span>2025-03-04</span></li></ul>'.encode()
    lan.table[f"{HOST}/art/1.html"] = (
        f"<h1>{TITLE}</h1><div><p>{BODY}</p></div><script>setTimeout(() => {{ while (true) {{}} }}, 1)</script>".encode()
    )
    archive = _crawl(lan, tmp_path, "-s", "RENDER_TIMEOUT=4", "-s", "LOG_LEVEL=CRITICAL")
    assert "not_rendered" in _kinds(archive)
    assert list(_texts(archive)) == [f"{HOST}/art/1.html"]  # as it was served


@needs_browser
def test_a_page_that_grows_without_end_is_read_as_it_was_served(lan: Hosts, tmp_path: Path) -> None:
    growing = "for (let n = 0; n < 3000; n++) { document.write('<p>' + 'x'.repeat(1000) + '</p>') }"
    row = f'<ul><li><a href="/art/1.html">{TITLE}</a><span>2025-03-04</span></li></ul>'
    lan.table[f"{HOST}/fz/"] = f"{row}<script>{growing}</script>".encode()
    lan.table[f"{HOST}/art/1.html"] = f"<h1>{TITLE}</h1><div><p>{BODY}</p></div>".encode()
    archive = _crawl(lan, tmp_path, "-s", "DOWNLOAD_MAXSIZE=1000000", "-s", "LOG_LEVEL=CRITICAL")
    [problem] = query(archive, "SELECT url, detail FROM problems WHERE kind = 'not_rendered'")
    assert problem["url"] == f"{HOST}/fz/"
    assert "DOWNLOAD_MAXSIZE" in problem["detail"]
    assert list(_texts(archive)) == [f"{HOST}/art/1.html"]
    assert not query(archive, "SELECT 1 FROM snapshots WHERE size_bytes > 1000000")


@needs_browser
def test_a_page_that_never_stops_asking_is_cut_off(lan: Hosts, tmp_path: Path) -> None:
    lan.table[f"{HOST}/fz/"] = _list_by_script('let n = 0; setInterval(() => fetch("/api/" + n++).catch(() => 0), 50)')
    lan.table[f"{HOST}/art/1.html"] = f"<h1>{TITLE}</h1><div><p>{BODY}</p></div>".encode()
    archive = _crawl(lan, tmp_path, "-s", "RENDER_MAX_REQUESTS=3")
    assert len([url for url in lan.log if "/api/" in url]) <= 3
    assert list(_texts(archive)) == [f"{HOST}/art/1.html"]


def test_without_a_browser_a_crawl_of_such_portals_does_not_begin(lan: Hosts, tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    process = start(
        lan.proxy_url, path, "-s", f"PORTAL_TABLES={_table(tmp_path)}", "-s", "RENDER_BROWSER=/nowhere/chromium"
    )
    out, errors = process.communicate()
    assert (process.returncode, out) == (2, "")
    assert len(errors.strip().splitlines()) == 1
    assert "lan" in errors
    assert "install" in errors
    assert not path.exists()


def test_without_a_browser_the_other_portals_are_crawled_and_the_one_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with serve() as server:
        tables = f"{server.portals},{server.portals_scripted}"
        process = start(
            server.proxy_url, path, "-s", f"PORTAL_TABLES={tables}", "-s", "RENDER_BROWSER=/nowhere/chromium",
            "-a", "portal=qilan,lingwan",
        )  # fmt: skip
        _, errors = process.communicate()
        asked = [entry.url for entry in server.log]
    assert process.returncode == 1, errors
    [row] = query(path, "SELECT portal, detail FROM problems WHERE kind = 'not_rendered'")
    assert row["portal"] == "lingwan"
    assert "install Chromium" in row["detail"]
    assert not [url for url in asked if "lingwan" in url]
    assert len(_texts(path)) > 5


def test_without_the_extra_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "scrapy_playwright", None)
    assert "pip install 'fazhi[render]'" in (missing_for_rendering(_settings()) or "")
    with pytest.raises(CannotRender, match=r"^lan: .*fazhi\[render\]"):
        require_browser(load_portals([_table(tmp_path)]).values(), _settings())


def test_portals_that_need_no_browser_ask_for_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "scrapy_playwright", None)
    portals = load_portals([_table(tmp_path, "")])
    require_browser(portals.values(), _settings())
    assert portals["lan"].render == frozenset()


@pytest.mark.parametrize(
    ("value", "roles"),
    [("true", {"list", "detail"}), ("false", set()), ('"lists"', {"list"}), ('"details"', {"detail"})],
)
def test_a_table_says_which_pages_are_rendered(tmp_path: Path, value: str, roles: set[str]) -> None:
    assert load_portals([_table(tmp_path, f"render = {value}")])["lan"].render == roles


@pytest.mark.parametrize("value", ["1", '"all"', "[]"])
def test_another_value_is_refused_with_file_portal_and_key(tmp_path: Path, value: str) -> None:
    with pytest.raises(PortalTableError, match=r"portals\.toml: \[lan\] key render: found .*expected true, false"):
        load_portals([_table(tmp_path, f"render = {value}")])


def _settings() -> Settings:
    settings = get_project_settings()
    settings.set("RENDER_BROWSER", "")
    return settings
