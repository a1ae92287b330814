"""Commands are run as users run them: as processes, in the project's folder."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.crawls import Scrapy
from tests.crawler.sample_pages import get
from tests.fork_server import run_python
from tests.sample_world.expected import Expected, ExpectedPortal
from tests.sample_world.server import SampleServer, serve

ROOT = Path(__file__).parents[2]


@pytest.fixture
def scrapy(tmp_path: Path) -> Scrapy:
    """Run ``scrapy ...`` against an archive in the test's own folder."""

    def run(*args: str, module: str = "settings.base", proxy: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        # Without a sample server every request goes to a closed port of this machine.
        proxy = proxy or "http://127.0.0.1:9"
        environment = {
            "SCRAPY_SETTINGS_MODULE": module,
            "FAZHI_ARCHIVE": str(tmp_path / "archive.db"),
            "http_proxy": proxy,
            "https_proxy": proxy,
            "no_proxy": "",
            **env,
        }
        return run_python("scrapy", *args, environment=environment)

    return run


@pytest.fixture(scope="session")
def server() -> Iterator[SampleServer]:
    """The sample world; answers are asked for in the process, and a busy page has its 503 behind it."""
    with serve() as running:
        for url in list(running.expected_all.reports):
            get(running, url)
        yield running


@pytest.fixture(scope="session")
def truth(server: SampleServer) -> Expected:
    return server.expected_all


@pytest.fixture(scope="session")
def portals(server: SampleServer, truth: Expected) -> list[ExpectedPortal]:
    """The portals that the demo leaves out."""
    return [portal for key, portal in truth.portals.items() if key not in server.expected.portals]
