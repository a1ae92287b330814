"""Pages whose scripts take all they can get, in the real Chromium: they cost themselves, and the next page is shown."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.downloading.browser_watch import _below
from tests.crawler.crawls import query, start
from tests.crawler.downloading.test_rendering import BODY, BY_PAGE, HOST, TITLE, needs_browser
from tests.crawler.loopback_hosts import Hosts, hosts

pytestmark = needs_browser

HOSTILE = {
    "typed arrays": "const a = []; while (true) { a.push(new Uint8Array(16 << 20).fill(1)) }",
    "typed arrays, errors caught": (
        "const a = []; setInterval(() => { try { a.push(new Uint8Array(16 << 20).fill(1)) } catch (e) {} }, 1)"
    ),
    "strings": "const a = []; while (true) { a.push(('x'.repeat(1 << 20) + a.length).split('').reverse().join('')) }",
    "wasm memory": "const a = []; while (true) { const m = new WebAssembly.Memory({initial: 1000});"
    " new Uint8Array(m.buffer).fill(1); a.push(m) }",
    "workers with arrays": "for (let n = 0; n < 20; n++) { new Worker(URL.createObjectURL(new Blob(["
    "'const a = []; while (true) { a.push(new Uint8Array(16 << 20).fill(1)) }']))) }",
    "canvases": "const a = []; setInterval(() => { const c = document.createElement('canvas'); c.width = c.height = 4096;"
    " c.getContext('2d').fillRect(0, 0, 4096, 4096); a.push(c) }, 1)",
    "an endless loop": "setTimeout(() => { while (true) {} }, 1)",
    "10,000 fetches": "for (let n = 0; n < 10000; n++) { fetch('/api/' + n).catch(() => 0) }",
    "10,000 pictures of as many hosts": "for (let n = 0; n < 10000; n++) { new Image().src = `http://h${n}.gov.example/` }",
    "fetches without end": "(function more() { fetch('/api/x').catch(() => 0); setTimeout(more, 0); more.n = 1 })();"
    "setInterval(() => { for (let n = 0; n < 100; n++) fetch('//a.gov.example/' + n).catch(() => 0) }, 1)",
    "windows without end": "setInterval(() => window.open('about:blank'), 1)",
    "dialogs without end": "for (;;) { alert(1); confirm(2); prompt(3) }",
    "a dialog before it leaves": "window.onbeforeunload = () => 'stay'; setInterval(() => { location.href = '/x' }, 10)",
    "leaving without end": "setInterval(() => { location.href = '/x' + Math.random() }, 1)",
    "frames without end": "setInterval(() => { const f = document.createElement('iframe'); f.sandbox = 'allow-scripts';"
    " f.srcdoc = '<script>for (;;) {}</scr' + 'ipt>'; document.body.append(f) }, 5)",
    "elements without end": "setInterval(() => { for (let n = 0; n < 10000; n++) document.body.append('x') }, 1)",
}
# Those that end by count or by memory; the others end by the clock, and so are tried in the drill.
BY_COUNT = ("typed arrays", "workers with arrays")
FILE_SCHEMES = (
    "for (const to of ['file:///etc/passwd', 'data:text/html,<p>x</p>', 'javascript:1', 'blob:x', 'about:blank',"
)
FILE_SCHEMES += " 'view-source:http://x/', 'chrome://settings']) { try { location.href = to } catch (e) {} }"


@pytest.fixture
def lan() -> Iterator[Hosts]:
    with hosts() as served:
        yield served


def _crawled(lan: Hosts, folder: Path, script: str, *options: str) -> Path:
    """An archive after a crawl of a list, a page with this script, and a page that is well and comes after it."""
    rows = "".join(f'<li><a href="/art/{n}.html">{TITLE}{n}</a><span>2025-03-04</span></li>' for n in (1, 2))
    lan.table[f"{HOST}/fz/"] = f"<html><body><ul>{rows}</ul></body></html>".encode()
    page = f'<meta charset="utf-8"><h1>{TITLE}</h1><div><p>{BODY}</p></div>'
    lan.table[f"{HOST}/art/1.html"] = f"<html><body>{page}<script>{script}</script></body></html>".encode()
    shown = "document.body.append(Object.assign(document.createElement('p'), {textContent: '由脚本写出的一句话。'.repeat(9)}))"
    lan.table[f"{HOST}/art/2.html"] = f"<html><body>{page}<script>{shown}</script></body></html>".encode()
    (folder / "portals.toml").write_text(
        f'[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example"]\ndivision = "999101"\nsections = ["{HOST}/fz/"]\n'
        'platform = "generic"\nrender = "details"\n',
        "utf-8",
    )
    scratch = tempfile.mkdtemp(prefix="fz", dir="/tmp")  # a short path: sockets of the browser lie in it
    process = start(
        lan.proxy_url, folder / "archive.db", "-s", f"PORTAL_TABLES={folder / 'portals.toml'}", *options,
        "-s", "LOG_LEVEL=CRITICAL", "-s", "RENDER_MEMORY_MB=1024", variables={"TMPDIR": scratch},
    )  # fmt: skip
    peak = 0
    while process.poll() is None:
        peak = max(peak, _memory_below(process.pid))
        time.sleep(0.1)
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    (folder / "peak").write_text(str(peak >> 20))
    assert not list(Path(scratch).iterdir()), "something of the browser is left over"
    Path(scratch).rmdir()
    return folder / "archive.db"


def _memory_below(pid: int) -> int:
    """The bytes that the browser of a crawl holds."""
    return sum(process.memory_bytes() for process in _below(pid) if "chrom" in " ".join(process.command[:1]))


def _is_as_it_should(lan: Hosts, folder: Path, script: str, *options: str) -> str:
    """Crawl a page with *script* and one that is well; what the archive says."""
    archive = _crawled(lan, folder, script, *options)
    texts = {row["url"]: row["text"] for row in query(archive, BY_PAGE)}
    assert BODY in texts[f"{HOST}/art/1.html"]
    assert "由脚本写出的一句话。" in texts[f"{HOST}/art/2.html"]
    assert int((folder / "peak").read_text()) < 3_000
    assert len([url for url in lan.log if "/api/" in url]) <= 60
    details = {row["detail"] for row in query(archive, "SELECT detail FROM problems")}
    return "; ".join(sorted(details)) or "shown"


@pytest.mark.parametrize("name", BY_COUNT)
def test_a_hostile_script_costs_its_page_and_the_next_is_shown(lan: Hosts, tmp_path: Path, name: str) -> None:
    _is_as_it_should(lan, tmp_path, HOSTILE[name], "-s", "RENDER_TIMEOUT=1800")


@pytest.mark.drill
@pytest.mark.parametrize("name", HOSTILE)
def test_a_script_in_the_drill(
    lan: Hosts, tmp_path: Path, name: str, record_property: Callable[[str, object], None]
) -> None:
    said = _is_as_it_should(lan, tmp_path, HOSTILE[name], "-s", "RENDER_TIMEOUT=60")
    record_property("said", said)
    record_property("took", f"browser {(tmp_path / 'peak').read_text()} MiB")


@pytest.mark.drill
def test_a_page_leads_to_no_file_and_no_page_of_its_own(lan: Hosts, tmp_path: Path) -> None:
    archive = _crawled(lan, tmp_path, FILE_SCHEMES, "-s", "RENDER_TIMEOUT=1800")
    texts = {row["url"]: row["text"] for row in query(archive, BY_PAGE)}
    assert BODY in texts[f"{HOST}/art/1.html"]
    assert "root:" not in texts[f"{HOST}/art/1.html"]
