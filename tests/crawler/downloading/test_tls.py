"""Certificates and TLS of old portals: why a host is not read, in words, and what a portal's table accepts."""

from __future__ import annotations

import json
import ssl
import warnings
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.errors import PortalTableError
from crawler.portals.tables import load_portals
from tests.crawler.certificates import NOW, Authority
from tests.crawler.crawls import query, start
from tests.crawler.loopback_hosts import Hosts, hosts
from tests.fork_server import run_python

TEXT = "<p>2024年，我县坚持依法行政，现将有关情况报告如下。</p>" + "<p>办理行政复议案件12件。</p>" * 30
EXPIRED_ON = (NOW - timedelta(days=20)).date().isoformat()
VALID_FROM = (NOW + timedelta(days=9)).date().isoformat()


def host_of(portal: str) -> str:
    return f"www.{portal}.gov.example"


# portal -> how its server is, what is said of it, and what accepts it
FAULTS: dict[str, tuple[dict[str, object], str, list[str]]] = {
    "expired": ({"days": (-800, -20)}, f"the certificate expired on {EXPIRED_ON}", ["unverified"]),
    "early": ({"days": (9, 300)}, f"the certificate is valid only from {VALID_FROM} on", ["unverified"]),
    "own": ({"signs_itself": True}, "the certificate is signed by itself", ["unverified"]),
    "other": (
        {"names": ["www.cloud.example", "cloud.example"]},
        "the certificate is made for www.cloud.example, cloud.example, not for www.other.gov.example",
        ["unverified"],
    ),
    "unnamed": (
        {"has_names": False},
        "the certificate has www.unnamed.gov.example as its owner's common name alone, which counts no more",
        ["unverified"],
    ),
    "short": (
        {"bits": 1024, "most": ssl.TLSVersion.TLSv1_2},
        "the certificate's key is too short",
        ["legacy"],
    ),
    "old": (
        {"most": ssl.TLSVersion.TLSv1},
        "the server speaks none of the TLS versions that are taken (1.2 and newer)",
        ["legacy"],
    ),
    "both": (
        {"most": ssl.TLSVersion.TLSv1, "days": (-800, -20)},
        "the server speaks none of the TLS versions that are taken (1.2 and newer)",
        ["unverified", "legacy"],
    ),
}


@pytest.fixture
def county(tmp_path: Path) -> Iterator[tuple[Hosts, Authority]]:
    """A good portal, one with each fault, one of an authority that nobody knows, and one without TLS at its port."""
    authority = Authority(tmp_path)
    (elsewhere := tmp_path / "elsewhere").mkdir()
    with hosts() as served, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of old TLS versions, which is what is tried
        served.tls[host_of("good")] = authority.context([host_of("good")])
        served.tls[host_of("unknown")] = Authority(elsewhere, "Nobody's authority").context([host_of("unknown")])
        served.tls[host_of("plain")] = None
        for portal, (how, _, _) in FAULTS.items():
            served.tls[host_of(portal)] = authority.context(**{"names": [host_of(portal)], **how})
        for host in served.tls:
            title = f"{host}2024年法治政府建设年度报告"
            row = (
                f'<html><body><ul><li><a href="/art/1.html">{title}</a><span>2025-02-03</span></li></ul></body></html>'
            )
            page = f'<html><body><h1>{title}</h1><div id="zoom">{TEXT}</div></body></html>'
            served.table |= {f"https://{host}/fz/": row.encode(), f"https://{host}/art/1.html": page.encode()}
        yield served, authority


def write_tables(path: Path, portals: dict[str, str]) -> str:
    """Write a table for each portal, with these lines; return the setting."""
    path.write_text(
        "\n".join(
            f'[{portal}]\nname = "{portal}县"\nhosts = ["{host_of(portal)}"]\ndivision = "999101"\nplatform = "generic"'
            f'\nsections = ["https://{host_of(portal)}/fz/"]\n{more}'
            for portal, more in portals.items()
        ),
        "utf-8",
    )
    return f"PORTAL_TABLES={path}"


def crawl(served: Hosts, authority: Authority, archive: Path, tables: str) -> str:
    """Crawl; return what stood on standard error."""
    trust = {"SSL_CERT_FILE": str(authority.path)}
    process = start(served.proxy_url, archive, "-s", tables, "-s", "LOG_LEVEL=INFO", variables=trust)
    return process.communicate()[1]


def problems(archive: Path) -> dict[str, str]:
    found = query(archive, "SELECT portal, detail FROM problems WHERE kind = 'tls'")
    return {row["portal"]: row["detail"] for row in found}


def crawled(archive: Path) -> set[str]:
    return {
        row["portal"]
        for row in query(archive, "SELECT portal FROM pages WHERE role = 'detail' AND document IS NOT NULL")
    }


def test_a_host_whose_tls_does_not_hold_is_not_read_and_the_reason_is_said(
    county: tuple[Hosts, Authority], tmp_path: Path
) -> None:
    served, authority = county
    portals = ["good", "unknown", "plain", *FAULTS]
    tables = write_tables(tmp_path / "portals.toml", dict.fromkeys(portals, ""))
    errors = crawl(served, authority, tmp_path / "a.db", tables)
    assert crawled(tmp_path / "a.db") == {"good"}
    assert "Traceback" not in errors
    told = problems(tmp_path / "a.db")
    expected = {
        "unknown": ("the certificate's issuer is not known here", ["unverified"]),
        "plain": ("the server does not speak TLS at this port", []),
    } | {portal: (words, cures) for portal, (_, words, cures) in FAULTS.items() if portal != "both"}
    assert set(told) == set(expected) | {"both"}
    for portal, (words, cures) in expected.items():
        assert words in told[portal]
        assert all(f'tls = "{cure}"' in told[portal] for cure in cures), told[portal]
        assert "\n" not in told[portal]
    assert "tls =" not in told["plain"]


def test_what_a_table_accepts_is_read_and_written_into_the_evidence(
    county: tuple[Hosts, Authority], tmp_path: Path
) -> None:
    served, authority = county
    since = 'tls_since = 2026-11-27\ntls_reason = "told to the county"\n'
    lines = {portal: f"tls = {json.dumps(cures)}\n{since}" for portal, (_, _, cures) in FAULTS.items()}
    tables = write_tables(tmp_path / "portals.toml", {"good": "", **lines})
    archive = tmp_path / "a.db"
    crawl(served, authority, archive, tables)
    assert problems(archive) == {}
    assert crawled(archive) == {"good", *FAULTS}
    run = json.loads(query(archive, "SELECT software FROM runs")[0]["software"])
    assert "expired unverified, since 2026-11-27: told to the county" in run["accepted_tls"]
    assert "good " not in run["accepted_tls"]
    assert accepted_in_evidence(archive)[host_of("expired")] == f"the certificate expired on {EXPIRED_ON}"
    assert accepted_in_evidence(archive)[host_of("short")] == "the certificate's key has 1024 bits"
    assert (
        accepted_in_evidence(archive)[host_of("both")]
        == f"the certificate expired on {EXPIRED_ON}; the server speaks TLS 1.0"
    )
    assert host_of("good") not in accepted_in_evidence(archive)
    shown = run_python("archive", "portals", str(archive), "--json").stdout
    told = {row["id"]: row["accepted_tls"] for row in map(json.loads, shown.splitlines())}
    assert told["old"] == "legacy, since 2026-11-27: told to the county"
    assert told["good"] is None


def accepted_in_evidence(archive: Path) -> dict[str, str]:
    found = {}
    for path in archive.parent.glob("warc/*.warc.gz"):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if words := record.rec_headers.get_header("Fazhi-Accepted-TLS"):
                    found[record.rec_headers.get_header("WARC-Target-URI").split("/")[2]] = words
    return found


def test_what_is_accepted_of_one_portal_is_not_of_another(county: tuple[Hosts, Authority], tmp_path: Path) -> None:
    served, authority = county
    tables = write_tables(tmp_path / "portals.toml", {"own": 'tls = "unverified"\n', "expired": 'tls = "legacy"\n'})
    crawl(served, authority, tmp_path / "a.db", tables)
    assert crawled(tmp_path / "a.db") == {"own"}
    assert "expired on" in problems(tmp_path / "a.db")["expired"]


def test_any_certificate_that_is_accepted_must_have_a_key_of_today(
    county: tuple[Hosts, Authority], tmp_path: Path
) -> None:
    served, authority = county
    tables = write_tables(tmp_path / "portals.toml", {"short": 'tls = "unverified"\n', "own": 'tls = "unverified"\n'})
    crawl(served, authority, tmp_path / "a.db", tables)
    assert crawled(tmp_path / "a.db") == {"own"}
    assert (
        'key is too short; if that is to be accepted, write tls = ["unverified", "legacy"]'
        in problems(tmp_path / "a.db")["short"]
    )


def test_a_server_that_hangs_up_in_the_handshake_is_told_in_words(
    county: tuple[Hosts, Authority], tmp_path: Path
) -> None:
    served, authority = county
    served.tls[host_of("own")] = served.tls[host_of("early")] = "hangs up"
    tables = write_tables(tmp_path / "portals.toml", {"own": "", "early": 'tls = "legacy"\n'})
    errors = crawl(served, authority, tmp_path / "a.db", tables)
    assert "Traceback" not in errors
    told = problems(tmp_path / "a.db")
    assert "the server hung up in the TLS handshake, as servers with old TLS do; if" in told["own"]
    assert "tls =" not in told["early"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('tls = "none"', "expected one of unverified, legacy"),
        ("tls = true", "expected one of unverified, legacy"),
        ("tls = []", "expected one of unverified, legacy"),
        ('tls = "legacy"\ntls_since = "soon"', "expected a day like 2026-11-27"),
        ('tls_reason = "old"', "key tls: missing"),
    ],
)
def test_a_table_that_accepts_what_there_is_not_is_refused(line: str, words: str, tmp_path: Path) -> None:
    write_tables(tmp_path / "portals.toml", {"jia": line})
    with pytest.raises(PortalTableError, match=words):
        load_portals([tmp_path / "portals.toml"])


def test_the_projects_own_tables_give_a_day_and_a_reason_for_what_they_accept() -> None:
    own = load_portals(sorted(Path("settings/portals").glob("*.toml")))
    assert own
    assert all(portal.tls.since and portal.tls.reason for portal in own.values() if portal.tls.weaknesses)
