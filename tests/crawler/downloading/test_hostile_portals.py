"""A portal that means harm: what it answers is bounded, and nothing is fetched or written where it should not be.

Everything goes through a proxy on loopback that writes down each address asked of it, so that an address that is
forbidden would be seen there; no connection beyond 127.0.0.1 is ever opened.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from resource import RLIMIT_AS

import pytest

from tests.crawler.crawls import crawl, query, start
from tests.crawler.loopback_hosts import Answer, Hosts, hosts

HOST = "http://www.lan.gov.example"
TITLE = "兰汀区2024年法治政府建设年度报告"
BODY = (
    "<p>2024年，我区坚持依法行政，现将法治政府建设情况报告如下。</p><p>一、主要举措和成效</p>"
    + "<p>全年办理行政复议案件12件，出庭应诉率100%。</p>" * 20
)
MEMORY_BYTES = 1_500_000_000  # of address space; a crawl of the sample needs a third of it


@pytest.fixture
def lan() -> Iterator[Hosts]:
    with hosts() as served:
        yield served


def _run(lan: Hosts, tmp_path: Path, details: dict[str, bytes | Answer | list[Answer]], *more: str) -> Path:
    """Crawl a portal with these details below HOST and return the archive."""
    rows = "".join(f'<li><a href="{path}">{TITLE}{number}</a></li>' for number, path in enumerate(details))
    lan.table[f"{HOST}/fz/"] = f"<html><body><ul>{rows}</ul></body></html>".encode()
    lan.table.update({f"{HOST}{path}": answer for path, answer in details.items()})
    toml = tmp_path / "portals.toml"
    toml.write_text(
        f'[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example"]\ndivision = "999101"\nplatform = "generic"\nsections = ["{HOST}/fz/"]\n',
        "utf-8",
    )
    archive = tmp_path / "archive" / "archive.db"
    archive.parent.mkdir(exist_ok=True)
    crawl(lan.proxy_url, archive, "-s", f"PORTAL_TABLES={toml}", *more)
    return archive


def _page(extra: str = "") -> bytes:
    return f'<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div id="zoom">{BODY}{extra}</div></body></html>'.encode()


def _kinds(archive: Path) -> dict[str, str]:
    return {row["url"]: row["kind"] for row in query(archive, "SELECT url, kind FROM problems")}


FORBIDDEN = [
    "http://127.0.0.1/secret", "http://127.0.0.1:22/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.8/",
    "http://192.168.1.1/", "http://[::1]/", "http://localhost/", "https://www.other.gov.cn/x", "file:///etc/passwd",
    "ftp://www.lan.gov.example/x",
]  # fmt: skip


def test_redirects_lead_nowhere_but_to_the_portal(lan: Hosts, tmp_path: Path) -> None:
    details = {f"/art/{number}.html": Answer(b"moved", 302, {"Location": url}) for number, url in enumerate(FORBIDDEN)}
    archive = _run(lan, tmp_path, details)
    assert {url.split("/")[2] for url in lan.log} == {"www.lan.gov.example"}
    assert not query(archive, "SELECT 1 FROM documents")
    kinds = _kinds(archive)
    assert len([kind for url, kind in kinds.items()]) >= len(FORBIDDEN) - 2, kinds


def test_redirects_inside_pages_lead_nowhere_but_to_the_portal(lan: Hosts, tmp_path: Path) -> None:
    details = {
        f"/art/{number}.html": f'<meta http-equiv="refresh" content="0;url={url}">'.encode()
        for number, url in enumerate(FORBIDDEN)
    }
    archive = _run(lan, tmp_path, details)
    assert {url.split("/")[2] for url in lan.log} == {"www.lan.gov.example"}
    assert set(_kinds(archive).values()) == {"redirect_shell"}
    assert not query(archive, "SELECT 1 FROM documents")


def test_files_are_fetched_from_the_portal_only(lan: Hosts, tmp_path: Path) -> None:
    links = "".join(f'<p>附件：<a href="{url}">附件{number}.pdf</a></p>' for number, url in enumerate(FORBIDDEN))
    archive = _run(lan, tmp_path, {"/art/1.html": _page(links)})
    assert {url.split("/")[2] for url in lan.log} == {"www.lan.gov.example"}
    assert len(query(archive, "SELECT 1 FROM documents")) == 1


def test_a_redirect_in_page_is_followed_for_one_hop_only(lan: Hosts, tmp_path: Path) -> None:
    shell = '<html><script>window.location.href="{}"</script></html>'
    details: dict[str, bytes | Answer | list[Answer]] = {
        "/art/1.html": shell.format("/art/2x/").encode(),
        "/art/2.html": shell.format("/art/3x/").encode(),
    }
    lan.table[f"{HOST}/art/2x/"] = _page()
    lan.table[f"{HOST}/art/3x/"] = shell.format("/art/3x/?again").encode()
    archive = _run(lan, tmp_path, details)
    assert len(query(archive, "SELECT 1 FROM documents")) == 1
    assert set(_kinds(archive).values()) == {"redirect_shell"}
    assert f"{HOST}/art/3x/?again" not in lan.log


def test_a_body_that_claims_two_gigabytes_is_not_waited_for(lan: Hosts, tmp_path: Path) -> None:
    details: dict[str, bytes | Answer | list[Answer]] = {
        "/art/1.html": Answer(b"<p>", claimed_length=2 << 30),
        "/art/2.html": _page(),
    }
    archive = _run(lan, tmp_path, details, "-s", "RETRY_TIMES=0")
    assert list(_kinds(archive).values()) == ["fetch_failed"]
    assert len(query(archive, "SELECT 1 FROM documents")) == 1


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compressed_bomb_is_not_blown_up(lan: Hosts, tmp_path: Path, encoding: str) -> None:
    zeros = b"\0" * (300 << 20)
    bomb = gzip.compress(zeros, 9) if encoding == "gzip" else zlib.compress(zeros, 9)
    details: dict[str, bytes | Answer | list[Answer]] = {
        "/art/1.html": Answer(bomb, headers={"Content-Encoding": encoding}),
        "/art/2.html": _page(),
    }
    rows = "".join(f'<li><a href="{path}">{TITLE}</a></li>' for path in details)
    lan.table[f"{HOST}/fz/"] = f"<html><body><ul>{rows}</ul></body></html>".encode()
    archive = _run(lan, tmp_path, details, "-s", "RETRY_TIMES=0")
    assert list(_kinds(archive).values()) == ["fetch_failed"]
    assert len(query(archive, "SELECT 1 FROM documents")) == 1


def test_a_page_nested_a_hundred_thousand_deep_costs_little(lan: Hosts, tmp_path: Path) -> None:
    deep = b"<div>" * 100_000 + BODY.encode() + b"</div>" * 100_000
    rows = f'<li><a href="/art/1.html">{TITLE}</a></li>'
    lan.table[f"{HOST}/fz/"] = f"<html><body><ul>{rows}</ul></body></html>".encode()
    lan.table[f"{HOST}/art/1.html"] = deep
    toml = tmp_path / "portals.toml"
    toml.write_text(
        f'[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example"]\ndivision = "999101"\nplatform = "generic"\nsections = ["{HOST}/fz/"]\n',
        "utf-8",
    )

    archive = tmp_path / "archive.db"
    process = start(lan.proxy_url, archive, "-s", f"PORTAL_TABLES={toml}", limits={RLIMIT_AS: MEMORY_BYTES})
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    assert query(archive, "SELECT 1 FROM snapshots WHERE url LIKE '%/art/1.html'")
    assert query(archive, "SELECT 1 FROM documents") or query(archive, "SELECT 1 FROM problems")


def test_names_from_the_network_never_become_paths(lan: Hosts, tmp_path: Path) -> None:
    names = ["../../outside.pdf", "..%2f..%2foutside.pdf", "/etc/cron.d/x.pdf", "a\\..\\b.pdf", "x" * 3000 + ".pdf"]
    links = "".join(f'<p>附件：<a href="/attachment/{number}.pdf">{name}</a></p>' for number, name in enumerate(names))
    for number, name in enumerate(names):
        disposition = {"Content-Disposition": f'attachment; filename="{name[:200]}"', "Content-Type": "application/pdf"}
        lan.table[f"{HOST}/attachment/{number}.pdf"] = Answer(b"%PDF-1.4 ...", headers=disposition)
    before = set(tmp_path.parent.glob("*"))
    archive = _run(lan, tmp_path, {"/art/1.html": _page(links)})
    assert set(tmp_path.parent.glob("*")) == before
    files = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert all(name.startswith(("archive.db", "portals.toml", "fazhi-", "index.cdxj")) for name in files), files
    assert len(query(archive, "SELECT 1 FROM attachments WHERE digest IS NOT NULL")) == len(names)


def test_a_loop_of_redirects_ends(lan: Hosts, tmp_path: Path) -> None:
    loop = Answer(b"", 302, {"Location": f"{HOST}/art/1.html", "Set-Cookie": "CT6T=1"})
    archive = _run(lan, tmp_path, {"/art/1.html": loop})
    assert lan.log.count(f"{HOST}/art/1.html") <= 4
    assert not query(archive, "SELECT 1 FROM documents")
    assert _kinds(archive)


def test_a_cookie_that_a_redirect_sets_is_kept_for_the_second_try(lan: Hosts, tmp_path: Path) -> None:
    first = Answer(b"", 302, {"Location": f"{HOST}/art/1.html", "Set-Cookie": "CT6T=1"})
    archive = _run(lan, tmp_path, {"/art/1.html": [first, Answer(_page())]})
    assert len(query(archive, "SELECT 1 FROM documents")) == 1


def test_refusals_in_a_row_end_the_portal_s_run(lan: Hosts, tmp_path: Path) -> None:
    details: dict[str, bytes | Answer | list[Answer]] = {
        f"/art/{number}.html": Answer(b"", 412) for number in range(12)
    }
    archive = _run(lan, tmp_path, details, "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "-s", "DOWNLOAD_DELAY=0.05")
    kinds = [row["kind"] for row in query(archive, "SELECT kind FROM problems")]
    assert kinds.count("backed_off") == 1
    assert 3 <= kinds.count("refused_ruishu") <= 5
    assert len([url for url in lan.log if "/art/" in url]) <= 5
    assert len(query(archive, "SELECT 1 FROM snapshots WHERE status = 412")) >= 3, "a refusal is evidence, too"
    assert not query(archive, "SELECT 1 FROM documents")


def test_a_portal_of_which_nothing_can_be_read_is_told_by_the_exit_code(lan: Hosts, tmp_path: Path) -> None:
    toml = tmp_path / "portals.toml"
    toml.write_text(
        f'[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example"]\ndivision = "999101"\nsections = ["{HOST}/fz/"]\n',
        "utf-8",
    )
    archive = tmp_path / "archive.db"
    process = start(lan.proxy_url, archive, "-s", f"PORTAL_TABLES={toml}", "-s", "RETRY_TIMES=0")
    _, errors = process.communicate()
    assert process.returncode == 1, errors
    assert "unreadable_portal" in {row["kind"] for row in query(archive, "SELECT kind FROM problems")}


@pytest.mark.parametrize(
    ("robots", "is_allowed"),
    [
        (Answer(b"", 404), True),
        (Answer(b"", 403), False),
        (Answer(b"", 503), False),
        (Answer(b"<!DOCTYPE html><html><body>User-agent: *\nDisallow: /</body></html>"), True),
        (Answer(b"User-agent: *\nDisallow: /art/\n", headers={"Content-Type": "text/plain"}), False),
        (Answer(b"User-agent: *\nAllow: /\n", headers={"Content-Type": "text/plain"}), True),
    ],
)
def test_robots_txt_is_read_as_it_is_meant(lan: Hosts, tmp_path: Path, robots: Answer, is_allowed: bool) -> None:
    lan.table[f"{HOST}/robots.txt"] = robots
    process_ok = is_allowed or robots.status == 200
    toml = tmp_path / "portals.toml"
    toml.write_text(
        f'[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example"]\ndivision = "999101"\nplatform = "generic"\nsections = ["{HOST}/fz/"]\n',
        "utf-8",
    )
    lan.table[f"{HOST}/fz/"] = f'<ul><li><a href="/art/1.html">{TITLE}</a></li></ul>'.encode()
    lan.table[f"{HOST}/art/1.html"] = _page()
    archive = tmp_path / "archive.db"
    process = start(lan.proxy_url, archive, "-s", f"PORTAL_TABLES={toml}", "-s", "RETRY_TIMES=0")
    _, errors = process.communicate()
    assert process.returncode == (0 if process_ok else 1), errors
    assert (f"{HOST}/art/1.html" in lan.log) is is_allowed
