"""A table from nothing but an address, on every sample portal."""

from __future__ import annotations

import json
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.portals.tables import load_portals
from crawler.urls import canonical_url
from tests.fork_server import run_python
from tests.made_once import made_once
from tests.sample_world.server import SampleServer, serve
from tests.sample_world.world import World


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with serve() as server:
        yield server


def _environment(server: SampleServer) -> dict[str, str]:
    return {"http_proxy": server.proxy_url, "https_proxy": server.proxy_url, "no_proxy": ""}


def _addportal(server: SampleServer, *args: str) -> subprocess.CompletedProcess[str]:
    environment = _environment(server) | {"SCRAPY_SETTINGS_MODULE": "settings.base"}
    options = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "DOWNLOAD_TIMEOUT=1800")
    return run_python("scrapy", "addportal", *options, *args, environment=environment)


def _keys() -> list[str]:
    return sorted(portal.key for portal in World().plain)


@pytest.fixture(scope="module")
def tables(server: SampleServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table for the section of every sample portal, all made in one process."""
    pairs = [word for key in _keys() for word in (key, server.expected_all.portals[key].sections[0])]
    environment = _environment(server) | {"SCRAPY_SETTINGS_MODULE": "settings.demo"}

    def make(folder: Path) -> None:
        done = run_python("tests.crawler.portals.survey_all", str(folder), *pairs, environment=environment)
        assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr

    return made_once(tmp_path_factory, "surveyed", make)


@pytest.mark.parametrize("key", _keys())
def test_a_section_gives_its_portal_s_table(server: SampleServer, tables: Path, key: str) -> None:
    portal = server.expected_all.portals[key]
    path = tables / f"{key}.toml"
    made = load_portals([path])[key]
    assert made.platform == portal.platform
    assert (
        made.sections[0].url.split("#")[0].startswith(portal.sections[0].split("#")[0].rstrip("/"))
        or portal.platform == "gkmlpt"
    )
    assert made.sections[0].filtered is portal.filtered
    table = tomllib.loads(path.read_text("utf-8"))[key]
    assert table["hosts"][0] in portal.hosts
    if "# not found:" not in path.read_text("utf-8"):
        assert (made.division, made.site_id_code) == (portal.site_id_code[:6], portal.site_id_code)


def test_most_tables_of_the_sample_world_lack_nothing(tables: Path) -> None:
    texts = [path.read_text("utf-8") for path in tables.glob("*.toml")]
    assert sum("# not found:" not in text for text in texts) >= 0.8 * len(texts)


def test_the_command_writes_the_table_and_says_what_it_saw(server: SampleServer, tmp_path: Path) -> None:
    portal, path = server.expected_all.portals["yicen"], tmp_path / "new.toml"
    done = _addportal(server, portal.sections[0], "--file", str(path), "--id", "yicen", "--table")
    assert done.returncode == 0, done.stdout + done.stderr
    made = load_portals([path])["yicen"]
    assert (made.platform, made.division, made.site_id_code) == ("showlist", "999802", "9998020001")
    assert "showlist: an address like /showList/" in done.stdout
    assert portal.lists[0].rows[0].title in done.stdout


def test_a_report_s_address_leads_up_to_its_section(server: SampleServer) -> None:
    portal = server.expected_all.portals["qilan"]
    done = _addportal(server, portal.reports[3].url, "--dry-run", "--table")
    assert done.returncode == 0, done.stdout + done.stderr
    section = tomllib.loads(done.stdout[done.stdout.index("\n\n") :])["qilan"]["sections"][0]
    assert canonical_url(section) == canonical_url(portal.sections[0])
    assert portal.reports[3].title in done.stdout


def test_a_pipe_gets_one_json_line_with_the_table_in_it(server: SampleServer) -> None:
    portal = server.expected_all.portals["qilan"]
    done = _addportal(server, portal.reports[3].url, "--dry-run")
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert (told["portal"], told["written_to"], told["not_found"]) == ("qilan", None, [])
    assert tomllib.loads(told["table"])["qilan"]["sections"] == [told["section"]]
    assert told["report"]["title"] == portal.reports[3].title
    assert {"title", "url", "date"} == set(told["rows"][0])


def test_a_dry_run_writes_nothing(server: SampleServer, tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    done = _addportal(server, server.expected.portals["qilan"].sections[0], "--dry-run", "--file", str(path))
    assert done.returncode == 0
    assert not path.exists()


@pytest.mark.parametrize(
    "url", ["www.qilan.gov.example/", "http://www.nowhere.gov.example/fz/", "http://www.qilan.gov.example/nothing/"]
)
def test_what_is_no_section_is_told_in_one_line(server: SampleServer, tmp_path: Path, url: str) -> None:
    done = _addportal(server, url, "--file", str(tmp_path / "new.toml"))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert not (tmp_path / "new.toml").exists()
