"""A real server on loopback, a real Chromium: what the tests of pages share."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "tests" / "artefacts"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# `fazhi browse`, which on a busy machine cuts off no page and leaves out no facet.
_PATIENT_BROWSE = """
from archive.__main__ import main
from archive.commands import browse
browse._SETTINGS |= {"sql_time_limit_ms": "1800000", "facet_time_limit_ms": "1800000"}
main()
"""


@pytest.fixture(scope="session")
def server(library: Path) -> Iterator[str]:
    """The address of `fazhi browse` on the library; the process is ended by its id."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-c", _PATIENT_BROWSE, "browse", str(library), "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        while not _answers(base):
            assert process.poll() is None, "fazhi browse ended"
            time.sleep(0.1)  # pytest's own timeout ends a server that never answers
        yield base
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The system's Chromium; tests are skipped where it, or Playwright, is not installed.

    It ends with its module: as long as it lives its event loop runs in the worker, where no other loop can then be run.
    """
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: pip install -e '.[test]'"
    )
    if CHROMIUM is None:
        pytest.skip("no Chromium found: apt-get install chromium fonts-noto-cjk, or name one in CHROMIUM")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def windows(browser: Any, server: str) -> Callable[..., Any]:
    """Gives a window of a kind, made once: opening one takes longer than most tests."""

    @cache
    def window(width: int, locale: str, dark: bool) -> Any:
        scheme = "dark" if dark else "light"
        size = {"width": width, "height": 800}
        context = browser.new_context(viewport=size, locale=locale, color_scheme=scheme, base_url=server)
        context.set_default_timeout(1_800_000)  # a busy machine fails no test; pytest's own timeout ends a hanging one
        return context

    return window


@pytest.fixture
def open_page(windows: Callable[..., Any], server: str) -> Iterator[Callable[..., Any]]:
    """Opens a path of the server in a fresh page; what it says in its console, and asks elsewhere, is kept."""
    opened = []

    def open_(path: str, *, width: int = 1280, locale: str = "zh-CN", dark: bool = False) -> Any:
        page = windows(width, locale, dark).new_page()
        opened.append(page)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (page.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda asked: asked.url.startswith(server) or page.complaints.append(f"asked {asked.url}"))
        page.goto(path)
        return page

    yield open_
    for page in opened:
        page.context.clear_cookies()
        page.close()


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Keeps a screenshot of a page in tests/artefacts, named by the test."""

    def take(page: Any, name: str = "", *, full: bool = True) -> None:
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        file = re.sub(r"[^\w-]+", "_", f"{request.node.name}-{name}").strip("_-")
        page.screenshot(path=ARTEFACTS / f"{file}.png", full_page=full)

    return take


def _answers(base: str) -> bool:
    try:
        urllib.request.urlopen(f"{base}/-/versions.json").close()
    except urllib.error.URLError:
        return False
    return True
